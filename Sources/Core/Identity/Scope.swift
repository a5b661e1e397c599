/// The kind of world that an object lives in.
package enum World: String, Hashable, Sendable, Comparable, CaseIterable {
    case aws, kubernetes

    package static func < (left: World, right: World) -> Bool { left.rawValue < right.rawValue }
}

/// One place that is observed and changed as a whole: a region's cluster, or its account and region of AWS.
package struct Scope: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let world: World
    /// The name of the Region in the specs, such as `eu-west-1`.
    package let region: String

    package init(_ world: World, _ region: String) {
        self.world = world
        self.region = region
    }

    package var description: String { "\(world.rawValue)/\(region)" }

    /// Of its description; nil of anything else.
    package init?(_ description: String) {
        let parts = description.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let world = World(rawValue: String(parts[0])) else { return nil }
        self.init(world, String(parts[1]))
    }

    package static func < (left: Scope, right: Scope) -> Bool {
        (left.region, left.world) < (right.region, right.world)
    }
}
