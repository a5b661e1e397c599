import Foundation
import TestSupport
import Testing
import Values

@Suite("Explaining")
struct ExplainTests {
    private func explain(_ work: Workspace, _ arguments: String...) throws -> ProgramRun {
        try run(commandPath, ["explain"] + arguments, in: work.folder)
    }

    /// What tells one run from another.
    private func steady(_ result: ProgramRun) -> String {
        result.everything.replacing(/[0-9a-f]{16}/, with: "…").replacing(/\d+ s ago/, with: "… s ago")
    }

    @Test("An object's values are told with their levels, and what it needs")
    func object() throws {
        let work = try Workspace()
        let result = try explain(work, "configmap", "parking-tenant-nordwind/settings")
        result.expect(0)
        expectGolden(steady(result), at: "Cases/explain/object.txt")
        let all = try explain(work, "configmap/settings", "-n", "parking-tenant-nordwind", "--all")
        #expect(all.output.contains("metadata.namespace = \"parking-tenant-nordwind\""))
        let json = try explain(
            work, "ConfigMap/settings", "-n", "parking-tenant-nordwind", "--output", "json")
        let value = try Value(json: json.output)
        #expect(value[key: "apiVersion"] == "cadastre.dev/explanation/v1")
        let users = value[key: "values"]?.array?.first { $0[key: "path"] == #"data["limits.users"]"# }
        #expect(users?[key: "insteadOf"]?[index: 0]?[key: "spec"] == "tier enterprise")
        #expect(value[key: "neededBy"]?[index: 0]?[key: "kind"] == "Deployment")
    }

    @Test("A tenant is told with all that it gets, the rules for its data and all that it holds")
    func tenant() throws {
        let work = try Workspace()
        for words in [["petit-parc"], ["tenant", "petit-parc"]] {
            let result = try run(commandPath, ["explain"] + words, in: work.folder)
            result.expect(0)
            expectGolden(steady(result), at: "Cases/explain/tenant.txt")
        }
        let json = try Value(json: try explain(work, "petit-parc", "--output", "json").output)
        #expect(json[key: "objects"]?.array?.isEmpty == false)
        #expect(json[key: "changes"] == nil)
    }

    @Test("With a look at the world it tells drift, its manager, and what is kept and why")
    func observed() throws {
        let work = try Workspace()
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        try cadastre(
            "sandbox", "drift", "--sandbox", work.sandbox, "--region", "eu-west-1", "--set",
            #"data["limits.users"]="7""#, "ConfigMap", "parking-tenant-nordwind/settings", in: work.folder
        ).expect(0)
        let drifted = try explain(
            work, "configmap", "parking-tenant-nordwind/settings", "--sandbox", work.sandbox)
        drifted.expect(0)
        expectGolden(steady(drifted), at: "Cases/explain/drift.txt")
        let service = try explain(
            work, "service", "parking-tenant-nordwind/parking-app", "--sandbox", work.sandbox)
        #expect(service.output.hasSuffix("in the world: as the specs say\n"))

        try work.remove("specs/tenants/batik.yaml")
        let left = try explain(work, "batik", "--sandbox", work.sandbox)
        left.expect(0)
        expectGolden(steady(left), at: "Cases/explain/orphan.txt")
        let object = try explain(work, "configmap", "tenant-batik", "--sandbox", work.sandbox)
        #expect(object.output.hasPrefix("The specs do not ask for ConfigMap parking-shared/tenant-batik in"))
        let plan = try cadastre("plan", "--sandbox", work.sandbox, in: work.folder)
        #expect(plan.output.contains("its tenant is not in the specs; cadastre explain batik --observe"))
    }

    @Test("What there is not, or more than once, is told with what was probably meant")
    func mistakes() throws {
        let work = try Workspace()
        let unknown = try explain(work, "nordwnd")
        unknown.expect(1)
        expectGolden(unknown.errors, at: "Cases/explain.unknown.txt")
        #expect(try explain(work, "oldco").errors.contains("--observe"))
        #expect(try explain(work, "Deploymnt", "parking-app").errors.contains("did you mean \"Deployment\"?"))
        #expect(try explain(work, "service", "parking-ap").errors.contains("did you mean \"parking-app\"?"))
        let several = try explain(work, "role/settings-reader")
        several.expect(1)
        expectGolden(several.errors, at: "Cases/explain.ambiguous.txt")
    }
}
