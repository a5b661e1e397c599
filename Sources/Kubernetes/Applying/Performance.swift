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
        guard change.unread.allSatisfy({ $0.isSecret }), change.hasAllSecrets else {
            throw Problem.unread(
                "could not \(purpose): it would be made with what stands in the place of its late values")
        }
        switch change.action {
        case .create: return try await create()
        case .update, .adopt: return try await update()
        case .delete: return try await delete()
        case .replace: return try await replace()
        case .keep, .none: return .applied
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
    /// updated, on condition of its state; any other is left alone.
    func create() async throws -> Outcome {
        let answer: HTTPResponse
        do {
            answer = try await applyWhereNoneIs()
        } catch let refusal as Problem where ["apply.moved", "ownership.conflict"].contains(refusal.code) {
            // Gone again by now: another run finds out.
            guard let there = try await server.object(change.id, served) else { throw refusal }
            guard !there.isTerminating else { return waiting(for: there) }
            let desired = try desired()
            guard let mark = there.mark, mark.fleet == desired.fleet, mark.fingerprint == desired.fingerprint
            else { throw Problem.exists(change.id.short, mark: there.mark, fleet: desired.fleet) }
            return try await update(on: try await letGo(of: there))
        }
        do {
            if try desired().left.isEmpty == false { _ = try await letGo(of: object(in: answer)) }
        } catch let moved as Problem where moved.code == "apply.moved" {
            // Others write to it all the time. The next change lets go, before it applies anything.
        }
        return .applied
    }

    @discardableResult
    func applyWhereNoneIs() async throws -> HTTPResponse {
        let new = ApplyBody(try desired(), served, secrets: change.secrets, isNew: true)
        var body = new
        body.requireNone()
        do {
            return try await apply(body)
        } catch let refusal as Problem where refusal.detail.contains(Status.takesNoRevision) {
            let answer = try await apply(new)
            // 201 has created it; 200 has found one that is a moment old.
            let others = answer.status == 200 ? Self.otherManagers(in: answer) : []
            guard others.isEmpty else { throw Problem.merged(change.id.short, with: others) }
            return answer
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

    /// On condition of the state that was seen, so that nothing is overwritten that was not shown. What moved beside that,
    /// such as a status, costs a second look and another attempt.
    func update() async throws -> Outcome {
        guard let observed = change.observed else { return try await create() }
        return try await update(on: observed)
    }

    private func update(on observed: ObjectVersion) async throws -> Outcome {
        var (version, force) = (observed, change.takesOwnership)
        // Others may write what is not ours again and again, though not for ever.
        for _ in 1..<Self.rounds {
            do {
                try await update(from: version, force: force)
                return .applied
            } catch let moved as Problem where moved.code == "apply.moved" {
                guard let there = try await laterState(than: version) else { throw moved }
                version = there.version
                switch change.recheck(try there.body.decode()) {
                case .asPlanned: force = change.takesOwnership
                case .made: force = false
                case .moved(let reason): throw Problem.moved(purpose, because: reason)
                }
            }
        }
        try await update(from: version, force: force)
        return .applied
    }

    /// Of one change, where others write to the object meanwhile.
    static let rounds = 5

    /// - Parameter force: takes fields from whoever holds them.
    private func update(from seen: ObjectVersion, force: Bool) async throws {
        var observed = try await handOver(from: seen, force: force)
        if force { observed = try await removeStrays(from: observed) }
        var body = ApplyBody(try desired(), served, secrets: change.secrets)
        body.require(observed)
        do {
            let answer = try await apply(body, force: force)
            if force, change.strays.contains(where: { $0.displaced != nil }) {
                try await giveUpUpdates(in: answer)
            }
        } catch let conflict as Problem
            where conflict.code == "ownership.conflict" && change.takesOwnership && !force
        {
            // It was made, and somebody has changed it since.
            throw Problem.moved(purpose, because: conflict.detail)
        }
    }

    /// Server-side apply takes away only what its manager has owned. What others added goes by a merge patch first.
    ///
    /// - Returns: the state after it.
    private func removeStrays(from observed: ObjectVersion) async throws -> ObjectVersion {
        if change.strays.isEmpty { return observed }
        let seen = (try? change.seen?.decode()) ?? .null
        return try await send(mergePatch(removing: change.strays, from: seen, observed))
    }

    /// Sends a merge patch.
    ///
    /// - Returns: which state came of it.
    func send(_ patch: Value) async throws -> ObjectVersion {
        var call = APICall(served.path(of: change.id), to: purpose)
        call.method = "PATCH"
        call.query = [("fieldManager", FieldOwner.ours), ("fieldValidation", "Strict")]
        if served.kind.hidden != nil { call.askForMetadata(list: false) }
        call.contentType = "application/merge-patch+json"
        call.body = patch.json(.compact)
        return try version(in: try await server.send(call))
    }

    /// Which state an answer shows.
    func version(in answer: HTTPResponse) throws -> ObjectVersion { try object(in: answer).version }

    private func object(in answer: HTTPResponse) throws -> ObservedObject {
        let call = APICall(served.path(of: change.id), to: purpose)
        let tape = try APIServer.tape(of: answer, to: call)
        guard let head = ObjectHead(tape, tape.root) else {
            throw Problem.unreadable(call, "the object has no name, uid or resourceVersion")
        }
        return head.object(as: change.id, body: tape.text(of: tape.root))
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
        if served.kind.hidden != nil { call.askForMetadata(list: false) }
        call.secrets = change.secretForms
        call.contentType = "application/apply-patch+yaml"
        call.body = body.bytes
        return try await server.send(call)
    }
}

extension Change {
    fileprivate var hasAllSecrets: Bool {
        action == .delete || (desired?.late ?? []).allSatisfy { !$0.isSecret || secrets[$0.path] != nil }
    }

    /// As they are sent, and as servers may say them back.
    fileprivate var secretForms: [Secret] {
        secrets.values.flatMap { [$0, Secret(Base64.encode(Array($0.reveal().utf8)))] }
    }
}

extension DesiredObject {
    /// Whose mark the manifest bears.
    fileprivate var fleet: String? {
        body[key: "metadata"]?[key: "labels"]?[key: Mark.fleetLabel]?.string
    }
}
