import Foundation
import Testing

@Suite("What must not happen on a real API server")
struct SafetyTests {
    @Test(
        "With specs that cannot be trusted nothing is touched",
        arguments: ["empty", "missing", "invalid", "unreadable syntax", "no platform"])
    func specsThatCannotBeTrusted(_ fault: String) throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre("apply", "--yes", "--region", "eu-central-1", in: work.folder).expect(0)
        let before = try versions(of: fleet, cluster)
        switch fault {
        case "empty":
            try work.remove("specs")
            try FileManager.default.createDirectory(
                at: work.folder.appendingPathComponent("specs"), withIntermediateDirectories: true)
        case "missing": try work.remove("specs")
        case "invalid":
            try work.replace("role: recovery", with: "role: spare", in: "specs/regions/eu-central-1.yaml")
        case "unreadable syntax": try work.write("kind: [Tenant\n", to: "specs/tenants/broken.yaml")
        default: try work.remove("specs/platform.yaml")
        }
        for command in ["plan", "apply"] {
            let arguments = command == "apply" ? ["apply", "--yes"] : ["plan"]
            let result = try run(commandPath, arguments, in: work.folder, environment: cluster.environment)
            result.expect(1)
            #expect(result.errors.contains("error["))
        }
        #expect(try versions(of: fleet, cluster) == before)
    }

    @Test("Where lists are refused nothing is concluded from what was not seen")
    func refusedLists() throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre("apply", "--yes", "--region", "eu-central-1", in: work.folder).expect(0)
        let before = try versions(of: fleet, cluster)
        try work.replace(
            "context: eu-central-1", with: "context: eu-central-1-viewer",
            in: "specs/regions/eu-central-1.yaml")
        let plan = try cluster.cadastre("plan", "--region", "eu-central-1", in: work.folder)
        plan.expect(1)
        #expect(plan.output.contains("kubernetes.forbidden"))
        try cluster.cadastre("apply", "--yes", "--region", "eu-central-1", in: work.folder).expect(1)
        #expect(try versions(of: fleet, cluster) == before)
    }

    @Test("A second fleet and what nobody marked are left alone")
    func others() throws {
        let cluster = try Cluster()
        let (first, second) = (Cluster.fleetName(), Cluster.fleetName())
        let (mine, theirs) = (
            try Workspace(platform: first, account: cluster.account),
            try Workspace(platform: second, account: cluster.account)
        )
        try cluster.cadastre("apply", "--yes", "--region", "eu-central-1", in: theirs.folder).expect(0)
        let before = try versions(of: second, cluster)
        let namespace = "\(first)-shared"
        try cluster.kubectl("eu-central-1", "create", "namespace", namespace).expect(0)
        try cluster.kubectl(
            "eu-central-1", "create", "configmap", "settings", "-n", namespace, "--from-literal=theirs=1"
        ).expect(0)

        let plan = try cluster.cadastre("plan", "--region", "eu-central-1", in: mine.folder)
        plan.expect(3)
        #expect(plan.output.contains("ownership.unowned"))
        try cluster.cadastre("apply", "--yes", "--region", "eu-central-1", in: mine.folder).expect(3)
        let data = try cluster.kubectl(
            "eu-central-1", "get", "configmap", "settings", "-n", namespace, "-o",
            "jsonpath={.data}{.metadata.labels}")
        #expect(data.output == #"{"theirs":"1"}"#)

        // A fleet without tenants or with other ones has no say over another fleet's objects.
        try mine.remove("specs/tenants")
        try cluster.cadastre("plan", "--region", "eu-central-1", in: mine.folder).expect(3)
        #expect(try versions(of: second, cluster) == before)
    }

    @Test("A tenant whose file is gone keeps all that it holds")
    func orphans() throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre(
            "apply", "--yes", "--tenant", "merlion", "--region", "ap-southeast-1", in: work.folder
        ).expect(0)
        try work.remove("specs/tenants/merlion.yaml")
        let plan = try cluster.cadastre(
            "plan", "--region", "ap-southeast-1", "--output", "json", in: work.folder)
        let document = try PlanDocument(plan)
        let held = try ExampleOutput.count(ofTenant: "merlion")
        #expect(document.changes.filter { $0.hasPrefix("keep") }.count == held)
        #expect(!document.changes.contains { $0.hasPrefix("delete") })
    }

    @Test("A quota that counts down while its tenant is taken apart is no reason to stop half-way")
    func movingQuota() throws {
        let cluster = try Cluster()
        let work = try Workspace(platform: Cluster.fleetName(), account: cluster.account)
        let only = ["--yes", "--tenant", "polder", "--region", "eu-west-1", "--deletion-budget", "100%"]
        try run(commandPath, ["apply"] + only, in: work.folder, environment: cluster.environment).expect(0)
        try work.edit("specs/tenants/polder.yaml") {
            $0.replacingOccurrences(
                of: "  tier: premium\n",
                with: "  tier: premium\n  status: terminated\n  terminated: 2026-01-01\n")
        }
        let applied = try run(
            commandPath, ["apply"] + only, in: work.folder, environment: cluster.environment)
        #expect(!applied.output.contains("apply.moved"), "\(applied.output)")
    }

    /// Every object of the fleet with its resourceVersion.
    private func versions(of fleet: String, _ cluster: Cluster) throws -> String {
        let kinds =
            "priorityclasses,namespaces,resourcequotas,limitranges,networkpolicies,serviceaccounts,roles,rolebindings,configmaps,persistentvolumeclaims,deployments,services,poddisruptionbudgets,horizontalpodautoscalers,ingresses.networking.k8s.io"
        let list = try cluster.kubectl(
            "eu-central-1", "get", kinds, "-A", "-l", "cadastre.dev/fleet=\(fleet)", "-o",
            "jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}"
        )
        list.expect(0)
        #expect(!list.output.isEmpty)
        return list.output
    }
}
