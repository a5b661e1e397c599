import LoopbackServer
import Testing

@testable import HTTP

@Suite struct ProxyTests {
    private static func client(_ url: String, _ tls: TLSSettings) throws -> HTTPClient {
        let address = try #require(ProxyAddress(url))
        return localClient { options in
            options.tls = tls
            options.proxy = .address(address)
        }
    }

    private static func trust() throws -> TLSSettings {
        TLSSettings(authorities: try Certificates.shared.get().pem("ca.pem"))
    }

    @Test("A request goes through the proxy that is given", arguments: [LoopbackProxy.Speech.http, .socks5])
    func through(_ speech: LoopbackProxy.Speech) async throws {
        let server = try TLSServer(try Certificates.shared.get())
        let proxy = try LoopbackProxy(speech)
        let scheme = speech == .http ? "http" : "socks5"
        let client = try Self.client("\(scheme)://\(proxy.authority)", try Self.trust())
        #expect(try await client.execute(HTTPRequest("GET", server.url)).status == 200)
        #expect(proxy.targets == [try Authority(of: server.url).description])
    }

    @Test("The proxy is shown its credentials, and nothing that is meant for the server")
    func credentials() async throws {
        let server = try TLSServer(try Certificates.shared.get())
        let proxy = try LoopbackProxy(credentials: "me:a b:c")
        let client = try Self.client("http://me:a%20b%3Ac@\(proxy.authority)", try Self.trust())
        #expect(try await client.execute(HTTPRequest("GET", server.url)).status == 200)
        #expect(proxy.credentials == ["me:a b:c"])
    }

    @Test("A proxy that does not take the credentials is an error of its own, which shows none")
    func refused() async throws {
        let server = try TLSServer(try Certificates.shared.get())
        let proxy = try LoopbackProxy(credentials: "me:right")
        let client = try Self.client("http://me:canary@\(proxy.authority)", try Self.trust())
        let error = await failure { _ = try await client.execute(HTTPRequest("GET", server.url)) }
        #expect(error?.kind == .proxy)
        #expect(error?.message.contains("407") == true)
        #expect(error?.description.contains("canary") == false)
    }

    @Test("A proxy that cannot reach the server counts as a server that cannot be reached")
    func unreachable() async throws {
        let proxy = try LoopbackProxy()
        let client = try Self.client("http://\(proxy.authority)", TLSSettings())
        let error = await failure { _ = try await client.execute(HTTPRequest("GET", "https://127.0.0.1:1/")) }
        #expect(error?.kind == .connect)
    }

    @Test(
        "A proxy's address is read with its credentials, and shown without",
        arguments: [
            ("http://proxy.example.org", "http://proxy.example.org:80"),
            ("https://canary:canary@proxy.example.org:8443/", "https://proxy.example.org:8443"),
            ("socks5://canary@[fd00::1]", "socks5://[fd00::1]:1080"), ("socks5h://a:1", "socks5://a:1"),
            ("proxy.example.org:80", nil), ("ftp://a", nil), ("http://a/path", nil), ("http://a?b", nil),
            ("http://", nil), ("", nil),
        ] as [(String, String?)])
    func address(_ text: String, _ shown: String?) {
        let address = ProxyAddress(text)
        #expect(address.map { "\($0)" } == shown)
        var dumped = address.map(String.init(reflecting:)) ?? ""
        dump(address, to: &dumped)
        #expect(!dumped.contains("canary"))
    }

    @Test("Another name can be asked of the server's certificate, and the request is still for its address")
    func serverName() async throws {
        let certificates = try Certificates.shared.get()
        let server = try TLSServer(certificates, certificate: "named")
        var tls = try Self.trust()
        let unnamed = localClient { $0.tls = tls }
        #expect(await failure { _ = try await unnamed.execute(HTTPRequest("GET", server.url)) }?.kind == .tls)
        tls.serverName = "eu.example.org"
        let direct = localClient { $0.tls = tls }
        #expect(try await direct.execute(HTTPRequest("GET", server.url)).status == 200)
        let proxy = try LoopbackProxy()
        let through = try Self.client("http://\(proxy.authority)", tls)
        #expect(try await through.execute(HTTPRequest("GET", server.url)).status == 200)
        #expect(proxy.targets == [try Authority(of: server.url).description])
    }
}
