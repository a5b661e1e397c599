import Foundation
import Testing

@Suite("What must not be deleted")
struct DeletionSafetyTests {
    /// A sandbox that holds the whole example fleet.
    private func applied() throws -> Workspace {
        let work = try Workspace()
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        return work
    }

    private func plan(_ work: Workspace, _ options: String...) throws -> PlanDocument {
        try PlanDocument(
            run(
                commandPath, ["plan", "--sandbox", work.sandbox, "--output", "json"] + options,
                in: work.folder))
    }

    private func drift(
        _ work: Workspace, _ region: String, _ change: String..., of kind: String, _ name: String
    ) throws {
        let arguments = ["sandbox", "drift", "--sandbox", work.sandbox, "--region", region]
        try run(commandPath, arguments + change + [kind, name], in: work.folder).expect(0)
    }

    @Test("An object whose labels were changed to another owner's is kept")
    func relabelled() throws {
        let work = try applied()
        try work.remove("specs/tenants/acme.yaml")
        try drift(
            work, "us-east-1", "--remove", #"metadata.labels["cadastre.dev/tenant"]"#, of: "ConfigMap",
            "parking-tenant-acme/settings")
        try drift(
            work, "us-east-1", "--set", #"metadata.labels["cadastre.dev/tenant"]=summit"#, of: "Deployment",
            "parking-tenant-acme/parking-app")
        let changes = try plan(work).changes
        #expect(!changes.contains { $0.hasPrefix("delete") })
        #expect(changes.contains("keep ConfigMap parking-tenant-acme/settings"))
        #expect(changes.contains("keep Deployment parking-tenant-acme/parking-app"))
    }

    @Test("A namespace stays while anything stays in it, and where a part is looked at nothing goes")
    func namespace() throws {
        let work = try applied()
        try work.replace(
            "  tier: premium\n", with: "  tier: premium\n  status: terminated\n  terminated: 2020-01-01\n",
            in: "specs/tenants/acme.yaml")
        let part = try plan(
            work, "--kind", "Namespace", "--delete-data-of", "acme", "--deletion-budget", "100%")
        #expect(part.changes == ["keep Namespace parking-tenant-acme"])
        try drift(
            work, "us-east-1", "--set", #"metadata.labels["cadastre.dev/tenant"]=gone"#, of: "ConfigMap",
            "parking-tenant-acme/settings")
        let whole = try plan(work, "--delete-data-of", "acme", "--deletion-budget", "100%")
        #expect(whole.changes.contains("keep Namespace parking-tenant-acme"))
    }

    @Test("A tenant that moves keeps its old place until the new one can be made")
    func moving() throws {
        let work = try applied()
        try work.replace("region: us-east-1", with: "region: eu-west-1", in: "specs/tenants/acme.yaml")
        let part = try plan(work, "--region", "us-east-1", "--deletion-budget", "100%")
        #expect(!part.changes.contains { $0.hasPrefix("delete") })
        let whole = try plan(work, "--deletion-budget", "100%")
        let count = try ExampleOutput.count(ofTenant: "acme")
        #expect(whole.changes.filter { $0.hasPrefix("create") }.count == count)
        #expect(whole.changes.filter { $0.hasPrefix("delete") }.count == count - 2, "all but what holds data")
        let order = whole.order
        let lastCreate = try #require(order.lastIndex { $0.hasPrefix("create") })
        let firstDelete = try #require(order.firstIndex { $0.hasPrefix("delete") })
        #expect(lastCreate < firstDelete)
    }

    @Test("A tenant that would leave its jurisdiction loses nothing, whatever region is looked at")
    func residency() throws {
        let work = try applied()
        try work.replace("region: eu-west-1", with: "region: us-east-1", in: "specs/tenants/nordwind.yaml")
        let part = try plan(work, "--region", "eu-west-1", "--deletion-budget", "100%")
        #expect(part.findingCodes.contains("residency.jurisdiction"))
        #expect(!part.changes.contains { $0.hasPrefix("delete") })
    }

    @Test("A run for each tenant does not get around the budget")
    func budget() throws {
        let work = try applied()
        for tenant in ["acme", "merlion", "polder", "nordwind"] {
            let tier = tenant == "nordwind" ? "enterprise" : "premium"
            try work.replace("tier: \(tier)", with: "tier: basic", in: "specs/tenants/\(tenant).yaml")
        }
        let one = try cadastre("plan", "--sandbox", work.sandbox, "--tenant", "acme", in: work.folder)
        one.expect(3)
        #expect(one.output.contains("safety.deletion-budget"))
    }
}
