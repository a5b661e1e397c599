import HTTP
import Threads

/// How many retries one region's services get together before the first answer is taken for the last, so that what is down
/// is not hammered: SDKs' standard mode.
final class RetryQuota: Sendable {
    static let capacity = 500
    static let cost = 5
    static let costAfterTimeout = 10
    static let gainOfSuccess = 1

    private let left = Locked(capacity)

    /// Takes what a retry costs; false when it is not there.
    func spend(_ cost: Int) -> Bool {
        left.withLock { left in
            guard left >= cost else { return false }
            left -= cost
            return true
        }
    }

    /// - Parameter spent: what the last retry before the success has cost; nil when there was none.
    func succeeded(having spent: Int?) {
        left.withLock { $0 = min(Self.capacity, $0 + (spent ?? Self.gainOfSuccess)) }
    }

    var remaining: Int { left.withLock { $0 } }
}
