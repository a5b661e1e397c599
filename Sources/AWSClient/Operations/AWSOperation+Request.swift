import HTTP
import Values

extension AWSOperation {
    /// The request in the service's own protocol; nil when the input does not say where it goes.
    func request(_ input: Fields, to endpoint: AWSEndpoint) -> UnsignedRequest? {
        var request = UnsignedRequest(method: "POST", origin: endpoint.origin, path: endpoint.basePath + "/")
        switch service.wire {
        case .query, .ec2:
            request.headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
            request.body = QueryForm(self, input).bytes
        case .json(let version, let target):
            request.headers["Content-Type"] = "application/x-amz-json-\(version)"
            request.headers["X-Amz-Target"] = "\(target).\(name)"
            request.body = Value.object(input).json()
        case .restXML, .restJSON:
            guard let rest,
                let bound = RESTRequest(self, rest, input, bucketIsInHost: endpoint.bucketIsInHost)
            else { return nil }
            request.method = rest.method
            request.path = endpoint.basePath + bound.path
            request.query = bound.query
            request.headers["Content-Type"] = bound.contentType
            for field in bound.headers { request.headers.add(field.name, field.value) }
            request.body = bound.body
            if needsChecksum {
                let digest = SHA256.digest(bound.body ?? [])
                request.headers["X-Amz-Sdk-Checksum-Algorithm"] = "SHA256"
                request.headers["X-Amz-Checksum-Sha256"] = Base64.encode(digest)
            }
        }
        return request
    }
}
