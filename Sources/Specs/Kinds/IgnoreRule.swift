/// Expected drift: an attribute that others look after once it is there.
package struct IgnoreRule: Sendable {
    package var kind: Sourced<ManagedKind>
    package var path: Sourced<AttributePath>
    /// Whose objects, where, and of which names; all where empty.
    package var tenants: [Sourced<DNSLabel>]
    package var regions: [Sourced<DNSLabel>]
    package var names: [Sourced<ObjectName>]
    package var reason: Sourced<String>?
}

extension IgnoreRule: Shaped {
    static let shape = Shape(
        "an ignore rule",
        "An attribute that others look after once it is there. A new object is made with it as the specs say; from then on it is neither compared nor applied."
    ) {
        Field("kind", ManagedKind.self, "Of objects of this kind.")
        Field(
            "path", AttributePath.self,
            "The attribute, with all that is in it, as plans print it. Elements of a list that has keys are named by them, and other lists as a whole."
        )
        Field("tenants", .list(of: DNSLabel.self), "Only what belongs to these tenants; all where empty.")
            .defaults(to: "[]")
        Field("regions", .list(of: DNSLabel.self), "Only what is in these regions; all where empty.")
            .defaults(to: "[]")
        Field("names", .list(of: ObjectName.self), "Only objects of these names; all where empty.")
            .defaults(to: "[]")
        Field("reason", .text, "Who looks after it, and why: `explain` shows it.").optional
    } make: {
        IgnoreRule(kind: $0, path: $1, tenants: $2, regions: $3, names: $4, reason: $5)
    }
}
