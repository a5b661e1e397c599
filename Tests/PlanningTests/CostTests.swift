import Core
import Planning
import Testing
import Values

/// What a plan makes a month cost more, by the user's own prices.
@Suite struct CostTests {
    private static let server = Kind(
        "DBInstance", world: .aws, isNamespaced: false, holdsData: true, immutable: ["spec.Engine"])
    private static let key = Kind("Key", world: .aws, isNamespaced: false, holdsData: true)
    private static let scope = Scope(.aws, "east")
    private static let sheet = PriceSheet(
        currency: "EUR",
        databaseClasses: ["db.small": Money("100.10") ?? .zero, "db.large": Money("200.20") ?? .zero],
        storagePerGiB: Money("0.115"))

    private static func instance(_ spec: Fields, named name: String = "acme") -> DesiredObject {
        .sample(server, name, ["spec": .object(spec)], in: scope)
    }

    private func cost(
        _ objects: [DesiredObject], of there: [ObservedObject] = [], sheet: PriceSheet? = sheet
    ) -> CostDifference? {
        var blueprint = Sample.blueprint(objects)
        blueprint.kinds += [Self.server, Self.key]
        blueprint.places[Self.scope] = Place(jurisdiction: "EU", origin: Sample.origin(1))
        blueprint.prices = sheet
        let byKind = Dictionary(grouping: there, by: \.id.kind)
        let looks = [Self.server, Self.key].map { ($0.name, Look(.complete, objects: byKind[$0.name] ?? [])) }
        let observation = Observation(
            scope: Self.scope, at: Sample.now, looks: Dictionary(uniqueKeysWithValues: looks))
        let plan = makePlan(blueprint, observed: [observation])
        return plan.costs?.sum(of: plan.changes)
    }

    @Test(
        "A new server costs its class and its disk, and a standby costs both again", arguments: [false, true])
    func creation(_ standsBy: Bool) throws {
        let server = Self.instance([
            "DBInstanceClass": "db.small", "AllocatedStorage": 200, "MultiAZ": .bool(standsBy),
        ])
        #expect(try #require(cost([server])).amount.text == (standsBy ? "246.20" : "123.10"))
    }

    @Test("A replica costs its own class, and as large a disk as its source has")
    func replica() throws {
        let source = Self.instance(["DBInstanceClass": "db.large", "AllocatedStorage": 100, "MultiAZ": true])
        let replica = Self.instance(
            ["DBInstanceClass": "db.small", "SourceDBInstanceIdentifier": "acme"], named: "acme-replica-1")
        #expect(try #require(cost([source, replica], of: [source.observed()])).amount.text == "111.60")
    }

    @Test(
        "A change costs what differs: what the specs do not state, or AWS has made more, costs the same as before"
    )
    func change() throws {
        let before = Self.instance(["DBInstanceClass": "db.small", "AllocatedStorage": 100])
        let after = Self.instance(["DBInstanceClass": "db.large"])
        let there = before.observed(
            { $0["spec"] = ["DBInstanceClass": "db.small", "AllocatedStorage": 500, "MultiAZ": true] },
            appliedBefore: true)
        #expect(try #require(cost([after], of: [there])).amount.text == "200.20")
        let back = after.observed(
            { $0["spec"] = ["DBInstanceClass": "db.large", "MultiAZ": true, "AllocatedStorage": 500] },
            appliedBefore: true)
        let single = Self.instance(["DBInstanceClass": "db.small", "MultiAZ": false])
        #expect(try #require(cost([single], of: [back])).amount.text == "-357.80")
        #expect(try #require(cost([after], of: [after.observed()])).isNothing)
    }

    @Test("What has no price is named and counted on neither side")
    func unpriced() throws {
        let odd = Self.instance(["DBInstanceClass": "db.odd", "AllocatedStorage": 100])
        let small = Self.instance(["DBInstanceClass": "db.small", "AllocatedStorage": 100])
        let there = small.observed(appliedBefore: true)
        let difference = try #require(cost([odd], of: [there]))
        #expect(difference.amount == .zero)
        #expect(difference.uncounted == ["db.odd"])
        let key = DesiredObject.sample(Self.key, "acme", in: Self.scope)
        #expect(try #require(cost([key])).uncounted == ["Key"])
        let plain = PriceSheet(
            currency: "EUR", databaseClasses: Self.sheet.databaseClasses, storagePerGiB: nil)
        #expect(try #require(cost([small], sheet: plain)).uncounted == ["storage"])
        #expect(cost([small], sheet: nil) == nil)
    }

    @Test("What is blocked costs nothing")
    func blocked() throws {
        let before = Self.instance(["DBInstanceClass": "db.small", "Engine": "a"])
        let after = Self.instance(["DBInstanceClass": "db.large", "Engine": "b"])
        #expect(try #require(cost([after], of: [before.observed(appliedBefore: true)])).isNothing)
    }
}
