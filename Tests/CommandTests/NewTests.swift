import Foundation
import TestSupport
import Testing

@Suite("A new spec")
struct NewTests {
    private func text(_ work: Workspace, _ path: String) throws -> String {
        try String(contentsOf: work.folder.appendingPathComponent(path), encoding: .utf8)
    }

    @Test("A tenant is written in its place, is valid at once, and can be planned")
    func tenant() throws {
        let work = try Workspace()
        let result = try cadastre(
            "new", "tenant", "newco", "--tier", "premium", "--region", "eu-west-1", "--set",
            "company=New & Co: parking", "--set", "limits.users=900", "--set", "domains=park.newco.example",
            in: work.folder)
        result.expect(0)
        #expect(
            result.output
                == "Wrote specs/tenants/newco.yaml. Look at it, and then: cadastre plan --tenant newco\n")
        expectGolden(try text(work, "specs/tenants/newco.yaml"), at: "Cases/new/tenant.yaml")
        try cadastre("validate", in: work.folder).expect(0)
        try cadastre("plan", "--sandbox", work.sandbox, "--tenant", "newco", in: work.folder).expect(2)
    }

    @Test("So are a tier and a region, and a platform where there is nothing yet")
    func others() throws {
        let work = try Workspace()
        try cadastre("new", "tier", "gold", "--set", "isolation=sharedSchema", in: work.folder).expect(0)
        try cadastre(
            "new", "region", "eu-north-1", "--set", "jurisdiction=EU", "--set", "role=edge", in: work.folder
        ).expect(0)
        expectGolden(try text(work, "specs/tiers/gold.yaml"), at: "Cases/new/tier.yaml")
        expectGolden(try text(work, "specs/regions/eu-north-1.yaml"), at: "Cases/new/region.yaml")
        try cadastre("validate", in: work.folder).expect(0)

        try work.remove("specs")
        try cadastre("new", "platform", "hotels", "--set", "domain=hotels.example.com", in: work.folder)
            .expect(0)
        expectGolden(try text(work, "specs/platform.yaml"), at: "Cases/new/platform.yaml")
        try cadastre("validate", in: work.folder).expect(0)
        try cadastre("new", "region", "west", in: work.folder).expect(0)
        try cadastre("new", "tier", "basic", in: work.folder).expect(0)
        // The only ones there are need not be named.
        try cadastre("new", "tenant", "first", in: work.folder).expect(0)
        try cadastre("plan", "--sandbox", work.sandbox, in: work.folder).expect(2)
    }

    @Test(
        "Every key that stands in comments is a key: without its # it is read, and only its value may be wrong"
    )
    func comments() throws {
        let work = try Workspace()
        let specs = [
            ["tenant", "newco", "--tier", "basic", "--region", "eu-west-1"], ["tier", "gold"],
            ["region", "eu-north-1"],
        ]
        for arguments in specs {
            try run(commandPath, ["new"] + arguments, in: work.folder).expect(0)
            let path = "specs/\(arguments[0])s/\(arguments[1]).yaml"
            // Prose has one space behind its #, a key has none or an indentation.
            try work.edit(path) {
                $0.replacing(/(?m)^ *# [^ ].*\n/, with: "").replacing(/(?m)^  #/, with: "  ")
            }
            let result = try cadastre("validate", in: work.folder)
            #expect(!result.output.contains("unknown-key"), "\(result.output)")
            #expect(!result.output.contains("yaml."), "\(result.output)")
            try work.remove(path)
        }
    }

    @Test("What is there already stays, and what would be a mistake is not written")
    func refused() throws {
        let work = try Workspace()
        let before = try text(work, "specs/tenants/acme.yaml")
        let there = try cadastre(
            "new", "tenant", "acme", "--tier", "basic", "--region", "us-east-1", in: work.folder)
        there.expect(1)
        expectGolden(there.errors, at: "Cases/new.in-the-way.txt")
        #expect(try text(work, "specs/tenants/acme.yaml") == before)

        let mistaken = try cadastre(
            "new", "tenant", "newco", "--tier", "entreprise", "--region", "us-east-1", in: work.folder)
        mistaken.expect(1)
        #expect(mistaken.errors.contains("did you mean \"enterprise\"?"))
        #expect(mistaken.errors.contains("specs/tenants/newco.yaml was not written"))
        #expect(
            !FileManager.default.fileExists(
                atPath: work.folder.appendingPathComponent("specs/tenants/newco.yaml").path))

        let unsaid = try cadastre("new", "tenant", "newco", in: work.folder)
        unsaid.expect(64)
        #expect(
            unsaid.errors.contains("say the tenant's tier with --tier; there are basic, enterprise, premium"))
        try cadastre("new", "tier", "gold", "--set", "colour=red", in: work.folder).expect(64)
        try work.remove("specs/tiers/basic.yaml")
        try work.write("", to: "specs/tiers/more")
        let name = try cadastre("new", "tier", "Gold Tier", in: work.folder)
        name.expect(1)
        try work.write("", to: "flat.yaml")
        let unwritable = try cadastre("new", "platform", "x", "--specs", "flat.yaml", in: work.folder)
        unwritable.expect(1)
        expectGolden(unwritable.errors, at: "Cases/new.unwritable.txt")
    }
}
