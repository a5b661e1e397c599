import Foundation
import HTTP
import LoopbackServer
import Threads

/// Passes requests on to the real API server.
struct UpstreamClient: Sendable {
    private let cluster: TestCluster
    private let client: HTTPClient

    init(_ cluster: TestCluster) {
        self.cluster = cluster
        var options = HTTPClient.Options(tls: TLSSettings(authorities: cluster.authorities))
        options.allowsHTTP2 = false
        options.proxy = .none
        client = HTTPClient(options)
    }

    /// Waits for the answer, on a thread of the loopback server.
    func answer(to received: LoopbackServer.Received) -> UpstreamAnswer {
        var request = HTTPRequest(received.method, cluster.server + received.path)
        for name in ["Accept", "Content-Type", "User-Agent"] { request.headers[name] = received.header(name) }
        request.headers["Authorization"] = "Bearer \(cluster.token)"
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
}
