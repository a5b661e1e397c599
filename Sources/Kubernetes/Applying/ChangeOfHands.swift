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
    /// - Throws: `apply.moved` where others have written to it meanwhile, too.
    func handOver(from observed: ObjectVersion, force: Bool) async throws -> ObjectVersion {
        if change.handovers.isEmpty { return observed }
        let begun = try await begin(from: observed, force: force)
        guard let there = try await server.object(change.id, served), there.version.uid == observed.uid,
            let patch = try endingClaims(on: there, change.handovers)
        else { return begun }
        guard there.version == begun else {
            throw Problem.moved(purpose, because: "it has been written to since it was planned")
        }
        return try await send(patch)
    }

    /// Lets go of all that others look after from now on, as soon as it is made.
    ///
    /// - Returns: the state to go on from.
    /// - Throws: `apply.moved` where others write to it all the time.
    func letGo(of seen: ObservedObject) async throws -> ObjectVersion {
        let left = (change.desired?.left ?? []).map { Handover($0.path, .toOthers(beginning: nil)) }
        var there = seen
        for round in 1... {
            guard let patch = try endingClaims(on: there, left) else { break }
            do {
                return try await send(patch)
            } catch let moved as Problem where moved.code == "apply.moved" && round < Self.rounds {
                guard let later = try await laterState(than: there.version) else { throw moved }
                there = later
            }
        }
        return there.version
    }

    /// States once more what others would have too little of to begin with.
    private func begin(from observed: ObjectVersion, force: Bool) async throws -> ObjectVersion {
        let beginnings = change.handovers.compactMap { handover in
            handover.beginning.map { (handover.path, $0) }
        }
        if beginnings.isEmpty { return observed }
        var body = ApplyBody(try desired(), served, secrets: change.secrets)
        for (path, value) in beginnings { body.state(value, at: path) }
        body.require(observed)
        return try version(in: try await apply(body, force: force))
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
