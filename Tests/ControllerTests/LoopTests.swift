import Core
import Diagnostics
import Reconciliation
import Testing
import Threads
import Values

@testable import Controller

/// A loop over a world of the test's own, in real time but with no time in what is expected.
@Suite struct LoopTests {
    @Test("It looks, applies, and stops when it is told to")
    func once() async throws {
        let world = SmallWorld()
        world.settings.isOnce = true
        let outcome = await world.run { $0.contains("ran") }
        #expect(world.applied == ["a"])
        #expect(outcome.lastRun?.applied == 1)
        #expect(!outcome.specsWereInvalid)
    }

    @Test("With invalid specs nothing is applied, and when they are mended everything is")
    func invalid() async throws {
        let world = SmallWorld()
        world.change { $0.isValid = false }
        _ = await world.run { events in
            if events.contains("specs invalid"), world.isValid == false {
                #expect(world.applied.isEmpty)
                world.change { state in
                    state.isValid = true
                    state.signature += 1
                }
            }
            return events.contains("ran")
        }
        #expect(world.applied == ["a"])
    }

    @Test("A move has its owner looked at again, and a lot of moves once")
    func moves() async throws {
        let world = SmallWorld()
        _ = await world.run { events in
            if events.count(where: { $0 == "ran" }) == 1, !world.hasTold {
                for _ in 0..<100 { world.tell(.moved(.tenant("acme"), SmallWorld.id)) }
            }
            return events.count { $0 == "ran" } == 2
        }
        #expect(world.owners.first == [])
        #expect(Set(world.owners.dropFirst()) == [[.tenant("acme")]])
        // A machine that is busy elsewhere may tear the hundred apart, and not into many.
        #expect(world.owners.count < 10)
    }

    @Test("A stop in the middle of an apply lets the change in flight end, and begins no other")
    func stop() async throws {
        let world = SmallWorld(objects: (0..<50).map { "a\($0)" })
        world.settings.parallel = 1
        world.change { $0.stopsAfter = 3 }
        _ = await world.run { _ in false }
        #expect(world.applied.count == 3)
        #expect(world.inFlight == 0)
    }

    @Test("A region that hangs does not hold up the others")
    func hanging() async throws {
        let world = SmallWorld()
        world.settings.patience = Patience(least: .milliseconds(20), factor: 0)
        world.change { $0.hangs = true }
        _ = await world.run { events in events.contains("ran") && events.contains("away west") }
        #expect(world.applied == ["a"])
    }

    @Test(
        "A region in which writes hang holds up nobody else: not what moves there, and not what the specs change"
    )
    func hangingWrites() async throws {
        let world = SmallWorld()
        world.settings.keeper.patience = .milliseconds(20)
        world.settings.keeper.firstRetry = .milliseconds(10)
        world.change { state in
            state.objects = [SmallWorld.west: ["w"], SmallWorld.east: ["a"]]
            state.holdsWrites = true
        }
        var step = 0
        _ = await world.run { events in
            // Each follows from the one before, and the write in the west ends last of all.
            switch step {
            case 0 where events.contains("applied a"):
                step = 1
                world.change { $0.applied = [] }
                world.tell(.moved(.tenant("acme"), SmallWorld.id))
            case 1 where world.applied == ["a"]:
                step = 2
                world.change { state in
                    state.objects[SmallWorld.east] = ["a", "b"]
                    state.signature += 1
                }
            case 2 where world.applied.contains("b"):
                step = 3
                #expect(!events.contains("applied w"))
                world.change { $0.holdsWrites = false }
            case 3: return events.contains("applied w")
            default: break
            }
            return false
        }
        #expect(Set(world.applied) == ["a", "b", "w"])
    }

    @Test("Changed specs have only those regions connected to anew whose connection they change")
    func connections() async throws {
        let world = SmallWorld()
        var step = 0
        _ = await world.run { events in
            switch step {
            case 0 where events.contains("applied a"):
                step = 1
                world.change { state in
                    state.objects[SmallWorld.east] = ["a", "b"]
                    state.signature += 1
                }
            case 1 where events.contains("applied b"):
                step = 2
                #expect(world.connections == ["east", "west"])
                world.change { state in
                    state.links[SmallWorld.west] = "another address"
                    state.objects[SmallWorld.east] = ["a", "b", "c"]
                    state.signature += 1
                }
            case 2: return events.contains("applied c")
            default: break
            }
            return false
        }
        #expect(world.connections == ["east", "west", "west"])
    }

    @Test("A failure is told once, and tried again until it is none")
    func failures() async throws {
        let world = SmallWorld()
        world.settings.keeper.firstRetry = .milliseconds(10)
        world.change { $0.failures = 3 }
        var told: [String] = []
        _ = await world.run { events in
            told = events
            return events.contains("applied a")
        }
        #expect(told.count { $0 == "failed a" } == 1)
        #expect(world.attempts == 4)
    }
}

/// Specs, a world and its log, all in memory.
private final class SmallWorld: FleetSource {
    static let east = Scope(.kubernetes, "east")
    static let west = Scope(.kubernetes, "west")
    static let kind = Kind("ConfigMap")
    static let id = ObjectID(east, kind.name, namespace: "n", name: "a")

    struct State: Sendable {
        var isValid = true
        var signature = 0
        var hangs = false
        var failures = 0
        var stopsAfter = Int.max
        var isStopped = false
        var applied: [String] = []
        var attempts = 0
        var inFlight = 0
        var owners: [Set<Owner>] = []
        var events: [String] = []
        var tells: (@Sendable (WatchEvent) -> Void)?
        var hasTold = false
        var objects: [Scope: [String]] = [:]
        /// In the west nothing is answered to a write.
        var holdsWrites = false
        var links: [Scope: String] = [:]
        /// Regions, as they were connected to.
        var connections: [String] = []
    }

    private let state = Locked(State())
    private let tuning = Locked(KeeperLoop.Settings(keeper: Keeper.Settings(interval: .seconds(3600))))

    init(objects: [String] = ["a"]) {
        change { $0.objects = [Self.east: objects] }
        settings.glance = .milliseconds(5)
        settings.keeper.settling = .milliseconds(20)
    }

    var settings: KeeperLoop.Settings {
        get { tuning.withLock { $0 } }
        set { tuning.withLock { $0 = newValue } }
    }
    var applied: [String] { state.withLock(\.applied) }
    var attempts: Int { state.withLock(\.attempts) }
    var inFlight: Int { state.withLock(\.inFlight) }
    var owners: [Set<Owner>] { state.withLock(\.owners) }
    var connections: [String] { state.withLock(\.connections) }
    var isValid: Bool { state.withLock(\.isValid) }
    var hasTold: Bool { state.withLock(\.hasTold) }

    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    func tell(_ event: WatchEvent) {
        let tell = state.withLock { state in
            state.hasTold = true
            return state.tells
        }
        tell?(event)
    }

    /// - Parameter isEnough: called after every event with all so far.
    func run(until isEnough: @escaping ([String]) -> Bool) async -> KeeperLoop.Outcome {
        let events = AsyncStream.makeStream(of: [String].self)
        let loop = KeeperLoop(self, settings, shouldStop: { self.state.withLock(\.isStopped) }) { event in
            events.continuation.yield(
                self.state.withLock { state in
                    state.events.append(Self.words(event))
                    return state.events
                })
        }
        async let outcome = loop.run()
        for await all in events.stream {
            if all.last == "stopped" { break }
            if isEnough(all) { change { $0.isStopped = true } }
        }
        return await outcome
    }

    private static func words(_ event: KeeperEvent) -> String {
        switch event {
        case .specsInvalid: "specs invalid"
        case .ran: "ran"
        case .regionAway(let scope, _): "away \(scope.region)"
        case .change(_, let change, .failed(_)): "failed \(change.id.name)"
        case .change(_, let change, _): "applied \(change.id.name)"
        case .stopped: "stopped"
        default: ""
        }
    }

    // MARK: The source

    func signature() -> String? { state.withLock { "\($0.signature)" } }
    func worldSignature() -> String? { nil }

    func load() async -> SpecsReading {
        let place = Place(jurisdiction: "EU", origin: Origin(file: FileID(0), line: 1, column: 1))
        let objects = state.withLock(\.objects).flatMap { scope, names in
            names.map { ObjectID(scope, Self.kind.name, namespace: "n", name: $0) }
        }
        let desired = objects.sorted().map { id in
            DesiredObject(
                id: id, kind: Self.kind, owner: .tenant(id.scope == Self.east ? "acme" : "nord"),
                body: ["metadata": ["name": .string(id.name)]], fingerprint: "f", origins: [], needs: [])
        }
        let terms = TenantTerms(
            title: "acme", residency: ["EU"], residencyOrigins: [], region: "west",
            regionOrigin: place.origin, end: nil)
        let blueprint = Blueprint(
            fleet: "parking", kinds: [Self.kind], places: [Self.east: place, Self.west: place],
            tenants: ["acme": terms, "nord": terms], objects: desired,
            safety: Safety(deletionBudget: .count(1)),
            specCount: 1)
        return SpecsReading(
            blueprint: isValid ? blueprint : nil, homes: ["acme": "east", "nord": "west"], diagnostics: [],
            sources: SourceMap())
    }

    func connectionSignature(for scope: Scope) -> String { state.withLock { $0.links[scope] ?? "" } }

    func provider(for scope: Scope) -> any Provider {
        change { $0.connections.append(scope.region) }
        return Cluster(world: self, scope: scope)
    }

    struct Cluster: Watcher {
        let world: SmallWorld
        let scope: Scope

        func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
            if scope == SmallWorld.west, world.state.withLock(\.hangs) {
                do { try await Task.sleep(for: .seconds(3600)) } catch { throw CancellationError() }
            }
            if scope == SmallWorld.east { world.change { $0.owners.append(request.owners) } }
            let there = world.applied.map { name in
                let (scope, tenant) = name == "w" ? (SmallWorld.west, "nord") : (SmallWorld.east, "acme")
                return ObservedObject(
                    id: ObjectID(scope, SmallWorld.kind.name, namespace: "n", name: name),
                    mark: Mark(fleet: "parking", tenant: tenant, fingerprint: "f"),
                    version: ObjectVersion(uid: name, revision: "1"), isTerminating: false,
                    body: JSONText(["metadata": ["name": .string(name)]]))
            }
            let look = Look(.complete, objects: there.filter { $0.id.scope == scope })
            return Observation(
                scope: scope, at: Timestamp(seconds: 1), looks: [SmallWorld.kind.name: look],
                owners: request.owners)
        }

        func perform(_ change: Change) async throws -> Outcome {
            world.change { state in
                state.attempts += 1
                state.inFlight += 1
            }
            defer { world.change { $0.inFlight -= 1 } }
            // As a request would, in the middle of which the stop comes.
            if world.applied.count + 1 == world.state.withLock(\.stopsAfter) {
                world.change { $0.isStopped = true }
            }
            await Task.yield()
            while scope == SmallWorld.west, world.state.withLock(\.holdsWrites) {
                try await Task.sleep(for: .milliseconds(5))
            }
            return try world.state.withLock { state throws(Problem) in
                if state.failures > 0 {
                    state.failures -= 1
                    throw Problem("a.b", "no", isRetryable: true)
                }
                state.applied.append(change.id.name)
                return .applied
            }
        }

        func watch(
            _ kinds: [Kind], of fleet: String, tell: @escaping @Sendable (WatchEvent) -> Void
        ) async throws(CancellationError) {
            if scope == SmallWorld.east { world.change { $0.tells = tell } }
            do { try await Task.sleep(for: .seconds(3600)) } catch { throw CancellationError() }
        }
    }
}
