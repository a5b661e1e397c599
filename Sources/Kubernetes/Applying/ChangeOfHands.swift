import Core
import Values

extension Performance {
    /// Lets attributes change hands before the manifest is applied. Server-side apply takes away what its manager gives up
    /// and nobody else holds, and refuses to change what another holds: so the claims on them are taken out of the
    /// object's `managedFields`, which leaves the values as they are. From then on nobody owns them.
    ///
    /// Guarantees: may be repeated; the object is the one that was seen.
    ///
    /// - Returns: the state to go on from: the one that was seen, with nothing but what this has changed.
    func handOver(from observed: ObjectVersion) async throws -> ObjectVersion {
        if change.handovers.isEmpty { return observed }
        let begun = try await begin(from: observed)
        for round in 1...Self.rounds {
            guard let there = try await server.object(change.id, served), there.version.uid == observed.uid,
                let patch = try endingClaims(on: there, change.handovers)
            else { return begun }
            do {
                let after = try await send(patch)
                return there.version == begun ? after : begun
            } catch let moved as Problem where moved.code == "apply.moved" && round < Self.rounds {
                // Others write to it too, and what it is now is as good.
                continue
            }
        }
        return begun
    }

    private static let rounds = 5

    /// Applies without taking anything from anybody. What is left to others is not stated, and would go if it were ours by
    /// then, as after a run of older specs meanwhile. So nobody may have written since it was seen that it is not.
    func applyLeavingValues(_ body: ApplyBody, from observed: ObjectVersion) async throws {
        if leftToOthers.isEmpty {
            try await apply(body)
            return
        }
        var revision = observed.revision
        for round in 1...Self.rounds {
            var bound = body
            bound.require(revision: revision)
            do {
                try await apply(bound)
                return
            } catch let moved as Problem where moved.code == "apply.moved" && round < Self.rounds {
                guard let there = try await server.object(change.id, served),
                    there.version.uid == observed.uid
                else { throw moved }
                revision = there.version.revision
                // If this one is refused too, so is the next apply.
                guard let patch = try endingClaims(on: there, leftToOthers) else { continue }
                if let after = try await sendUnlessMoved(patch) { revision = after.revision }
            }
        }
    }

    /// Lets go of what others look after from now on. Where they write to it all the time, the next change does.
    func letGo(of seen: ObservedObject) async throws -> ObjectVersion {
        var there = seen
        for _ in 1...Self.rounds {
            guard let patch = try endingClaims(on: there, leftToOthers) else { break }
            if let after = try await sendUnlessMoved(patch) { return after }
            guard let now = try await server.object(change.id, served),
                now.version.uid == there.version.uid
            else { break }
            there = now
        }
        return there.version
    }

    private var leftToOthers: [Handover] {
        (change.desired?.left ?? []).map { Handover($0.path, .toOthers(beginning: nil)) }
    }

    private func sendUnlessMoved(_ patch: Value) async throws -> ObjectVersion? {
        do {
            return try await send(patch)
        } catch let moved as Problem where moved.code == "apply.moved" {
            return nil
        }
    }

    /// States once more what others would have too little of to begin with.
    private func begin(from observed: ObjectVersion) async throws -> ObjectVersion {
        let beginnings = change.handovers.compactMap { handover in
            handover.beginning.map { (handover.path, $0) }
        }
        if beginnings.isEmpty { return observed }
        var body = ApplyBody(try desired(), served)
        for (path, value) in beginnings { body.state(value, at: path) }
        body.require(uid: observed.uid)
        if change.takesOwnership { body.require(revision: observed.revision) }
        return try version(in: try await apply(body, force: change.takesOwnership))
    }

    /// A merge patch without the claims that end; nil where there are none.
    private func endingClaims(on there: ObservedObject, _ handovers: [Handover]) throws -> Value? {
        let entries = try there.body.decode()[key: "metadata"]?[key: "managedFields"]?.array ?? []
        var hasEnded = false
        let kept = entries.compactMap { entry -> Value? in
            guard let owner = FieldOwner(managedFieldsEntry: entry), var members = entry.fields else {
                return entry
            }
            let ending = handovers.filter { $0.ends(owner) }
            if ending.isEmpty { return entry }
            hasEnded = true
            let rest = ending.reduce(owner.fields) { $0.removing($1.path) }
            if rest == .empty { return nil }
            members["fieldsV1"] = rest.fieldsV1
            return .object(members)
        }
        guard hasEnded else { return nil }
        return [
            "metadata": [
                "uid": .string(there.version.uid), "resourceVersion": .string(there.version.revision),
                "managedFields": .array(kept),
            ]
        ]
    }
}
