import Foundation
import TestSupport
import Testing
import Values

/// `plan --save` and `apply FILE`, in the sandbox.
@Suite("Applying a saved plan")
struct SavedPlanTests {
    private func applied() throws -> Workspace {
        let work = try Workspace()
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        return work
    }

    private func save(_ work: Workspace, _ options: String..., expecting code: Int32 = 2) throws {
        try run(
            commandPath, ["plan", "--sandbox", work.sandbox, "--save", "plan.json"] + options, in: work.folder
        ).expect(code)
    }

    private func scale(_ work: Workspace, to replicas: Int) throws {
        try cadastre(
            "sandbox", "drift", "--sandbox", work.sandbox, "--region", "eu-west-1", "--set",
            "spec.replicas=\(replicas)", "Deployment", "parking-tenant-nordwind/parking-app", in: work.folder
        ).expect(0)
    }

    private func expectErrors(_ result: ProgramRun, at path: String, in work: Workspace) {
        expectGolden(
            result.errors.replacingOccurrences(of: work.folder.path, with: "/there"), at: "Cases/\(path).txt")
    }

    @Test("It makes what was shown, with the options of then; a second time there is nothing left to do")
    func applies() throws {
        let work = try Workspace()
        try save(work, "--tenant", "nordwind")
        let applied = try cadastre("apply", "plan.json", "--yes", in: work.folder)
        applied.expect(0)
        let count = try ExampleOutput.count(ofTenant: "nordwind")
        #expect(applied.output.contains("Applied \(count), in"))
        let again = try cadastre("apply", "plan.json", "--yes", in: work.folder)
        again.expect(0)
        #expect(
            again.output.hasSuffix(
                "The world has moved on since plan.json was saved: \(count) changes of it are made; nothing is left to do.\n"
            ), "\(again.output)")
    }

    @Test("Of a plan that is made in part, the rest may be made")
    func rest() throws {
        let work = try Workspace()
        try save(work, "--tenant", "nordwind")
        try cadastre(
            "apply", "--yes", "--sandbox", work.sandbox, "--tenant", "nordwind", "--kind", "Namespace",
            in: work.folder
        ).expect(0)
        let applied = try cadastre("apply", "plan.json", "--yes", in: work.folder)
        applied.expect(0)
        #expect(applied.output.contains("1 change of it is made already."))
        let count = try ExampleOutput.count(ofTenant: "nordwind")
        #expect(applied.output.contains("Applied \(count - 1), in"))
    }

    @Test("It is refused where the world moved, and nothing is touched")
    func worldMoved() throws {
        let work = try applied()
        try scale(work, to: 9)
        try save(work)
        try scale(work, to: 7)
        let refused = try cadastre("apply", "plan.json", "--yes", in: work.folder)
        refused.expect(1)
        expectErrors(refused, at: "saved-plan.moved", in: work)
        let plan = try PlanDocument(
            cadastre("plan", "--sandbox", work.sandbox, "--output", "json", in: work.folder))
        #expect(plan.differences == ["spec.replicas: 7 → 5"])
    }

    @Test("It is refused where the specs moved, and a comment in them moves nothing")
    func specsMoved() throws {
        let work = try applied()
        try work.replace("users: 8000", with: "users: 9000", in: "specs/tenants/nordwind.yaml")
        try save(work)
        try work.replace(
            "  limits:", with: "  # Agreed in May.\n  limits:", in: "specs/tenants/nordwind.yaml")
        try work.write(
            try String(
                contentsOf: work.folder.appendingPathComponent("specs/tenants/acme.yaml"), encoding: .utf8),
            to: "specs/renamed.yaml")
        try work.remove("specs/tenants/acme.yaml")
        try cadastre("apply", "plan.json", "--yes", in: work.folder).expect(0)

        try work.replace("users: 9000", with: "users: 9500", in: "specs/tenants/nordwind.yaml")
        try save(work)
        try work.replace("users: 9500", with: "users: 9600", in: "specs/tenants/nordwind.yaml")
        try work.remove("specs/tenants/polder.yaml")
        let refused = try cadastre("apply", "plan.json", "--yes", in: work.folder)
        refused.expect(1)
        #expect(refused.errors.contains("nordwind/settings in eu-west-1: the specs moved: they ask for"))
    }

    @Test("An option that the plan holds is not to be given again")
    func givenTwice() throws {
        let work = try Workspace()
        try save(work, "--tenant", "nordwind")
        let twice = try cadastre(
            "apply", "plan.json", "--tenant", "nordwind", "--sandbox", work.sandbox, in: work.folder)
        twice.expect(64)
        #expect(twice.errors.contains("leave out --tenant, --sandbox, or save a new plan with it"))
    }

    @Test("Its file is its owner's alone, holds no value, and takes the place of no other file")
    func file() throws {
        let work = try applied()
        let canary = "canary-4711-value"
        try work.replace(
            "locale: de-DE", with: "locale: \(canary)", in: "specs/tenants/nordwind.yaml")
        try save(work)
        let file = work.folder.appendingPathComponent("plan.json")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(!(try String(contentsOf: file, encoding: .utf8).contains(canary)))
        let names = try FileManager.default.contentsOfDirectory(atPath: work.folder.path)
        #expect(names.filter { !$0.hasPrefix("world.sqlite") }.sorted() == ["plan.json", "specs"])

        try work.write("mine\n", to: "notes")
        let refused = try cadastre("plan", "--sandbox", work.sandbox, "--save", "notes", in: work.folder)
        refused.expect(1)
        expectErrors(refused, at: "saved-plan.in-the-way", in: work)
        try cadastre("plan", "--save", "specs/platform.yaml", in: work.folder).expect(64)
        let nowhere = try cadastre(
            "plan", "--sandbox", work.sandbox, "--save", "no/plan.json", in: work.folder)
        nowhere.expect(1)
        expectErrors(nowhere, at: "saved-plan.unwritable", in: work)
    }

    @Test("What is no saved plan of this version is refused in words")
    func foreign() throws {
        let work = try Workspace()
        let plan = try cadastre("plan", "--sandbox", work.sandbox, "--output", "json", in: work.folder)
        try work.write(plan.output, to: "foreign.json")
        try save(work, "--region", "eu-central-1")
        let file = work.folder.appendingPathComponent("plan.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try work.write(String(text.prefix(120)), to: "damaged.json")
        try work.write(
            text.replacingOccurrences(of: "saved-plan/v1", with: "saved-plan/v2"), to: "newer.json")
        for name in ["foreign", "damaged", "newer", "not-found"] {
            let refused = try cadastre("apply", "\(name).json", "--yes", in: work.folder)
            refused.expect(1)
            expectErrors(refused, at: "saved-plan.\(name)", in: work)
        }
        try work.replace("  name: parking ", with: "  name: hotels ", in: "specs/platform.yaml")
        let other = try cadastre("apply", "plan.json", "--yes", in: work.folder)
        other.expect(1)
        expectErrors(other, at: "saved-plan.other-fleet", in: work)
        // A folder has no content to read: it is taken for a folder of specs, and so said.
        let folder = try cadastre("apply", "specs/tiers", "--yes", in: work.folder)
        #expect(folder.errors.contains("error[spec.no-platform]"))
    }

    @Test("A plan of a world that was not seen is not saved")
    func notWhole() throws {
        let work = try Workspace()
        let result = try cadastre(
            "plan", "--kubeconfig", "nowhere", "--save", "plan.json", in: work.folder)
        result.expect(1)
        expectErrors(result, at: "saved-plan.not-whole", in: work)
        #expect(!FileManager.default.fileExists(atPath: work.folder.appendingPathComponent("plan.json").path))
    }

    @Test("A file that nobody may read is told")
    func unreadable() throws {
        let work = try Workspace()
        try FileManager.default.createSymbolicLink(
            atPath: work.folder.appendingPathComponent("loop.json").path, withDestinationPath: "loop.json")
        let result = try cadastre("apply", "loop.json", in: work.folder)
        result.expect(1)
        expectErrors(result, at: "saved-plan.unreadable", in: work)
    }
}

/// The same on real API servers, which move by themselves.
@Suite("Applying a saved plan on a real API server")
struct SavedPlanClusterTests {
    private let region = "eu-central-1"

    private func scale(_ cluster: Cluster, _ fleet: String, to replicas: Int) throws {
        try cluster.kubectl(
            region, "patch", "deployment", "\(fleet)-app", "-n", "\(fleet)-shared",
            "--field-manager=kubectl-edit", "--type=merge", "-p", #"{"spec":{"replicas":\#(replicas)}}"#
        ).expect(0)
    }

    @Test(
        "A rollout that tells of itself moves nothing; a field that somebody changes, an object that goes, do"
    )
    func moves() throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre("plan", "--region", region, "--save", "first.json", in: work.folder).expect(2)
        try cluster.cadastre("apply", "first.json", "--yes", in: work.folder).expect(0)
        try scale(cluster, fleet, to: 4)
        try cluster.cadastre("plan", "--region", region, "--save", "plan.json", in: work.folder).expect(2)

        let path = "/apis/apps/v1/namespaces/\(fleet)-shared/deployments/\(fleet)-app"
        let there = try cluster.kubectl(region, "get", "--raw", path)
        var deployment = try #require(try Value(json: there.output).fields)
        deployment["status"] = ["observedGeneration": 2, "replicas": 4, "unavailableReplicas": 4]
        try work.write(Value.object(deployment).jsonText, to: "status.json")
        try cluster.kubectl(
            region, "replace", "--raw", path + "/status", "-f",
            work.folder.appendingPathComponent("status.json").path
        ).expect(0)
        try cluster.cadastre("apply", "plan.json", "--yes", in: work.folder).expect(0)

        try scale(cluster, fleet, to: 4)
        try cluster.cadastre("plan", "--region", region, "--save", "plan.json", in: work.folder).expect(2)
        try scale(cluster, fleet, to: 3)
        try cluster.kubectl(region, "delete", "service", "\(fleet)-app", "-n", "\(fleet)-shared").expect(0)
        let refused = try cluster.cadastre("apply", "plan.json", "--yes", in: work.folder)
        refused.expect(1)
        #expect(refused.errors.contains("\(fleet)-app in \(region): the world moved: spec.replicas changed"))
        #expect(
            refused.errors.contains("\(fleet)-app in \(region): the world moved: it was there, and is gone"))

        try cluster.cadastre("plan", "--region", region, "--save", "plan.json", in: work.folder).expect(2)
        try work.replace("port: 8080", with: "port: 8081", in: "specs/platform.yaml")
        let stale = try cluster.cadastre("apply", "plan.json", "--yes", in: work.folder)
        stale.expect(1)
        #expect(stale.errors.contains("in \(region): the specs moved: they ask for something else now"))
        #expect(stale.errors.components(separatedBy: "the world moved").count == 1)
    }
}
