import AWSClient

/// What of Secrets Manager is called, and nothing else.
enum SecretsCalls {
    static let list = AWSOperation(.secretsManager, "ListSecrets")
    static let describe = AWSOperation(.secretsManager, "DescribeSecret")
    static let randomPassword = AWSOperation(.secretsManager, "GetRandomPassword")
    static let create = AWSOperation(.secretsManager, "CreateSecret", tokenMember: "ClientRequestToken")
    static let update = AWSOperation(.secretsManager, "UpdateSecret", tokenMember: "ClientRequestToken")
    static let value = AWSOperation(.secretsManager, "GetSecretValue")
    static let tag = AWSOperation(.secretsManager, "TagResource")
    static let delete = AWSOperation(.secretsManager, "DeleteSecret")

    static let all = [list, describe, randomPassword, create, update, value, tag, delete]
}
