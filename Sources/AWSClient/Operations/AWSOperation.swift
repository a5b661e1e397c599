/// One operation of a service, with what has to be known to send it.
package struct AWSOperation: Sendable, Hashable {
    package let service: AWSService
    package let name: String
    /// Of the services that are spoken to in REST.
    package var rest: RESTBinding?
    /// Whether it does no more when it is sent twice than when it is sent once. What may not be repeated is sent again only
    /// where the service said that it had not begun.
    package var isRepeatable: Bool
    /// The member that makes it repeatable: the service does once what bears the same token. It is filled in where the
    /// input leaves it out.
    package var tokenMember: String?
    /// Some are how one gets credentials in the first place.
    package var isSigned = true
    /// S3 wants a checksum of some bodies beside the signature.
    package var needsChecksum = false
    /// What policies call it, where that is not its own name.
    private let permission: String?

    package init(
        _ service: AWSService, _ name: String, rest: RESTBinding? = nil, isRepeatable: Bool = true,
        tokenMember: String? = nil, permission: String? = nil
    ) {
        self.service = service
        self.name = name
        self.rest = rest
        self.isRepeatable = isRepeatable || tokenMember != nil
        self.tokenMember = tokenMember
        self.permission = permission
    }

    /// As policies write it, such as `rds:CreateDBInstance`.
    package var action: String { "\(service.actionPrefix):\(permission ?? name)" }
}

/// Where the members of a REST operation's input go.
package struct RESTBinding: Sendable, Hashable {
    package var method: String
    /// Such as `/{Bucket}/{Key+}?list-type=2`; a name with a plus may have slashes.
    package var path: String
    /// Members that go into the query, and how they are called there.
    package var query: [String: String]
    /// Members that go into headers, and how they are called there.
    package var headers: [String: String]
    /// The member that is the whole body: text as it is, an object as XML with this name or as JSON. Without one, all
    /// members that go nowhere else are the body's.
    package var payload: String?

    package init(
        _ method: String, _ path: String, query: [String: String] = [:], headers: [String: String] = [:],
        payload: String? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.payload = payload
    }
}
