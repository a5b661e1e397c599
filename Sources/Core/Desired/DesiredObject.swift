package import Diagnostics
package import Values

/// The YAML that asked for an attribute, or for everything under it.
package struct AttributeOrigin: Hashable, Sendable {
    package let path: FieldPath
    package let origin: Origin

    package init(_ path: FieldPath, _ origin: Origin) {
        self.path = path
        self.origin = origin
    }
}

/// One object as the specs ask for it. A class because a large fleet's are passed from hand to hand.
package final class DesiredObject: Sendable {
    package let id: ObjectID
    package let kind: Kind
    package let owner: Owner
    /// In Kubernetes the whole manifest, mark included: what is compared and applied.
    package let body: Value
    /// What a new object is made with: the body, and what others look after from then on.
    package let bodyAtFirst: Value
    /// What the mark says of what the specs ask for: `Mark.fingerprint(of:_:)`.
    package let fingerprint: String
    /// In any order. Attributes that no entry covers come from the object's own origin: the entry at the
    /// empty path.
    package let origins: [AttributeOrigin]
    /// Objects that must be there before this one.
    package let needs: [ObjectID]
    package let left: [LeftAttribute]
    /// What others have and is not known yet, or is secret. In the body stands what may be shown of it.
    package let late: [LateValue]

    package init(
        id: ObjectID, kind: Kind, owner: Owner, body: Value, bodyAtFirst: Value? = nil, fingerprint: String,
        origins: [AttributeOrigin], needs: [ObjectID], left: [LeftAttribute] = [],
        late: [LateValue] = []
    ) {
        self.id = id
        self.kind = kind
        self.owner = owner
        self.body = body
        self.bodyAtFirst = bodyAtFirst ?? body
        self.fingerprint = fingerprint
        self.origins = origins
        self.needs = needs
        self.left = left
        self.late = late
    }

    /// Whether what is at `path` is left to others.
    package func leaves(_ path: FieldPath) -> Bool { left.contains { path.isInside($0.path) } }

    /// What of it the specs ignore, by path.
    package var ignored: [(path: FieldPath, rule: LeftAttribute.Rule)] {
        left.compactMap { attribute in attribute.rule.map { (attribute.path, $0) } }.sorted { $0.0 < $1.0 }
    }

    /// A fingerprint of all that the specs ask for, also of what only a new object is made with: two of the same digest
    /// are changed alike.
    package var digest: String {
        if left.isEmpty, late.isEmpty { return fingerprint }
        let left = left.map { attribute -> Value in
            [
                .string(attribute.path.notation), .int(Int64(attribute.least ?? 0)),
                bodyAtFirst[at: attribute.path].map { [$0] } ?? [],
            ]
        }
        return "\(fingerprint) \(Fingerprint.of(.array(left + late.map(\.value))))"
    }

    /// The most specific place that asked for the attribute at `path`.
    package func origin(of path: FieldPath) -> Origin? { asking(for: path)?.origin }

    /// As `origin(of:)`, and nil where only the object as a whole was asked for: the place of what is gone from there.
    package func specificOrigin(of path: FieldPath) -> Origin? {
        asking(for: path).flatMap { $0.path.isEmpty ? nil : $0.origin }
    }

    private func asking(for path: FieldPath) -> AttributeOrigin? {
        origins.filter { path.hasPrefix($0.path) }.max { $0.path.elements.count < $1.path.elements.count }
    }
}
