import Foundation
import Testing

@Suite("The README")
struct ReadmeTests {
    private func blocks() throws -> [String] {
        let page = try String(contentsOf: repository.appendingPathComponent("README.md"), encoding: .utf8)
        // Every second part stands between fences.
        return page.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    /// Ages differ from run to run.
    private func ageless(_ text: String) -> String {
        text.replacing(/\d+ (s|min) ago/, with: "… ago").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test("The plan that it shows is what the program prints")
    func plan() throws {
        let work = try Workspace()
        let world = ["--sandbox", work.sandbox]
        try run(commandPath, ["apply", "--yes"] + world, in: work.folder).expect(0)
        try run(
            commandPath,
            ["sandbox", "drift", "--region", "eu-west-1", "--set", "spec.replicas=9"] + world
                + ["Deployment", "parking-tenant-nordwind/parking-app"], in: work.folder
        ).expect(0)
        try work.replace(
            "limits.cpu: \"28\"", with: "limits.cpu: \"32\"", in: "specs/tiers/enterprise.yaml")
        let plan = try run(commandPath, ["plan", "--tenant", "nordwind"] + world, in: work.folder)
        plan.expect(2)
        #expect(try blocks().map(ageless).contains(ageless(plan.output)), "\(plan.output)")
    }

    @Test("The mistake that it shows is what the program prints")
    func mistake() throws {
        let work = try Workspace()
        try work.replace("tier: enterprise", with: "tier: entreprise", in: "specs/tenants/nordwind.yaml")
        let validation = try cadastre("validate", in: work.folder)
        validation.expect(1)
        #expect(try blocks().map(ageless).contains(ageless(validation.output)), "\(validation.output)")
    }

    @Test("The lines of YAML that it shows are lines of the example")
    func lines() throws {
        let spec = try String(
            contentsOf: repository.appendingPathComponent("specs/tenants/nordwind.yaml"), encoding: .utf8
        ).split(separator: "\n")
        let shown = try #require(try blocks().first { $0.hasPrefix("yaml") }).split(separator: "\n")
            .dropFirst()
        #expect(shown.count > 5)
        for line in shown { #expect(spec.contains(line)) }
    }
}
