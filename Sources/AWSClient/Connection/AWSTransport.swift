package import Core
import Credentials
import HTTP
import Threads

/// The connections and the clock that all regions and accounts share.
package final class AWSTransport: Sendable {
    package let timing: Timing
    private let outside: HTTPClient
    /// For servers on this machine, and for those that hand out credentials: no proxy gets to read what is said there.
    private let inside: HTTPClient
    private let clockError = Locked(Int64(0))

    /// - Parameter authorities: PEM of the only authorities to trust; nil trusts the system's.
    package init(userAgent: String, authorities: [UInt8]? = nil, timing: Timing = .system) {
        self.timing = timing
        var options = HTTPClient.Options(tls: TLSSettings(authorities: authorities), userAgent: userAgent)
        // With several requests in flight, libcurl 7.88 now and then leaves HTTP/2 transfers waiting for ten seconds.
        options.allowsHTTP2 = false
        outside = HTTPClient(options)
        options.proxy = .none
        inside = HTTPClient(options)
    }

    /// PEM of the only authorities to trust, from the file that `AWS_CA_BUNDLE` names; nil when it names none.
    ///
    /// - Throws: `aws.authorities`.
    package static func authorities(environment: [String: String]) throws(Problem) -> [UInt8]? {
        guard let path = environment["AWS_CA_BUNDLE"], !path.isEmpty else { return nil }
        var why = "there is no such file"
        do throws(SmallFile.Failure) {
            if let bytes = try SmallFile.read(path) { return bytes }
        } catch {
            why = error.words
        }
        throw Problem(
            "aws.authorities", "the authorities to trust cannot be read",
            detail: "AWS_CA_BUNDLE names \(path): \(why)",
            help: "correct the path, or take the variable away to trust the system's authorities")
    }

    func client(isInside: Bool) -> HTTPClient { isInside ? inside : outside }

    /// The time that AWS's servers have, as far as is known.
    var serverTime: Timestamp { Timestamp(seconds: timing.now().seconds + clockError.withLock { $0 }) }

    /// Learns from an answer how wrong this machine's clock is; false when it is right, or right by now.
    func correctClock(by head: HTTPHead) -> Bool {
        guard let text = head.headers["Date"], let seconds = HTTPDate.seconds(text) else { return false }
        let error = Int64(seconds) - timing.now().seconds
        return clockError.withLock { known in
            guard abs(error - known) > Self.tolerance else { return false }
            known = error
            return true
        }
    }

    /// Seconds. AWS itself allows five minutes and more.
    private static let tolerance: Int64 = 240
}
