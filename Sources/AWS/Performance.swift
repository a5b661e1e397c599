import AWSClient
import Core
import Values

/// One change, being made. Every step can be repeated after a crash, from the first on: each begins with what is there.
struct Performance: Sendable {
    let api: RegionAPI
    let kind: any AWSKind
    let change: Change

    private var purpose: String { "\(change.action.rawValue) \(change.id.short)" }

    func run() async throws -> Outcome {
        let found = try await kind.one(change.id.name, api)
        do {
            switch change.action {
            case .create: return try await create(found)
            case .update, .adopt: return try await update(found)
            case .delete: return try await delete(found)
            case .replace: return try await replace(found)
            case .keep, .none: return .applied
            }
        } catch let problem as Problem where problem.code == "aws.state" && problem.isRetryable {
            // AWS is at work on it, or on what it needs.
            guard let busy = try await unready(found) else { throw problem }
            return waiting(busy)
        }
    }

    private func wanted() throws(Problem) -> WantedObject {
        guard let desired = change.desired else {
            throw Problem(
                "apply.empty", "the change does not say what to apply",
                detail: "could not \(purpose): the plan holds no object for it", help: "plan again")
        }
        return WantedObject(desired, to: purpose, now: change.timing?.isNow ?? false)
    }

    // MARK: - Create

    /// What is there with this very mark is of an earlier attempt, and is brought to its end.
    private func create(_ found: FoundObject?) async throws -> Outcome {
        let wanted = try wanted()
        if let found {
            if found.isTerminating { return waiting("\(change.id.short) to be gone") }
            if found.hasFailed { throw failed(found) }
            guard found.tags.mark == wanted.tags.mark else { throw exists(found) }
            let members = wanted.differing(from: found, change.kind)
            if found.isReady, !members.isEmpty { try await kind.modify(found, members, wanted, api) }
            return found.isReady ? .applied : waiting("\(change.id.short) (\(found.status))")
        }
        do {
            try await kind.create(wanted, api)
        } catch let problem as Problem where problem.code == "aws.exists" {
            // Of an attempt whose answer was lost, or of a run that was faster by a moment; or somebody's.
            guard let there = try await kind.one(change.id.name, api) else { throw problem }
            return try await create(there)
        } catch let problem as Problem where problem.code == "aws.not-found" {
            throw lacking(problem)
        }
        if kind.isReadyOnceMade { return .applied }
        guard let made = try await kind.one(change.id.name, api) else {
            return waiting("\(change.id.short) to be seen")
        }
        if made.hasFailed { throw failed(made) }
        return made.isReady ? .applied : waiting("\(change.id.short) (\(made.status))")
    }

    /// It is not the object itself that AWS misses.
    private func lacking(_ problem: Problem) -> Problem {
        let needs = (change.desired?.needs ?? []).filter { $0.scope.world == .aws }.map(\.short)
        guard !needs.isEmpty else { return problem }
        return Problem(
            problem.code, "AWS lacks something that the object needs", detail: problem.detail,
            help: "it needs \(needs.joined(separator: ", ")): apply these too, without --tenant and --kind")
    }

    /// What AWS is still at: the object, or something that it needs, such as what an earlier run has begun; nil where that is
    /// all ready.
    private func unready(_ found: FoundObject?) async throws -> String? {
        if found != nil, let now = try await kind.one(change.id.name, api), !now.isReady, !now.hasFailed {
            return "\(change.id.short) (\(now.status))"
        }
        let needs = (change.desired?.needs ?? []).filter { $0.scope.world == .aws }
        for need in needs where need.scope == change.id.scope {
            guard let kind = AWSProvider.kinds.first(where: { $0.name == need.kind }),
                let found = try await kind.one(need.name, api)
            else { continue }
            if found.hasFailed { throw failed(found) }
            if !found.isReady { return "\(need.short) (\(found.status))" }
        }
        return needs.first { $0.scope != change.id.scope }.map { "\($0.short) to be ready" }
    }

    private func waiting(_ what: String) -> Outcome { .pending(after: kind.patience, waitingFor: what) }

    private func failed(_ found: FoundObject) -> Problem {
        Problem(
            "aws.state", "the object in AWS is in no state for this",
            detail: "could not \(purpose): it is \(found.status)",
            help: "look into AWS's console for what it says of it; it has to be mended or deleted there")
    }

    private func exists(_ found: FoundObject) -> Problem {
        let owner =
            found.mark.map { "bears the mark of fleet \($0.fleet)" } ?? "does not bear the fleet's mark"
        return Problem(
            "apply.exists", "an object of that name is already there",
            detail: "\(change.id.short) exists and \(owner), so it is left alone",
            help: "delete or rename it, if its name is meant to be the fleet's")
    }

    // MARK: - Update

    private func update(_ found: FoundObject?) async throws -> Outcome {
        let wanted = try wanted()
        guard let found, found.uid == change.observed?.uid else { throw moved("it is gone, or another one") }
        let fleet = change.action == .adopt ? nil : wanted.tags.mark?.fleet
        guard found.mark?.fleet == fleet else { throw moved("it bears another mark than the plan shows") }
        let seen = try? change.seen?.decode()[at: Mark.fingerprintPath]?.string
        guard [seen, wanted.tags.mark?.fingerprint].contains(found.mark?.fingerprint) else {
            throw moved("other specs have been applied to it")
        }
        for difference in change.differences {
            let present = found.body[at: difference.path]
            if present != difference.before, present != difference.after {
                throw moved("its \(difference.path) is another than the plan shows")
            }
        }
        let members = Set(change.differences.compactMap { $0.path.member(of: "spec") })
        do {
            if !members.isEmpty { try await kind.modify(found, members, wanted, api) }
        } catch let problem as Problem where problem.code == "aws.not-found" {
            throw lacking(problem)
        }
        // Last: the mark says what has been applied.
        try await kind.tag(found, wanted.tags, api)
        return .applied
    }

    private func moved(_ why: String) -> Problem {
        Problem(
            "apply.moved", "the object has changed since the plan",
            detail: "could not \(purpose): \(why)", help: "plan again")
    }

    // MARK: - Delete

    private func delete(_ found: FoundObject?) async throws -> Outcome {
        guard let observed = change.observed else {
            throw Problem(
                "apply.unseen", "the delete does not say which object was seen",
                detail: "could not \(purpose): it could hit another one", help: "plan again")
        }
        guard let found else { return .applied }
        guard found.uid == observed.uid else { return .applied }
        try requireGoing(found)
        if found.isTerminating, kind.name != "DBInstance" { return .applied }
        return try await kind.delete(found, api)
    }

    /// It is still ours, and nobody protects it.
    private func requireGoing(_ found: FoundObject) throws(Problem) {
        let tags = found.tags.values
        guard found.mark != nil,
            tags[Mark.identityAnnotation] == Mark.identity(of: change.id, owner: change.owner)
        else { throw moved("it does not bear its own mark any more") }
        guard tags[Mark.protectionAnnotation] != "true" else { throw moved("it is protected by now") }
    }

    private func replace(_ found: FoundObject?) async throws -> Outcome {
        guard let found, found.uid == change.observed?.uid else { return try await create(found) }
        try requireGoing(found)
        let outcome = try await kind.delete(found, api)
        guard outcome == .applied else { return outcome }
        return try await create(try await kind.one(change.id.name, api))
    }
}

extension FieldPath {
    /// The key below `root` that this leads through.
    fileprivate func member(of root: String) -> String? {
        guard elements.count >= 2, elements[0] == .key(root), case .key(let member) = elements[1] else {
            return nil
        }
        return member
    }
}
