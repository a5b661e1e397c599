import Core
import Diagnostics
import TestSupport
import Testing
import Threads
import Values

@testable import Reconciliation

@Suite("What other objects have is read just before a change is made")
struct ReadingTests {
    private static let source = ObjectID(Sample.west, "DBInstance", name: "db")
    private static let address = Reference(source, "status.Address")
    private static let password = Reference(source, "status.Password", isSecret: true)

    /// Tells what it has by then, and keeps what it was given to make.
    private final class Source: Provider {
        let scope = Sample.west
        let answers: Locked<[Secret?]>
        let asked = Locked<[Reference]>([])

        init(_ answers: [Secret?]) { self.answers = Locked(answers) }

        func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
            Observation(scope: scope, at: Timestamp(seconds: 0))
        }

        func read(_ reference: Reference) async throws -> Secret? {
            asked.withLock { $0.append(reference) }
            if reference.isSecret { return Secret("c4n4ry") }
            return answers.withLock { $0.isEmpty ? Secret("db.example") : $0.removeFirst() }
        }

        func perform(_ change: Change) async throws -> Outcome { .applied }
    }

    private final class Target: Provider {
        let scope = Sample.east
        let made = Locked<[Change]>([])

        func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
            Observation(scope: scope, at: Timestamp(seconds: 0))
        }

        func perform(_ change: Change) async throws -> Outcome {
            made.withLock { $0.append(change) }
            return .applied
        }
    }

    private var plan: Plan { plan("database") }

    private func plan(_ names: String...) -> Plan {
        let kind = Kind("Secret", hidden: "data")
        let late = [
            LateValue("data.HOST", [.value(Self.address)]),
            LateValue("data.PASSWORD", [.value(Self.password)]),
        ]
        let body: Value = ["data": ["HOST": .string(LateValue.unknown), "PASSWORD": .string(Secret.cover)]]
        let changes = names.map { name in
            let desired = DesiredObject(
                id: Sample.id(name), kind: kind, owner: .tenant("acme"), body: body, fingerprint: "f",
                origins: [], needs: [], late: late)
            return Change(
                id: desired.id, kind: kind, owner: .tenant("acme"), action: .create, reason: .missing,
                desired: desired)
        }
        return Sample.plan(changes)
    }

    @Test("and handed on; what is reported does not have it")
    func handedOn() async throws {
        let target = Target()
        let report = await Applier([Source([]), target]).apply(plan)
        #expect(report.words == ["database applied"])
        let made = try #require(target.made.withLock { $0.first })
        #expect(made.desired?.body[at: "data.HOST"] == "db.example")
        #expect(made.secrets == ["data.PASSWORD": Secret("c4n4ry")])
        #expect(report.entries.first?.change.secrets == [:])
        #expect(!"\(report) \(made)".contains("c4n4ry"))
    }

    @Test("and waited for where it is not there yet")
    func waits() async throws {
        let target = Target()
        let report = await Applier([Source([nil]), target], waits: false).apply(plan)
        #expect(report.words == ["database waiting: status.Address of DBInstance db in west"])
        #expect(target.made.withLock(\.count) == 0)
    }

    @Test("once an apply, however many need it, and again where it was not there")
    func once() async throws {
        let source = Source([])
        let report = await Applier([source, Target()]).apply(plan("a", "b", "c"))
        #expect(report.applied.count == 3)
        #expect(Set(source.asked.withLock { $0 }) == [Self.address, Self.password])
        #expect(source.asked.withLock(\.count) == 2)
        let late = Source([nil])
        let readings = Readings { try await late.read($0) }
        #expect(try await readings.value(of: Self.address) == nil)
        #expect(try await readings.value(of: Self.address) == Secret("db.example"))
        #expect(try await readings.value(of: Self.address) == Secret("db.example"))
        #expect(late.asked.withLock(\.count) == 2)
    }

    @Test("A source that nothing is connected to fails the change")
    func nobody() async throws {
        let report = await Applier([Target()]).apply(plan)
        #expect(report.words == ["database failed: apply.no-provider"])
    }

    @Test("A world that cannot be read from says so")
    func untold() async throws {
        let report = await Applier([GatedProvider(Sample.west), Target()]).apply(plan)
        guard case .failed(let problem)? = report.entries.first?.result else {
            Issue.record("\(report.words)")
            return
        }
        expectGolden(
            DiagnosticText(sources: SourceMap()).render(Diagnostic(.error, problem)),
            at: "Cases/apply.unread.txt")
    }
}
