package import Values

extension DesiredObject {
    /// Whether something of it that may be shown is not known yet.
    package var hasUnknown: Bool { late.contains(where: \.isUnknown) }

    /// Whether what is at `path` is not known yet.
    package func isUnknown(_ path: FieldPath) -> Bool {
        late.contains { $0.isUnknown && path.isInside($0.path) }
    }

    /// With what is known by now of what others have; its mark says so.
    ///
    /// - Parameter tell: nil of what is not there yet.
    package func knowing(_ tell: (Reference) -> String?) -> DesiredObject {
        if late.isEmpty { return self }
        let known = late.map { $0.knowing(tell) }
        if known == late { return self }
        func stating(_ body: Value) -> Value {
            known.reduce(body.replacing(Mark.fingerprintPath, with: nil)) { body, value in
                // What the specs leave to others is not stated.
                body[at: value.path] == nil
                    ? body : body.replacing(value.path, with: .string(value.shown))
            }
        }
        let stated = stating(body)
        let fingerprint = Mark.fingerprint(of: stated, kind.comparison)
        func marked(_ body: Value) -> Value {
            body.replacing(Mark.fingerprintPath, with: .string(fingerprint))
        }
        return DesiredObject(
            id: id, kind: kind, owner: owner, body: marked(stated), bodyAtFirst: marked(stating(bodyAtFirst)),
            fingerprint: fingerprint, origins: origins, needs: needs, left: left,
            late: known.filter { !$0.references.isEmpty })
    }
}

extension Change {
    /// What has to be read of others before it can be made, each once. Secrets come last: one that changes meanwhile is then
    /// newer than the version that is told with it, and the next look finds that out.
    package var unread: [Reference] {
        guard action.isChange, action != .delete, let desired else { return [] }
        return Set(desired.late.flatMap(\.references)).sorted {
            ($0.isSecret ? 1 : 0, $0.description) < ($1.isSecret ? 1 : 0, $1.description)
        }
    }

    /// The same with all that was read: what may be shown stands in the object, what is secret beside it.
    package func knowing(_ values: [Reference: Secret]) -> Change {
        guard let desired else { return self }
        var change = self
        change.desired = desired.knowing { reference in
            reference.isSecret ? nil : values[reference]?.reveal()
        }
        for value in desired.late where value.isSecret {
            if let whole = value.whole(values) { change.secrets[value.path] = whole }
        }
        return change
    }
}
