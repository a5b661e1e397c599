import Core
import Diagnostics
import Specs
import Values

/// An object while it is being written. `sealed` gives it the fleet's mark and ends the writing.
struct Draft {
    let kind: Kind
    let id: ObjectID
    let owner: Owner
    let origin: Origin
    var labels: Fields = [:]
    var annotations: Fields = [:]
    /// The manifest's members beside `apiVersion`, `kind` and `metadata`.
    var content: Fields = [:]
    var needs: [ObjectID] = []
    private var left: [LeftAttribute] = []
    private var origins: [AttributeOrigin] = []

    init(_ kind: Kind, id: ObjectID, owner: Owner, origin: Origin) {
        self.kind = kind
        self.id = id
        self.owner = owner
        self.origin = origin
    }

    /// Says which YAML asked for what is at `path` and below.
    mutating func note(_ path: FieldPath, _ origin: Origin?) {
        if let origin { origins.append(AttributeOrigin(path, origin)) }
    }

    /// Leaves the attribute at `path` to others, as the YAML at `origin` says. It must not be stated then.
    mutating func leave(_ path: FieldPath, least: Sourced<Int>, _ origin: Origin) {
        left.append(LeftAttribute(path, least: least.value))
        annotations[Mark.leftAnnotation] = .string(Mark.leftText(left))
        note(path, least.origin)
        note(FieldPath([.key("metadata"), .key("annotations"), .key(Mark.leftAnnotation)]), origin)
    }

    func sealed(fleet: String) -> DesiredObject {
        var labels: Fields = [
            Mark.managedByLabel: .string(Mark.managedByValue), Mark.fleetLabel: .string(fleet),
        ]
        if let tenant = owner.tenant { labels[Mark.tenantLabel] = .string(tenant) }
        for (name, value) in self.labels { labels[name] = value }
        var metadata: Fields = ["name": .string(id.name)]
        if !id.namespace.isEmpty { metadata["namespace"] = .string(id.namespace) }
        metadata["labels"] = .object(labels)
        var annotations = annotations
        annotations[Mark.identityAnnotation] = .string(Mark.identity(of: id, owner: owner))
        metadata["annotations"] = .object(annotations)
        var body: Fields = ["apiVersion": .string(kind.apiVersion), "kind": .string(kind.name)]
        body["metadata"] = .object(metadata)
        for (name, value) in content { body[name] = value }

        let fingerprint = Mark.fingerprint(of: .object(body), kind.comparison)
        var marked = annotations
        marked[Mark.fingerprintAnnotation] = .string(fingerprint)
        metadata["annotations"] = .object(marked)
        body["metadata"] = .object(metadata)
        return DesiredObject(
            id: id, kind: kind, owner: owner, body: .object(body), fingerprint: fingerprint,
            origins: [AttributeOrigin(FieldPath([]), origin)] + origins, needs: needs, left: left)
    }
}
