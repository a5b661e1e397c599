import Core
import Diagnostics
import Values

/// What people have protected, or may have, and a plan would delete or replace.
func protectionFindings(for changes: [Change], _ world: ObservedWorld) -> [Finding] {
    let going = changes.filter(\.action.deletes)
    let gone = Set(going.filter { $0.action == .delete }.map(\.id))
    return going.compactMap { change in
        if let protected = world.protection(of: change) { return isProtected(change, by: protected) }
        guard let namespace = change.namespaceID, !gone.contains(namespace),
            !world.wasSeen(namespace.scope, kind: namespace.kind)
        else { return nil }
        return mayBeProtected(change, by: namespace)
    }
}

private func isProtected(_ change: Change, by protected: ObjectID) -> Finding {
    let place =
        protected == change.id
        ? "it" : protected == change.namespaceID ? "its \(protected.short)" : "in it, \(protected.short)"
    return Finding(
        Diagnostic(
            .blocked, "safety.protected", "\(change.id) is protected",
            notes: ["\(place) bears the annotation \(Mark.protectionAnnotation): \"true\""],
            help:
                "if it may be \(change.verb), take the annotation away: "
                + protected.unprotecting),
        owner: change.owner, reach: .object(change.id))
}

/// Not having seen an annotation says nothing where nobody could look for it.
private func mayBeProtected(_ change: Change, by namespace: ObjectID) -> Finding {
    Finding(
        Diagnostic(
            .blocked, "safety.protection-unknown", "\(change.id) may be protected",
            notes: [
                "its \(namespace.short) could not be looked at, and may bear the annotation \(Mark.protectionAnnotation)"
            ],
            help:
                "plan again when the namespaces of \(namespace.scope.region) can be listed: what was found about them says "
                + "why they could not be"),
        owner: change.owner, reach: .object(change.id))
}

extension Change {
    fileprivate var verb: String { action == .delete ? "deleted" : "replaced" }
}

extension ObservedWorld {
    /// The object that bears the annotation which protects this one: itself, its namespace, or what would go with it.
    fileprivate func protection(of change: Change) -> ObjectID? {
        [change.id, change.namespaceID].compactMap(\.self).first(where: isProtected)
            ?? protectedOccupant(of: change)
    }

    private func isProtected(_ id: ObjectID) -> Bool {
        (try? objects[id]?.body.decode())?[at: Mark.protectionPath]?.string == "true"
    }

    /// Of what would go with a namespace, whoever it belongs to.
    private func protectedOccupant(of change: Change) -> ObjectID? {
        guard case .all(let occupants)? = occupancy(of: change.id) else { return nil }
        return occupants.first(where: \.isProtected).map {
            ObjectID(change.id.scope, $0.kind, namespace: change.id.name, name: $0.name)
        }
    }
}
