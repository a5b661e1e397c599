import Testing

@testable import HTTP

@Suite struct TLSTests {
    private static func client(_ tls: TLSSettings) -> HTTPClient { localClient { $0.tls = tls } }

    @Test("A server that the given authority vouches for is trusted")
    func trusted() async throws {
        let certificates = try Certificates.shared.get()
        let server = try TLSServer(certificates)
        let client = Self.client(TLSSettings(authorities: try certificates.pem("ca.pem")))
        #expect(try await client.execute(HTTPRequest("GET", server.url)).status == 200)
    }

    @Test(
        "A server that it does not vouch for is a TLS error that says so, and nothing was sent",
        arguments: ["other.pem", nil])
    func untrusted(authority: String?) async throws {
        let certificates = try Certificates.shared.get()
        let server = try TLSServer(certificates)
        let client = Self.client(TLSSettings(authorities: try authority.map(certificates.pem)))
        let error = await failure { _ = try await client.execute(HTTPRequest("GET", server.url)) }
        #expect(error?.kind == .tls)
        #expect(error?.sentNothing == true)
        #expect(error?.message.contains("certificate") == true)
        #expect(error?.description.hasPrefix("127.0.0.1:") == true)
    }

    @Test("A certificate for another name is a TLS error")
    func wrongName() async throws {
        let certificates = try Certificates.shared.get()
        let server = try TLSServer(certificates)
        let client = Self.client(TLSSettings(authorities: try certificates.pem("ca.pem")))
        let url = server.url.replacing("127.0.0.1", with: "localhost")
        let error = await failure { _ = try await client.execute(HTTPRequest("GET", url)) }
        #expect(error?.kind == .tls)
        #expect(error?.message.contains("localhost") == true)
    }

    @Test("Any server is accepted when verification is off")
    func unverified() async throws {
        let certificates = try Certificates.shared.get()
        let server = try TLSServer(certificates)
        let settings = TLSSettings(authorities: try certificates.pem("other.pem"), verifiesServer: false)
        let response = try await Self.client(settings).execute(HTTPRequest("GET", server.url))
        #expect(response.status == 200)
    }

    @Test("The client's certificate reaches a server that asks for it")
    func identity() async throws {
        let certificates = try Certificates.shared.get()
        let server = try TLSServer(certificates, asksForClientCertificate: true)
        let settings = TLSSettings(
            authorities: try certificates.pem("ca.pem"),
            identity: .init(
                certificate: try certificates.pem("client.pem"),
                key: PrivateKey(pem: try certificates.pem("client.key"))))
        let response = try await Self.client(settings).execute(HTTPRequest("GET", server.url))
        #expect(response.text.contains("a known client"))
    }

    @Test(
        "A client that shows no certificate, or a stranger's, is told so by a TLS error",
        arguments: [true, false])
    func refusedIdentity(isStranger: Bool) async throws {
        let certificates = try Certificates.shared.get()
        let server = try TLSServer(certificates, asksForClientCertificate: true)
        var settings = TLSSettings(authorities: try certificates.pem("ca.pem"))
        if isStranger {
            settings.identity = .init(
                certificate: try certificates.pem("stranger.pem"),
                key: PrivateKey(pem: try certificates.pem("stranger.key")))
        }
        let error = await failure {
            _ = try await Self.client(settings).execute(HTTPRequest("GET", server.url))
        }
        #expect(error?.kind == .tls, "\(String(describing: error))")
    }

    @Test(
        "PEM that is none, an encrypted key, or a key of another certificate, is a TLS error",
        arguments: 0..<4)
    func malformed(which: Int) async throws {
        let certificates = try Certificates.shared.get()
        let server = try TLSServer(certificates)
        let (ca, certificate) = (try certificates.pem("ca.pem"), try certificates.pem("client.pem"))
        let noise = Array("no PEM".utf8)
        let settings =
            switch which {
            case 0: TLSSettings(authorities: noise)
            case 1:
                TLSSettings(
                    authorities: ca, identity: .init(certificate: certificate, key: PrivateKey(pem: noise)))
            case 2:
                TLSSettings(
                    authorities: ca,
                    identity: .init(
                        certificate: certificate, key: PrivateKey(pem: try certificates.pem("encrypted.key")))
                )
            default:
                TLSSettings(
                    authorities: ca,
                    identity: .init(
                        certificate: certificate, key: PrivateKey(pem: try certificates.pem("stranger.key"))))
            }
        let error = await failure {
            _ = try await Self.client(settings).execute(HTTPRequest("GET", server.url))
        }
        #expect(error?.kind == .tls, "\(String(describing: error))")
    }
}
