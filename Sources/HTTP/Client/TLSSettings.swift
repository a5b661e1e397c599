/// Whom a client trusts and who it is. All PEM stays in memory and is never written to a file.
package struct TLSSettings: Sendable {
    /// PEM of the only authorities to trust; nil trusts the system's.
    package var authorities: [UInt8]?
    package var identity: Identity?
    /// False accepts any certificate for any name.
    package var verifiesServer = true
    /// The name that the server's certificate has to be for, in place of the one in its address; it is also what
    /// the server is told to be meant (SNI).
    package var serverName: String?

    package init(authorities: [UInt8]? = nil, identity: Identity? = nil, verifiesServer: Bool = true) {
        self.authorities = authorities
        self.identity = identity
        self.verifiesServer = verifiesServer
    }

    /// A client certificate with its chain, and its key.
    package struct Identity: Sendable {
        package let certificate: [UInt8]
        package let key: PrivateKey

        package init(certificate: [UInt8], key: PrivateKey) {
            self.certificate = certificate
            self.key = key
        }
    }
}

/// PEM of an unencrypted private key, which no description, dump or mirror shows.
package struct PrivateKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    let pem: [UInt8]

    package init(pem: [UInt8]) { self.pem = pem }

    package var description: String { "(private key)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The same bytes where libcurl can point to them, for as long as the client lives.
final class TLSMaterial {
    let authorities: Blob?
    let certificate: Blob?
    let key: Blob?

    init(_ settings: TLSSettings) {
        authorities = settings.authorities.map(Blob.init)
        certificate = settings.identity.map { Blob($0.certificate) }
        key = settings.identity.map { Blob($0.key.pem) }
    }
}
