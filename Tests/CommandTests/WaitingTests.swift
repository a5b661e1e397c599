import Foundation
import Testing
import Values

/// AWS takes ten minutes to make a database, on a clock that the test moves.
@Suite("A database that takes its time")
struct WaitingTests {
    private struct Site {
        let cluster: Cluster
        let fleet = Cluster.fleetName()
        let work: Workspace

        /// Where every state of a database lasts.
        init() throws {
            cluster = try Cluster()
            work = try Workspace(platform: fleet, account: cluster.account)
            try cluster.tellAWS("pace", ["seconds": 600])
        }

        private let region = ["--region", "eu-west-1", "--region", "eu-central-1"]

        func apply(_ more: String...) throws -> ProgramRun {
            try run(
                commandPath, ["apply", "--yes"] + region + more, in: work.folder,
                environment: cluster.environment)
        }

        func begun(_ more: String...) throws -> RunningProgram {
            try RunningProgram(
                commandPath, ["apply", "--yes"] + region + more, work.folder, cluster.environment)
        }

        func plan() throws -> ProgramRun {
            try run(commandPath, ["plan"] + region, in: work.folder, environment: cluster.environment)
        }

        /// More than all that is under way needs.
        func passTime() throws { try cluster.tellAWS("clock", ["seconds": 3600]) }
    }

    @Test("may be left with --no-wait, and is taken up by the next apply, however early that comes")
    func left() throws {
        let site = try Site()
        let server = "DBInstance \(site.fleet)-nordwind"
        let first = try site.apply("--no-wait")
        first.expect(2)
        #expect(first.output.contains("waiting  \(server) in eu-west-1: \(server) (creating)"))
        #expect(first.output.contains("These go on without this program; the next apply takes it up."))
        // Whatever needs it waits: AWS is not asked in vain, and nothing fails.
        let early = try site.apply("--no-wait")
        early.expect(2)
        #expect(!early.output.contains("failed"), "\(early.output)")
        #expect(!early.output.contains("+ \(server)"), "\(early.output)")
        var last = early
        for _ in 0..<4 where last.code == 2 {
            try site.passTime()
            last = try site.apply("--no-wait")
        }
        last.expect(0)
        try site.plan().expect(0)
    }

    @Test("is awaited for no longer than was said, and Ctrl-C leaves it at once, with all else done")
    func awaited() async throws {
        let site = try Site()
        let server = "DBInstance \(site.fleet)-nordwind"
        let program = try site.begun()
        for _ in 0..<3000 where !program.outputSoFar.contains("\(server) in eu-west-1: ") {
            try await Task.sleep(for: .milliseconds(100))
        }
        program.interrupt()
        let left = try program.ended()
        #expect(left.output.contains("waiting  \(server) in eu-west-1"), "\(left.everything)")
        #expect(left.code == 130 || left.code == 2, "\(left.everything)")
        let limited = try site.apply("--wait-minutes", "0")
        limited.expect(2)
        #expect(!limited.output.contains("failed"), "\(limited.output)")
        var last = limited
        for _ in 0..<4 where last.code == 2 {
            try site.passTime()
            last = try site.apply("--wait-minutes", "0")
        }
        last.expect(0)
        try site.plan().expect(0)
    }

    @Test("that lacks what the region's tenants share says what to apply")
    func lacking() throws {
        let site = try Site()
        let end = try site.apply("--tenant", "nordwind")
        end.expect(1)
        #expect(end.output.contains("AWS lacks something that the object needs [aws.not-found]"))
        #expect(
            end.output.contains(
                "DBParameterGroup \(site.fleet)-postgres16: apply these too, without --tenant and --kind"))
    }
}
