import AWSClient
import Core
import Threads
import Values

/// The keys that this process has made, by name: KMS may not know a new one everywhere yet, nor its name, nor the tags by
/// which it is allowed.
final class NewKeys: Sendable {
    struct Made: Sendable {
        let handle: String
        let at: Timestamp
    }

    /// Seconds after which KMS says that tags and names count.
    private static let lag: Int64 = 300

    private let made = Locked<[String: Made]>([:])

    func add(_ handle: String, named name: String, at time: Timestamp) {
        made.withLock { $0[name] = Made(handle: handle, at: time) }
    }

    func remove(_ name: String) { made.withLock { $0[name] = nil } }

    /// Of a key that is still new.
    func handle(of name: String, at now: Timestamp) -> String? {
        guard let key = made.withLock({ $0[name] }), Self.isNew(key.at.seconds, now) else { return nil }
        return key.handle
    }

    static func isNew(_ made: Int64, _ now: Timestamp) -> Bool { now.seconds - made < lag }
}

extension RegionAPI {
    /// A key that is so new that it may be why a change is refused; nil where nothing says so.
    func newKey(behind problem: Problem, of change: Change) async throws -> String? {
        let isOfKMS = ["kms:", "KMS"].contains(where: problem.detail.contains)
        let isRefusal = ["aws.access-denied", "aws.not-found"].contains(problem.code)
        // RDS's word for both.
        guard isOfKMS, isRefusal || problem.detail.contains("KMSKeyNotAccessible") else { return nil }
        let needs = (change.desired?.needs ?? []).filter { $0.scope == change.id.scope }
        for key in [change.id] + needs where key.kind == "Key" {
            if newKeys.handle(of: key.name, at: now()) != nil { return key.short }
            let answer = try await find(
                KMSCalls.describeKey, ["KeyId": .string("alias/\(key.name)")], to: "read \(key.short)")
            guard let made = answer?.json[key: "KeyMetadata"]?[key: "CreationDate"]?.double else { continue }
            if NewKeys.isNew(Int64(made), now()) { return key.short }
        }
        return nil
    }
}
