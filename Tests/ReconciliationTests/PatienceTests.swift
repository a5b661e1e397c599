import Core
import Diagnostics
import TestSupport
import Testing

@testable import Reconciliation

@Suite struct PatienceTests {
    private struct Quick: Provider {
        let scope: Scope
        func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
            Observation(scope: scope, at: Timestamp(seconds: 7), looks: ["ConfigMap": Look(.complete)])
        }
        func perform(_ change: Change) async throws -> Outcome { .applied }
    }

    private struct Silent: Provider {
        let scope: Scope
        func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
            do { try await Task.sleep(for: .seconds(3600)) } catch { throw CancellationError() }
            return Observation(scope: scope, at: Timestamp(seconds: 0))
        }
        func perform(_ change: Change) async throws -> Outcome { .applied }
    }

    private static let blueprint = Blueprint(
        fleet: "parking", kinds: [Kind("ConfigMap")], places: [:], tenants: [:], objects: [],
        safety: Safety(deletionBudget: .count(1)), specCount: 1)

    @Test("Whoever does not answer is seen as failed once the others have been waited for long enough")
    func silent() async throws {
        let seen = try await observe(
            Self.blueprint, with: [Silent(scope: Sample.east), Quick(scope: Sample.west)],
            patience: Patience(least: .milliseconds(10), factor: 0))
        #expect(seen.map(\.scope) == [Sample.east, Sample.west])
        #expect(seen[0].at == Timestamp(seconds: 7))
        guard case .failed(let problem)? = seen[0].looks["ConfigMap"]?.outcome else {
            Issue.record("the look did not fail")
            return
        }
        #expect(problem.isRetryable)
        expectGolden(
            DiagnosticText(sources: SourceMap()).render(Diagnostic(.error, problem)),
            at: "Cases/observation.slow.txt")
        #expect(seen[1].looks["ConfigMap"]?.isComplete == true)
    }

    @Test("Another world is waited for longer, and not for ever", arguments: [(100_000.0, true), (1, false)])
    func otherWorlds(_ factor: Double, isSeen: Bool) async throws {
        struct Slow: Provider {
            let scope = Scope(.aws, Sample.west.region)
            let time: Duration
            func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
                do { try await Task.sleep(for: time) } catch { throw CancellationError() }
                return Observation(scope: scope, at: Timestamp(seconds: 0), looks: ["Key": Look(.complete)])
            }
            func perform(_ change: Change) async throws -> Outcome { .applied }
        }
        var blueprint = Self.blueprint
        blueprint.kinds.append(Kind("Key", world: .aws))
        let seen = try await observe(
            blueprint,
            with: [
                Quick(scope: Sample.east), Slow(time: isSeen ? .milliseconds(50) : .seconds(3600)),
                Quick(scope: Sample.west),
            ],
            patience: Patience(least: .milliseconds(1), factor: 0, otherWorlds: factor))
        #expect(seen.first { $0.scope.world == .aws }?.looks["Key"]?.isComplete == isSeen)
        #expect(
            seen.filter { $0.scope.world == .kubernetes }.allSatisfy {
                $0.looks["ConfigMap"]?.isComplete == true
            })
    }

    @Test("An answer after its time was up counts for nobody else")
    func late() async throws {
        /// Answers when it is let.
        struct Timed: Provider {
            let scope: Scope
            let time: Duration
            func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
                do { try await Task.sleep(for: time) } catch { throw CancellationError() }
                return Observation(scope: scope, at: Timestamp(seconds: 0), looks: ["Key": Look(.complete)])
            }
            func perform(_ change: Change) async throws -> Outcome { .applied }
        }
        let aws = [Scope(.aws, Sample.east.region), Scope(.aws, Sample.west.region)]
        // One cluster comes late, and one of AWS after it.
        let seen = try await observe(
            Self.blueprint,
            with: [
                Quick(scope: Sample.east), Timed(scope: Sample.west, time: .milliseconds(300)),
                Timed(scope: aws[0], time: .zero), Timed(scope: aws[1], time: .milliseconds(600)),
            ],
            patience: Patience(least: .milliseconds(100), factor: 0, otherWorlds: 100_000))
        #expect(Set(seen.map(\.scope)) == Set(aws + [Sample.east, Sample.west]))
        #expect(seen.count == 4)
    }

    @Test("Nobody is waited for longer than the longest")
    func longest() async throws {
        let seen = try await observe(
            Self.blueprint, with: [Silent(scope: Sample.east)], patience: Patience(longest: .milliseconds(10))
        )
        guard case .failed(let problem)? = seen.first?.looks["ConfigMap"]?.outcome else {
            Issue.record("the look did not fail")
            return
        }
        expectGolden(
            DiagnosticText(sources: SourceMap()).render(Diagnostic(.error, problem)),
            at: "Cases/observation.slow.all.txt")
    }

    @Test("A scope in which everything fails is given up, and its other changes are left")
    func givesUp() async {
        struct Failing: Provider {
            let scope: Scope
            func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
                Observation(scope: scope, at: Timestamp(seconds: 0))
            }
            func perform(_ change: Change) async throws -> Outcome {
                throw Problem("kubernetes.unreachable", "away", isRetryable: true)
            }
        }
        let changes =
            (0..<20).map { Sample.change("a\($0)") }
            + (0..<20).map { Sample.change("b\($0)", in: Sample.west) }
        let applier = Applier(
            [Failing(scope: Sample.east), Quick(scope: Sample.west)], inFlightPerScope: 1, retryDelays: [],
            failuresToGiveUp: 3)
        let report = await applier.apply(Sample.plan(changes))
        #expect(report.failed.count == 3)
        #expect(report.left.count == 17)
        #expect(report.applied.count == 20)
    }
}
