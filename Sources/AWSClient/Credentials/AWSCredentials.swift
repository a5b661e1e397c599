package import Core
package import Values

/// What requests are signed with.
package struct AWSCredentials: Sendable, Hashable {
    /// Names the key, and is no secret: AWS itself prints it in logs and errors.
    package var accessKeyID: String
    package var secretAccessKey: Secret
    /// Goes with keys that last for hours.
    package var sessionToken: Secret?
    /// From when on they are no good; nil where nobody says.
    package var ends: Timestamp?

    package init(
        accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret? = nil, ends: Timestamp? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.ends = ends
    }

    /// The same keys, whatever is said of how long they last.
    func sameKeys(as other: AWSCredentials) -> Bool {
        accessKeyID == other.accessKeyID && secretAccessKey == other.secretAccessKey
            && sessionToken == other.sessionToken
    }
}
