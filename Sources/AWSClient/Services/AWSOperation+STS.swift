extension AWSOperation {
    /// Says who the credentials belong to. Everybody may ask.
    package static let getCallerIdentity = AWSOperation(.sts, "GetCallerIdentity")

    package static let assumeRole = AWSOperation(.sts, "AssumeRole")

    /// Is signed with nothing: the token in it says who asks.
    static let assumeRoleWithWebIdentity = {
        var operation = AWSOperation(.sts, "AssumeRoleWithWebIdentity")
        operation.isSigned = false
        return operation
    }()
}
