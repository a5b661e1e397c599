package import Values

/// A value that another object has once it is there: the address of a database server, or its password.
package struct Reference: Hashable, Sendable {
    package let source: ObjectID
    /// Where in the source's body its provider shows it; a secret is never there, and only read by this name.
    package let attribute: FieldPath
    package let isSecret: Bool

    package init(_ source: ObjectID, _ attribute: FieldPath, isSecret: Bool = false) {
        self.source = source
        self.attribute = attribute
        self.isSecret = isSecret
    }

    /// `Endpoint.Address of DBInstance parking-acme`
    package var description: String { "\(attribute) of \(source)" }
}
