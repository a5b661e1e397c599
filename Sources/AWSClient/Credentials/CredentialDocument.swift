import Core
import HTTP
import Values

/// The JSON in which programs and servers of this machine give credentials.
enum CredentialDocument {
    /// Nil when a key is missing, or the time of its end is none.
    static func read(_ value: Value, tokenKey: String) -> AWSCredentials? {
        guard let id = value[key: "AccessKeyId"]?.string, !id.isEmpty,
            let secret = value[key: "SecretAccessKey"]?.string, !secret.isEmpty
        else { return nil }
        var credentials = AWSCredentials(accessKeyID: id, secretAccessKey: Secret(secret))
        if let token = value[key: tokenKey]?.string, !token.isEmpty {
            credentials.sessionToken = Secret(token)
        }
        if let text = value[key: "Expiration"]?.string {
            guard let ends = time(text) else { return nil }
            credentials.ends = ends
        }
        return credentials
    }

    /// Also with the offset that some write in place of `Z`, and with `UTC`.
    static func time(_ text: String) -> Timestamp? {
        for end in ["+00:00", "UTC"] where text.hasSuffix(end) {
            return Timestamp(rfc3339: "\(text.dropLast(end.count))Z")
        }
        return Timestamp(rfc3339: text)
    }

    /// Asks a server of this machine.
    ///
    /// - Parameter who: for messages, which quote nothing of the answer.
    static func ask(
        _ client: HTTPClient, _ request: HTTPRequest, tokenKey: String, of who: String
    ) async throws -> AWSCredentials {
        let response: HTTPResponse
        do {
            response = try await client.execute(request, retrying: RetryPolicy(maxAttempts: 3))
        } catch let error as HTTPError {
            throw problem("\(who) does not answer: \(error.message.asClause)", isRetryable: true)
        }
        guard response.status == 200 else {
            throw problem("\(who) answered \(response.status)", isRetryable: response.status >= 500)
        }
        guard let value = try? Value(json: response.body), let found = read(value, tokenKey: tokenKey) else {
            throw problem("\(who) gave none that can be used")
        }
        return found
    }

    private static func problem(_ detail: String, isRetryable: Bool = false) -> Problem {
        Problem(
            "aws.metadata", "the server that gives AWS credentials here gave none", detail: detail,
            help: "see whether the role is attached, and whether the container may reach the server",
            isRetryable: isRetryable)
    }
}
