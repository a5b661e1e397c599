import Core

/// Who may not: 401 and 403.
extension Refusal {
    var unauthorized: Problem {
        problem(
            "unauthorized", "the API server does not know these credentials",
            because: "\(server) answered 401: \(quoted)",
            help:
                "renew the token or the client certificate: it is wrong, has expired, or is of another cluster"
        )
    }

    /// 403 is also how admission refuses, so that the words have to be looked at.
    var forbidden: Problem {
        if let webhook = said.quoted(after: "admission webhook ") {
            return problem(
                "webhook", "an admission webhook denies it",
                help: "change what the specs ask for, or ask whoever runs the webhook \(webhook)")
        }
        if said.contains("exceeded quota: ") {
            return problem(
                "quota", "a quota is exhausted",
                help: "raise the quota in the tenant's tier or override, or ask for less")
        }
        if status?.causes.contains(where: { $0.reason == "NamespaceTerminating" }) == true
            || said.contains("because it is being terminated")
        {
            return problem(
                "namespace-terminating", "the namespace is being deleted",
                help: "wait until it is gone, and apply again", isRetryable: true)
        }
        if said.contains("violates PodSecurity") {
            return problem(
                "pod-security", "the namespace's Pod Security level forbids it",
                help: "change what the message names so that the pods keep to the namespace's level")
        }
        if said.contains("attempting to grant RBAC permissions not currently held") {
            return problem(
                "escalation", "a role would grant more than its writer may do",
                help:
                    "give the user those permissions, or the verb escalate on roles and bind on rolebindings")
        }
        if let denial = AccessDenial(said) {
            return problem(
                "forbidden", "the API server forbids it", because: denial.sentence, help: denial.missingRule)
        }
        return problem(
            "denied", "the API server denies it", help: "the message names the check that denied it")
    }
}

/// RBAC's sentence: `… User "u" cannot list resource "configmaps" in API group "" at the cluster scope`.
struct AccessDenial: Hashable {
    let user: String
    let verb: String
    let resource: String
    let group: String
    /// Nil for the cluster scope.
    let namespace: String?

    init?(_ message: String) {
        guard let user = message.quoted(after: "User "), let resource = message.quoted(after: " resource "),
            let verb = message.word(after: "\" cannot "), let group = message.quoted(after: " in API group ")
        else { return nil }
        (self.user, self.verb, self.resource, self.group) = (user, verb, resource, group)
        namespace = message.quoted(after: " in the namespace ")
    }

    var sentence: String {
        let place = namespace.map { "in namespace \($0)" } ?? "in the whole cluster"
        return "user \(user) may not \(verb) \(fullName) \(place)"
    }

    var missingRule: String {
        // Server-side apply is a patch, and where nothing is there yet, a create.
        let verbs = verb == "patch" ? #"["patch", "create"]"# : "[\"\(verb)\"]"
        let rule = "{apiGroups: [\"\(group)\"], resources: [\"\(resource)\"], verbs: \(verbs)}"
        let role = namespace.map { "a Role in namespace \($0)" } ?? "a ClusterRole"
        return "add this rule to \(role) that is bound to \(user): \(rule)"
    }

    private var fullName: String { group.isEmpty ? resource : "\(resource).\(group)" }
}

extension String {
    /// What stands in double quotes right after the first `prefix`.
    func quoted(after prefix: String) -> String? {
        guard let rest = rest(after: prefix + "\""), let end = rest.firstIndex(of: "\"") else { return nil }
        return String(rest[..<end])
    }

    /// Up to the next space after the first `prefix`.
    func word(after prefix: String) -> String? {
        rest(after: prefix).map { String($0.prefix { $0 != " " }) }
    }

    private func rest(after prefix: String) -> Substring? {
        firstRange(of: prefix).map { self[$0.upperBound...] }
    }
}
