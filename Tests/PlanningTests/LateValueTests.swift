import Core
import Testing
import Values

@testable import Planning

@Suite("Values that other objects have")
struct LateValueTests {
    private static let aws = Scope(.aws, "east")
    private static let serverKind = Kind("DBInstance", world: .aws, isNamespaced: false, holdsData: true)
    private static let secretKind = Kind("Secret", hidden: "data")
    private static let kinds = Sample.kinds + [serverKind, secretKind]
    private static let serverID = ObjectID(aws, "DBInstance", name: "db")
    private static let address = Reference(serverID, "status.Address")
    private static let version = Reference(serverID, "status.Version")
    private static let password = Reference(serverID, "status.Password", isSecret: true)
    private static let versionPath: FieldPath = "metadata.labels.version"

    private let database = DesiredObject.sample(Self.serverKind, "db", in: Self.aws)
    private let settings = late(Sample.settings, [LateValue("data.HOST", [.value(Self.address)])])
    private let secret = late(
        Self.secretKind,
        [
            LateValue(versionPath, [.value(version)]), LateValue("data.PASSWORD", [.value(Self.password)]),
            LateValue("data.URL", [.text("x:"), .encoded(Self.password), .text("@"), .value(Self.address)]),
        ])

    private static func late(_ kind: Kind, _ late: [LateValue]) -> DesiredObject {
        let plain = DesiredObject.sample(kind, "database", ["data": ["PORT": "5432"]])
        let base = kind.hidden == nil ? plain : DesiredObject.sample(kind, "database")
        let body = late.reduce(base.body) { $0.replacing($1.path, with: .string($1.shown)) }
        return DesiredObject(
            id: base.id, kind: kind, owner: base.owner, body: body, fingerprint: base.fingerprint,
            origins: base.origins, needs: [serverID], late: late)
    }

    private func known(_ object: DesiredObject, version: String = "v1", address: String = "db.example")
        -> DesiredObject
    {
        object.knowing { $0 == Self.address ? address : version }
    }

    /// What is there after it was applied, without what nobody is shown.
    private func applied(
        _ object: DesiredObject, others: [Value] = [], ours: Value? = nil
    ) -> ObservedObject {
        let isHidden = object.kind.hidden != nil
        let all: Value = isHidden ? ["f:PASSWORD": [:], "f:URL": [:]] : ["f:HOST": [:], "f:PORT": [:]]
        let holds = ours ?? ["f:data": all]
        return object.observed(
            { if isHidden { $0["data"] = nil } },
            managers: [manager(FieldOwner.ours, "Apply", at: "2026-11-23T20:00:00Z", holds: holds)] + others)
    }

    private func server(version: String? = "v1", address: String? = "db.example") -> ObservedObject {
        database.observed { body in
            var status: Fields = [:]
            if let address { status["Address"] = .string(address) }
            if let version { status["Version"] = .string(version) }
            body["status"] = .object(status)
        }
    }

    private func plan(_ there: [ObservedObject], seesAWS: Bool = true, adopts: Bool = false) -> Plan {
        var blueprint = Sample.blueprint([database, settings, secret])
        blueprint.kinds = Self.kinds
        blueprint.places[Self.aws] = Place(jurisdiction: "EU", origin: Sample.origin(1))
        let observations = [
            (Sample.east, [Sample.settings, Self.secretKind]), (Self.aws, [Self.serverKind]),
        ].map {
            scope, kinds in
            let looks = kinds.map { kind in
                (
                    kind.name,
                    seesAWS || scope.world == .kubernetes
                        ? Look(.complete, objects: there.filter { $0.id.kind == kind.name })
                        : Look(.failed(Problem("aws.away", "it is away")))
                )
            }
            return Observation(
                scope: scope, at: Sample.now, looks: Dictionary(uniqueKeysWithValues: looks))
        }
        return makePlan(blueprint, observed: observations, options: PlanningOptions(adopts: adopts))
    }

    private func words(_ plan: Plan) -> [String] {
        plan.changes.flatMap { change in
            change.differences.isEmpty
                ? ["\(change.action) \(change.id.kind)"]
                : change.differences.map { difference in
                    let (before, after) = (difference.before?.string ?? "-", difference.after?.string ?? "-")
                    let drift = difference.drift.map { " by \($0.manager ?? "somebody")" } ?? ""
                    return
                        "\(change.action) \(change.id.kind) \(difference.path): \(before) → \(after)\(drift)"
                }
        }.sorted()
    }

    @Test("Are known after the apply that makes them, which comes first")
    func creation() throws {
        let plan = plan([])
        #expect(words(plan) == ["create ConfigMap", "create DBInstance", "create Secret"])
        #expect(plan.changes.first?.id == Self.serverID)
        let change = try #require(plan.changes.first { $0.id.kind == "ConfigMap" })
        #expect(change.needs == [Self.serverID])
        #expect(change.desired?.body[at: "data.HOST"] == "(known after apply)")
        #expect(change.unread == [Self.address])
    }

    @Test("Are stated as they are seen, and then there is nothing to do")
    func peace() {
        let there = [server(), applied(known(settings)), applied(known(secret))]
        #expect(words(plan(there)) == [])
        #expect(plan(there).unchanged == 3)
    }

    @Test("Are no difference where their source is not seen, has none yet, or is not the fleet's")
    func unknown() {
        let there = [applied(known(settings)), applied(known(secret))]
        #expect(words(plan(there, seesAWS: false)) == [])
        #expect(words(plan(there + [server(version: nil, address: nil)])) == [])
        let stranger = database.observed(
            { $0["status"] = ["Address": "evil.example", "Version": "v1"] }, fleet: "other")
        #expect(words(plan(there + [stranger])) == [])
    }

    @Test("A source of another fleet gives its values to nothing that is made")
    func strangers() throws {
        let stranger = database.observed({ $0["status"] = ["Address": "evil.example"] }, fleet: "other")
        let change = try #require(plan([stranger]).changes.first { $0.id.kind == "ConfigMap" })
        #expect(change.desired?.body[at: "data.HOST"] == "(known after apply)")
        #expect(!change.isPerformable)
    }

    @Test("What is not known yet hides no other difference")
    func otherDifferences() {
        let edited = known(settings).observed(
            { $0["data"] = ["PORT": "1", "HOST": "db.example"] },
            managers: [
                manager("edit", at: "2026-11-23T21:00:00Z", in: "v1", holds: ["f:data": ["f:PORT": [:]]])
            ])
        #expect(
            words(plan([edited, server(address: nil), applied(known(secret))])) == [
                "update ConfigMap data.PORT: 1 → 5432 by edit"
            ])
    }

    @Test("Another address is a change wherever it stands, also in what is never seen")
    func moved() {
        let there = [
            server(address: "new.example"), applied(known(settings)), applied(known(secret)),
        ]
        #expect(
            words(plan(there)) == [
                "update ConfigMap data.HOST: db.example → new.example",
                "update Secret data.URL: ••• → x:•••@new.example",
            ])
    }

    @Test("Somebody's edit is drift")
    func edited() {
        let edited = known(settings).observed(
            { $0["data"] = ["PORT": "5432", "HOST": "evil.example"] },
            managers: [
                manager("edit", at: "2026-11-23T21:00:00Z", in: "v1", holds: ["f:data": ["f:HOST": [:]]])
            ])
        #expect(
            words(plan([edited, server(), applied(known(secret))])) == [
                "update ConfigMap data.HOST: evil.example → db.example by edit"
            ])
    }

    @Test("A rotated password shows by its version, and by nothing else")
    func rotated() {
        let there = [server(version: "v2"), applied(known(settings)), applied(known(secret))]
        #expect(words(plan(there)) == ["update Secret metadata.labels.version: v1 → v2"])
    }

    /// What somebody else holds of the secret, and what is left to us.
    private func held(by other: String, ours: Value) -> [ObservedObject] {
        let theirs = manager(
            other, at: "2026-11-23T21:00:00Z", in: "v1", holds: ["f:data": ["f:PASSWORD": [:]]])
        return [
            server(), applied(known(settings)),
            applied(known(secret), others: [theirs], ours: ours),
        ]
    }

    @Test("A password that somebody has changed is drift, told under its cover and taken back")
    func changedPassword() throws {
        let plan = plan(held(by: "kubectl-edit", ours: ["f:data": ["f:URL": [:]]]))
        #expect(words(plan) == ["update Secret data.PASSWORD: ••• → ••• by kubectl-edit"])
        let change = try #require(plan.changes.first)
        #expect(change.reason == .drift && change.takesOwnership && change.blockedBy == [])
    }

    @Test("A password that others hold beside us is as we applied it")
    func sharedPassword() {
        let ours: Value = ["f:data": ["f:URL": [:], "f:PASSWORD": [:]]]
        #expect(words(plan(held(by: "other", ours: ours))) == [])
    }

    @Test("A password that somebody has taken away is drift")
    func removedPassword() {
        let there = [
            server(), applied(known(settings)),
            applied(known(secret), ours: ["f:data": ["f:URL": [:]]]),
        ]
        #expect(words(plan(there)) == ["update Secret data.PASSWORD: - → ••• by somebody"])
    }

    @Test("What a secret no longer holds is told under its cover")
    func givenUp() {
        let ours: Value = ["f:data": ["f:URL": [:], "f:PASSWORD": [:], "f:OLD": [:]]]
        let there = [
            server(version: "v2"), applied(known(settings)), applied(known(secret), ours: ours),
        ]
        #expect(
            words(plan(there)) == [
                "update Secret data.OLD: ••• → -", "update Secret metadata.labels.version: v1 → v2",
            ])
    }

    @Test("A server's answer, which shows nothing of what is hidden, settles no difference of it")
    func rehearsed() throws {
        let plan = plan(held(by: "kubectl-edit", ours: ["f:data": ["f:URL": [:]]]))
        let told = try #require(plan.changes.first?.seen)
        let after = plan.rehearsed([secret.id: .accepted(told)])
        #expect(words(after) == words(plan))
        #expect(after.codes == [])
    }

    @Test("A secret of nobody's fleet is adopted with its own under cover")
    func adopted() throws {
        let theirs = manager("helm", in: "v1", holds: ["f:data": ["f:PASSWORD": [:]]])
        let object = known(secret).observed({ $0["data"] = nil }, fleet: nil, managers: [theirs])
        let plan = plan([server(), applied(known(settings)), object], adopts: true)
        #expect(
            words(plan) == [
                "adopt Secret data.PASSWORD: ••• → •••", "adopt Secret data.URL: - → x:•••@db.example",
            ])
    }

    @Test("A saved plan moves when the version does")
    func saved() {
        let there = [server(version: "v2"), applied(known(settings)), applied(known(secret))]
        var blueprint = Sample.blueprint([database, settings, secret])
        blueprint.kinds = Self.kinds
        blueprint.places[Self.aws] = Place(jurisdiction: "EU", origin: Sample.origin(1))
        let saved = SavedPlan(
            plan(there), of: blueprint, options: PlanningOptions(), specs: "specs", sandbox: nil,
            version: "1")
        #expect(SavedPlanCheck(saved, against: plan(there), of: blueprint).moves == [])
        let later = [server(version: "v3"), applied(known(settings)), applied(known(secret))]
        #expect(SavedPlanCheck(saved, against: plan(later), of: blueprint).moves.map(\.id) == [secret.id])
    }
}
