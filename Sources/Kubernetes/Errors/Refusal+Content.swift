import Core

/// What is wrong with what was sent, or with the server: 400, 413, 422, 429, 5xx.
extension Refusal {
    var invalid: Problem {
        if said.contains("does not support dry run") {
            return problem(
                "no-dry-run", "an admission webhook cannot be asked beforehand",
                help: "whoever runs the webhook \(said.quoted(after: "admission webhook ") ?? "")"
                    + " can say `sideEffects: None` or `NoneOnDryRun` in its configuration")
        }
        if let webhook = said.quoted(after: "admission webhook ") {
            return problem(
                "webhook", "an admission webhook denies it",
                help: "change what the specs ask for, or ask whoever runs the webhook \(webhook)")
        }
        if said.contains("unknown field") || said.contains("field not declared in schema") {
            return unknownField
        }
        if code == 422, let status, status.isPreconditionFailure(status: code) {
            return .moved(call.purpose, because: "an object of that name with another uid is there")
        }
        let causes = (status?.causes ?? []).map { cause in
            cause.field.isEmpty || cause.field == "[]" ? cause.message : "\(cause.field): \(cause.message)"
        }
        guard !causes.isEmpty else {
            return problem(
                "invalid", "the API server refuses the object",
                help: "change what the specs ask for as the message says")
        }
        return problem(
            "invalid", "the API server refuses the object", because: causes.joined(separator: "; "),
            help: "change what the specs ask for in these fields")
    }

    private var unknownField: Problem {
        problem(
            "unknown-field", "the cluster does not know a field of the object",
            help: "the cluster's version is older than the field: upgrade it, or do not ask for the field")
    }

    var tooLarge: Problem {
        problem(
            "too-large", "the object is too large for the API server",
            help: "make it smaller: a server takes about 1.5 MB for an object, and 1 MB for a ConfigMap")
    }

    var busy: Problem {
        problem(
            "busy", "the API server is overloaded",
            because: "\(server) still answered 429 after several attempts: \(quoted)",
            help: "try again later, or ask for a higher priority level for this user", isRetryable: true)
    }

    var failure: Problem {
        if status?.refusesContent == true { return invalid }
        if said.contains("failed calling webhook") {
            return problem(
                "webhook-failed", "an admission webhook does not answer",
                help: "see whether \(said.quoted(after: "failed calling webhook ") ?? "the webhook") runs",
                isRetryable: true)
        }
        return problem(
            "server-error", "the API server failed",
            because: "\(server) still answered \(code) after several attempts: \(quoted)",
            help: "look at the API server's health; try again later", isRetryable: true)
    }
}
