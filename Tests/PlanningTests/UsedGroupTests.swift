import Core
import Planning
import Testing
import Values

/// What a database is placed in and reached by stays for as long as the database does.
@Suite("Groups that a database uses") struct UsedGroupTests {
    private static let cloud = Scope(.aws, "east")
    private static let group = Kind("SecurityGroup", world: .aws, isNamespaced: false)
    private static let subnets = Kind("DBSubnetGroup", world: .aws, isNamespaced: false)
    private static let server = Kind("DBInstance", world: .aws, isNamespaced: false, holdsData: true)

    private static func object(
        _ kind: Kind, _ name: String, _ spec: Fields = [:], of owner: Owner = .region("east")
    ) -> DesiredObject {
        .sample(kind, name, ["spec": .object(spec)], in: cloud, owner: owner)
    }

    private static let database = object(
        server, "acme", ["VpcSecurityGroups": ["old"], "DBSubnetGroupName": "net"], of: .tenant("acme"))

    private func plan(
        _ wanted: [DesiredObject], there: [DesiredObject], seesServers: Bool = true,
        ends: TenantTerms? = nil
    ) -> Plan {
        var blueprint = Sample.blueprint(wanted, tenants: ["acme": ends ?? Sample.terms()])
        blueprint.kinds = [Self.group, Self.subnets, Self.server]
        blueprint.places[Self.cloud] = Place(jurisdiction: "EU", origin: Sample.origin(1))
        let objects = Dictionary(grouping: there.map { $0.observed() }, by: \.id.kind)
        var looks = Dictionary(
            uniqueKeysWithValues: blueprint.kinds.map {
                ($0.name, Look(.complete, objects: objects[$0.name] ?? []))
            })
        if !seesServers { looks["DBInstance"] = Look(.failed(Problem("aws.access-denied", "no"))) }
        var options = PlanningOptions()
        options.deletionBudget = .percent(100)
        options.dataDeletions = ["acme"]
        let observation = Observation(scope: Self.cloud, at: Sample.now, looks: looks)
        return makePlan(blueprint, observed: [observation], options: options)
    }

    private func fates(_ plan: Plan) -> [String: Action] {
        Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.id.name, $0.action) })
    }

    private static let groups = [object(group, "old"), object(subnets, "net")]

    @Test("Are kept, and the plan says for whom")
    func kept() {
        let plan = plan([Self.database], there: [Self.database] + Self.groups)
        #expect(fates(plan) == ["old": .keep, "net": .keep])
        #expect(plan.changes.allSatisfy { $0.reason == .inUse(by: Self.database.id) })
    }

    @Test("Go where nothing uses them, and not where nobody could look")
    func unused() {
        #expect(fates(plan([], there: Self.groups)) == ["old": .delete, "net": .delete])
        #expect(fates(plan([], there: Self.groups, seesServers: false)) == ["old": .keep, "net": .keep])
    }

    @Test("Go after the database that lets go of them, or is deleted")
    func lettingGo() throws {
        let moved = Self.object(
            Self.server, "acme", ["VpcSecurityGroups": ["new"], "DBSubnetGroupName": "net"],
            of: .tenant("acme"))
        let moving = plan([moved], there: [Self.database] + Self.groups)
        #expect(fates(moving) == ["acme": .update, "old": .delete, "net": .keep])
        #expect(moving.changes.first { $0.id.name == "old" }?.needs.contains(Self.database.id) == true)
        let ended = plan(
            [], there: [Self.database] + Self.groups,
            ends: Sample.terminated(until: Timestamp(seconds: Sample.now.seconds - 1)))
        #expect(fates(ended) == ["acme": .delete, "old": .delete, "net": .delete])
        #expect(
            ended.changes.filter { $0.id.name != "acme" }.allSatisfy { $0.needs.contains(Self.database.id) })
    }
}
