import Core
import HTTP
import Values

extension Performance {
    /// Sends what would be sent, as a dry run: the server runs all its checks and stores nothing.
    func rehearse() async throws -> Rehearsal {
        switch change.action {
        case .create:
            try await applyWhereNoneIs()
            return .accepted(nil)
        case .update, .adopt:
            var body = ApplyBody(try desired(), served)
            if let observed = change.observed {
                // What changes hands is stated, too, as it was seen: it may not have moved since.
                if change.takesOwnership || !change.handovers.isEmpty {
                    body.require(observed)
                } else {
                    body.require(uid: observed.uid)
                }
            }
            stateWhatIsLeft(in: &body)
            // Claims end before what they are on is stated again; nothing is stored here that could be taken.
            let answer = try await apply(body, force: change.takesOwnership || statesAgain)
            return .accepted(JSONText(bytes: answer.body[...]))
        case .delete:
            _ = try await server.send(deletion(of: try observed()), accepting: [404])
            return .accepted(nil)
        case .replace, .keep, .none: return .accepted(nil)
        }
    }
}

extension Performance {
    /// What is left to others keeps its value, or begins with one: only so is it seen what comes of the change.
    private func stateWhatIsLeft(in body: inout ApplyBody) {
        let seen = (try? change.seen?.decode()) ?? .null
        for handover in change.handovers {
            guard case .toOthers(let beginning) = handover.direction,
                let value = beginning ?? seen[at: handover.path]
            else { continue }
            body.state(value, at: handover.path)
        }
    }

    private var statesAgain: Bool { change.handovers.contains { $0.direction == .toUs } }
}

extension Problem {
    /// It says nothing of what would come of the change: the server was not well, may not be asked by this user, or
    /// has things in it that cannot be asked.
    var endsRehearsal: Bool {
        isRetryable
            || [
                "kubernetes.forbidden", "kubernetes.unauthorized", "kubernetes.no-dry-run", "kubernetes.tls",
                "kubernetes.not-found", "kubernetes.not-served", "kubernetes.request", "apply.moved",
            ].contains(code)
    }
}
