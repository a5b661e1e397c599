package import Values

/// Compute resources of one container.
package struct Resources: Sendable {
    package var requests: Amounts
    package var limits: Amounts

    package struct Amounts: Sendable {
        package var cpu: Sourced<Quantity>
        package var memory: Sourced<Quantity>
    }
}

extension Resources: Shaped {
    static let shape = Shape("resources", "Compute resources of one pod.") {
        Field("requests", Amounts.self, "What it is sure to get.")
        Field("limits", Amounts.self, "What it cannot exceed.")
    } make: {
        Resources(requests: $0, limits: $1)
    }
}

extension Resources.Amounts: Shaped {
    static let shape = Shape("amounts", "An amount of each resource.") {
        Field("cpu", Quantity.self, "In cores.")
        Field("memory", Quantity.self, "In bytes.").example("1Gi")
    } make: {
        Resources.Amounts(cpu: $0, memory: $1)
    }
}
