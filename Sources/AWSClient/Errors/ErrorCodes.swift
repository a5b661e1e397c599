/// What AWS's codes mean to whoever sends requests. The same things have several names.
enum ErrorCodes {
    static let throttling: Set = [
        "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled",
        "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
        "TooManyRequestsException", "TransactionInProgressException",
    ]

    static let transient: Set = ["IDPCommunicationError", "RequestTimeout", "RequestTimeoutException"]

    static let denied: Set = [
        "AccessDenied", "AccessDeniedException", "AuthorizationError", "NotAuthorized", "UnauthorizedAccess",
        "UnauthorizedOperation",
    ]

    /// The keys were good, and are no more.
    static let expired: Set = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"]

    static let unknownKeys: Set = [
        "AuthFailure", "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidToken",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException", "UnrecognizedClientException",
    ]

    static let signature: Set = [
        "IncompleteSignature", "IncompleteSignatureException", "InvalidSignatureException",
        "SignatureDoesNotMatch",
    ]

    /// The request is from another time than the server's.
    static let clock: Set = ["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"]

    /// Those that a wrong clock can be behind.
    static let maybeClock = clock.union(signature).union(["AuthFailure"])

    static let wrongRegion: Set = [
        "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect",
        "TemporaryRedirect",
    ]

    static let regionOff: Set = ["OptInRequired", "RegionDisabledException", "SubscriptionRequiredException"]

    /// The object is there, and cannot be changed now.
    static let state: Set = [
        "ConflictException", "DependencyTimeout", "DependencyViolation", "InvalidRequestException",
        "KMSInvalidStateException", "OperationAborted",
    ]
}
