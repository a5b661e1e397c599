/// A group of people that the cluster's authenticator knows: `nordwind-admins`.
package struct GroupName: Hashable, Sendable {
    package let text: String
}

extension GroupName: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a group",
        about: "As the cluster's authenticator names it; none of Kubernetes' own system: groups.",
        pattern: "^(?!system:)[!-~]{1,253}$", examples: ["nordwind-admins", "oidc:parking-support"])

    init(parsing text: String) throws(Misfit) {
        guard !text.isEmpty else { throw Misfit("it is empty") }
        guard text.utf8.count <= 253, text.utf8.allSatisfy(\.isVisible) else {
            throw Misfit("groups have at most 253 visible ASCII characters")
        }
        guard !text.hasPrefix("system:") else {
            // These reach far beyond one tenant: system:masters may do anything.
            throw Misfit("the groups of Kubernetes itself are not for tenants")
        }
        self.text = text
    }
}
