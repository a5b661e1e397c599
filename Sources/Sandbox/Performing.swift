package import Core
import Values

extension SandboxProvider {
    package func perform(_ change: Change) async throws -> Outcome {
        let statement = try statement(of: change)
        return try await store.write { transaction in
            try transaction.perform(change, statement)
            return .applied
        }
    }

    /// Makes the change, looks at what came of it, and takes it back.
    package func rehearse(_ change: Change) async throws(CancellationError) -> Rehearsal {
        do {
            let statement = try statement(of: change)
            return try await store.write { transaction in
                try transaction.rehearsing {
                    try transaction.perform(change, statement)
                    let made = try transaction.find(change.id)?.observed(without: change.kind.hidden)
                    return .accepted(made?.body)
                }
            }
        } catch let problem as Problem {
            return problem.isRetryable || problem.code == "apply.moved"
                ? .unknown(problem) : .refused(problem)
        } catch {
            throw CancellationError()
        }
    }

    private func statement(of change: Change) throws(Problem) -> Statement? {
        guard served.contains(change.kind.name) else {
            throw Problem(
                "kubernetes.not-served", "\(change.kind.name) is not served in \(scope.region)",
                detail: "this sandbox was opened without this kind", help: "plan again")
        }
        return change.desired.map { Statement($0, change, at: store.now()) }
    }
}

/// What a change asks for, made ready before the write's turn comes: there, one writes at a time.
private struct Statement: Sendable {
    let application: Application
    /// The object as it is if nothing is there before; only where that can be.
    let new: ObjectColumns?

    init(_ desired: DesiredObject, _ change: Change, at now: Timestamp) {
        guard change.action == .create || change.action == .replace else {
            application = Application(desired.body, change.kind)
            new = nil
            return
        }
        application = Application(desired.bodyAtFirst, change.kind)
        let object = ServedObject(
            content: application.content.told(of: desired.id, change.kind), createdAt: now,
            claims: [application.claim(at: now)])
        new = ObjectColumns(
            object.handingOver(desired.left.map { Handover($0.path, .toOthers(beginning: nil)) }))
    }
}

extension StoreTransaction {
    fileprivate func perform(_ change: Change, _ statement: Statement?) throws {
        switch (change.action, statement?.application, statement?.new) {
        case (.create, _, let new?): try create(change.id, new)
        case (.update, let application?, _), (.adopt, let application?, _):
            try update(change, application)
        case (.replace, _, let new?):
            try delete(change)
            try create(change.id, new)
        case (.delete, _, _): try delete(change)
        case (.keep, _, _), (.none, _, _): break
        default:
            throw Problem(
                "apply.empty", "the change does not say what to apply",
                detail: "could not \(change.action.rawValue) \(change.id): the plan holds no object for it",
                help: "plan again")
        }
    }

    private func create(_ id: ObjectID, _ new: ObjectColumns) throws {
        guard try insert(new, as: id) else {
            try requireNamespace(of: id)
            throw Problem(
                "apply.exists", "\(id) is there already",
                detail: "it was made after the plan was computed, and was left as it is", help: "plan again")
        }
    }

    private func update(_ change: Change, _ application: Application) throws {
        guard let stored = try find(change.id) else { throw Problem(moved: change.id, "it is gone") }
        let takesOwnership = try takesOwnership(change, of: stored)
        let before = try stored.served
        let served = before.handingOver(change.handovers)
        let new: ServedObject?
        do throws(OwnershipConflict) {
            new = try served.applying(
                application, takingOwnership: takesOwnership,
                removing: takesOwnership ? change.strays.map(\.path) : [], at: now)
        } catch {
            let conflict = Problem(error, change.id)
            throw change.takesOwnership && !takesOwnership
                ? Problem(moved: change.id, conflict.detail) : conflict
        }
        if let new = new ?? (served == before ? nil : served) {
            try update(ObjectColumns(new), as: change.id)
        }
    }

    private func delete(_ change: Change) throws {
        guard let stored = try find(change.id) else { return }
        guard try isAsSeen(change, stored) else { throw Problem(moved: change.id, "somebody has changed it") }
        try refuseProtected(change)
        try delete(change.id)
    }

    /// By its namespace, or by what would go with it.
    private func refuseProtected(_ change: Change) throws {
        let namespace = try change.namespaceID.flatMap(find)
        let inside = change.kind.name == "Namespace" ? try contents(of: change.id) : []
        for holder in [namespace].compactMap(\.self) + inside where try holder.isProtected {
            throw change.isProtectedByNow(by: holder.id)
        }
    }

    /// Whether the object that was seen has not been written to since.
    private func isAsSeen(_ change: Change, _ stored: StoredObject) throws(Problem) -> Bool {
        guard let seen = change.observed else {
            throw Problem(moved: change.id, "it was not seen when the plan was computed")
        }
        guard seen.uid == stored.version.uid else {
            throw Problem(moved: change.id, "another object of that name has taken its place")
        }
        return seen.revision == stored.version.revision
    }

    /// Whether the update may take fields from others. It is refused where it would overwrite what was not shown.
    private func takesOwnership(_ change: Change, of stored: StoredObject) throws -> Bool {
        if try isAsSeen(change, stored) { return change.takesOwnership }
        switch change.recheck(
            try stored.observed(without: change.kind.hidden).body.decode())
        {
        case .asPlanned: return change.takesOwnership
        case .made: return false
        case .moved(let reason): throw Problem(moved: change.id, reason)
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
            "\(managers.joined(separator: ", ")) owns fields of \(id) that the specs set",
            detail: "nothing was applied, because of \(fields.joined(separator: ", "))",
            help:
                "let one of the two manage them: take them out of the specs, or take them over with --force-conflicts"
        )
    }
}
