import Core
import HTTP
import LoopbackServer
import Threads
import Values

@testable import AWSClient

/// A clock that only moves when somebody waits on it, and chance that is the same in every run.
final class FakeTiming: Sendable {
    private struct State: Sendable {
        var seconds: Int64
        var waits: [Duration] = []
    }

    private let state: Locked<State>
    /// All the chance there is: `.max` makes every wait as long as it may be.
    private let bits: UInt64

    init(at seconds: Int64 = 1_800_000_000, bits: UInt64 = .max) {
        state = Locked(State(seconds: seconds))
        self.bits = bits
    }

    var now: Timestamp { Timestamp(seconds: state.withLock { $0.seconds }) }
    /// In whole seconds, rounded up.
    var waits: [Int64] {
        state.withLock(\.waits).map { $0.components.seconds + ($0.components.attoseconds > 0 ? 1 : 0) }
    }

    func pass(_ seconds: Int64) { state.withLock { $0.seconds += seconds } }

    var timing: Timing {
        Timing(
            now: { self.now },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.waits.append(duration)
                    state.seconds += duration.components.seconds
                }
            }, random: { self.bits })
    }
}

extension AWSCredentials {
    static let sample = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("canary-secret"),
        sessionToken: Secret("canary-token"))
}

extension AWSConnection {
    /// To a server on this machine.
    static func local(
        _ server: LoopbackServer, _ fake: FakeTiming = FakeTiming(),
        credentials: CredentialKeeper? = nil
    ) throws -> AWSConnection {
        let transport = AWSTransport(userAgent: "cadastre-tests", timing: fake.timing)
        return try AWSConnection(
            region: "eu-west-1", credentials: credentials ?? CredentialKeeper(now: { fake.now }) { .sample },
            endpoints: AWSEndpoints(specified: server.url(""), environment: [:]), over: transport)
    }
}

/// Answers in AWS's forms.
enum Answers {
    static func query(_ operation: String, _ result: String) -> LoopbackServer.Step {
        answer(
            200,
            "<\(operation)Response xmlns=\"urn:x\"><\(operation)Result>\(result)</\(operation)Result>"
                + "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></\(operation)Response>")
    }

    static let identity = query("GetCallerIdentity", "<Account>111122223333</Account>")

    static func error(_ code: String, status: Int = 400, headers: [String] = []) -> LoopbackServer.Step {
        answer(
            status, headers: headers,
            "<ErrorResponse><Error><Code>\(code)</Code><Message>said so</Message></Error>"
                + "<RequestId>r-2</RequestId></ErrorResponse>")
    }
}

extension LoopbackServer.Received {
    /// Whether the line is one of its head's.
    func has(_ line: String) -> Bool { head.split(whereSeparator: \.isNewline).contains { $0 == line } }
}
