import Foundation
import Glibc
import HTTP
import Threads

/// A proxy on 127.0.0.1, for connections through `CONNECT` or SOCKS 5, that can be cut like a cable.
package final class LoopbackProxy: Sendable {
    package enum Speech: Sendable { case http, socks5 }

    private struct State: Sendable {
        /// Where connections were asked to lead, in their order.
        var targets: [String] = []
        var credentials: [String] = []
        var sockets: Set<Int32> = []
        var isCut = false
        /// Asked before each piece of what clients say; once it is true, they wait.
        var holdsOnce: (@Sendable () -> Bool)?
        var isHolding = false
    }

    private let listener: Int32
    private let port: UInt16
    private let state = Locked(State())

    /// - Parameter credentials: `user:password` without which nobody gets through.
    package init(_ speech: Speech = .http, credentials: String? = nil) throws {
        (listener, port) = try listenOnLoopback(backlog: 128)
        let (listener, state) = (listener, state)
        Thread.detachNewThread {
            while true {
                guard let client = accepted(listener) else { break }
                Thread.detachNewThread { Self.serve(client, speech, credentials, state) }
            }
            close(listener)
        }
    }

    deinit {
        cut()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    package var authority: String { "127.0.0.1:\(port)" }
    package var targets: [String] { state.withLock(\.targets) }
    package var credentials: [String] { state.withLock(\.credentials) }

    /// Breaks every connection, and every one that is tried from now on.
    package func cut() {
        state.withLock { state in
            state.isCut = true
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    package func mend() { state.withLock { $0.isCut = false } }

    /// What clients say waits until `release`, from the moment on that this is true. It is asked on the connections' own
    /// threads, which are not held up by other tests.
    package func hold(once isTime: @escaping @Sendable () -> Bool) {
        state.withLock { $0.holdsOnce = isTime }
    }

    package var isHolding: Bool { state.withLock(\.isHolding) }

    package func release() { state.withLock { $0.isHolding = false } }

    /// On a thread of the connection.
    private static func serve(
        _ client: Int32, _ speech: Speech, _ credentials: String?, _ state: Locked<State>
    ) {
        let isWelcome = state.withLock { state in
            if !state.isCut { state.sockets.insert(client) }
            return !state.isCut
        }
        let server: Int32? =
            switch speech {
            case _ where !isWelcome: nil
            case .http: greetHTTP(client, credentials, state)
            case .socks5: greetSOCKS(client, state)
            }
        if let server {
            let isOpen = state.withLock { state in
                if !state.isCut { state.sockets.insert(server) }
                return !state.isCut
            }
            if isOpen { relay(client, server) { awaitTurn(state) } }
            forget(server, state)
        }
        forget(client, state)
    }

    /// Returns when one more piece may be said.
    private static func awaitTurn(_ state: Locked<State>) {
        if let isTime = state.withLock(\.holdsOnce), isTime() {
            state.withLock { state in
                state.holdsOnce = nil
                state.isHolding = true
            }
        }
        while state.withLock({ $0.isHolding && !$0.isCut }) { usleep(10_000) }
    }

    private static func forget(_ socket: Int32, _ state: Locked<State>) {
        state.withLock { state in
            state.sockets.remove(socket)
            _ = close(socket)
        }
    }

    /// Gives the socket to the server.
    private static func greetHTTP(_ client: Int32, _ credentials: String?, _ state: Locked<State>) -> Int32? {
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            guard let byte = read(1, from: client)?.first else { return nil }
            head.unicodeScalars.append(Unicode.Scalar(byte))
        }
        let target = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let shown = head.split(separator: "\r\n").first { $0.hasPrefix("Proxy-Authorization: Basic ") }
            .flatMap { Data(base64Encoded: String($0.dropFirst(27))) }.map {
                String(decoding: $0, as: UTF8.self)
            }
        state.withLock { state in
            state.targets.append(target)
            if let shown { state.credentials.append(shown) }
        }
        if let credentials, shown != credentials {
            write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", to: client)
            return nil
        }
        guard head.hasPrefix("CONNECT "), let server = connect(to: target) else {
            write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", to: client)
            return nil
        }
        write("HTTP/1.1 200 Connection established\r\n\r\n", to: client)
        return server
    }

    private static func greetSOCKS(_ client: Int32, _ state: Locked<State>) -> Int32? {
        guard let methods = read(2, from: client), read(Int(methods[1]), from: client) != nil else {
            return nil
        }
        write([5, 0], to: client)
        guard let request = read(4, from: client), request[1] == 1 else { return nil }
        let host: String
        switch request[3] {
        case 1: host = (read(4, from: client) ?? []).map { "\($0)" }.joined(separator: ".")
        case 3:
            let length = Int(read(1, from: client)?.first ?? 0)
            host = String(decoding: read(length, from: client) ?? [], as: UTF8.self)
        default: return nil
        }
        guard let port = read(2, from: client) else { return nil }
        let target = "\(host):\(Int(port[0]) << 8 | Int(port[1]))"
        state.withLock { $0.targets.append(target) }
        guard let server = connect(to: target) else { return nil }
        write([5, 0, 0, 1, 0, 0, 0, 0, 0, 0], to: client)
        return server
    }
}

/// Only to this machine, whatever the name.
private func connect(to target: String) -> Int32? {
    guard let port = target.split(separator: ":").last.flatMap({ UInt16($0) }) else { return nil }
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe Glibc.connect(server, $0, size)
        }
    }
    guard status == 0 else {
        close(server)
        return nil
    }
    return server
}

/// Both ways, until one of them ends.
///
/// - Parameter turn: called before each piece of what the client says.
private func relay(_ client: Int32, _ server: Int32, _ turn: () -> Void) {
    var polls = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while unsafe poll(&polls, 2, -1) > 0 || errno == EINTR {
        for (from, to) in [(0, 1), (1, 0)] where polls[from].revents != 0 {
            let count = unsafe recv(polls[from].fd, &buffer, buffer.count, 0)
            if from == 0 { turn() }
            guard count > 0, write(Array(buffer[..<count]), to: polls[to].fd) else { return }
        }
    }
}

private func read(_ count: Int, from socket: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
        let more = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe recv(socket, buffer.baseAddress?.advanced(by: got), count - got, 0)
        }
        guard more > 0 else { return nil }
        got += more
    }
    return bytes
}

private func write(_ text: String, to socket: Int32) { write(Array(text.utf8), to: socket) }

@discardableResult
private func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
        let count = unsafe bytes[sent...].withUnsafeBytes { rest in
            unsafe send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        sent += count
    }
    return true
}
