package import Core

extension AWSError {
    /// The one way from a refusal of AWS to words.
    package var problem: Problem {
        switch code {
        case _ where isDenied: denied
        case _ where ErrorCodes.expired.contains(code): expiredKeys
        case _ where ErrorCodes.clock.contains(code), _ where isSignedAtAnotherTime: clock
        case _ where ErrorCodes.signature.contains(code): signature
        case _ where ErrorCodes.unknownKeys.contains(code): unknownKeys
        case _ where ErrorCodes.wrongRegion.contains(code): wrongRegion
        case _ where ErrorCodes.regionOff.contains(code): regionOff
        case _ where isQuota:
            problem(
                "quota", "a quota of the AWS account is exhausted",
                help: "ask AWS to raise it (Service Quotas), or ask for less")
        case _ where isThrottling: throttled
        case _ where isTransient: failure
        case _ where isNotFound:
            problem("not-found", "AWS has no such object", help: "it was deleted since the plan: plan again")
        case _ where isAlreadyThere:
            problem(
                "exists", "an object of that name is already there in AWS",
                help: "look whose it is; delete it, or plan again with --adopt")
        case _ where ErrorCodes.state.contains(code) || code.hasPrefix("Invalid") && code.contains("State"):
            problem(
                "state", "the object in AWS is in no state for this",
                help: "wait until what is under way is done, and plan again", isRetryable: true)
        case _ where 400..<500 ~= status:
            problem(
                "invalid", "AWS refuses what was asked", help: "change what the specs ask for as AWS says")
        default:
            problem(
                "unexpected", "AWS gave an answer that was not expected",
                help: "see whether a proxy between here and AWS answers in its place")
        }
    }

    /// KMS says so with the word that others have for being asked too much.
    private var isQuota: Bool {
        code.contains("Quota") || code == "LimitExceededException"
            || !isThrottling && (code.contains("LimitExceeded") || code.hasPrefix("TooMany"))
    }

    private var isSignedAtAnotherTime: Bool {
        code == "SignatureDoesNotMatch" || code == "InvalidSignatureException"
            ? message.contains("Signature expired") || message.contains("not yet current") : false
    }

    private func problem(
        _ code: String, _ summary: String, because reason: String? = nil, help: String,
        isRetryable: Bool = false
    ) -> Problem {
        let request = requestID.map { ", request \($0)" } ?? ""
        let place = "\(action) in \(region)\(request)"
        return Problem(
            "aws.\(code)", summary,
            detail: "could not \(purpose) (\(place)): \(reason ?? answered)", help: help,
            isRetryable: isRetryable)
    }

    private var answered: String {
        let name = code == "\(status)" ? "" : " \(code)"
        let count = attempts > 1 ? " in the last of \(attempts) attempts" : ""
        return "\(server) answered \(status)\(name)\(count)\(said.isEmpty ? "" : ": \(said)")"
    }

    /// Without what only whoever may decode it can read.
    private var said: String {
        guard let end = message.firstRange(of: " Encoded authorization failure message:") else {
            return message.asClause
        }
        return String(message[..<end.lowerBound]).asClause
    }
}

// MARK: - Who may not

extension AWSError {
    private var denied: Problem {
        let wanted = message.word(after: "not authorized to perform: ") ?? action
        let resource = message.word(after: " on resource: ").map { " on \($0)" } ?? ""
        let isDeniedByRule = message.contains("explicit deny")
        return problem(
            "access-denied", "AWS does not allow it",
            help: isDeniedByRule
                ? "a policy forbids \(wanted)\(resource): change that policy, or use credentials that it is not for"
                : "allow \(wanted)\(resource) in a policy of whoever the credentials belong to")
    }

    private var expiredKeys: Problem {
        problem(
            "expired-credentials", "the AWS credentials have expired",
            help: "renew them, for example with aws sso login, or use a source that renews them by itself",
            isRetryable: true)
    }

    private var unknownKeys: Problem {
        problem(
            "unknown-credentials", "AWS does not know these credentials",
            help:
                "see whether the access key is still active, belongs to this partition of AWS, and whether its "
                + "session token was given with it")
    }

    private var signature: Problem {
        problem(
            "signature", "the signature does not match",
            help:
                "see whether the secret access key is the one of this access key, and whether a proxy changes requests"
        )
    }

    private var clock: Problem {
        problem(
            "clock", "this machine's clock and AWS's differ too much",
            help: "set the clock right: a signature is good for a few minutes", isRetryable: true)
    }
}

// MARK: - Where, and how much

extension AWSError {
    private var wrongRegion: Problem {
        problem(
            "wrong-region", "the bucket is in another region",
            because: bucketRegion.map { "the bucket is in \($0), and \(region) was asked" },
            help: "name the bucket's region in the specs, or another bucket")
    }

    private var regionOff: Problem {
        problem(
            "region-off", "the AWS account may not use this",
            help: "switch the region or the service on for the account, or leave it out of the specs")
    }

    private var throttled: Problem {
        problem(
            "throttled", "AWS was asked too much at once",
            help: "apply again later: what is done is done; see who else calls the account's API as often",
            isRetryable: true)
    }

    private var failure: Problem {
        problem(
            "server-error", "AWS failed",
            help: "look at AWS's health dashboard for the region; apply again later", isRetryable: true)
    }
}

extension String {
    /// Up to the next space after the first `prefix`.
    fileprivate func word(after prefix: String) -> String? {
        guard let start = firstRange(of: prefix) else { return nil }
        let word = self[start.upperBound...].prefix { $0 != " " }
        return word.hasSuffix(".") ? String(word.dropLast()) : String(word)
    }
}
