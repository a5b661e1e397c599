extension AWSOperation {
    /// Says who the credentials belong to. Everybody may ask.
    package static let getCallerIdentity = AWSOperation(.sts, "GetCallerIdentity")

    package static let assumeRole = AWSOperation(.sts, "AssumeRole")

    /// Is signed with nothing: a token in its header says who asks.
    static let getRoleCredentials = {
        var operation = AWSOperation(
            .ssoPortal, "GetRoleCredentials",
            rest: RESTBinding(
                "GET", "/federation/credentials",
                query: ["roleName": "role_name", "accountId": "account_id"],
                headers: ["accessToken": "x-amz-sso_bearer_token"]))
        operation.isSigned = false
        return operation
    }()

    /// Is signed with nothing: the token in it says who asks.
    static let assumeRoleWithWebIdentity = {
        var operation = AWSOperation(.sts, "AssumeRoleWithWebIdentity")
        operation.isSigned = false
        return operation
    }()
}
