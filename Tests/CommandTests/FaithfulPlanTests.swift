import Foundation
import Testing
import Values

@Suite("What a plan foresees on a real API server")
struct FaithfulPlanTests {
    private static let region = "eu-central-1"

    private struct Site {
        let cluster: Cluster
        let fleet: String
        let work: Workspace
        /// Of the region's shared application.
        var namespace: String { "\(fleet)-shared" }

        init() throws {
            cluster = try Cluster()
            fleet = Cluster.fleetName()
            work = try Workspace(platform: fleet, account: cluster.account)
        }

        func cadastre(_ arguments: String...) throws -> ProgramRun {
            try run(
                commandPath, arguments + ["--region", FaithfulPlanTests.region], in: work.folder,
                environment: cluster.environment)
        }

        func plan(_ options: String...) throws -> ProgramRun {
            try run(
                commandPath, ["plan", "--output", "json", "--region", FaithfulPlanTests.region] + options,
                in: work.folder, environment: cluster.environment)
        }

        @discardableResult
        func kubectl(_ arguments: String...) throws -> ProgramRun {
            let result = try cluster.kubectl(FaithfulPlanTests.region, arguments)
            result.expect(0)
            return result
        }
    }

    @Test("A port of a Service that somebody gave another number is drift, and is put back")
    func renumberedPort() throws {
        let site = try Site()
        try site.cadastre("apply", "--yes").expect(0)
        let service = ["service", "\(site.fleet)-app", "-n", site.namespace]
        let numbers = ["-o", "jsonpath={.spec.ports[*].port}"]
        func ports() throws -> String {
            try site.cluster.kubectl(Self.region, ["get"] + service + numbers).output
        }
        #expect(try ports() == "80")
        try site.cluster.kubectl(
            Self.region,
            ["patch"] + service + [
                "--field-manager=kubectl-edit", "--type=json", "-p",
                #"[{"op": "replace", "path": "/spec/ports/0/port", "value": 81}]"#,
            ]
        ).expect(0)
        #expect(try ports() == "81")
        let answer = try site.plan()
        answer.expect(2)
        let plan = try PlanDocument(answer)
        #expect(plan.findingCodes == [])
        #expect(plan.changes == ["update Service \(site.namespace)/\(site.fleet)-app"])
        #expect(plan.value[key: "changes"]?.array?.first?[key: "reason"] == "drift")
        #expect(plan.value[at: "summary.untried"] == ["replaced": 1])
        try site.cadastre("apply", "--yes").expect(0)
        #expect(try ports() == "80")
        try site.cadastre("plan").expect(0)
    }

    @Test(
        "What somebody changed and what the specs changed are told apart in one object, and both are settled")
    func mixed() throws {
        let site = try Site()
        try site.cadastre("apply", "--yes").expect(0)
        try site.kubectl(
            "patch", "deployment", "\(site.fleet)-app", "-n", site.namespace,
            "--field-manager=kubectl-edit", "--type=merge", "-p", #"{"spec":{"replicas":9}}"#)
        try site.work.replace("app:v2.1.0", with: "app:v2.2.0", in: "specs/platform.yaml")
        let plan = try PlanDocument(site.plan("--kind", "Deployment"))
        let changes = plan.value[key: "changes"]?.array ?? []
        #expect(changes.count == 1)
        #expect(changes.first?[key: "blockedBy"] == [])
        let differences = changes.first?[key: "differences"]?.array ?? []
        let told = differences.map { difference in
            "\(difference[key: "path"]?.string ?? "") \(difference[at: "drift.manager"]?.string ?? "-")"
        }
        #expect(told == ["spec.replicas kubectl-edit", "spec.template.spec.containers[app].image -"])
        try site.cadastre("apply", "--yes").expect(0)
        try site.cadastre("plan").expect(0)
    }

    @Test("What a quota refuses is blocked before anything is applied")
    func quota() throws {
        let site = try Site()
        try site.cadastre("apply", "--yes").expect(0)
        try site.kubectl("create", "quota", "tight", "-n", site.namespace, "--hard=services=0")
        try site.kubectl("delete", "service", "\(site.fleet)-app", "-n", site.namespace)
        // A quota counts once its controller has seen it.
        try awaitValue(site, "quota", "tight", until: "{.status.used.services}", is: "0")
        let plan = try site.plan()
        plan.expect(3)
        #expect(try PlanDocument(plan).findingCodes.contains("kubernetes.quota"))
        try site.plan("--no-server-check").expect(2)
        try site.kubectl("delete", "quota", "tight", "-n", site.namespace)
        try site.cadastre("apply", "--yes").expect(0)
    }

    @Test("A webhook that cannot be asked beforehand stops no plan, and is told")
    func webhook() throws {
        let site = try Site()
        try site.cadastre("apply", "--yes").expect(0)
        let name = "\(site.fleet)-audit"
        try site.work.write(
            """
            apiVersion: admissionregistration.k8s.io/v1beta1
            kind: ValidatingWebhookConfiguration
            metadata: {name: \(name)}
            webhooks:
              - name: audit.example.org
                sideEffects: Some
                admissionReviewVersions: [v1]
                clientConfig: {url: "https://127.0.0.1:9/"}
                objectSelector: {matchLabels: {cadastre.dev/fleet: \(site.fleet)}}
                rules: [{apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [configmaps]}]
            """, to: "webhook.yaml")
        try site.kubectl("apply", "-f", site.work.folder.appendingPathComponent("webhook.yaml").path)
        try site.work.replace(
            "domain: parking.example.com", with: "domain: other.example.com", in: "specs/platform.yaml")
        var codes: [String] = []
        // A server takes up a new configuration within a second or two.
        for _ in 0..<50 where !codes.contains("plan.unchecked") {
            let plan = try site.plan("--kind", "ConfigMap")
            plan.expect(2)
            codes = try PlanDocument(plan).findingCodes
            Thread.sleep(forTimeInterval: 0.2)
        }
        try site.kubectl("delete", "validatingwebhookconfiguration", name)
        #expect(codes.contains("plan.unchecked"))
    }

    @Test("An object that nobody marked is adopted as the plan shows, and keeps what the specs do not state")
    func adoption() throws {
        let site = try Site()
        try site.kubectl("create", "namespace", site.namespace)
        try site.kubectl(
            "create", "configmap", "settings", "-n", site.namespace, "--from-literal=theirs=1",
            "--from-literal=region=nowhere")
        try site.cadastre("plan").expect(3)
        let plan = try site.plan("--adopt")
        plan.expect(2)
        let document = try PlanDocument(plan)
        #expect(document.changes.contains("adopt ConfigMap \(site.namespace)/settings"))
        #expect(document.differences.contains(#"data.region: "nowhere" → "\#(Self.region)""#))
        try site.cadastre("apply", "--yes", "--adopt").expect(0)
        try site.cadastre("plan").expect(0)
        let data = try site.kubectl(
            "get", "configmap", "settings", "-n", site.namespace, "-o",
            "jsonpath={.data.theirs} {.data.region}")
        #expect(data.output == "1 \(Self.region)")
    }

    @Test(
        "What nobody knew of in a tenant's namespace is named before it goes, and keeps it there if it holds data"
    )
    func occupants() throws {
        let site = try Site()
        let region = "ap-southeast-1"
        let namespace = "\(site.fleet)-tenant-merlion"
        func cadastre(_ arguments: String...) throws -> ProgramRun {
            try run(
                commandPath, arguments + ["--region", region, "--tenant", "merlion"], in: site.work.folder,
                environment: site.cluster.environment)
        }
        try cadastre("apply", "--yes").expect(0)
        try site.work.write(
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: theirs, namespace: \(namespace)}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """, to: "claim.yaml")
        let claim = site.work.folder.appendingPathComponent("claim.yaml").path
        try site.cluster.kubectl(region, "apply", "-f", claim).expect(0)
        try site.cluster.kubectl(region, "create", "configmap", "notes", "-n", namespace).expect(0)
        try site.work.replace(
            "  tier: premium\n", with: "  tier: premium\n  status: terminated\n  terminated: 2020-01-01\n",
            in: "specs/tenants/merlion.yaml")
        let going = ["plan", "--delete-data-of", "merlion", "--deletion-budget", "100"]
        let blocked = try cadastre(going[0], going[1], going[2], going[3], going[4])
        blocked.expect(3)
        #expect(blocked.output.contains("in it: PersistentVolumeClaim theirs"))
        #expect(blocked.output.contains("in it: ConfigMap notes"))

        try site.cluster.kubectl(region, "delete", "-f", claim).expect(0)
        let plan = try cadastre(going[0], going[1], going[2], going[3], going[4])
        plan.expect(2)
        #expect(plan.output.contains("warning[safety.namespace-contents]"))
        #expect(plan.output.contains("- Namespace \(namespace)"))

        // Whoever protects the namespace protects all that is in it.
        try site.cluster.kubectl(region, "annotate", "namespace", namespace, "cadastre.dev/protect=true")
            .expect(0)
        let protected = try cadastre(going[0], going[1], going[2], going[3], going[4])
        protected.expect(3)
        #expect(protected.output.contains("blocked[safety.protected]"))
        try cadastre("apply", "--yes", going[1], going[2], going[3], going[4]).expect(3)
        try site.cluster.kubectl(region, "get", "deployment", "\(site.fleet)-app", "-n", namespace).expect(0)
    }

    private func awaitValue(
        _ site: Site, _ kind: String, _ name: String, until path: String, is value: String
    ) throws {
        for _ in 0..<100 {
            let seen = try site.kubectl("get", kind, name, "-n", site.namespace, "-o", "jsonpath=\(path)")
            if seen.output == value { return }
            Thread.sleep(forTimeInterval: 0.2)
        }
        Issue.record("\(kind) \(name) is not ready")
    }
}
