import Core
import HTTP

/// PEM that is not secret: certificates.
enum Material: Sendable {
    case pem([UInt8])
    case file(String)

    func certificates() throws(Problem) -> [UInt8] {
        let (bytes, place): ([UInt8], String)
        switch self {
        case .pem(let pem): (bytes, place) = (pem, "its base64 data")
        case .file(let path): (bytes, place) = (try FileContent.read(path), path)
        }
        guard bytes.contains("-----BEGIN CERTIFICATE-----") else {
            throw .kubeconfig("a certificate was expected in \(place), and there is none in PEM form")
        }
        return bytes
    }
}

/// PEM of a private key.
enum KeyMaterial: Sendable {
    case pem(PrivateKey)
    case file(String)

    func key() throws(Problem) -> PrivateKey {
        switch self {
        case .pem(let key): return key
        case .file(let path): return try Self.key(try FileContent.read(path), in: path)
        }
    }

    /// - Parameter place: where the bytes come from, for messages.
    static func key(_ bytes: [UInt8], in place: String) throws(Problem) -> PrivateKey {
        // Both forms of encrypted PEM say so: in the first line, or in the header Proc-Type.
        guard bytes.contains("PRIVATE KEY-----"), !bytes.contains("ENCRYPTED") else {
            throw .kubeconfig(
                "an unencrypted private key in PEM form was expected in \(place)",
                help: "nobody is asked for a passphrase: `openssl pkey` writes the key without one")
        }
        return PrivateKey(pem: bytes)
    }
}

extension [UInt8] {
    fileprivate func contains(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            guard count >= wanted.count else { return false }
            return (0...(count - wanted.count)).contains { start in
                unsafe self[start..<start + wanted.count].elementsEqual(wanted)
            }
        }
    }
}
