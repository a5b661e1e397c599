import Core

/// What does not fit the state of the world: 404, 409, 410.
extension Refusal {
    var notFound: Problem {
        guard let status, !status.name.isEmpty else {
            return problem(
                "not-served", "the API server does not serve this",
                help: "see whether the address names an API server, and whether the kind's API is installed")
        }
        if status.kind == "namespaces" {
            return problem(
                "not-found", "the namespace is not there",
                because: "there is no namespace \(status.name)",
                help: "apply the namespace first; if it was deleted meanwhile, plan again", isRetryable: true)
        }
        return problem(
            "not-found", "the object is not there", help: "it was deleted since the plan: plan again")
    }

    var conflict: Problem {
        guard let status else {
            return problem("conflict", "the change conflicts with another", help: "plan again")
        }
        if status.isFieldConflict { return fieldConflict(status) }
        // Where it is the quota itself that was to be changed, it has moved like any other object.
        if status.isQuotaRace, !call.path.hasSuffix("/resourcequotas/\(status.name)") {
            return problem(
                "quota-busy", "the quota was being counted by others at the same time",
                help: "apply again", isRetryable: true)
        }
        return .moved(call.purpose, because: said)
    }

    private func fieldConflict(_ status: Status) -> Problem {
        let owners = status.causes.filter { $0.reason == "FieldManagerConflict" }.map { cause in
            let manager = cause.message.quoted(after: "conflict with ") ?? "another manager"
            return "\(manager) owns \(cause.field)"
        }
        return Problem(
            "ownership.conflict", "another manager owns fields that the specs set",
            detail: "could not \(call.purpose): \(owners.joined(separator: ", "))",
            help:
                "plan again: the plan shows these fields as drift and takes them back; or stop the other manager"
        )
    }

    var expired: Problem {
        problem(
            "expired", "the list changed faster than it could be read",
            help: "try again; if it persists, the API server's store is compacted too often for its load",
            isRetryable: true)
    }
}

extension Problem {
    /// The object is not any more what the plan was computed from.
    static func moved(_ purpose: String, because reason: String) -> Problem {
        Problem(
            "apply.moved", "the object has changed since the plan",
            detail: "could not \(purpose): \(reason.asClause)",
            help: "plan again")
    }

    /// An object of that name is there, and the plan did not see it.
    static func exists(_ what: String, mark: Mark?, fleet: String?) -> Problem {
        if let mark, mark.fleet == fleet {
            return Problem(
                "apply.exists", "an object of that name is already there",
                detail: "\(what) was made with other content since the plan", help: "plan again")
        }
        let owner = mark.map { "bears the mark of fleet \($0.fleet)" } ?? "does not bear the fleet's mark"
        return Problem(
            "apply.exists", "an object of that name is already there",
            detail: "\(what) exists and \(owner), so it is left alone",
            help: "delete or rename it, if its name is meant to be the fleet's")
    }

    /// As `exists`, and noticed too late.
    static func merged(_ what: String, with managers: [String]) -> Problem {
        Problem(
            "apply.exists", "an object of that name is already there",
            detail:
                "\(what) was made by \(managers.joined(separator: ", ")) in the moment in which it was to be "
                + "created, and was merged with: it now has the fields of both, and the fleet's mark",
            help:
                "look at its fields (kubectl get --show-managed-fields shows whose they are), delete it if it "
                + "should not be like that, and plan again")
    }
}
