import Diagnostics

/// A resource that a namespace's quota can count: `requests.cpu`, `pods`, `count/deployments.apps`.
struct QuotaResource: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a resource of a quota",
        about: "As in a ResourceQuota's hard: requests.cpu, pods, count/<kind>.<group>.",
        pattern: "^[a-z0-9][-a-z0-9./]*$", examples: ["requests.cpu", "limits.memory", "count/jobs.batch"])

    static let known = [
        "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "requests.storage",
        "requests.ephemeral-storage", "limits.ephemeral-storage", "persistentvolumeclaims", "pods",
        "services",
        "services.loadbalancers", "services.nodeports", "secrets", "configmaps", "replicationcontrollers",
        "resourcequotas",
    ]

    init(parsing text: String) throws(Misfit) {
        if Self.known.contains(text) { return }
        let isOpenEnded =
            text.hasPrefix("count/") || text.contains(".storageclass.storage.k8s.io/")
            || (text.hasPrefix("requests.") && text.contains("/"))
        guard isOpenEnded, text.utf8.allSatisfy({ $0.isLowercase || $0.isDigit || $0.isOne(of: "-./") })
        else {
            throw Misfit(
                "Kubernetes' quotas count no such resource",
                suggestion: Suggestion.closest(to: text, among: Self.known))
        }
    }
}
