package import Core
import Credentials
import HTTP
import Threads

/// Credentials of one identity, kept in memory and renewed before they expire.
///
/// Guarantees: however many requests need credentials at once, they are fetched once. While a renewal fails, those that
/// are there are used on for as long as they are good.
package final class CredentialKeeper: Sendable {
    private struct Kept: Sendable {
        var credentials: AWSCredentials?
        /// After a renewal that failed, the next is not tried before.
        var nextTry: Timestamp?
    }

    private let now: @Sendable () -> Timestamp
    private let fetch: @Sendable () async throws -> AWSCredentials
    private let kept = Locked(Kept())
    private let fetches = SingleFlight<AWSCredentials>()

    /// - Parameter fetch: gets them from where they come from; throws a `Problem` or `CancellationError`.
    package init(
        now: @escaping @Sendable () -> Timestamp,
        _ fetch: @escaping @Sendable () async throws -> AWSCredentials
    ) {
        self.now = now
        self.fetch = fetch
    }

    /// Seconds before the end from which on others are fetched.
    private static let ahead: Int64 = 300
    /// Seconds between two renewals of which the first failed.
    private static let rest: Int64 = 30

    package func current() async throws -> AWSCredentials {
        let kept = kept.withLock { $0 }
        guard let credentials = kept.credentials else { return try await renewed() }
        guard let ends = credentials.ends else { return credentials }
        let left = ends.seconds - now().seconds
        if left > Self.ahead { return credentials }
        if left <= 0 { return try await renewed() }
        if let nextTry = kept.nextTry, now() < nextTry { return credentials }
        do {
            return try await renewed()
        } catch let error as CancellationError {
            throw error
        } catch {
            self.kept.withLock { $0.nextTry = Timestamp(seconds: now().seconds + Self.rest) }
            return credentials
        }
    }

    /// Others than those that AWS has refused; nil when the source still has the same.
    func replacement(for refused: AWSCredentials) async throws -> AWSCredentials? {
        let newer = kept.withLock { kept in
            if kept.credentials?.sameKeys(as: refused) == true { kept.credentials = nil }
            return kept.credentials
        }
        if let newer { return newer }
        let fresh = try await renewed()
        return fresh.sameKeys(as: refused) ? nil : fresh
    }

    private func renewed() async throws -> AWSCredentials {
        try await fetches.share { [self] in
            let fresh = try await fetch()
            kept.withLock { $0 = Kept(credentials: fresh) }
            return fresh
        }
    }
}
