import Core
import Values

/// Keys that stand in the environment.
enum EnvironmentKeys {
    /// Nil when there are none.
    ///
    /// - Throws: `aws.credentials` when there is one key without the other.
    static func read(_ environment: [String: String]) throws(Problem) -> AWSCredentials? {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let id = value("AWS_ACCESS_KEY_ID")
        let secret = value("AWS_SECRET_ACCESS_KEY")
        guard let id, let secret else {
            guard id == nil, secret == nil else {
                throw Problem(
                    "aws.credentials", "AWS credentials cannot be used",
                    detail:
                        "the environment has \(id == nil ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID") without "
                        + "\(id == nil ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY")",
                    help: "set both variables, or neither")
            }
            return nil
        }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: Secret(secret),
            sessionToken: value("AWS_SESSION_TOKEN").map { Secret($0) })
    }
}
