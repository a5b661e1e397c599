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
