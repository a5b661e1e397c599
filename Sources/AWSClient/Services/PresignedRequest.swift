import Core
package import Values

extension AWSConnection {
    /// The address of a request to another region, signed for a service that makes it there in our name. It does something: whoever
    /// knows it may do the same for as long as it lasts.
    ///
    /// - Throws: a `Problem` when there are no credentials, or `CancellationError`.
    package func presigned(
        _ operation: AWSOperation, _ input: KeyValuePairs<String, String>, in region: String
    ) async throws -> Secret {
        let keys = try await credentials.current()
        let endpoint = endpoints.endpoint(of: operation.service, in: region)
        let request = UnsignedRequest(
            method: "GET", origin: endpoint.origin, path: endpoint.basePath + "/",
            query: [.init("Action", operation.name), .init("Version", operation.service.version)]
                + input.map { .init($0.key, $0.value) })
        let signer = Signer(service: operation.service.signingName, region: region)
        return signer.presign(request, as: keys, at: transport.serverTime, for: Self.lasts)
    }

    /// Seconds; as long as AWS's own tools have it last.
    private static let lasts = 3600
}
