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
    private var late: [LateValue] = []
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

    /// States at `path` what other objects have once they are there. They come first.
    mutating func state(_ path: FieldPath, _ pieces: [LateValue.Piece], _ origin: Origin? = nil) {
        let value = LateValue(path, pieces)
        late.append(value)
        needs += value.references.map(\.source)
        note(path, origin)
    }

    /// Leaves the attribute at `path` to others, as the YAML at `origin` says. It must not be stated then.
    mutating func leave(_ path: FieldPath, least: Sourced<Int>, _ origin: Origin) {
        left.append(LeftAttribute(path, least: least.value))
        annotations[Mark.leftAnnotation] = .string(Mark.leftText(left))
        note(path, least.origin)
        note(Mark.leftPath, origin)
    }

    /// - Parameter rules: of the whole fleet.
    func sealed(fleet: String, ignoring rules: [IgnoreRule]) -> DesiredObject {
        var draft = self
        let ignored = draft.leaveIgnored(by: rules.filter { $0.covers(self) }, manifest(fleet: fleet))
        let stated = draft.manifest(fleet: fleet)
        let body = ignored.reduce(stated) { $0.withoutAttribute($1) }
        let fingerprint = Mark.fingerprint(of: body, kind.comparison)
        func marked(_ manifest: Value) -> Value {
            manifest.replacing(Mark.fingerprintPath, with: .string(fingerprint))
        }
        return DesiredObject(
            id: id, kind: kind, owner: owner, body: marked(body),
            bodyAtFirst: ignored.isEmpty ? nil : marked(stated), fingerprint: fingerprint,
            origins: [AttributeOrigin(FieldPath([]), origin)] + draft.origins, needs: needs, left: draft.left,
            late: late)
    }

    /// Leaves to others what the rules ignore, whether it is stated or not: it may have been stated before.
    ///
    /// - Returns: what of it is stated.
    private mutating func leaveIgnored(
        by rules: [IgnoreRule], _ manifest: @autoclosure () -> Value
    ) -> [FieldPath] {
        if rules.isEmpty { return [] }
        let manifest = manifest()
        var stated: [LeftAttribute] = []
        for rule in rules {
            let path = rule.path.value.path
            var places = kind.comparison.places(of: path, in: manifest)
            let isStated = !places.isEmpty
            // What is there and is no attribute tells an element from others.
            if !isStated, manifest[at: path] == nil { places = [path] }
            for path in places where !left.contains(where: { path.hasPrefix($0.path) }) {
                let attribute = LeftAttribute(path, by: rule.leaving)
                left.append(attribute)
                guard isStated else { continue }
                stated.append(attribute)
                note(Mark.leftPath, rule.path.origin)
            }
        }
        // What was never stated needs no note to be stated for the first time.
        let noted = left.filter { $0.rule == nil } + stated
        if !noted.isEmpty { annotations[Mark.leftAnnotation] = .string(Mark.leftText(noted)) }
        return stated.map(\.path)
    }

    /// All that is stated, without the fingerprint.
    private func manifest(fleet: String) -> Value {
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
        return late.reduce(.object(body)) { $0.replacing($1.path, with: .string($1.shown)) }
    }
}
