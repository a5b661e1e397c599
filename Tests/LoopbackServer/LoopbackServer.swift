import Foundation
import Glibc
import HTTP
import Threads

/// A server on 127.0.0.1 that answers each request with scripted steps, right or wrong on purpose.
///
/// One thread per connection, all of which end when the server is released.
package final class LoopbackServer: Sendable {
    package enum Step: Sendable {
        case send(String)
        /// So many bytes of `x`.
        case fill(Int)
        case pause(milliseconds: Int)
        /// Says nothing more until the client goes away.
        case hang
        case reset
        case close
    }

    package struct Received: Sendable {
        /// Request line and headers.
        package let head: String
        package let body: String
        /// How many requests came before, over all connections.
        package let number: Int

        package var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
    }

    private let listener: Int32
    private let port: UInt16
    private let traffic: Traffic

    package init(_ script: @escaping @Sendable (Received) -> [Step]) throws {
        (listener, port) = try listenOnLoopback(backlog: 128)
        let (listener, traffic) = (listener, Traffic())
        self.traffic = traffic
        Thread.detachNewThread {
            while true {
                guard let socket = accepted(listener) else { break }
                traffic.opened(socket)
                Thread.detachNewThread {
                    Connection(socket: socket, traffic: traffic).serve(script)
                    traffic.closed(socket)
                }
            }
            close(listener)
        }
    }

    deinit {
        traffic.hangUp()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    package func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }
    package var authority: String { "127.0.0.1:\(port)" }
    package var received: [Received] { traffic.state.withLock(\.received) }
    package var sentBytes: Int { traffic.state.withLock(\.sentBytes) }
    package var connections: Int { traffic.state.withLock(\.connections) }
    package var openConnections: Int { traffic.state.withLock(\.open.count) }
}

/// An answer with a Content-Length.
package func answer(_ status: Int = 200, headers: [String] = [], _ body: String = "") -> LoopbackServer.Step {
    let lines = ["HTTP/1.1 \(status) Text", "Content-Length: \(body.utf8.count)"] + headers
    return .send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
}

/// A listening socket and its port, chosen by the system.
package func listenOnLoopback(backlog: Int32) throws -> (socket: Int32, port: UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            unsafe bind(listener, address, size) == 0 && listen(listener, backlog) == 0
                && getsockname(listener, address, &size) == 0
        }
    }
    guard status else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRNOTAVAIL) }
    return (listener, UInt16(bigEndian: address.sin_port))
}

/// The next connection; nil once the listener is shut down.
func accepted(_ listener: Int32) -> Int32? {
    while true {
        let socket = accept(listener, nil, nil)
        if socket >= 0 { return socket }
        guard [EINTR, ECONNABORTED, EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) else { return nil }
        usleep(10_000)
    }
}

private final class Traffic: Sendable {
    struct State: Sendable {
        var received: [LoopbackServer.Received] = []
        var sentBytes = 0
        var connections = 0
        var open: Set<Int32> = []
    }

    let state = Locked(State())

    func opened(_ socket: Int32) {
        state.withLock { state in
            state.connections += 1
            state.open.insert(socket)
        }
    }

    /// Under the lock, so that `hangUp` never touches another's socket of the same number.
    func closed(_ socket: Int32) {
        state.withLock { state in
            state.open.remove(socket)
            _ = close(socket)
        }
    }

    func hangUp() {
        state.withLock { state in
            for socket in state.open { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }
}

private struct Connection {
    let socket: Int32
    let traffic: Traffic

    func serve(_ script: (LoopbackServer.Received) -> [LoopbackServer.Step]) {
        var unread: [UInt8] = []
        while let request = readRequest(&unread) {
            for step in script(request) {
                guard perform(step) else { return }
            }
        }
    }

    private func readRequest(_ unread: inout [UInt8]) -> LoopbackServer.Received? {
        while true {
            if let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
                let length = head.split(separator: "\r\n").lazy
                    .first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.split(separator: " ").last ?? "") }
                let total = end.upperBound + (length ?? 0)
                if unread.count >= total {
                    let body = String(decoding: unread[end.upperBound..<total], as: UTF8.self)
                    unread.removeFirst(total)
                    return traffic.state.withLock { state in
                        let request = LoopbackServer.Received(
                            head: head, body: body, number: state.received.count)
                        state.received.append(request)
                        return request
                    }
                }
            }
            guard read(into: &unread) else { return nil }
        }
    }

    private func read(into unread: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = unsafe recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        unread += buffer[..<count]
        return true
    }

    /// False when the connection is over.
    private func perform(_ step: LoopbackServer.Step) -> Bool {
        switch step {
        case .send(let text): return write(Array(text.utf8))
        case .fill(let count):
            let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64 << 10)
            var left = count
            while left > 0 {
                guard write(Array(piece.prefix(left))) else { return false }
                left -= piece.count
            }
            return true
        case .pause(let milliseconds):
            usleep(UInt32(milliseconds) * 1000)
            return true
        case .hang:
            var ignored: [UInt8] = []
            while read(into: &ignored) {}
            return false
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(
                socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            return false
        case .close: return false
        }
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes { rest in
                unsafe send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
            traffic.state.withLock { $0.sentBytes += count }
        }
        return true
    }
}
