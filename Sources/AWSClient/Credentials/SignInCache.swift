import CCrypto
import Core
import Credentials
import Values

/// What `aws sso login` leaves in a file.
enum SignInCache {
    /// The token of a sign-in that still holds.
    ///
    /// - Throws: `aws.sign-in`.
    static func token(of signIn: SignIn, at now: Timestamp) throws(Problem) -> Secret {
        let path = "\(signIn.cache)/\(fileName(signIn.cacheKey))"
        let bytes: [UInt8]?
        do throws(SmallFile.Failure) { bytes = try SmallFile.read(path) } catch {
            throw problem(signIn, "\(path): \(error.words)")
        }
        guard let bytes else { throw problem(signIn, "nobody has signed in") }
        guard let value = try? Value(json: bytes), let token = value[key: "accessToken"]?.string,
            let text = value[key: "expiresAt"]?.string, let ends = CredentialDocument.time(text)
        else {
            throw problem(signIn, "\(path) has no accessToken and expiresAt")
        }
        guard now < ends else { throw problem(signIn, "the sign-in has ended at \(ends)") }
        return Secret(token)
    }

    static func problem(_ signIn: SignIn, _ why: String) -> Problem {
        Problem(
            "aws.sign-in", "there is no sign-in that holds",
            detail: "profile '\(signIn.profile)' gets its credentials from who has signed in: \(why)",
            help: "run aws sso login --profile \(signIn.profile)")
    }

    /// AWS's own tools name it so.
    private static func fileName(_ key: String) -> String {
        let bytes = Array(key.utf8)
        var digest = [UInt8](repeating: 0, count: 20)
        unsafe SHA1(bytes, bytes.count, &digest)
        return AWSClient.SHA256.hex(digest) + ".json"
    }
}
