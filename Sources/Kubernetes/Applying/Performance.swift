import Core
import HTTP
import Values

/// One change, being made. Every step can be repeated after a crash, from the first on.
struct Performance: Sendable {
    let server: APIServer
    let change: Change
    let served: ServedKind
    let deletions: Deletions
    /// Nothing is to be stored.
    var isRehearsal = false

    func run() async throws -> Outcome {
        switch change.action {
        case .create: try await create()
        case .update, .adopt: try await update()
        case .delete: try await delete()
        case .replace: try await replace()
        case .keep, .none: .applied
        }
    }

    /// `create ConfigMap a/b`
    var purpose: String { "\(change.action.rawValue) \(change.id.short)" }

    func desired() throws(Problem) -> DesiredObject {
        guard let desired = change.desired else {
            throw Problem(
                "apply.empty", "the change does not say what to apply",
                detail: "could not \(purpose): the plan holds no object for it", help: "plan again")
        }
        return desired
    }
}

// MARK: - Create and update

extension Performance {
    /// Only if there is none: what appeared since the plan is not even merged with.
    ///
    /// Of that, an object with the fleet's mark and this very fingerprint is one that an earlier attempt has made. It is
    /// updated, on condition of its uid; any other is left alone.
    func create() async throws -> Outcome {
        do {
            try await applyWhereNoneIs()
            return .applied
        } catch let refusal as Problem where ["apply.moved", "ownership.conflict"].contains(refusal.code) {
            // Gone again by now: another run finds out.
            guard let there = try await server.object(change.id, served) else { throw refusal }
            guard !there.isTerminating else { return waiting(for: there) }
            let desired = try desired()
            guard let mark = there.mark, mark.fleet == desired.fleet, mark.fingerprint == desired.fingerprint
            else { throw Problem.exists(change.id.short, mark: there.mark, fleet: desired.fleet) }
            var body = ApplyBody(desired, served)
            body.require(uid: there.version.uid)
            try await apply(body)
            return .applied
        }
    }

    func applyWhereNoneIs() async throws {
        var body = ApplyBody(try desired(), served)
        body.requireNone()
        do {
            try await apply(body)
        } catch let refusal as Problem where refusal.detail.contains(Status.takesNoRevision) {
            let answer = try await apply(ApplyBody(try desired(), served))
            // 201 has created it; 200 has found one that is a moment old.
            let others = answer.status == 200 ? Self.otherManagers(in: answer) : []
            guard others.isEmpty else { throw Problem.merged(change.id.short, with: others) }
        }
    }

    /// Who else has written to the object itself, and has not only told how it is.
    private static func otherManagers(in answer: HTTPResponse) -> [String] {
        guard let object = try? Value(json: answer.body) else { return [] }
        let others = FieldOwner.owners(of: object).filter {
            $0.manager != FieldOwner.ours && !$0.isReport
        }
        return Set(others.map(\.manager)).sorted()
    }

    func update() async throws -> Outcome {
        guard let observed = change.observed else { return try await create() }
        var version = observed
        // Others may write what is not ours again and again, though not for ever.
        for _ in 0..<3 {
            do {
                return try await update(version)
            } catch let moved as Problem where moved.code == "apply.moved" && change.takesOwnership {
                guard let later = try await revisionAfterHarmlessChange(version) else { throw moved }
                version = later
            }
        }
        return try await update(version)
    }

    private func update(_ seen: ObjectVersion) async throws -> Outcome {
        let observed = try await handOver(from: seen)
        var body = ApplyBody(try desired(), served)
        body.require(uid: observed.uid)
        guard change.takesOwnership else {
            try await applyLeavingValues(body, from: observed)
            return .applied
        }
        // Force takes fields from whoever holds them, so it may only meet the state that the plan showed.
        var forced = body
        forced.require(revision: try await removeStrays(from: observed))
        do {
            let answer = try await apply(forced, force: true)
            if change.strays.contains(where: { $0.displaced != nil }) { try await giveUpUpdates(in: answer) }
        } catch let moved as Problem where moved.code == "apply.moved" {
            // What was nobody's is only taken as it was shown, unless it bears our mark by now.
            if change.action == .adopt, try await !bearsOurMark() { throw moved }
            // Perhaps moved by this very change, in a run that did not see the answer. If so, an apply that takes
            // nothing from anybody has nothing to do.
            do {
                try await applyLeavingValues(body, from: observed)
            } catch let conflict as Problem where conflict.code == "ownership.conflict" {
                throw moved
            }
        }
        return .applied
    }

    private func bearsOurMark() async throws -> Bool {
        let desired = try desired()
        let mark = try await server.object(change.id, served)?.mark
        return mark?.fleet == desired.fleet && mark?.fingerprint == desired.fingerprint
    }

    /// Server-side apply takes away only what its manager has owned. What others added goes by a merge patch first.
    ///
    /// - Returns: the revision after it.
    private func removeStrays(from observed: ObjectVersion) async throws -> String {
        if change.strays.isEmpty { return observed.revision }
        let seen = (try? change.seen?.decode()) ?? .null
        return try await send(mergePatch(removing: change.strays, from: seen, observed)).revision
    }

    /// Sends a merge patch.
    ///
    /// - Returns: which state came of it.
    func send(_ patch: Value) async throws -> ObjectVersion {
        var call = APICall(served.path(of: change.id), to: purpose)
        call.method = "PATCH"
        call.query = [("fieldManager", FieldOwner.ours), ("fieldValidation", "Strict")]
        call.contentType = "application/merge-patch+json"
        call.body = patch.json(.compact)
        return try version(in: try await server.send(call))
    }

    /// Which state an answer shows.
    func version(in answer: HTTPResponse) throws -> ObjectVersion {
        let call = APICall(served.path(of: change.id), to: purpose)
        let tape = try APIServer.tape(of: answer, to: call)
        guard let head = ObjectHead(tape, tape.root) else {
            throw Problem.unreadable(call, "the object has no name, uid or resourceVersion")
        }
        return head.version
    }

    /// What was put back by a patch is ours by that, too. Left so, the next apply would be in conflict with ourselves.
    private func giveUpUpdates(in answer: HTTPResponse) async throws {
        guard let object = try? Value(json: answer.body),
            let entries = object[at: "metadata.managedFields"]?.array
        else { return }
        let others = entries.filter {
            $0[key: "manager"]?.string != FieldOwner.ours || $0[key: "operation"] == "Apply"
        }
        guard others.count < entries.count, let revision = object[at: "metadata.resourceVersion"] else {
            return
        }
        _ = try await send(
            ["metadata": ["resourceVersion": revision, "managedFields": .array(others)]])
    }

    @discardableResult
    func apply(_ body: ApplyBody, force: Bool = false) async throws -> HTTPResponse {
        var call = APICall(served.path(of: change.id), to: purpose)
        call.method = "PATCH"
        call.query = [
            ("fieldManager", FieldOwner.ours), ("force", force ? "true" : "false"),
            ("fieldValidation", "Strict"),
        ]
        if isRehearsal { call.query.append(("dryRun", "All")) }
        call.contentType = "application/apply-patch+yaml"
        call.body = body.bytes
        return try await server.send(call)
    }
}

extension DesiredObject {
    /// Whose mark the manifest bears.
    fileprivate var fleet: String? {
        body[key: "metadata"]?[key: "labels"]?[key: Mark.fleetLabel]?.string
    }
}
