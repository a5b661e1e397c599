import Core
import Diagnostics
import Values

/// What people have protected, and a plan would delete or replace.
func protectionFindings(for changes: [Change], _ world: ObservedWorld) -> [Finding] {
    changes.filter(\.action.deletes).compactMap { change in
        guard let protected = world.protection(of: change.id) else { return nil }
        let place = protected == change.id ? "it" : "its \(protected.short)"
        return Finding(
            Diagnostic(
                .blocked, "safety.protected", "\(change.id) is protected",
                notes: ["\(place) bears the annotation \(Mark.protectionAnnotation): \"true\""],
                help:
                    "if it may be \(change.action == .delete ? "deleted" : "replaced"), take the annotation away: "
                    + "kubectl annotate \(protected.kind.lowercased()) \(protected.name)"
                    + (protected.namespace.isEmpty ? "" : " -n \(protected.namespace)")
                    + " \(Mark.protectionAnnotation)-"),
            owner: change.owner, reach: .object(change.id))
    }
}

extension ObservedWorld {
    /// The object that bears the annotation which protects this one: itself, or its namespace.
    fileprivate func protection(of id: ObjectID) -> ObjectID? {
        let namespace = id.namespace.isEmpty ? [] : [ObjectID(id.scope, "Namespace", name: id.namespace)]
        return ([id] + namespace).first { id in
            let body = try? objects[id]?.body.decode()
            return body?[at: Self.protectionPath]?.string == "true"
        }
    }

    private static let protectionPath = FieldPath(
        [.key("metadata"), .key("annotations"), .key(Mark.protectionAnnotation)])
}
