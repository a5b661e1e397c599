import Core
import Values

extension Performance {
    /// The revision to go on with after the server said that the object has moved: one in which nothing but its status
    /// did. A quota counts down while what it counts is deleted, and a Deployment tells of its rollout; neither is a
    /// change that a person should look at again.
    ///
    /// - Returns: nil where the object is gone, another one, going, or changed in more than its status.
    func revisionAfterStatusChange(_ observed: ObjectVersion) async throws -> ObjectVersion? {
        guard let seen = change.seen, let there = try await server.object(change.id, served),
            there.version.uid == observed.uid, !there.isTerminating,
            there.version.revision != observed.revision,
            let before = try? seen.decode(), let now = try? there.body.decode(),
            before.withoutBookkeeping == now.withoutBookkeeping
        else { return nil }
        return there.version
    }
}

extension Value {
    /// Without what is written by whoever observes the object, and without what a list leaves out.
    fileprivate var withoutBookkeeping: Value {
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
