import Core
import Diagnostics
import Values

/// A plan with everything in it, and the files that it came from.
struct Sample {
    static let east = Scope(.kubernetes, "us-east-1")
    static let west = Scope(.kubernetes, "eu-west-1")
    static let now = Timestamp(seconds: 1_795_470_387)

    private(set) var sources = SourceMap()
    private let tenant: FileID
    private let tier: FileID
    private let platform: FileID

    init() {
        tenant = sources.add(
            path: "specs/tenants/nordwind.yaml",
            bytes: Array("kind: Tenant\nspec:\n  region: us-east-1\n  replicas: 8\n".utf8))
        tier = sources.add(path: "specs/tiers/enterprise.yaml", bytes: Array("kind: Tier\n".utf8))
        platform = sources.add(path: "specs/platform.yaml", bytes: Array("kind: Platform\n".utf8))
    }

    static func id(
        _ kind: String, _ name: String, _ namespace: String = "parking-tenant-nordwind",
        in scope: Scope = west
    ) -> ObjectID {
        ObjectID(scope, kind, namespace: namespace, name: name)
    }

    static func change(
        _ action: Action, _ id: ObjectID, _ owner: Owner, _ reason: Reason,
        _ differences: [Difference] = [], blockedBy: [String] = []
    ) -> Change {
        Change(
            id: id, kind: Kind(id.kind), owner: owner, action: action, reason: reason,
            differences: differences,
            blockedBy: blockedBy)
    }

    private func at(_ file: FileID, _ line: Int, _ column: Int = 1, _ length: Int = 1) -> Origin {
        Origin(file: file, line: line, column: column, length: length)
    }

    private static let drift = Drift(manager: "kubectl-edit", at: Timestamp(seconds: now.seconds - 200))

    var everything: Plan {
        let quota = Difference(
            path: "spec.hard[\"limits.cpu\"]", before: "40", after: "20", origin: at(tier, 1),
            drift: Self.drift)
        let long = String(repeating: "0123456789", count: 9)
        return plan(
            [
                Self.change(
                    .update, Self.id("Deployment", "parking-app"), .tenant("nordwind"), .specChanged,
                    [
                        Difference(path: "spec.replicas", before: 5, after: 8, origin: at(tenant, 4)),
                        Difference(path: "spec.paused", before: true, after: nil, origin: nil),
                        Difference(
                            path: "spec.image", before: nil, after: "parking:v2", origin: at(tier, 1),
                            drift: Self.drift),
                        Difference(
                            path: "spec.note", before: .string(long), after: .string(long + "x"),
                            origin: at(tier, 1)),
                    ]),
                Self.change(.update, Self.id("ResourceQuota", "quota"), .tenant("nordwind"), .drift, [quota]),
                Self.change(
                    .create, Self.id("NetworkPolicy", "allow-egress-partners"), .tenant("nordwind"), .missing),
                Self.change(
                    .replace, Self.id("RoleBinding", "app"), .tenant("nordwind"), .immutable("roleRef"),
                    [Difference(path: "roleRef.name", before: "a", after: "b", origin: at(tier, 1))]),
                Self.change(
                    .delete, Self.id("ConfigMap", "old", "parking-shared", in: Self.east),
                    .region("us-east-1"), .notWanted),
                Self.change(
                    .create, Self.id("Service", "web", "parking-tenant-acme", in: Self.east), .tenant("acme"),
                    .missing,
                    blockedBy: ["residency.jurisdiction"]),
                Self.change(
                    .keep, Self.id("Namespace", "oldco", "", in: Self.east), .tenant("oldco"), .orphan),
                Self.change(.keep, Self.id("Role", "a", "oldco", in: Self.east), .tenant("oldco"), .orphan),
                Self.change(
                    .keep, Self.id("Namespace", "gone", ""), .tenant("gone"),
                    .retained(until: Timestamp(seconds: Self.now.seconds + 86_400))),
                Self.change(.keep, Self.id("Namespace", "shared", ""), .region("eu-west-1"), .holdsData),
            ],
            [
                Finding(
                    Diagnostic(
                        .blocked, "residency.jurisdiction", "data of tenant acme would be in US",
                        at: at(tenant, 3, 11, 9),
                        label: "puts Service parking-tenant-acme/web in US",
                        help: "choose a region in EU, such as eu-west-1",
                        related: [.init("acme may be in: EU", at(platform, 17))]),
                    owner: .tenant("acme"), reach: .tenant("acme")),
                Finding(
                    Diagnostic(.warning, "kubernetes.old", "eu-west-1: an old server", notes: ["it is 1.20"])),
            ])
    }

    /// A larger server for nordwind, a new one for acme, and one that is blocked.
    var costly: Plan {
        let ids = ["parking-nordwind", "parking-acme", "parking-oldco"].map {
            ObjectID(Scope(.aws, "eu-west-1"), "DBInstance", name: $0)
        }
        var larger = CostDifference()
        larger.add((Money("164.25") ?? .zero) * 2)
        var new = CostDifference()
        new.add(Money("57.505") ?? .zero)
        new.leaveOut("db.r9g.large")
        return plan(
            [
                Self.change(
                    .update, ids[0], .tenant("nordwind"), .specChanged,
                    [Difference(path: "spec.MultiAZ", before: false, after: true, origin: at(tenant, 4))]),
                Self.change(.create, ids[1], .tenant("acme"), .missing),
                Self.change(.create, ids[2], .region("eu-west-1"), .missing, blockedBy: ["a.b"]),
            ],
            costs: PlanCosts(
                currency: "USD", byObject: [ids[0]: larger, ids[1]: new, ids[2]: larger]))
    }

    func plan(
        _ changes: [Change], _ findings: [Finding] = [], unchanged: Int = 163, costs: PlanCosts? = nil
    ) -> Plan {
        Plan(
            fleet: "parking", changes: changes, findings: findings, unchanged: unchanged,
            titles: ["nordwind": "nordwind · enterprise · eu-west-1", "acme": "acme · premium · us-east-1"],
            specCount: 14, regions: ["eu-west-1", "us-east-1"],
            observedAt: Timestamp(seconds: Self.now.seconds - 2), costs: costs)
    }
}
