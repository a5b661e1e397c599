import Core
import Diagnostics
import Values

/// What people have protected, or may have, and a plan would delete or replace.
func protectionFindings(for changes: [Change], _ world: ObservedWorld) -> [Finding] {
    let going = changes.filter(\.action.deletes)
    let gone = Set(going.filter { $0.action == .delete }.map(\.id))
    return going.compactMap { change in
        if let protected = world.protection(of: change.id) { return isProtected(change, by: protected) }
        guard let namespace = change.id.namespaceID, !gone.contains(namespace),
            !world.wasSeen(namespace.scope, kind: namespace.kind)
        else { return nil }
        return mayBeProtected(change, by: namespace)
    }
}

private func isProtected(_ change: Change, by protected: ObjectID) -> Finding {
    let place = protected == change.id ? "it" : "its \(protected.short)"
    return Finding(
        Diagnostic(
            .blocked, "safety.protected", "\(change.id) is protected",
            notes: ["\(place) bears the annotation \(Mark.protectionAnnotation): \"true\""],
            help:
                "if it may be \(change.verb), take the annotation away: "
                + "kubectl annotate \(protected.kind.lowercased()) \(protected.name)"
                + (protected.namespace.isEmpty ? "" : " -n \(protected.namespace)")
                + " \(Mark.protectionAnnotation)-"),
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

extension ObjectID {
    /// Nil for what is in none.
    fileprivate var namespaceID: ObjectID? {
        namespace.isEmpty ? nil : ObjectID(scope, "Namespace", name: namespace)
    }
}

extension ObservedWorld {
    /// The object that bears the annotation which protects this one: itself, or its namespace.
    fileprivate func protection(of id: ObjectID) -> ObjectID? {
        [id, id.namespaceID].compactMap(\.self).first { id in
            let body = try? objects[id]?.body.decode()
            return body?[at: Self.protectionPath]?.string == "true"
        }
    }

    private static let protectionPath = FieldPath(
        [.key("metadata"), .key("annotations"), .key(Mark.protectionAnnotation)])
}
