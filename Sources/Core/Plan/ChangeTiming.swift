/// When the world makes a change that it may make later, and what that means for whoever uses the object.
package enum ChangeTiming: Hashable, Sendable {
    /// As soon as it is asked for, with all else that waits: a person said so.
    case now(stops: Bool)
    /// In the object's maintenance window, in the world's own words such as `sun:03:00-sun:04:00`; nil where the world has
    /// chosen it.
    case window(String?, stops: Bool)

    package var isNow: Bool { if case .now = self { true } else { false } }

    /// Whether the object is away for a while meanwhile.
    package var stops: Bool {
        switch self {
        case .now(let stops), .window(_, let stops): stops
        }
    }
}
