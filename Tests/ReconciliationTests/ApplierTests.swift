import Core
import Reconciliation
import Testing
import Threads
import Values

@Suite("Applying", .timeLimit(.minutes(1)))
struct ApplierTests {
    private func apply(
        _ changes: [Change], with providers: [any Provider], inFlight: Int = 16, waits: Bool = true,
        shouldStop: @escaping @Sendable () -> Bool = { false }
    ) async -> [String] {
        await Applier(providers, inFlightPerScope: inFlight, waits: waits)
            .apply(Sample.plan(changes), shouldStop: shouldStop).words
    }

    @Test("No more than the bound is in flight in a scope, and a free place is taken at once")
    func bound() async {
        let provider = GatedProvider()
        let changes = ["a", "b", "c", "d"].map { Sample.change($0) }
        async let words = apply(changes, with: [provider], inFlight: 2)
        await provider.holds(2)
        #expect(Set(provider.inFlight) == ["a", "b"])
        await provider.answer("a")
        await provider.holds(2)
        #expect(Set(provider.inFlight) == ["b", "c"])
        for name in ["b", "c", "d"] { await provider.answer(name) }
        #expect(await words == ["a applied", "b applied", "c applied", "d applied"])
    }

    @Test("What is pending takes no place while it sleeps, and is asked about again until it is done")
    func pending() async {
        let provider = GatedProvider()
        async let words = apply([Sample.change("a"), Sample.change("b")], with: [provider], inFlight: 1)
        await provider.answer("a", .success(.pending(after: .zero, waitingFor: "it")))
        // Whichever of the two comes first: one at a time.
        await provider.answer("b")
        await provider.answer("a", .success(.pending(after: .zero, waitingFor: "it")))
        await provider.answer("a")
        #expect(await words == ["a applied", "b applied"])
    }

    @Test("What is pending ends as waiting where nobody waits for it, and what needs it is skipped")
    func impatient() async {
        let provider = GatedProvider()
        async let words = apply(
            [Sample.change("a"), Sample.change("b", needs: ["a"])], with: [provider], waits: false)
        await provider.answer("a", .success(.pending(after: .seconds(3_600), waitingFor: "it")))
        #expect(await words == ["a waiting: it", "b skipped because a"])
    }

    @Test("What failed for a reason that may pass is tried again, and for good only when that does not help")
    func retries() async {
        let provider = GatedProvider()
        let busy = Problem("kubernetes.busy", "busy", isRetryable: true)
        let applier = Applier([provider], retryDelays: [.zero, .zero])
        async let words = applier.apply(Sample.plan([Sample.change("a"), Sample.change("b")])).words
        await provider.answer("a", .failure(busy))
        await provider.answer("a")
        for _ in 0..<3 { await provider.answer("b", .failure(busy)) }
        #expect(await words == ["a applied", "b failed: kubernetes.busy"])
    }

    @Test("Nothing is awaited for longer than the limit")
    func limit() async {
        let provider = GatedProvider()
        let applier = Applier([provider], longestWait: .milliseconds(2))
        async let words = applier.apply(Sample.plan([Sample.change("a")])).words
        for _ in 0..<3 {
            await provider.answer("a", .success(.pending(after: .milliseconds(1), waitingFor: "it")))
        }
        #expect(await words == ["a waiting: it"])
    }

    @Test("After a stop nobody waits for what sleeps")
    func stopAsleep() async {
        let provider = GatedProvider()
        let isStopped = Locked(false)
        let changes = [Sample.change("a"), Sample.change("b")]
        async let words = apply(changes, with: [provider]) { isStopped.withLock { $0 } }
        await provider.answer("a", .success(.pending(after: .seconds(3_600), waitingFor: "it")))
        await provider.answer("b")
        isStopped.withLock { $0 = true }
        #expect(await words == ["a waiting: it", "b applied"])
    }

    @Test("After a stop what is in flight ends and nothing more begins")
    func stop() async {
        let provider = GatedProvider()
        let isStopped = Locked(false)
        let stop: @Sendable () -> Bool = { isStopped.withLock { $0 } }
        let changes = ["a", "b", "c"].map { Sample.change($0) }
        await withTaskGroup(of: [String].self) { group in
            group.addTask { await apply(changes, with: [provider], inFlight: 2, shouldStop: stop) }
            await provider.holds(2)
            isStopped.withLock { $0 = true }
            await provider.answer("a")
            await provider.answer("b", .success(.pending(after: .seconds(3_600), waitingFor: "it")))
            let words = await group.next()
            #expect(words == ["a applied", "b waiting: it", "c left"])
        }
    }

    @Test("A scope that does not answer holds up no other")
    func scopes() async {
        let (east, west) = (GatedProvider(Sample.east), GatedProvider(Sample.west))
        let changes = [
            Sample.change("slow"), Sample.change("a", in: Sample.west),
            Sample.change("b", in: Sample.west, needs: ["a"]),
        ]
        async let words = apply(changes, with: [east, west], inFlight: 1)
        await east.holds(1)
        await west.answer("a")
        await west.answer("b")
        #expect(east.inFlight == ["slow"])
        await east.answer("slow")
        #expect(await words == ["slow applied", "a applied", "b applied"])
    }

    @Test("A region is at rest when its cluster and its AWS are, also where one waits for the other")
    func rest() async {
        let aws = Scope(.aws, Sample.east.region)
        let providers = [
            GatedProvider(Sample.east), GatedProvider(aws), GatedProvider(Sample.west),
        ]
        let pods = Sample.change("pods", needs: [Sample.id("database", in: aws)])
        let changes = [
            Sample.change("fence"), Sample.change("database", in: aws), pods,
            Sample.change("other", in: Sample.west),
        ]
        let events = Locked<[String]>([])
        async let report = Applier(providers).apply(
            Sample.plan(changes),
            report: { event in
                switch event {
                case .finished(let change, _): events.withLock { $0.append(change.id.name) }
                case .rested(let region, _): events.withLock { $0.append("\(region) rests") }
                case .started, .waiting, .stillWaiting: break
                }
            })
        await providers[0].answer("fence")
        await providers[2].answer("other")
        await providers[1].answer("database")
        await providers[0].answer("pods")
        #expect(await report.applied.count == 4)
        let told = events.withLock { $0 }
        #expect(told.filter { $0.hasSuffix("rests") } == ["west rests", "east rests"])
        #expect(told.last == "east rests")
    }

    @Test(
        "What waits has as many attempts as ever when it fails, and a stop while it is to be tried again is a failure"
    )
    func attempts() async throws {
        let provider = GatedProvider()
        let busy = Problem("aws.throttled", "busy", isRetryable: true)
        let applier = Applier([provider], retryDelays: [.zero])
        async let words = applier.apply(Sample.plan([Sample.change("a")])).words
        for _ in 0..<5 {
            await provider.answer("a", .failure(busy))
            await provider.answer("a", .success(.pending(after: .zero, waitingFor: "it")))
        }
        await provider.answer("a")
        #expect(await words == ["a applied"])

        let isStopped = Locked(false)
        let patient = Applier([provider], retryDelays: [.seconds(3_600)])
        async let stopped = patient.apply(
            Sample.plan([Sample.change("b")]), shouldStop: { isStopped.withLock { $0 } },
            report: { if case .waiting = $0 { isStopped.withLock { $0 = true } } }
        ).words
        await provider.answer("b", .failure(busy))
        #expect(await stopped == ["b failed: aws.throttled"])
    }

    @Test("Whoever cannot be read from is given up, and not whom the change is for")
    func readings() async {
        /// Of AWS, which answers nothing.
        struct Silent: Provider {
            let scope = Scope(.aws, Sample.east.region)
            func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
                Observation(scope: scope, at: Timestamp(seconds: 0))
            }
            func read(_ reference: Reference) async throws -> Secret? {
                throw Problem("aws.timeout", "late", isRetryable: true)
            }
            func perform(_ change: Change) async throws -> Outcome { .applied }
        }
        let source = Reference(ObjectID(Silent().scope, "DBInstance", name: "db"), "status.Address")
        let needy = (0..<3).map { Sample.change("needy \($0)", reading: source) }
        let provider = GatedProvider()
        let applier = Applier(
            [provider, Silent()], inFlightPerScope: 1, retryDelays: [], failuresToGiveUp: 2)
        async let words = applier.apply(Sample.plan(needy + [Sample.change("other")])).words
        await provider.answer("other")
        #expect(
            await words == needy.map { "\($0.id.name) failed: aws.timeout" } + ["other applied"])
    }

    @Test("A failure is told in its own words, and a scope without a provider fails")
    func failures() async {
        let provider = GatedProvider()
        async let words = apply([Sample.change("a"), Sample.change("b", in: Sample.west)], with: [provider])
        await provider.answer("a", .failure(Problem("x.y", "no")))
        #expect(await words == ["a failed: x.y", "b failed: apply.no-provider"])
    }
}
