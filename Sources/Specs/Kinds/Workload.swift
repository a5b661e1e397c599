import Values

extension Tier.Workload: Shaped {
    static let shape = Shape("a workload", "What runs for a tenant with dedicated compute.") {
        Field("replicas", .whole(0...10_000), "How many pods run.")
        Field("image", ImageReference.self, "What they run; the platform's image where absent.").optional
        Field("resources", Resources.self, "What each pod gets.")
        Field("nodeSelector", .labels, "Labels of the nodes that they run on.").defaults(to: "{}")
        Field("assets", Tier.Assets.self, "A volume for the tenant's own files.").optional
    } make: {
        Tier.Workload(replicas: $0, image: $1, resources: $2, nodeSelector: $3, assets: $4)
    }
}

extension Tier.Assets: Shaped {
    static let shape = Shape("assets", "A volume for the tenant's own files.") {
        Field("size", Quantity.self, "How large it is.")
    } make: {
        Tier.Assets(size: $0)
    }
}

extension Form where Output == Table<String> {
    /// Labels of Kubernetes with their values.
    fileprivate static var labels: Form { .table(of: LabelText.form.map(\.text), by: LabelKey.self) }
}
