/// Where a server answers: `https://cluster.example.com:6443`. Without encryption only on this machine.
package struct HTTPSURL: Hashable, Sendable {
    package let text: String
}

extension HTTPSURL: SpecScalar {
    static let notation = ScalarNotation(
        noun: "an HTTPS URL",
        about: "A server's address with https, a host, and a port and a path if needed; "
            + "http is allowed for localhost, 127.0.0.0/8 and [::1].",
        pattern: "^https?://[^\\s@?#]+$", format: "uri", examples: ["https://cluster.example.com:6443"])

    init(parsing text: String) throws(Misfit) {
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { throw Misfit("it does not start with https://") }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        guard rest.utf8.allSatisfy({ $0.isVisible && !$0.isOne(of: "?#\"<>\\^`{|}") }) else {
            throw Misfit("it has a query, or characters that a URL may not have")
        }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else {
            throw Misfit("it names a user: secrets have no place in a spec")
        }
        let host = try Self.host(of: authority)
        guard isSecure || Self.isLoopback(host) else {
            throw Misfit("http is for this machine only", suggestion: "https://" + rest)
        }
        self.text = text
    }

    /// The host without its port, which is checked.
    private static func host(of authority: Substring) throws(Misfit) -> Substring {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("["), let bracket = authority.firstIndex(of: "]") {
            host = authority[...bracket]
            let after = authority[authority.index(after: bracket)...]
            guard after.isEmpty || after.hasPrefix(":") else {
                throw Misfit("after ] there is more than a port")
            }
            port = after.isEmpty ? nil : after.dropFirst()
            guard IPv6.parse(host.dropFirst().dropLast()) != nil else {
                throw Misfit("\(host) is no IPv6 address")
            }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                port = authority[authority.index(after: colon)...]
            }
            guard !host.isEmpty else { throw Misfit("it names no host") }
            guard host.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0.isOne(of: ".-") }) else {
                throw Misfit("\"\(host)\" is no host")
            }
        }
        guard port.map({ (1...65_535).contains($0.digitsOnly ?? 0) }) ?? true else {
            throw Misfit("ports are whole numbers from 1 to 65535")
        }
        return host
    }

    private static func isLoopback(_ host: Substring) -> Bool {
        if host.lowercased() == "localhost" { return true }
        if host.hasPrefix("[") { return IPv6.parse(host.dropFirst().dropLast()) == 1 }
        return IPv4.parse(host).map { $0 >> 24 == 127 } ?? false
    }
}
