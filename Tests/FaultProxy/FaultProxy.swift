import Foundation
import LoopbackServer
import Threads

/// Stands between a client and a real API server, or AWS's stand-in, in clear towards the client, and lets go wrong what a test asks for.
///
/// Towards an API server it works as a user of its own, so that the client needs no credentials.
package final class FaultProxy: Sendable {
    package struct Request: Sendable {
        /// From 1, in the order of arrival.
        package let number: Int
        package let method: String
        /// Path and query.
        package let target: String
        /// The header of this name, which may hold a credential.
        package let authorization: String
        /// What AWS calls it, such as `CreateKey`; where it has no name, its method and query, such as `PUT ?versioning`.
        package let operation: String
        /// How many requests with this method and target came before.
        package let earlier: Int

        package var line: String { "\(method) \(target)" }
    }

    /// What is done with a request.
    package enum Treatment: Sendable {
        case pass
        case fail(Fault)
        /// This in place of the server's answer, which never hears of the request.
        case answer(status: Int, headers: [String] = [], String)
        /// The server's answer with another body.
        case rewrite(@Sendable (String) -> String)
        /// Something else happens after the server has answered and before the client hears of it; then it hears nothing.
        case lose(after: @Sendable () -> Void)
    }

    private let log: Log
    private let server: LoopbackServer

    /// - Parameter treatment: asked once for each request, on a thread that may be held up.
    package convenience init(
        to cluster: TestCluster, _ treatment: @escaping @Sendable (Request) -> Treatment = { _ in .pass }
    ) throws {
        try self.init(to: Upstream(cluster), treatment)
    }

    package init(
        to upstream: Upstream, _ treatment: @escaping @Sendable (Request) -> Treatment = { _ in .pass }
    ) throws {
        let (log, client) = (Log(), UpstreamClient(upstream))
        self.log = log
        server = try LoopbackServer { received in
            let request = log.add(received)
            return Self.steps(received, treatment(request), client)
        }
    }

    /// `http://127.0.0.1:port`
    package var address: String { server.url("") }

    /// All that came so far.
    package var requests: [Request] { log.requests.withLock { $0 } }

    private static func steps(
        _ received: LoopbackServer.Received, _ treatment: Treatment, _ client: UpstreamClient
    ) -> [LoopbackServer.Step] {
        switch treatment {
        case .pass: return client.answer(to: received).steps
        case .answer(let status, let headers, let body): return [answer(status, headers: headers, body)]
        case .rewrite(let body):
            var answer = client.answer(to: received)
            answer.body = body(answer.body)
            return answer.steps
        case .lose(let happening):
            _ = client.answer(to: received)
            happening()
            return [.reset]
        case .fail(let fault):
            if let refusal = fault.refusal { return [Self.refusal(refusal)] }
            var answer = fault.reachesTheServer ? client.answer(to: received) : UpstreamAnswer()
            switch fault {
            case .halfAnswer: return [.send(String(answer.text.prefix(answer.text.count / 2))), .close]
            case .garbledAnswer:
                answer.body = String(answer.body.prefix(answer.body.count / 2))
                return answer.steps
            case .silence: return [.hang]
            default: return [.reset]
            }
        }
    }

    private static func refusal(_ refusal: (status: Int, headers: [String], reason: String))
        -> LoopbackServer.Step
    {
        let body =
            #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"on purpose","reason":"\#(refusal.reason)","code":\#(refusal.status)}"#
        return answer(
            refusal.status, headers: ["Content-Type: application/json"] + refusal.headers, body)
    }
}

/// What came, counted.
private final class Log: Sendable {
    let requests = Locked<[FaultProxy.Request]>([])

    func add(_ received: LoopbackServer.Received) -> FaultProxy.Request {
        let (method, target) = (received.method, received.path)
        return requests.withLock { requests in
            let request = FaultProxy.Request(
                number: requests.count + 1, method: method, target: target,
                authorization: received.header("Authorization") ?? "", operation: received.operation,
                earlier: requests.count { $0.method == method && $0.target == target })
            requests.append(request)
            return request
        }
    }
}
