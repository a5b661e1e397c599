import Core
import Credentials
import Glibc
import HTTP
import Threads
import Values

/// What a plugin or an issuer has given, kept in memory for as long as it is good.
///
/// Guarantees: however many requests need credentials at once, they are fetched once for all of them.
final class KeptCredentials: Sendable {
    private struct Kept: Sendable {
        var credential: Credential?
        var count = 0
    }

    private let fetch: @Sendable () async throws -> Credential
    private let now: @Sendable () -> Timestamp
    private let kept = Locked(Kept())
    private let runs = SingleFlight<Credential>()

    init(
        now: @escaping @Sendable () -> Timestamp = { Timestamp(seconds: Int64(time(nil))) },
        _ fetch: @escaping @Sendable () async throws -> Credential
    ) {
        self.now = now
        self.fetch = fetch
    }

    func current() async throws -> Credential {
        if let credential = kept.withLock({ $0.credential }), isGood(credential) { return credential }
        return try await renewed()
    }

    /// What others have got since, or else of a new run; nil when it is the same that was refused.
    func replacement(for refused: Credential) async throws -> Credential? {
        let newer = kept.withLock { kept in
            if kept.credential?.number == refused.number { kept.credential = nil }
            return kept.credential
        }
        if let newer, isGood(newer) { return newer }
        let fresh = try await renewed()
        let isSame =
            fresh.token == refused.token && fresh.identity?.certificate == refused.identity?.certificate
        return isSame ? nil : fresh
    }

    private func isGood(_ credential: Credential) -> Bool { credential.ends.map { now() < $0 } ?? true }

    private func renewed() async throws -> Credential {
        try await runs.share { [self] in
            let fresh = try await fetch()
            return kept.withLock { kept in
                kept.count += 1
                var fresh = fresh
                fresh.number = kept.count
                kept.credential = fresh
                return fresh
            }
        }
    }
}
