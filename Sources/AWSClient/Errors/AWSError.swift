/// An answer of AWS that is no success.
package struct AWSError: Error, Hashable, Sendable {
    /// AWS's own name of it, such as `DBInstanceNotFound`; the status where the answer names none.
    package let code: String
    /// AWS's own words.
    package let message: String
    /// What AWS's support asks for.
    package let requestID: String?
    package let status: Int
    /// What was asked, such as `rds:CreateDBInstance`.
    package let action: String
    package let region: String
    /// Host and port that answered.
    package let server: String
    /// Where S3 says that the bucket is.
    package var bucketRegion: String?
    /// What it was for, to complete "could not …".
    package let purpose: String
    /// How often it was asked.
    package var attempts = 1

    /// AWS was asked too much at once, and has done nothing.
    package var isThrottling: Bool { ErrorCodes.throttling.contains(code) || status == 429 }

    /// Another attempt may get through.
    package var isTransient: Bool {
        ErrorCodes.transient.contains(code) || [500, 502, 503, 504].contains(status)
    }

    package var isRetryable: Bool { isThrottling || isTransient }

    /// What was asked for is not there.
    package var isNotFound: Bool {
        status == 404 || code.contains("NotFound") || code.hasPrefix("NoSuch")
    }

    /// What was to be made is there already.
    package var isAlreadyThere: Bool {
        code.contains("AlreadyExists") || code.contains("AlreadyOwnedByYou") || code.hasSuffix(".Duplicate")
            || code == "ResourceExistsException"
    }

    package var isDenied: Bool { ErrorCodes.denied.contains(code) || status == 403 && code == "403" }
}
