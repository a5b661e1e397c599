/// How many pods run when there is more to do.
package struct Autoscaling: Sendable {
    package var maximum: Sourced<Int>
    /// Percent of the CPU that the pods request.
    package var cpu: Sourced<Int>
}

extension Autoscaling: Shaped {
    static let shape = Shape(
        "an autoscaler",
        "More pods when there is more to do. `replicas` is how many run at least; how many run is not stated then."
    ) {
        Field("maximum", .whole(1...10_000), "How many pods run at most.")
        Field("cpu", .whole(1...1_000), "Percent of the requested CPU that the pods are to use on average.")
            .defaults(to: "70")
    } make: {
        Autoscaling(maximum: $0, cpu: $1)
    }
}
