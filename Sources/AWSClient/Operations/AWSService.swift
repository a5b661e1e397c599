/// One of AWS's services: where it is and how it is spoken to.
package struct AWSService: Sendable, Hashable {
    /// How requests and answers are written.
    package enum Wire: Sendable, Hashable {
        /// Forms that are answered in XML. Lists are written as `Tags.Tag.1`.
        case query
        /// The same with `Filter.1`: every member bears the name that it has on the wire.
        case ec2
        /// - Parameter target: what stands before the operation's name in `X-Amz-Target`.
        case json(version: String, target: String)
        /// - Parameter namespace: of the elements that are sent.
        case restXML(namespace: String)
        case restJSON
    }

    /// For people, such as `Secrets Manager`.
    package let name: String
    /// What configuration calls it, such as `secrets_manager`.
    package let id: String
    /// What its host begins with.
    package let host: String
    package let signingName: String
    /// What its actions begin with in policies.
    package let actionPrefix: String
    /// Of its API, such as `2014-10-31`; empty where nothing is sent of it.
    package let version: String
    package let wire: Wire
    /// How elements of a list are called on the wire, by the list's name; `member` where nothing is said. For `query`.
    package let elements: [String: String]

    package init(
        _ name: String, id: String, host: String? = nil, signingName: String? = nil,
        actionPrefix: String? = nil,
        version: String = "", wire: Wire, elements: [String: String] = [:]
    ) {
        self.name = name
        self.id = id
        self.host = host ?? id
        self.signingName = signingName ?? self.host
        self.actionPrefix = actionPrefix ?? self.signingName
        self.version = version
        self.wire = wire
        self.elements = elements
    }
}
