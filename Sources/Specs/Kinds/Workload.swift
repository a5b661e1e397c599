package import Values

extension Tier {
    package struct Workload: Sendable {
        /// How many pods run; with an autoscaler, how many at least.
        package var replicas: Sourced<Int>
        /// The platform's image where absent.
        package var image: Sourced<ImageReference>?
        package var resources: Resources
        package var nodeSelector: Table<String>
        package var assets: Assets?
        package var autoscaling: Autoscaling?
        package var maxUnavailable: Sourced<CountOrPercent>
        package var priority: Sourced<Int>?
    }

    /// A volume that all pods of a tenant mount.
    package struct Assets: Sendable {
        package var size: Sourced<Quantity>
        /// The cluster's default class where nil.
        package var storageClass: Sourced<ObjectName>?
        package var accessMode: Sourced<AccessMode>
    }

    package enum AccessMode: String, CaseIterable, Sendable {
        case readWriteMany = "ReadWriteMany"
        case readWriteOnce = "ReadWriteOnce"
    }
}

extension Tier.Workload: Shaped {
    static let shape = Shape("a workload", "What runs for a tenant with dedicated compute.") {
        Field("replicas", .whole(0...10_000), "How many pods run; with `autoscaling`, how many at least.")
        Field("image", ImageReference.self, "What they run; the platform's image where absent.").optional
        Field("resources", Resources.self, "What each pod gets.")
        Field("nodeSelector", .labels, "Labels of the nodes that they run on.").defaults(to: "{}")
        Field("assets", Tier.Assets.self, "A volume for the tenant's own files, at `/var/lib/assets`.")
            .optional
        Field("autoscaling", Autoscaling.self, "More pods when there is more to do.").optional
        Field.maxUnavailable
        Field.priority
    } make: {
        Tier.Workload(
            replicas: $0, image: $1, resources: $2, nodeSelector: $3, assets: $4, autoscaling: $5,
            maxUnavailable: $6, priority: $7)
    }
}

extension Tier.Assets: Shaped {
    static let shape = Shape(
        "assets", "A volume for the tenant's own files. It can grow, and nothing else of it can change."
    ) {
        Field("size", Quantity.self, "How large it is. It may be raised and not lowered.").example("20Gi")
        Field(
            "storageClass", ObjectName.self, "Which kind of storage; the cluster's default where absent."
        ).optional
        Field("accessMode", Tier.AccessMode.self, "Who may mount it.").defaults(to: "ReadWriteMany")
    } make: {
        Tier.Assets(size: $0, storageClass: $1, accessMode: $2)
    }
}

extension Tier.AccessMode: Choice {
    static let noun = "access mode"
    var about: String {
        switch self {
        case .readWriteMany: "pods on any number of nodes"
        case .readWriteOnce: "pods on one node alone"
        }
    }
}

// MARK: - What dedicated and shared workloads have in common

extension Field where Output == Sourced<CountOrPercent> {
    static var maxUnavailable: Field {
        Field(
            "maxUnavailable", CountOrPercent.self,
            "How many pods may be away at once while nodes are drained: a number, or a share of all."
        ).defaults(to: "1")
    }
}

extension Field where Output == Sourced<Int>? {
    static var priority: Field {
        Field<Sourced<Int>>(
            "priority", .whole(-1_000_000_000...1_000_000_000),
            "Where nodes are full, pods of a higher priority take the place of those of a lower one; 0 where absent."
        ).optional
    }
}

extension Form where Output == Table<String> {
    /// Labels of Kubernetes with their values.
    fileprivate static var labels: Form { .table(of: LabelText.form.map(\.text), by: LabelKey.self) }
}
