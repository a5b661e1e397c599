import Core
import Values

extension PlanCosts {
    /// What each of the changes makes a month cost more. Objects that cost money and have no price in the sheet are named.
    init(of changes: [Change], _ blueprint: Blueprint, by sheet: PriceSheet) {
        let servers = Dictionary(
            blueprint.objects.filter { $0.kind.name == "DBInstance" }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        var byObject: [ObjectID: CostDifference] = [:]
        for change in changes where change.action.isChange {
            let difference =
                change.kind.name == "DBInstance"
                ? sheet.difference(from: change.termsBefore, to: change.termsAfter(servers))
                : change.unpriced
            if !difference.isNothing { byObject[change.id] = difference }
        }
        self.init(currency: sheet.currency, byObject: byObject)
    }
}

extension Change {
    private var specBefore: Value? {
        action == .create ? nil : (try? seen?.decode())?[key: "spec"]
    }

    fileprivate var termsBefore: ServerTerms? { specBefore.map { ServerTerms($0) } }

    /// - Parameter servers: as the specs ask for them: a replica is as large as what it is a replica of.
    fileprivate func termsAfter(_ servers: [ObjectID: DesiredObject]) -> ServerTerms? {
        guard let desired else { return nil }
        let stated = desired.bodyAtFirst[key: "spec"]
        let source = stated?[key: "SourceDBInstanceIdentifier"]?.string.flatMap {
            servers[ObjectID(id.scope, id.kind, name: $0)]
        }
        let size = source?.body[at: "spec.AllocatedStorage"]?.int
        guard let before = specBefore else { return ServerTerms(stated, storage: size) }
        // What the specs do not state stays, and so does what AWS has made more by itself.
        let after = differences.reduce(Value.object(["spec": before])) { body, difference in
            body.replacing(difference.path, with: difference.after)
        }
        return ServerTerms(after[key: "spec"], storage: size)
    }

    /// Of what comes or goes.
    fileprivate var unpriced: CostDifference {
        var difference = CostDifference()
        let isCounted = action == .create || action == .delete
        if isCounted, kind.isPaidFor { difference.leaveOut(kind.name) }
        return difference
    }
}

extension Kind {
    /// What is in a cluster runs on nodes that are paid for anyway, but for volumes.
    fileprivate var isPaidFor: Bool {
        switch world {
        case .kubernetes: name == "PersistentVolumeClaim"
        case .aws: !["SecurityGroup", "DBSubnetGroup", "DBParameterGroup"].contains(name)
        }
    }
}
