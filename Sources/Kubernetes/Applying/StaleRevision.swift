import Core
import Values

extension Performance {
    /// The revision to go on with after the server said that the object has moved. For a delete, one in which nothing
    /// but its status did: a quota counts down while what it counts is deleted, and a Deployment tells of its rollout.
    /// For an update, one in which all that it states is still as the plan showed it; what others did beside that stays.
    ///
    /// - Returns: nil where the object is gone, another one, going, or changed in what a person should look at again.
    func revisionAfterHarmlessChange(_ observed: ObjectVersion) async throws -> ObjectVersion? {
        guard let seen = change.seen, let there = try await server.object(change.id, served),
            there.version.uid == observed.uid, !there.isTerminating,
            there.version.revision != observed.revision,
            let before = try? seen.decode(), let now = try? there.body.decode()
        else { return nil }
        if before.withoutBookkeeping == now.withoutBookkeeping { return there.version }
        guard change.action == .update, change.strays.isEmpty, let stated = change.desired?.body,
            before.part(stated, change.kind.comparison) == now.part(stated, change.kind.comparison)
        else { return nil }
        return there.version
    }
}
extension Value {
    /// What it has of all that is in `stated`.
    fileprivate func part(_ stated: Value, _ rule: Comparison) -> Value {
        switch (self, stated, rule) {
        // What is compared as a whole is stated as a whole.
        case (_, _, .whole): return self
        case (.object(let own), .object(let stated), _):
            return .object(
                Fields(
                    stated.compactMap { key, stated in
                        own[key].map { (key, $0.part(stated, rule.member(key))) }
                    }))
        case (.array(let own), .array(let elements), .keyed(let keys, let elementRule))
        where stated.isKeyed(by: keys):
            return .array(
                elements.map { stated in
                    let selectors = stated.selectors(keys)
                    let match = own.first { element in
                        selectors.allSatisfy { element[key: $0.name] == $0.value }
                    }
                    return match?.part(stated, elementRule) ?? .null
                })
        default: return self
        }
    }
}
