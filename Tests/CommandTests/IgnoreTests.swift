import Foundation
import TestSupport
import Testing
import Values

/// Rules in specs, from the YAML to a real API server.
@Suite("Ignore rules on a real API server")
struct IgnoreTests {
    private static let region = "eu-west-1"
    private static let rules = """
          ignore:
            - kind: Deployment
              path: spec.template.spec.containers[name=app].image
              reason: rolled out by the release train
              tenants: [nordwind]
            - {kind: ResourceQuota, path: 'spec.hard["limits.cpu"]', regions: [eu-west-1], tenants: [nordwind]}

        """

    private struct Site {
        let cluster: Cluster
        let fleet: String
        let work: Workspace
        var namespace: String { "\(fleet)-tenant-nordwind" }

        init() throws {
            cluster = try Cluster()
            fleet = Cluster.fleetName()
            work = try Workspace(platform: fleet, account: cluster.account)
        }

        func cadastre(_ arguments: String...) throws -> ProgramRun {
            try run(
                commandPath, arguments + ["--region", region], in: work.folder,
                environment: cluster.environment
            )
        }

        func plan() throws -> PlanDocument { try PlanDocument(cadastre("plan", "--output", "json")) }

        func ignore() throws {
            try work.edit("specs/platform.yaml") { $0 + rules }
        }

        func read(_ kind: String, _ name: String, _ path: String) throws -> String {
            try cluster.kubectl(region, "get", kind, name, "-n", namespace, "-o", "jsonpath=\(path)").output
        }

        var image: String {
            get throws { try read("deployment", "\(fleet)-app", "{.spec.template.spec.containers[0].image}") }
        }

        func patch(_ kind: String, _ name: String, _ patch: String, by manager: String = "train") throws {
            try cluster.kubectl(
                region, "patch", kind, name, "-n", namespace, "--field-manager=\(manager)",
                "--type=strategic", "-p", patch
            ).expect(0)
        }

        func rollOut(_ version: String) throws {
            try patch(
                "deployment", "\(fleet)-app",
                #"{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"example.org/app:\#(version)"}]}}}}"#
            )
        }
    }

    @Test("What is ignored from the start is made, let be, kept, explained, and taken back without the rule")
    func life() throws {
        let site = try Site()
        try site.ignore()
        try site.cadastre("apply", "--yes").expect(0)
        #expect(try site.image.hasSuffix(":v2.1.0-enterprise"))
        try site.rollOut("v9")
        try site.patch("resourcequota", "quota", #"{"spec":{"hard":{"limits.cpu":"99"}}}"#)
        try site.cadastre("plan").expect(0)

        // Another attribute of the same object changes in the specs, and the one that is ignored too.
        try site.work.replace(
            "v2.1.0-enterprise", with: "v2.2.0-enterprise", in: "specs/tiers/enterprise.yaml")
        try site.work.replace("replicas: 5", with: "replicas: 6", in: "specs/tiers/enterprise.yaml")
        #expect(try site.plan().differences == ["spec.replicas: 5 → 6"])
        try site.cadastre("apply", "--yes").expect(0)
        #expect(try site.image == "example.org/app:v9")
        #expect(try site.read("resourcequota", "quota", "{.spec.hard.limits\\.cpu}") == "99")
        try site.cadastre("plan").expect(0)

        let explained = try site.cadastre("explain", "deployment", "\(site.namespace)/\(site.fleet)-app")
        explained.expect(0)
        #expect(explained.output.contains("ignored once the object is there, so that others may change it:"))
        let line = explained.output.split(separator: "\n").first { $0.contains("release train") } ?? ""
        #expect(line.contains("spec.template.spec.containers[app].image"))
        #expect(line.contains("specs/platform.yaml:"))

        try site.work.edit("specs/platform.yaml") { $0.replacingOccurrences(of: Self.rules, with: "") }
        let differences = try site.plan().differences
        let theirs = [
            #"spec.hard["limits.cpu"]: "99" → "28""#,
            #"spec.template.spec.containers[app].image: "example.org/app:v9" → "registry.example.com/parking/app:v2.2.0-enterprise""#,
        ]
        #expect(Set(differences).isSuperset(of: theirs), "\(differences)")
        try site.cadastre("apply", "--yes").expect(0)
        #expect(try site.image.hasSuffix(":v2.2.0-enterprise"))
        try site.cadastre("plan").expect(0)
    }

    @Test("What is ignored from now on keeps the value that it has, ours or theirs")
    func later() throws {
        let site = try Site()
        try site.cadastre("apply", "--yes").expect(0)
        try site.patch("resourcequota", "quota", #"{"spec":{"hard":{"limits.cpu":"99"}}}"#)
        #expect(try site.plan().differences.count == 1)
        try site.ignore()
        // What is shown is that they are left, in both objects, and nothing of what they are.
        let plan = try site.plan()
        #expect(plan.differences.count == 2)
        #expect(plan.differences.allSatisfy { $0.contains("cadastre.dev/left-to-others") })
        let before = try site.image
        try site.cadastre("apply", "--yes").expect(0)
        #expect(try site.image == before)
        #expect(try site.read("resourcequota", "quota", "{.spec.hard.limits\\.cpu}") == "99")
        try site.cadastre("plan").expect(0)
    }

    @Test("The loop lets it be, and heals what stands beside it")
    func loop() async throws {
        let site = try Site()
        try site.ignore()
        let loop = try RunningLoop(site.work, site.cluster.environment)
        try await loop.settles()
        try site.rollOut("v9")
        try site.patch(
            "deployment", "\(site.fleet)-app", #"{"spec":{"replicas":9}}"#, by: "kubectl-edit")
        try await loop.waits("the drift is healed") {
            try site.read("deployment", "\(site.fleet)-app", "{.spec.replicas}") == "5"
        }
        #expect(try site.image == "example.org/app:v9")
        loop.terminate()
        try loop.ended().expect(0)
        try site.cadastre("plan").expect(0)
    }

    @Test("A plan that was saved under other rules is refused")
    func saved() throws {
        let work = try Workspace()
        try cadastre("plan", "--sandbox", work.sandbox, "--save", "plan.json", in: work.folder).expect(2)
        try work.edit("specs/platform.yaml") { $0 + Self.rules }
        let refused = try cadastre("apply", "plan.json", "--yes", in: work.folder)
        refused.expect(1)
        #expect(refused.everything.contains("they ask for something else now"))
    }

    @Test("What is rendered is what a new object is made with")
    func rendered() throws {
        let work = try Workspace()
        try work.edit("specs/platform.yaml") { $0 + Self.rules }
        try cadastre("render", in: work.folder).expect(0)
        let file = work.folder.appendingPathComponent(
            "output/eu-west-1/kubernetes/parking-tenant-nordwind/deployment-parking-app.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("image: registry.example.com/parking/app:v2.1.0-enterprise"))
        #expect(text.contains("cadastre.dev/left-to-others: spec.template.spec.containers[name=app].image"))
        let json = try Value(
            json: try cadastre(
                "explain", "deployment", "parking-tenant-nordwind/parking-app", "--output", "json",
                in: work.folder
            ).output)
        let ignored = json[key: "ignored"]?[index: 0]
        #expect(ignored?[key: "reason"] == "rolled out by the release train")
        #expect(ignored?[at: "origin.file"] == "specs/platform.yaml")
    }
}
