extension Change {
    /// The namespace of what goes with the change; nil for what is in none.
    package var namespaceID: ObjectID? {
        id.namespace.isEmpty ? nil : ObjectID(id.scope, "Namespace", name: id.namespace)
    }

    /// Why it is not made although the plan showed no protection.
    ///
    /// - Parameter holder: what bears the annotation: the object's namespace, or something in the namespace that would go.
    package func isProtectedByNow(by holder: ObjectID) -> Problem {
        let relation = holder == namespaceID ? "its" : "what is in it, the"
        return Problem(
            "safety.protected", "\(id.short) is protected",
            detail:
                "could not \(action.rawValue) it: \(relation) \(holder.short) bears the annotation "
                + "\(Mark.protectionAnnotation): \"true\", which the plan had not seen",
            help: "if it may go, take the annotation away and plan again: \(holder.unprotecting)")
    }
}

extension ObjectID {
    /// The command that takes the protection away.
    package var unprotecting: String {
        "kubectl annotate \(kind.lowercased()) \(name)" + (namespace.isEmpty ? "" : " -n \(namespace)")
            + " \(Mark.protectionAnnotation)-"
    }
}
