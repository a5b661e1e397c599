package import Core
import Values

extension SandboxStore {
    /// Changes one object as another manager would, who asks nobody: what it changes is its own from then on.
    ///
    /// - Throws: `sandbox.no-object`, `sandbox.object-exists`, `sandbox.bad-drift` where the object has no such
    ///   place, another `Problem` of the sandbox, or `CancellationError`.
    package func drift(
        _ id: ObjectID, _ kind: Kind, by manager: String = ForeignChange.manager, _ change: ForeignChange
    ) async throws {
        try await write { try $0.drift(id, kind, by: manager, change) }
    }
}

extension StoreTransaction {
    fileprivate func drift(_ id: ObjectID, _ kind: Kind, by manager: String, _ change: ForeignChange) throws {
        if case .create(let manifest) = change {
            return try create(id, manifest, kind.comparison, by: manager)
        }
        guard let stored = try find(id) else {
            throw Problem(
                "sandbox.no-object", "there is no \(id)", detail: "nothing was changed",
                help: "list what is there with `cadastre sandbox show`")
        }
        let served = try stored.served
        let new: Value
        switch change {
        case .set(let path, let value):
            new = try edit(id, path) { () throws(PathMismatch) in try served.content.setting(value, at: path)
            }
        case .remove(let path):
            new = try edit(id, path) { () throws(PathMismatch) in try served.content.removing(path) }
        case .merge(let patch): new = served.content.merged(patch: patch)
        case .delete: return try delete(id)
        case .create: return
        }
        let content = ServedObject.content(of: new)
        try requireIdentity(of: id, kept: served.content, content)
        if let changed = served.updating(to: content, kind.comparison, by: manager, at: now) {
            try update(ObjectColumns(changed), as: id)
        }
    }

    private func edit(_ id: ObjectID, _ path: FieldPath, _ body: () throws(PathMismatch) -> Value)
        throws(Problem) -> Value
    {
        do throws(PathMismatch) { return try body() } catch {
            throw Problem(
                "sandbox.bad-drift", "\(path.notation) of \(id) cannot be changed",
                detail: error.reason, help: "look at the object, and name a field that it can have")
        }
    }

    private func requireIdentity(of id: ObjectID, kept old: Value, _ new: Value) throws(Problem) {
        for path: FieldPath in ["apiVersion", "kind", "metadata.name", "metadata.namespace"]
        where old[at: path] != new[at: path] {
            throw Problem(
                "sandbox.bad-drift", "\(path) of \(id) cannot be changed",
                detail: "it tells the object from others", help: "delete the object and create another one")
        }
    }

    private func create(_ id: ObjectID, _ manifest: Value, _ rule: Comparison, by manager: String) throws {
        let content = ServedObject.content(of: manifest)
        let fields = FieldChanges(from: [:], to: content, rule).set
        let claim = Claim(manager: manager, operation: .update, at: now, fields: fields)
        let new = ObjectColumns(ServedObject(content: content, createdAt: now, claims: [claim]))
        guard try insert(new, as: id) else {
            try requireNamespace(of: id)
            throw Problem(
                "sandbox.object-exists", "\(id) is there already", detail: "nothing was changed",
                help: "change it instead, or delete it first")
        }
    }
}
