import Foundation
import Testing

/// Of the kinds that servers hold in several forms: what means the same is no difference, and what does not is one.
@Suite("How kinds compare on a real API server")
struct KindComparisonTests {
    private let region = "eu-west-1"

    /// A write by another manager.
    struct Write: CustomTestStringConvertible, Sendable {
        /// As kubectl names it, with the version by which it is written.
        let resource: String
        let name: String
        var type = "merge"
        let patch: String
        /// As `PlanDocument.differences`; none where it means the same.
        var differences: [String] = []

        var testDescription: String { "\(resource) \(patch)" }
    }

    static let writes: [Write] = [
        // An autoscaler, also by the form that servers before 1.23 keep.
        Write(
            resource: "hpa.v2beta2.autoscaling", name: "app", patch: #"{"spec":{"maxReplicas":9}}"#,
            differences: ["spec.maxReplicas: 9 → 3"]),
        Write(
            resource: "hpa.v1.autoscaling", name: "app",
            patch: #"{"spec":{"targetCPUUtilizationPercentage":50}}"#,
            differences: ["spec.metrics[0].resource.target.averageUtilization: 50 → 70"]),
        Write(
            resource: "hpa.v1.autoscaling", name: "app",
            patch: #"{"metadata":{"annotations":{"example.org/note":"x"}}}"#),
        Write(
            resource: "hpa.v2beta2.autoscaling", name: "app",
            patch: #"{"spec":{"behavior":{"scaleDown":{"stabilizationWindowSeconds":60}}}}"#),
        Write(
            resource: "hpa.v2beta2.autoscaling", name: "app", patch: #"{"spec":{"minReplicas":null}}"#,
            differences: ["spec.minReplicas: 1 → 2"]),
        // A disruption budget: a number or a share.
        Write(
            resource: "pdb", name: "app", patch: #"{"spec":{"maxUnavailable":"50%"}}"#,
            differences: [#"spec.maxUnavailable: "50%" → 1"#]),
        Write(
            resource: "pdb", name: "app", patch: #"{"spec":{"maxUnavailable":2}}"#,
            differences: ["spec.maxUnavailable: 2 → 1"]),
        Write(
            resource: "pdb", name: "app",
            patch: #"{"spec":{"selector":{"matchLabels":{"example.org/part":"x"}}}}"#,
            differences: [#"spec.selector.matchLabels["example.org/part"]: "x" → (none)"#]),
        // An Ingress: hosts, in lists that servers keep as they are.
        Write(
            resource: "ingress.v1.networking.k8s.io", name: "web", type: "json",
            patch: #"[{"op":"replace","path":"/spec/rules/0/host","value":"theirs.example.org"}]"#,
            differences: [#"spec.rules[0].host: "theirs.example.org" → "polder.parking.example.com""#]),
        Write(
            resource: "ingress.v1.networking.k8s.io", name: "web", type: "json",
            patch:
                #"[{"op":"replace","path":"/spec/rules/0/http/paths/0/backend/service/port","value":{"number":81}}]"#,
            differences: [
                #"spec.rules[0].http.paths[0].backend.service.port.name: (none) → "http""#,
                #"spec.rules[0].http.paths[0].backend.service.port.number: 81 → (none)"#,
            ]),
        Write(
            resource: "ingress.v1.networking.k8s.io", name: "web",
            patch: #"{"spec":{"ingressClassName":"theirs"}}"#,
            differences: [#"spec.ingressClassName: "theirs" → "nginx""#]),
        Write(
            resource: "ingress.v1.networking.k8s.io", name: "web",
            patch: #"{"metadata":{"annotations":{"example.org/note":"x"}}}"#),
        // A claim of a volume: what a provisioner notes.
        Write(
            resource: "pvc", name: "assets",
            patch: #"{"metadata":{"annotations":{"volume.kubernetes.io/selected-node":"n1"}}}"#),
        // What is spelled in another way.
        Write(
            resource: "quota", name: "quota", patch: #"{"spec":{"hard":{"limits.cpu":"8000m"}}}"#),
        Write(
            resource: "quota", name: "quota", patch: #"{"spec":{"hard":{"limits.cpu":"9"}}}"#,
            differences: [#"spec.hard["limits.cpu"]: "9" → "8""#]),
    ]

    @Test("Every write of others shows as just what it changes, and is healed")
    func writes() throws {
        let (cluster, fleet) = (try Cluster(), Cluster.fleetName())
        let work = try Workspace(platform: fleet, account: cluster.account)
        let only = ["--region", region, "--tenant", "polder"]
        func cadastre(_ command: String, _ options: String...) throws -> ProgramRun {
            try run(
                commandPath, [command] + options + only, in: work.folder, environment: cluster.environment)
        }
        try cluster.cadastre("apply", "--yes", "--region", region, in: work.folder).expect(0)
        for write in Self.writes {
            let name = write.name == "app" ? "\(fleet)-app" : write.name
            try cluster.kubectl(
                region, "patch", write.resource, name, "-n", "\(fleet)-tenant-polder", "--type=\(write.type)",
                "--field-manager=somebody", "-p", write.patch
            ).expect(0)
            let plan = try PlanDocument(cadastre("plan", "--output", "json"))
            #expect(plan.differences == write.differences, "\(write.testDescription)")
            #expect(plan.findingCodes == [], "\(write.testDescription)")
            if !write.differences.isEmpty {
                let healed = try cadastre("apply", "--yes")
                #expect(healed.code == 0, "\(write.testDescription)\n\(healed.everything)")
            }
        }
        // After each, the next one's plan shows what that one changed, and nothing that was left.
        try cadastre("plan").expect(0)
    }

    @Test("A priority is compared over all the cluster, and its value cannot be changed in place")
    func priority() throws {
        let (cluster, fleet) = (try Cluster(), Cluster.fleetName())
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre("apply", "--yes", "--region", region, in: work.folder).expect(0)
        let name = "\(fleet)-tier-enterprise"
        try cluster.kubectl(
            region, "patch", "priorityclass", name, "--type=merge", "--field-manager=somebody", "-p",
            #"{"description":"theirs"}"#
        ).expect(0)
        var plan = try PlanDocument(
            cluster.cadastre("plan", "--region", region, "--output", "json", in: work.folder))
        #expect(plan.changes == ["update PriorityClass \(name)"])
        try work.replace("priority: 2000", with: "priority: 3000", in: "specs/tiers/enterprise.yaml")
        plan = try PlanDocument(
            cluster.cadastre("plan", "--region", region, "--output", "json", in: work.folder))
        #expect(plan.changes == ["replace PriorityClass \(name)"])
        let options = ["--region", region, "--deletion-budget", "50%"]
        let environment = cluster.environment
        // Whose description the specs have not changed.
        try run(
            commandPath, ["apply", "--yes", "--force-conflicts"] + options, in: work.folder,
            environment: environment
        ).expect(0)
        try run(commandPath, ["plan"] + options, in: work.folder, environment: environment).expect(0)
        let value = try cluster.kubectl(region, "get", "priorityclass", name, "-o", "jsonpath={.value}")
        #expect(value.output == "3000")
    }
}
