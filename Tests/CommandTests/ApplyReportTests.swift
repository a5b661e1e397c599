import Foundation
import TestSupport
import Testing
import Values

@Suite("Writing down what an apply did")
struct ApplyReportTests {
    private func lines(_ work: Workspace, _ file: String = "applied.jsonl") throws -> [Value] {
        try String(contentsOf: work.folder.appendingPathComponent(file), encoding: .utf8)
            .split(separator: "\n").map { try Value(json: String($0)) }
    }

    @Test("Each change is in it with its values and its end, and it is shown as the apply was")
    func writes() throws {
        let work = try Workspace()
        let apply = ["apply", "--yes", "--sandbox", work.sandbox]
        try run(commandPath, apply, in: work.folder).expect(0)
        try cadastre(
            "sandbox", "drift", "--sandbox", work.sandbox, "--region", "eu-west-1", "--set",
            "spec.replicas=9", "Deployment", "parking-tenant-nordwind/parking-app", in: work.folder
        ).expect(0)
        let applied = try run(commandPath, apply + ["--report", "applied.jsonl"], in: work.folder)
        applied.expect(0)
        let written = try lines(work)
        #expect(written.map { $0[key: "type"]?.string } == ["begin", "started", "finished", "end"])
        #expect(written[0][key: "by"]?[key: "user"]?.string == NSUserName())
        let difference = written[2][key: "differences"]?[index: 0]
        #expect(difference?[key: "before"] == 9)
        #expect(difference?[key: "after"] == 5)
        #expect(difference?[key: "drift"]?[key: "manager"] == "kubectl-edit")
        #expect(difference?[key: "origin"]?[key: "file"] == "specs/tiers/enterprise.yaml")
        let path = work.folder.appendingPathComponent("applied.jsonl").path
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)

        try work.replace("users: 8000", with: "users: 9000", in: "specs/tenants/nordwind.yaml")
        try run(commandPath, apply + ["--report", "applied.jsonl"], in: work.folder).expect(0)
        let both = try cadastre("report", "applied.jsonl", in: work.folder)
        both.expect(0)
        #expect(both.output.components(separatedBy: "Apply to fleet parking by ").count == 3)
        let last = try cadastre("report", "applied.jsonl", "--last", in: work.folder)
        last.expect(0)
        let steady = last.output.replacing(/by \S+ on \S+, \S+Z/, with: "by … on …, …")
            .replacing(/[0-9a-f]{16}/, with: "…").replacing(/in \d+\.\d s/, with: "in … s")
        expectGolden(steady, at: "Cases/report.txt")
        let markdown = try cadastre(
            "report", "applied.jsonl", "--last", "--output", "markdown", in: work.folder)
        #expect(markdown.output.hasPrefix("## `Apply to fleet parking by "))
    }

    @Test("An apply that is killed leaves what it did, and what it was at")
    func killed() throws {
        let work = try Workspace()
        let program = try startedCadastre(
            "apply", "--yes", "--sandbox", work.sandbox, "--parallel", "1", "--report", "applied.jsonl",
            in: work.folder)
        while program.isRunning, !program.outputSoFar.contains("Namespace parking-shared in us-east-1") {
            usleep(1_000)
        }
        program.kill()
        _ = try program.ended()
        let report = try cadastre("report", "applied.jsonl", in: work.folder)
        report.expect(0)
        #expect(report.output.contains("This apply did not come to its end: "))
        #expect(report.output.contains("+ Namespace parking-shared"))
        // What is applied again is written behind it.
        try cadastre(
            "apply", "--yes", "--sandbox", work.sandbox, "--report", "applied.jsonl", in: work.folder
        ).expect(0)
        let both = try cadastre("report", "applied.jsonl", in: work.folder)
        #expect(both.output.components(separatedBy: "Apply to fleet parking by ").count == 3)
    }

    @Test("Where nothing can be written nothing is applied, and no other file is touched")
    func refused() throws {
        let work = try Workspace()
        for (file, code) in [("specs/platform.yaml", "in-the-way"), ("no/applied.jsonl", "unwritable")] {
            let apply = ["apply", "--yes", "--sandbox", work.sandbox, "--report", file]
            let result = try run(commandPath, apply, in: work.folder)
            result.expect(1)
            expectGolden(result.errors, at: "Cases/report.\(code).txt")
        }
        let shown = try cadastre("sandbox", "show", "--sandbox", work.sandbox, in: work.folder)
        #expect(!shown.output.contains("Namespace"))
        for (file, code) in [("specs/platform.yaml", "damaged"), ("nowhere", "unreadable")] {
            let result = try cadastre("report", file, in: work.folder)
            result.expect(1)
            expectGolden(result.errors, at: "Cases/report.\(code).txt")
        }
    }

    @Test("Where no more can be written down, nothing more is applied")
    func full() throws {
        let cluster = try Cluster()
        let work = try Workspace(platform: Cluster.fleetName(), account: cluster.account)
        let script = """
            trap '' XFSZ; ulimit -f 4
            "$0" apply --yes --region eu-central-1 --parallel 1 --report applied.jsonl >/dev/null
            """
        let result = try run(
            "bash", ["-c", script, commandPath], in: work.folder, environment: cluster.environment)
        result.expect(1)
        #expect(result.errors.contains("error[report.unwritable]"))
        #expect(result.errors.contains("File too large"))
        let report = try cadastre("report", "applied.jsonl", in: work.folder)
        #expect(report.output.contains("This apply did not come to its end: "))
        try cluster.cadastre("plan", "--region", "eu-central-1", in: work.folder).expect(2)
    }
}
