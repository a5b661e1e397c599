package import Values

/// What of an object was asked for and waits for its maintenance window. A manifest that was observed holds what was asked
/// for, because that is done; what is in effect until then stands beside it.
package struct WaitingAttributes: Sendable {
    /// Of `spec`, by name.
    private let inEffect: Fields

    /// - Parameter body: as observed.
    package init(of body: Value) {
        inEffect = body[key: "status"]?[key: Self.member]?.fields ?? Fields()
    }

    /// What an observed manifest has of it, in `status`.
    package static let member = "inEffect"

    package var isEmpty: Bool { inEffect.isEmpty }

    package func contains(_ path: FieldPath) -> Bool {
        inEffect.contains { path.hasPrefix(FieldPath([.key("spec"), .key($0.key)])) }
    }

    /// The observed manifest as it is until then.
    package func inEffect(of body: Value) -> Value {
        inEffect.reduce(body) { body, member in
            body.replacing(FieldPath([.key("spec"), .key(member.key)]), with: member.value)
        }
    }
}
