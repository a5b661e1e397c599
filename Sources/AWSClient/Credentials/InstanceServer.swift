import Core
import HTTP
import Values

/// The server that gives machines of EC2 their credentials, in its second version.
struct InstanceServer: Sendable, Hashable {
    let base: String

    /// Nil when the environment forbids to ask it.
    ///
    /// - Throws: `aws.endpoint`.
    init?(_ environment: [String: String]) throws(Problem) {
        if environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" { return nil }
        if let text = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"], !text.isEmpty {
            base = try ConfiguredEndpoints.address(
                text, from: "the variable AWS_EC2_METADATA_SERVICE_ENDPOINT"
            ).text
        } else {
            let isIPv6 = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
            base = isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
        }
    }

    /// - Throws: `aws.no-credentials` where nobody answers: this is no machine of EC2.
    func credentials(_ client: HTTPClient) async throws -> AWSCredentials {
        let token = try await text(
            client, "PUT", "/latest/api/token", [("X-aws-ec2-metadata-token-ttl-seconds", "21600")])
        let headers = [("X-aws-ec2-metadata-token", token)]
        let path = "/latest/meta-data/iam/security-credentials/"
        let role = try await text(client, "GET", path, headers).split(whereSeparator: \.isNewline).first.map(
            String.init)
        guard let role, !role.isEmpty else { throw none("the machine has no role") }
        var request = request("GET", path + PercentEncoding.encode(role), headers)
        request.timeout = .seconds(5)
        return try await CredentialDocument.ask(
            client, request, tokenKey: "Token", of: "the machine's server of credentials")
    }

    private func request(_ method: String, _ path: String, _ headers: [(String, String)]) -> HTTPRequest {
        var request = HTTPRequest(method, base + path, timeout: .seconds(2))
        request.connectTimeout = .seconds(1)
        request.maxBody = 1 << 20
        for (name, value) in headers { request.headers.add(name, value) }
        return request
    }

    private func text(
        _ client: HTTPClient, _ method: String, _ path: String, _ headers: [(String, String)]
    ) async throws -> String {
        let policy = RetryPolicy(maxAttempts: 2)
        do {
            let response = try await client.execute(request(method, path, headers), retrying: policy)
            guard response.status == 200 else {
                throw none(
                    response.status == 404 ? "the machine has no role" : "\(base) answered \(response.status)"
                )
            }
            return String(decoding: response.body, as: UTF8.self)
        } catch let error as HTTPError {
            throw none("\(base) does not answer: \(error.message.asClause)")
        }
    }

    private func none(_ why: String) -> Problem {
        Problem(
            "aws.no-credentials", "there are no AWS credentials",
            detail:
                "neither the environment nor a profile has any, this is no container that is given some, and "
                + "of the machine none are got: \(why)",
            help:
                "set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is given"
        )
    }
}
