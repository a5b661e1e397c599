/// Where the requests to a service in a region go.
struct AWSEndpoint: Sendable, Hashable {
    /// Scheme, host and perhaps port, without a slash at its end.
    let origin: String
    /// Of an endpoint that somebody named; empty, or with a slash at its beginning and none at its end.
    let basePath: String
    /// The server is on this machine.
    let isLoopback: Bool
    /// S3 finds the bucket in the host's name and not in the path.
    let bucketIsInHost: Bool
}
