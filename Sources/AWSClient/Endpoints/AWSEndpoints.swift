package import Core
import HTTP

/// The addresses of services: AWS's own, and those that somebody names in place of them.
package struct AWSEndpoints: Sendable {
    /// The region's own, from the specs: goes before all others.
    private let specified: ServerAddress?
    /// What people have configured.
    private let configured: ConfiguredEndpoints

    /// - Parameter specified: the specs' `endpoint` of a region.
    /// - Throws: `aws.endpoint`.
    package init(
        specified: String? = nil, environment: [String: String], profile: AWSProfile? = nil
    ) throws(Problem) {
        self.specified = try specified.map { (text) throws(Problem) in
            try ConfiguredEndpoints.address(text, from: "the Region's spec.aws.endpoint")
        }
        configured = try ConfiguredEndpoints(environment: environment, profile: profile)
    }

    /// - Parameter bucket: of a request to S3 that is about one.
    func endpoint(of service: AWSService, in region: String, bucket: String? = nil) -> AWSEndpoint {
        if let address = specified ?? configured.address(of: service) {
            let schemeLength = address.isEncrypted ? 8 : 7
            let authority = address.text.dropFirst(schemeLength).prefix { $0 != "/" }
            let origin = "\(address.text.prefix(schemeLength))\(authority)"
            return AWSEndpoint(
                origin: origin, basePath: String(address.text.dropFirst(origin.count)),
                isLoopback: address.isLoopback, bucketIsInHost: false)
        }
        let host = "\(service.host).\(region).\(Partition(of: region).domain)"
        let isInHost = bucket.map(Self.fitsHost) ?? false
        return AWSEndpoint(
            origin: "https://\(isInHost ? "\(bucket ?? "")." : "")\(host)", basePath: "", isLoopback: false,
            bucketIsInHost: isInHost)
    }

    /// A name with a dot would not fit the certificate, and others fit no host's name at all.
    private static func fitsHost(_ bucket: String) -> Bool {
        (3...63).contains(bucket.utf8.count) && bucket.first != "-" && bucket.last != "-"
            && bucket.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
