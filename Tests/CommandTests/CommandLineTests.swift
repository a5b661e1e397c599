import Foundation
import Testing
import Values

@Suite("The command line")
struct CommandLineTests {
    @Test(
        "Every command explains itself with examples",
        arguments: [
            "validate", "plan", "diff", "apply", "report", "explain", "graph", "residency", "iam-policy",
            "new", "completions", "render",
            "schema", "sandbox show",
            "sandbox drift",
        ])
    func help(_ command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let result = try run(commandPath, words + ["--help"])
        result.expect(0)
        #expect(result.output.contains("EXAMPLES"))
        #expect(result.output.contains("cadastre \(command)"))
    }

    @Test("A command line that is not understood ends with 64 and says what there is")
    func usage() throws {
        let work = try Workspace()
        try cadastre("plan", "--nonsense", in: work.folder).expect(64)
        let unknown = try cadastre(
            "plan", "--tenant", "nordwindd", "--sandbox", work.sandbox, in: work.folder)
        unknown.expect(64)
        #expect(unknown.errors.contains("unknown tenant 'nordwindd'"))
        try cadastre("plan", "--sandbox", "a", "--kubeconfig", "b", in: work.folder).expect(64)
    }

    @Test("Selectors show a part and nothing else")
    func selectors() throws {
        let work = try Workspace()
        let plan = try PlanDocument(
            cadastre(
                "plan", "--sandbox", work.sandbox, "--output", "json", "--tenant", "nordwind", "--kind",
                "Role", in: work.folder))
        #expect(
            plan.changes == [
                "create Role parking-tenant-nordwind/tenant-admin",
                "create Role parking-tenant-nordwind/tenant-viewer",
            ])
    }

    @Test("Colours only where they are asked for or seen")
    func colours() throws {
        let work = try Workspace()
        let piped = try cadastre("plan", "--sandbox", work.sandbox, in: work.folder)
        #expect(!piped.everything.contains("\u{1B}["))
        let asked = try cadastre("plan", "--sandbox", work.sandbox, "--color", "always", in: work.folder)
        #expect(asked.output.contains("\u{1B}["))
    }

    @Test("Nobody there to be asked: nothing is applied, and the message says how")
    func unattended() throws {
        let work = try Workspace()
        let result = try cadastre("apply", "--sandbox", work.sandbox, in: work.folder)
        result.expect(1)
        #expect(result.errors.contains("--yes"))
        let shown = try cadastre("sandbox", "show", "--sandbox", work.sandbox, in: work.folder)
        #expect(shown.output == "0 objects\n")
    }

    @Test("Mistakes are there for programs too")
    func mistakesAsJSON() throws {
        let work = try Workspace()
        try work.replace("tier: enterprise", with: "tier: entreprise", in: "specs/tenants/nordwind.yaml")
        let result = try cadastre("validate", "--output", "json", in: work.folder)
        result.expect(1)
        let first = try Value(json: result.output)[key: "diagnostics"]?[index: 0]
        #expect(first?[key: "code"] == "spec.unknown-name")
        #expect(first?[key: "origin"]?[key: "file"] == "specs/tenants/nordwind.yaml")
        #expect(first?[key: "help"] == "did you mean \"enterprise\"?")
    }

    @Test("A sandbox that is none is refused in words")
    func noSandbox() throws {
        let work = try Workspace()
        try work.write(
            "not a database, but long enough to be taken for one by its size alone\n", to: "notes.txt")
        let result = try cadastre("plan", "--sandbox", "notes.txt", in: work.folder)
        result.expect(1)
        #expect(result.errors.contains("error[sandbox."))
        let missing = try cadastre("sandbox", "show", "--sandbox", "nowhere.sqlite", in: work.folder)
        missing.expect(1)
        #expect(missing.errors.contains("error[sandbox.no-file]"))
    }

    @Test("An API server that cannot be reached is told from one that has nothing to do")
    func unreachable() throws {
        let work = try Workspace()
        try work.write(
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: u, user: {token: canary-4711-token}}]
            contexts: [{name: eu-west-1, context: {cluster: c, user: u}}]

            """, to: "kubeconfig")
        let result = try cadastre(
            "plan", "--kubeconfig", "kubeconfig", "--region", "eu-west-1", in: work.folder)
        result.expect(1)
        #expect(result.output.contains("127.0.0.1:1"))
        #expect(!result.everything.contains("canary-4711"), "a token must never be shown")
    }
}
