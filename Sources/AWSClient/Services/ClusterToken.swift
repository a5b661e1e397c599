package import Core
import HTTP
package import Values

extension AWSConnection {
    /// A token for the API server of a cluster of EKS: a signed request to STS, which the server sends to learn who we are.
    ///
    /// - Throws: a `Problem` when there are no credentials, or `CancellationError`.
    package func token(forCluster name: String) async throws -> (token: Secret, ends: Timestamp) {
        let keys = try await credentials.current()
        let endpoint = endpoints.endpoint(of: .sts, in: region)
        var request = UnsignedRequest(
            method: "GET", origin: endpoint.origin, path: endpoint.basePath + "/",
            query: [.init("Action", "GetCallerIdentity"), .init("Version", AWSService.sts.version)])
        request.headers["x-k8s-aws-id"] = name
        let now = transport.serverTime
        let signer = Signer(service: AWSService.sts.signingName, region: region)
        let url = signer.presign(request, as: keys, at: now, for: Self.urlLasts).reveal()
        let ends = min(keys.ends ?? .distantFuture, Timestamp(seconds: now.seconds + Self.tokenLasts))
        return (Secret("k8s-aws-v1.\(Base64.encode(Array(url.utf8)).forURLs)"), ends)
    }

    /// Seconds that the URL says of itself.
    private static let urlLasts = 60
    /// Seconds for which EKS takes it all the same, less one minute.
    private static let tokenLasts: Int64 = 14 * 60
}

extension Timestamp {
    fileprivate static let distantFuture = Timestamp(seconds: .max)
}

extension String {
    /// Base64 with the letters that need no escape in URLs, and without padding.
    fileprivate var forURLs: String {
        replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
