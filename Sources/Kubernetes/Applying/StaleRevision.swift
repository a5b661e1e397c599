import Core
import Values

extension Performance {
    /// The revision to go on with after the server said that an object to be deleted has moved: one in which nothing but its
    /// status did. A quota counts down while what it counts is deleted, and a Deployment tells of its rollout.
    ///
    /// - Returns: nil where the object is gone, another one, going, or changed in what a person should look at again.
    func revisionAfterHarmlessChange(_ observed: ObjectVersion) async throws -> ObjectVersion? {
        guard let seen = change.seen, let there = try await laterState(than: observed),
            let before = try? seen.decode(), let now = try? there.body.decode()
        else { return nil }
        return before.withoutBookkeeping == now.withoutBookkeeping ? there.version : nil
    }

    /// The object that was seen, as it is after it was written to.
    ///
    /// - Returns: nil where it is gone, another one or going, or has not been written to.
    func laterState(than observed: ObjectVersion) async throws -> ObservedObject? {
        guard let there = try await server.object(change.id, served),
            there.version.uid == observed.uid, !there.isTerminating,
            there.version.revision != observed.revision
        else { return nil }
        return there
    }
}
