package import Values

/// The ownership mark that every object of ours carries in the world.
///
/// In Kubernetes: the labels and the annotation named here. There is no state file, so the mark is all
/// that says an object may be changed by us.
package struct Mark: Hashable, Sendable {
    package static let managedByLabel = "app.kubernetes.io/managed-by"
    package static let managedByValue = "cadastre"
    package static let fleetLabel = "cadastre.dev/fleet"
    package static let tenantLabel = "cadastre.dev/tenant"
    /// What we last applied: tells drift from a change of the specs.
    package static let fingerprintAnnotation = "cadastre.dev/fingerprint"

    package static let fleetPath = FieldPath([.key("metadata"), .key("labels"), .key(fleetLabel)])

    package static let fingerprintPath = FieldPath(
        [.key("metadata"), .key("annotations"), .key(fingerprintAnnotation)])

    /// What the annotation says of a manifest: a `Fingerprint` of it all, a point, and its `AttributePrints`.
    package static func fingerprint(of manifest: Value, _ rule: Comparison) -> String {
        "\(Fingerprint.of(manifest)).\(AttributePrints.text(of: manifest, rule))"
    }

    /// What was stated when it was last applied; nothing where the mark does not say.
    package var applied: AttributePrints {
        let parts = fingerprint?.split(separator: ".", maxSplits: 1) ?? []
        return AttributePrints(parts.count == 2 ? parts[1] : "")
    }

    /// Which object the mark was made for: one that was copied or relabelled bears another's, and is not ours to delete.
    package static let identityAnnotation = "cadastre.dev/identity"

    /// Set to "true" by people, on an object or on the namespace that it is in: then it is not deleted or replaced.
    package static let protectionAnnotation = "cadastre.dev/protect"

    package static let protectionPath = FieldPath(
        [.key("metadata"), .key("annotations"), .key(protectionAnnotation)])

    /// What the annotation says of an object: a short hash of where and what it is, and whose.
    package static func identity(of id: ObjectID, owner: Owner) -> String {
        Fingerprint.of([
            .string("\(id.scope)"), .string(id.kind), .string(id.namespace), .string(id.name),
            .string("\(owner)"),
        ])
    }

    package let fleet: String
    package let tenant: String?
    package let fingerprint: String?

    package init(fleet: String, tenant: String?, fingerprint: String? = nil) {
        self.fleet = fleet
        self.tenant = tenant
        self.fingerprint = fingerprint
    }
}
