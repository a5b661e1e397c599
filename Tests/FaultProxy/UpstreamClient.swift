import Foundation
import HTTP
import LoopbackServer
import Threads

/// Where requests are passed on to.
package struct Upstream: Sendable {
    let server: String
    let authorities: [UInt8]?
    /// In place of what the client says of itself.
    let token: String?

    package init(_ cluster: TestCluster) {
        (server, authorities, token) = (cluster.server, cluster.authorities, cluster.token)
    }

    /// A server in clear, to which the client's own credentials go.
    package init(address: String) { (server, authorities, token) = (address, nil, nil) }
}

/// Passes requests on to the real server.
struct UpstreamClient: Sendable {
    private let upstream: Upstream
    private let client: HTTPClient

    init(_ upstream: Upstream) {
        self.upstream = upstream
        var options = HTTPClient.Options(tls: TLSSettings(authorities: upstream.authorities))
        options.allowsHTTP2 = false
        options.proxy = .none
        client = HTTPClient(options)
    }

    /// Waits for the answer, on a thread of the loopback server.
    func answer(to received: LoopbackServer.Received) -> UpstreamAnswer {
        var request = HTTPRequest(received.method, upstream.server + received.path)
        for name in ["Accept", "Content-Type", "User-Agent"] + received.names(with: "x-amz-") {
            request.headers[name] = received.header(name)
        }
        request.headers["Authorization"] =
            upstream.token.map { "Bearer \($0)" } ?? received.header("Authorization")
        if !received.body.isEmpty { request.body = Array(received.body.utf8) }
        let (answer, done) = (Locked(UpstreamAnswer()), DispatchSemaphore(value: 0))
        Task(executorPreference: OwnThreads.shared) { [client, request] in
            if let response = try? await client.execute(request) {
                answer.withLock { $0 = UpstreamAnswer(response) }
            }
            done.signal()
        }
        done.wait()
        return answer.withLock { $0 }
    }
}

/// Runs tasks beside the threads that all tests share: some tests hold those up, and wait for an answer meanwhile.
private final class OwnThreads: TaskExecutor {
    static let shared = OwnThreads()
    private let queue = DispatchQueue(label: "fault-proxy", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// The server's answer; 502 where there was none.
struct UpstreamAnswer: Sendable {
    var status = 502
    var headers: [String] = []
    var body = ""

    init() {}

    init(_ response: HTTPResponse) {
        status = response.status
        body = String(decoding: response.body, as: UTF8.self)
        for name in ["Content-Type", "Retry-After", "Warning"] {
            headers += response.headers.values(name).map { "\(name): \($0)" }
        }
    }

    /// As it goes over the wire.
    var text: String { if case .send(let text) = steps[0] { text } else { "" } }
    var steps: [LoopbackServer.Step] { [answer(status, headers: headers, body)] }
}

extension LoopbackServer.Received {
    var method: String { head.split(separator: " ").first.map(String.init) ?? "" }

    func header(_ name: String) -> String? {
        let prefix = name.lowercased() + ":"
        return head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(prefix) }
            .map { $0.dropFirst(prefix.count).trimmingCharacters(in: .whitespaces) }
    }

    /// Of headers whose names begin so.
    func names(with prefix: String) -> [String] {
        head.split(separator: "\r\n").filter { $0.lowercased().hasPrefix(prefix) }
            .map { String($0.prefix { $0 != ":" }) }
    }

    /// AWS's name of it: in a header, in a form, or nowhere.
    var operation: String {
        if let target = header("X-Amz-Target") { return String(target.drop { $0 != "." }.dropFirst()) }
        let action = body.split(separator: "&").first { $0.hasPrefix("Action=") }
        if let action { return String(action.dropFirst(7)) }
        return "\(method) \(path.drop { $0 != "?" })"
    }
}
