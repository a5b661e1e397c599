import Foundation
import Testing

@Suite("Completions")
struct CompletionTests {
    @Test("There is a script for each shell, and bash takes its own", arguments: ["bash", "zsh", "fish"])
    func scripts(_ shell: String) throws {
        let script = try cadastre("completions", shell)
        script.expect(0)
        for word in ["explain", "--tenant", "completions"] { #expect(script.output.contains(word)) }
        guard shell == "bash" else { return }
        let check = try run("bash", ["-n", "-c", script.output])
        check.expect(0)
        #expect(check.everything.isEmpty)
    }

    private func complete(_ work: Workspace, _ option: String, of command: String, at index: Int = 2) throws
        -> ProgramRun
    {
        // What the scripts call; the words behind are the line so far, and where in it the cursor is.
        try run(
            commandPath,
            ["---completion", command, "--", option, "\(index)", "0", "cadastre", command, option, ""],
            in: work.folder, environment: ["SAP_SHELL": "bash"])
    }

    @Test(
        "Names come from the specs; where these are wrong or missing there are none, and no error is printed")
    func names() throws {
        let work = try Workspace()
        let tenants = try complete(work, "--tenant", of: "plan")
        #expect(tenants.output.split(separator: "\n").contains("nordwind"), "\(tenants.everything)")
        let regions = try complete(work, "--region", of: "apply")
        #expect(regions.output.split(separator: "\n").contains("eu-west-1"))
        let tiers = try complete(work, "--tier", of: "new")
        #expect(tiers.output.split(separator: "\n") == ["basic", "enterprise", "premium"])
        try work.write("kind: [", to: "specs/broken.yaml")
        #expect(try complete(work, "--tenant", of: "plan").everything.allSatisfy(\.isWhitespace))
        try work.remove("specs")
        #expect(try complete(work, "--tenant", of: "plan").everything.allSatisfy(\.isWhitespace))
    }
}
