import Core
import TestSupport
import Testing

@testable import Controller

/// What runs when, without running anything.
@Suite struct KeeperTests {
    private static let problem = Problem("kubernetes.unreachable", "away", isRetryable: true)
    private static let acme = Owner.tenant("acme")

    /// A keeper of two regions whose first run of the fleet is over, at 0 s.
    private static func keeper(
        _ change: (inout Keeper.Settings) -> Void = { _ in }
    ) -> (keeper: Keeper, random: SeededGenerator) {
        var settings = Keeper.Settings(interval: .seconds(600))
        change(&settings)
        var keeper = Keeper(settings)
        var random = SeededGenerator(seed: 1)
        keeper.specsAreValid(
            homes: ["acme": "east", "beta": "east", "nord": "west"], scopes: scopes("east", "west"), at: .zero
        )
        for job in keeper.start(at: .zero) { end(ending(of: job), of: &keeper, at: .zero, using: &random) }
        return (keeper, random)
    }

    /// As the loop tells it: of a run of the fleet first what it saw.
    private static func end(
        _ ending: Keeper.Ending, of keeper: inout Keeper, at now: Duration,
        using random: inout SeededGenerator
    ) {
        if ending.job.isFleet {
            let outlook = Keeper.Outlook(job: ending.job, sight: ending.sight, changing: [])
            keeper.planned(outlook, at: now, using: &random)
        }
        keeper.ended(ending, at: now, using: &random)
    }

    /// The clusters of these regions.
    private static func scopes(_ regions: String...) -> Set<Scope> { Set(regions.map(cluster)) }
    private static func cluster(_ region: String) -> Scope { Scope(.kubernetes, region) }
    private static func aws(_ region: String) -> Scope { Scope(.aws, region) }

    private static func sight(_ seen: Set<String>, away: Set<String> = []) -> Keeper.Sight {
        var sight = Keeper.Sight()
        sight.seen = Set(seen.map(cluster))
        sight.away = Dictionary(uniqueKeysWithValues: away.map { (cluster($0), problem) })
        return sight
    }

    private static func ending(
        of job: Keeper.Job, seen: Set<String> = ["east", "west"], away: Set<String> = [],
        failed: Set<Owner> = []
    ) -> Keeper.Ending {
        var ending = Keeper.Ending(job: job)
        ending.sight = sight(seen, away: away)
        ending.unfinished = failed
        return ending
    }

    @Test("Valid specs have the fleet looked at, and from then on the interval does")
    func interval() throws {
        var (keeper, random) = Self.keeper()
        let next = try #require(keeper.next(after: .zero))
        #expect((.seconds(540)...(.seconds(660))).contains(next))
        #expect(keeper.start(at: next - .seconds(1)).isEmpty)
        let jobs = keeper.start(at: next)
        #expect(jobs.map(\.isFleet) == [true])
        #expect(jobs[0].selection == .all)
        Self.end(Self.ending(of: jobs[0]), of: &keeper, at: next, using: &random)
        #expect(keeper.next(after: next) != nil)
    }

    @Test("A burst of moves is one job, for the owners that moved and no other")
    func burst() throws {
        var (keeper, _) = Self.keeper()
        for _ in 0..<50 { keeper.moved(Self.acme, at: .seconds(10)) }
        keeper.moved(.tenant("beta"), at: .milliseconds(10_500))
        keeper.moved(.tenant("stranger"), at: .seconds(10))
        #expect(keeper.start(at: .seconds(10)).isEmpty, "it waits for more")
        let jobs = keeper.start(at: .seconds(12))
        #expect(jobs.map(\.keys) == [[.owner(Self.acme), .owner(.tenant("beta"))]])
        #expect(jobs[0].selection == Selection(regions: ["east"], owners: [Self.acme, .tenant("beta")]))
        #expect(keeper.start(at: .seconds(13)).isEmpty)
    }

    @Test("Regions, and what their tenants share, are looked at apart")
    func lanes() {
        var (keeper, _) = Self.keeper { $0.keysPerJob = 1 }
        for owner in [Self.acme, .tenant("beta"), .tenant("nord"), .region("east")] {
            keeper.moved(owner, at: .zero)
        }
        let jobs = keeper.start(at: .seconds(2))
        #expect(Set(jobs.map(\.keys.count)) == [1])
        #expect(
            Set(jobs.map(\.selection.owners)) == [
                [Self.acme], [.tenant("beta")], [.tenant("nord")], [.region("east")],
            ])
        #expect(Set(jobs.map(\.number)).count == 4)
    }

    @Test("One region's keys do not take the places of another's")
    func places() {
        var (keeper, _) = Self.keeper { $0.keysPerRegion = 1 }
        for owner in [Self.acme, .tenant("beta"), .tenant("nord")] { keeper.moved(owner, at: .zero) }
        #expect(
            Set(keeper.start(at: .seconds(2)).flatMap(\.keys)) == [
                .owner(Self.acme), .owner(.tenant("nord")),
            ])
    }

    @Test("While the specs are invalid nothing begins, and what was due is not forgotten")
    func invalid() {
        var (keeper, _) = Self.keeper()
        keeper.specsAreInvalid()
        keeper.moved(Self.acme, at: .seconds(1))
        #expect(keeper.start(at: .seconds(5)).isEmpty)
        #expect(keeper.next(after: .seconds(1)) == nil)
        keeper.specsAreValid(homes: ["acme": "east"], scopes: Self.scopes("east"), at: .seconds(6))
        #expect(keeper.start(at: .seconds(6)).map(\.isFleet) == [true])
    }

    @Test("What fails is tried again, later and later, up to the interval, and at once when it has moved")
    func retries() {
        var (keeper, random) = Self.keeper { $0.interval = .seconds(100_000) }
        var now = Duration.seconds(10)
        keeper.moved(Self.acme, at: now)
        var delays: [Duration] = []
        for _ in 0..<20 {
            guard let next = keeper.next(after: now) else { break }
            delays.append(next - now)
            now = next
            for job in keeper.start(at: now) {
                Self.end(Self.ending(of: job, failed: [Self.acme]), of: &keeper, at: now, using: &random)
            }
        }
        #expect(delays[0] == .seconds(1))
        for (index, delay) in delays.dropFirst().prefix(10).enumerated() {
            let bound = Duration.seconds(5) * Double(1 << index)
            #expect((bound * 0.75...bound * 1.25).contains(delay), "\(index): \(delay)")
        }
        #expect(delays.allSatisfy { $0 <= .seconds(125_000) })
        keeper.moved(Self.acme, at: now)
        #expect(keeper.next(after: now) == now + .seconds(1))
        now += .seconds(1)
        for job in keeper.start(at: now) {
            Self.end(Self.ending(of: job), of: &keeper, at: now, using: &random)
        }
        #expect(!keeper.start(at: now + .seconds(50_000)).contains { $0.keys == [.owner(Self.acme)] })
    }

    @Test("A region that is away is left alone but for a probe, and when it is back everything is looked at")
    func away() throws {
        var (keeper, random) = Self.keeper()
        keeper.everythingMoved(at: .zero)
        let fleet = try #require(keeper.start(at: .seconds(1)).first)
        let ending = Self.ending(of: fleet, seen: ["west"], away: ["east"])
        Self.end(ending, of: &keeper, at: .seconds(1), using: &random)
        #expect(Set(keeper.away.keys) == Self.scopes("east"))
        keeper.moved(Self.acme, at: .seconds(1))
        keeper.moved(.tenant("nord"), at: .seconds(1))
        let nord = keeper.start(at: .seconds(2))
        #expect(nord.map(\.keys) == [[.owner(.tenant("nord"))]])

        keeper.ended(Self.ending(of: nord[0], seen: ["west"]), at: .seconds(3), using: &random)
        var now = Duration.seconds(20)
        for _ in 0..<3 {
            let probes = keeper.start(at: now)
            #expect(probes.map(\.keys) == [[.owner(.region("east"))]])
            keeper.ended(Self.ending(of: probes[0], seen: [], away: ["east"]), at: now, using: &random)
            #expect(keeper.start(at: now).isEmpty)
            now += .seconds(100)
        }
        let probe = try #require(keeper.start(at: now).first)
        keeper.ended(Self.ending(of: probe, seen: ["east"]), at: now, using: &random)
        #expect(keeper.away.isEmpty)
        #expect(keeper.start(at: now).map(\.isFleet) == [true])
    }

    @Test(
        "Without AWS a region's cluster is kept, and AWS is probed, also where runs of the fleet come first")
    func withoutAWS() throws {
        var (keeper, random) = Self.keeper()
        keeper.specsAreValid(
            homes: ["acme": "east"], scopes: [Self.cluster("east"), Self.aws("east")], at: .zero)
        var fleet = try #require(keeper.start(at: .zero).first)
        var ending = Self.ending(of: fleet, seen: ["east"])
        ending.sight.away[Self.aws("east")] = Self.problem
        Self.end(ending, of: &keeper, at: .zero, using: &random)
        #expect(Set(keeper.away.keys) == [Self.aws("east")])
        keeper.moved(Self.acme, at: .zero)
        #expect(keeper.start(at: .seconds(1)).map(\.keys) == [[.owner(Self.acme)]])
        let small = Keeper.Job(number: 0, keys: [.owner(Self.acme)], selection: .all)
        keeper.ended(Self.ending(of: small, seen: ["east"]), at: .seconds(1), using: &random)

        keeper.everythingMoved(at: .seconds(19))
        fleet = try #require(keeper.start(at: .seconds(20)).first)
        #expect(fleet.isFleet)
        Self.end(Self.ending(of: fleet, seen: ["east"]), of: &keeper, at: .seconds(20), using: &random)
        let probe = try #require(keeper.start(at: .seconds(20)).first)
        #expect(probe.keys == [.owner(.region("east"))])
        ending = Self.ending(of: probe, seen: ["east"])
        ending.sight.seen.insert(Self.aws("east"))
        keeper.ended(ending, at: .seconds(21), using: &random)
        #expect(keeper.away.isEmpty)
        #expect(keeper.start(at: .seconds(21)).map(\.isFleet) == [true])
    }

    @Test("What a look could not see in part is looked at again, later and later")
    func gaps() throws {
        var (keeper, random) = Self.keeper()
        var now = Duration.seconds(10)
        keeper.moved(Self.acme, at: now)
        now += .seconds(1)
        let small = try #require(keeper.start(at: now).first)
        var ending = Self.ending(of: small)
        ending.sight.hasGaps = true
        keeper.ended(ending, at: now, using: &random)
        #expect(keeper.start(at: now + .seconds(7)).map(\.keys) == [[.owner(Self.acme)]])
        keeper.ended(Self.ending(of: small), at: now + .seconds(7), using: &random)

        keeper.everythingMoved(at: now)
        now += .seconds(20)
        for bound in [5.0, 10, 20, 40] {
            let fleet = try #require(keeper.start(at: now).first)
            ending = Self.ending(of: fleet)
            ending.sight.hasGaps = true
            Self.end(ending, of: &keeper, at: now, using: &random)
            let next = try #require(keeper.next(after: now))
            #expect((.seconds(bound * 0.75)...(.seconds(bound * 1.25))).contains(next - now))
            now = next
        }
    }

    @Test(
        "What failed where no look for its owner comes is for the fleet, and what others may have waited for too"
    )
    func elsewhere() throws {
        var (keeper, random) = Self.keeper()
        keeper.specsAreValid(
            homes: ["acme": "east", "nord": "west"], scopes: Self.scopes("east", "west"), spread: [Self.acme],
            at: .zero)
        var now = Duration.zero
        func fleet(changing: Set<String>, unfinished: Set<Owner>, in region: String) throws {
            let fleet = try #require(keeper.start(at: now).first { $0.isFleet })
            keeper.planned(
                Keeper.Outlook(job: fleet, sight: Self.sight(["east", "west"]), changing: changing), at: now,
                using: &random)
            keeper.rested(fleet, in: region, unfinished: unfinished, at: now, using: &random)
            keeper.ended(Keeper.Ending(job: fleet), at: now, using: &random)
        }
        func small(_ owner: Owner, after seconds: Int, mended: Bool) throws {
            now += .seconds(seconds)
            let job = try #require(keeper.start(at: now).first)
            #expect(job.keys == [.owner(owner)])
            var ending = Self.ending(of: job)
            ending.mended = mended ? [owner] : []
            keeper.ended(ending, at: now, using: &random)
            now += .seconds(1)
        }
        // Its copy in the other region failed.
        try fleet(changing: ["west"], unfinished: [Self.acme], in: "west")
        now += .seconds(7)
        // Its own failed, and is made: what else it has may follow.
        try fleet(changing: ["east"], unfinished: [Self.acme], in: "east")
        try small(Self.acme, after: 7, mended: true)
        try fleet(changing: ["east"], unfinished: [.region("east")], in: "east")
        try small(.region("east"), after: 7, mended: true)
        // Of one that has nothing elsewhere nobody waits for anything.
        try fleet(changing: ["west"], unfinished: [.tenant("nord")], in: "west")
        try small(.tenant("nord"), after: 7, mended: true)
        #expect(keeper.start(at: now + .seconds(60)).isEmpty)
    }

    @Test("A run of the fleet keeps only the regions that it changes, each until it is done there")
    func held() throws {
        var (keeper, random) = Self.keeper()
        keeper.everythingMoved(at: .zero)
        let fleet = try #require(keeper.start(at: .seconds(1)).first)
        for owner in [Self.acme, .tenant("nord")] { keeper.moved(owner, at: .zero) }
        #expect(keeper.start(at: .seconds(1)).isEmpty, "it looks")
        keeper.planned(
            Keeper.Outlook(job: fleet, sight: Self.sight(["east", "west"]), changing: ["west"]),
            at: .seconds(1), using: &random)
        #expect(keeper.start(at: .seconds(1)).map(\.keys) == [[.owner(Self.acme)]])
        keeper.rested(fleet, in: "west", unfinished: [.tenant("nord")], at: .seconds(2), using: &random)
        #expect(keeper.start(at: .seconds(2)).map(\.keys) == [[.owner(.tenant("nord"))]])
        keeper.ended(Keeper.Ending(job: fleet), at: .seconds(3), using: &random)
    }

    @Test(
        "A region whose changes do not end is left out of what is for all, and looked at when they have ended"
    )
    func stuck() throws {
        var (keeper, random) = Self.keeper()
        keeper.everythingMoved(at: .zero)
        let first = try #require(keeper.start(at: .seconds(1)).first)
        keeper.planned(
            Keeper.Outlook(job: first, sight: Self.sight(["east", "west"]), changing: ["east", "west"]),
            at: .seconds(1), using: &random)
        keeper.rested(first, in: "east", unfinished: [], at: .seconds(2), using: &random)
        keeper.everythingMoved(at: .seconds(1))
        #expect(keeper.start(at: .seconds(3)).isEmpty, "it may still end")
        let late = try #require(keeper.next(after: .seconds(3)))
        #expect(late == .seconds(11))
        let second = try #require(keeper.start(at: late).first)
        #expect(second.isFleet && second.leavingOut == ["west"])
        keeper.planned(
            Keeper.Outlook(job: second, sight: Self.sight(["east"]), changing: []), at: late, using: &random)
        keeper.ended(Keeper.Ending(job: second), at: late, using: &random)
        // What is small, too, and once it is known to be slow nobody waits for it again.
        keeper.moved(Self.acme, at: late)
        keeper.moved(.tenant("nord"), at: late)
        let now = late + .seconds(1)
        #expect(keeper.start(at: now).map(\.keys) == [[.owner(Self.acme)]])
        keeper.ended(
            Self.ending(
                of: Keeper.Job(number: 0, keys: [.owner(Self.acme)], selection: .all), seen: ["east"]),
            at: now, using: &random)
        keeper.rested(first, in: "west", unfinished: [], at: now, using: &random)
        keeper.ended(Keeper.Ending(job: first), at: now, using: &random)
        let third = try #require(keeper.start(at: now).first)
        #expect(third.isFleet && third.leavingOut == [])
    }

    @Test(
        "Whatever happens, jobs that run at once have no key in common, and every move is looked at",
        arguments: 0..<1000)
    func random(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var settings = Keeper.Settings(interval: .seconds(60))
        settings.keysPerJob = 2
        settings.keysPerRegion = 3
        settings.crowd = 5
        settings.patience = .seconds(3)
        var keeper = Keeper(settings)
        let tenants = (0..<8).map { "t\($0)" }
        let homes = Dictionary(
            uniqueKeysWithValues: tenants.enumerated().map { ($1, $0 % 2 == 0 ? "east" : "west") })
        let places = ["east", "west"].flatMap { [Self.cluster($0), Self.aws($0)] }
        keeper.specsAreValid(homes: homes, scopes: Set(places), at: .zero)
        var now = Duration.zero
        var jobs: [Keeper.Job] = []
        var owed: Set<Owner> = []
        /// The run of the fleet that looks.
        var looking: Keeper.Job?
        /// By run of the fleet, the regions in which it makes changes.
        var changing: [Int: Set<String>] = [:]

        func start() {
            for job in keeper.start(at: now) {
                let others = jobs.filter { !$0.isFleet }
                #expect(Set(job.keys).isDisjoint(with: others.flatMap(\.keys)), "seed \(seed)")
                let places =
                    job.isFleet ? Set(["east", "west"]).subtracting(job.leavingOut) : job.selection.regions
                for (number, regions) in changing where number != job.number {
                    #expect(places.isDisjoint(with: regions), "seed \(seed)")
                }
                if job.isFleet {
                    #expect(looking == nil, "seed \(seed)")
                    let beside = others.flatMap(\.selection.regions)
                    #expect(
                        beside.allSatisfy {
                            job.leavingOut.contains($0) || keeper.away[Self.cluster($0)] != nil
                        },
                        "seed \(seed)")
                    looking = job
                } else {
                    #expect(looking == nil, "seed \(seed)")
                }
                jobs.append(job)
            }
        }
        /// It has looked, and makes changes, or has ended in one of the regions, or all is over.
        func proceed(_ job: Keeper.Job, badly: Bool) -> Bool {
            guard job.isFleet else {
                end(job, badly: badly)
                return true
            }
            if looking?.number == job.number {
                looking = nil
                let ending = ending(of: job, badly: badly)
                let held = Set(ending.sight.seen.filter { $0.world == .kubernetes }.map(\.region)).filter {
                    _ in
                    Bool.random(using: &random)
                }
                changing[job.number] = held
                keeper.planned(
                    Keeper.Outlook(job: job, sight: ending.sight, changing: held),
                    at: now, using: &random)
                return false
            }
            if let region = changing[job.number]?.sorted().first {
                changing[job.number]?.remove(region)
                keeper.rested(job, in: region, unfinished: [], at: now, using: &random)
                return false
            }
            keeper.ended(Keeper.Ending(job: job), at: now, using: &random)
            return true
        }
        /// It ends well or badly; only what it looked at and saw is paid.
        func end(_ job: Keeper.Job, badly: Bool) {
            keeper.ended(ending(of: job, badly: badly), at: now, using: &random)
        }
        func ending(of job: Keeper.Job, badly: Bool) -> Keeper.Ending {
            var ending = Keeper.Ending(job: job)
            let regions =
                job.isFleet ? Set(["east", "west"]).subtracting(job.leavingOut) : job.selection.regions
            for region in regions.sorted() {
                for scope in [Self.cluster(region), Self.aws(region)] {
                    // A run of the fleet asks nobody who is away, and a look for tenants no AWS that is.
                    let isProbe = job.keys == [.owner(.region(region))]
                    if keeper.away[scope] != nil, !isProbe, job.isFleet || scope.world == .aws { continue }
                    if badly, Bool.random(using: &random) {
                        ending.sight.away[scope] = Self.problem
                    } else {
                        ending.sight.seen.insert(scope)
                    }
                }
            }
            ending.sight.hasGaps = badly && Bool.random(using: &random)
            return ending
        }
        var moved: [Owner: Int] = [:]
        var looked: [Owner: Int] = [:]
        var clock = 0
        func note(_ job: Keeper.Job) {
            clock += 1
            for tenant in tenants {
                let owner = Owner.tenant(tenant)
                let isSeen =
                    job.isFleet
                    ? keeper.away[Self.cluster(homes[tenant] ?? "")] == nil
                        && !job.leavingOut.contains(homes[tenant] ?? "")
                    : job.keys.contains(.owner(owner))
                if isSeen { looked[owner] = clock }
            }
        }
        for step in 0..<150 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4:
                let owner = Owner.tenant(tenants[Int.random(in: 0..<8, using: &random)])
                clock += 1
                moved[owner] = clock
                owed.insert(owner)
                keeper.moved(owner, at: now)
            case 4..<6: now += .milliseconds(Int.random(in: 0..<4000, using: &random))
            case 6..<8:
                if let place = jobs.indices.randomElement(using: &random) {
                    if proceed(jobs[place], badly: step < 100) { jobs.remove(at: place) }
                }
            default:
                let before = jobs.count
                start()
                for job in jobs[before...] { note(job) }
            }
        }
        // Left alone with everything well, it comes to rest. Whatever ends is followed by a start, as in the loop.
        for _ in 0..<200 {
            repeat {
                while let job = jobs.last {
                    if proceed(job, badly: false) { jobs.removeLast() }
                }
                start()
                for job in jobs { note(job) }
            } while !jobs.isEmpty
            if let next = keeper.next(after: now) { now = next }
        }
        #expect(keeper.away.isEmpty, "seed \(seed)")
        for owner in owed {
            #expect((looked[owner] ?? 0) > (moved[owner] ?? 0), "\(owner) has moved unseen, seed \(seed)")
        }
    }
}
