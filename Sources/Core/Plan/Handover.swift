package import Values

/// An attribute that others come to look after from a change on, or that we do again. The change of hands keeps the value:
/// in server-side apply, who gives up a field that nobody else holds takes it away.
package struct Handover: Hashable, Sendable {
    package enum Direction: Hashable, Sendable {
        /// `beginning` is stated once more before, where what is there is too little to begin with.
        case toOthers(beginning: Value?)
        case toUs
    }

    package let path: FieldPath
    package let direction: Direction

    package init(_ path: FieldPath, _ direction: Direction) {
        self.path = path
        self.direction = direction
    }

    /// Whether this claim on the object has to go for the attribute to change hands.
    package func ends(_ owner: FieldOwner) -> Bool {
        guard owner.fields.touches(path) else { return false }
        return switch direction {
        case .toOthers: owner.isOurs
        case .toUs: !owner.isOurs
        }
    }

    package var beginning: Value? {
        if case .toOthers(let beginning) = direction { beginning } else { nil }
    }
}
