/// The base URL of a server.
package struct ServerAddress: Sendable, Hashable {
    /// Without a slash at its end.
    package let text: String
    package let isEncrypted: Bool
    /// The server is on this machine.
    package let isLoopback: Bool

    /// Nil for what is not `http(s)://host[:port][/path]`; one with a user or a query could carry a secret.
    package init?(_ text: String) {
        let lowercased = text.lowercased()
        isEncrypted = lowercased.hasPrefix("https://")
        guard isEncrypted || lowercased.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(isEncrypted ? 8 : 7)
        let authority = rest.prefix { $0 != "/" }
        guard !authority.isEmpty, rest.utf8.allSatisfy(Self.isAllowed) else { return nil }
        isLoopback = Self.isLoopback(authority)
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        self.text = text
    }

    /// Of `host[:port]`: `localhost`, `[::1]` and 127.0.0.0/8. Such a server is on this machine.
    private static func isLoopback(_ authority: Substring) -> Bool {
        if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
        let host = authority.prefix { $0 != ":" }
        if host.lowercased() == "localhost" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { !$0.hasPrefix("+") && UInt8($0) != nil }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"@?#\\\"<>^`{|}".utf8.contains(byte)
    }
}
