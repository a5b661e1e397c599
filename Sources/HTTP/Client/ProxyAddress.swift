/// Where a proxy is, and who uses it. No description, dump or mirror shows the credentials.
package struct ProxyAddress: Sendable, Hashable {
    package enum Scheme: String, Sendable, CaseIterable { case http, https, socks5 }

    package let scheme: Scheme
    /// With brackets for an IPv6 address.
    package let host: String
    package let port: Int
    let user: String?
    let password: String?

    /// Reads `scheme://[user[:password]@]host[:port]`; nil for anything else. `socks5h` is the same as `socks5`: in
    /// both the proxy resolves the server's name.
    package init?(_ text: String) {
        guard let parts = URLParts(text, isAnyScheme: true), let name = parts[.scheme],
            let host = parts[.host],
            let scheme = Scheme(rawValue: name == "socks5h" ? "socks5" : name),
            ["", "/"].contains(parts[.path] ?? ""), parts[.query] == nil, parts[.fragment] == nil
        else { return nil }
        self.scheme = scheme
        self.host = host
        guard let port = parts[.port].map({ Int($0) }) ?? scheme.port else { return nil }
        self.port = port
        user = parts[.user]
        password = parts[.password]
    }

    /// Without credentials.
    var url: String { "\(scheme == .socks5 ? "socks5h" : scheme.rawValue)://\(host):\(port)" }
}

extension ProxyAddress.Scheme {
    fileprivate var port: Int {
        switch self {
        case .http: 80
        case .https: 443
        case .socks5: 1080
        }
    }
}

extension ProxyAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(scheme)://\(host):\(port)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(reflecting: description) }
}
