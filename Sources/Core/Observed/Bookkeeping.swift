package import Values

extension Value {
    /// A manifest without what is written by whoever observes the object, and without what a list leaves out: two that
    /// differ in nothing else are the same to whoever decides about the object.
    package var withoutBookkeeping: Value {
        guard case .object(var members) = self else { return self }
        for key in ["apiVersion", "kind", "status"] { members[key] = nil }
        guard case .object(var metadata)? = members["metadata"] else { return .object(members) }
        for key in ["managedFields", "resourceVersion", "generation", "selfLink"] { metadata[key] = nil }
        // A Deployment's controller numbers its revisions here.
        if case .object(var annotations)? = metadata["annotations"] {
            annotations["deployment.kubernetes.io/revision"] = nil
            metadata["annotations"] = annotations.isEmpty ? nil : .object(annotations)
        }
        members["metadata"] = .object(metadata)
        return .object(members)
    }
}
