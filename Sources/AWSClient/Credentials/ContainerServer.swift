import Core
import Credentials
import HTTP
import Values

/// The server that gives containers their credentials: of ECS, or of EKS Pod Identity.
struct ContainerServer: Sendable, Hashable {
    let url: String
    /// Is read again for every request: it is replaced while the process runs.
    let tokenFile: String?
    let token: Secret?

    /// Nil when the environment names none.
    ///
    /// - Throws: `aws.credentials` for a server that tokens must not be sent to in clear.
    init?(_ environment: [String: String]) throws(Problem) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            url = "http://169.254.170.2\(path.hasPrefix("/") ? "" : "/")\(path)"
        } else if let full = value("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
            guard Self.mayBeAsked(full) else {
                throw Problem(
                    "aws.credentials", "AWS credentials cannot be used",
                    detail:
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI names a server that is neither encrypted nor on this "
                        + "machine, and is none of ECS and EKS",
                    help: "use https://, or an address of this machine")
            }
            url = full
        } else {
            return nil
        }
        tokenFile = value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
        token = value("AWS_CONTAINER_AUTHORIZATION_TOKEN").map { Secret($0) }
    }

    private static func mayBeAsked(_ url: String) -> Bool {
        let base = url.prefix { $0 != "?" && $0 != "#" }
        guard let address = ServerAddress(String(base)) else { return false }
        if address.isEncrypted || address.isLoopback { return true }
        let host = address.text.dropFirst("http://".count).prefix { $0 != "/" }
        return ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"].contains {
            host == $0 || host.hasPrefix("\($0):")
        }
    }

    func credentials(_ client: HTTPClient) async throws -> AWSCredentials {
        var request = HTTPRequest("GET", url, timeout: .seconds(5))
        request.connectTimeout = .seconds(2)
        request.maxBody = 1 << 20
        let token = try tokenFile.map(Self.read) ?? self.token
        request.headers["Authorization"] = token?.reveal()
        return try await CredentialDocument.ask(
            client, request, tokenKey: "Token", of: "the container's server of credentials")
    }

    private static func read(_ path: String) throws(Problem) -> Secret {
        try TokenText.read(path, for: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
    }
}

/// A token in a file.
enum TokenText {
    static func read(_ path: String, for what: String) throws(Problem) -> Secret {
        var why = "there is no such file"
        do throws(SmallFile.Failure) {
            if let bytes = try SmallFile.read(path) {
                let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).first
                if let text { return Secret(String(text)) }
                why = "it is empty"
            }
        } catch {
            why = error.words
        }
        throw Problem(
            "aws.credentials", "AWS credentials cannot be used", detail: "\(what) names \(path): \(why)",
            help: "correct the path; see whether the file is mounted")
    }
}
