package import Core
import Values

extension SandboxProvider {
    package func perform(_ change: Change) async throws -> Outcome {
        guard served.contains(change.kind.name) else {
            throw Problem(
                "kubernetes.not-served", "\(change.kind.name) is not served in \(scope.region)",
                detail: "the sandbox does not know this kind")
        }
        // Read before the write's turn comes: there, one writes at a time.
        let application = change.desired.map { Application($0.body, change.kind) }
        return try await store.write { transaction in
            try transaction.perform(change, application)
            return .applied
        }
    }
}

extension StoreTransaction {
    fileprivate func perform(_ change: Change, _ application: Application?) throws {
        switch change.action {
        case .create: try create(change.id, stated(change, application))
        case .update, .adopt: try update(change, stated(change, application))
        case .delete: try delete(change)
        case .replace:
            let application = try stated(change, application)
            try delete(change)
            try create(change.id, application)
        case .keep, .none: break
        }
    }

    private func stated(_ change: Change, _ application: Application?) throws(Problem) -> Application {
        guard let application else {
            throw Problem("apply.unexpected", "nothing says what \(change.id) should be")
        }
        return application
    }

    private func create(_ id: ObjectID, _ application: Application) throws {
        if try exists(id) {
            throw Problem(
                "apply.exists", "\(id) is there already",
                detail: "it was made after the plan was computed, and was left as it is", help: "plan again")
        }
        try requireNamespace(of: id)
        try insert(
            ServedObject(
                content: application.content, uid: newIdentity(), createdAt: now,
                claims: [application.claim(at: now)]), as: id)
    }

    private func update(_ change: Change, _ application: Application) throws {
        guard let stored = try find(change.id) else { throw Problem(moved: change.id, "it is gone") }
        try require(change, stored, revision: change.takesOwnership)
        let served = try stored.served
        let new: ServedObject?
        do throws(OwnershipConflict) {
            new = try served.applying(application, takingOwnership: change.takesOwnership, at: now)
        } catch {
            throw Problem(error, change.id)
        }
        if let new { try update(new, as: change.id) }
    }

    private func delete(_ change: Change) throws {
        guard let stored = try find(change.id) else { return }
        try require(change, stored, revision: true)
        try delete(change.id)
    }

    /// The object is the one that was seen, and if it matters in the state that was seen.
    private func require(_ change: Change, _ stored: StoredObject, revision: Bool) throws(Problem) {
        guard let seen = change.observed else {
            throw Problem(moved: change.id, "it was not seen when the plan was computed")
        }
        guard seen.uid == stored.version.uid else {
            throw Problem(moved: change.id, "another object of that name has taken its place")
        }
        guard !revision || seen.revision == stored.version.revision else {
            throw Problem(moved: change.id, "somebody has changed it")
        }
    }

    func requireNamespace(of id: ObjectID) throws {
        guard !id.namespace.isEmpty else { return }
        guard try exists(ObjectID(id.scope, "Namespace", name: id.namespace)) else {
            throw Problem(
                "kubernetes.not-found", "namespace \(id.namespace) does not exist",
                detail: "\(id) cannot be made in it", help: "plan again: the namespace has to come first")
        }
    }
}

extension Problem {
    fileprivate init(moved id: ObjectID, _ reason: String) {
        self.init(
            "apply.moved", "\(id) is not what the plan was computed from",
            detail: "\(reason), so nothing was done", help: "plan again")
    }

    fileprivate init(_ conflict: OwnershipConflict, _ id: ObjectID) {
        let managers = Set(conflict.holdings.map(\.manager)).sorted()
        let fields = conflict.holdings.flatMap { holding in
            holding.fields.paths.map { "\($0) (\(holding.manager))" }
        }
        self.init(
            "ownership.conflict",
            "\(managers.joined(separator: ", ")) owns fields of \(id) that the specs state",
            detail: "nothing was applied, because of \(fields.joined(separator: ", "))",
            help: "let one of the two manage them: take them out of the specs, or take them over")
    }
}
