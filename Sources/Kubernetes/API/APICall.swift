/// One request to an API server, and what it is for in words.
struct APICall: Sendable {
    var method = "GET"
    let path: String
    var query: [(name: String, value: String)] = []
    var accept = "application/json"
    var contentType: String?
    var body: [UInt8]?
    var timeout: Duration = .seconds(60)
    /// Bytes of the answer, unpacked.
    var maxBody = 256 << 20
    /// Everything that is sent here is: reads, server-side apply, and deletes with a precondition.
    var isIdempotent = true
    /// Completes "could not …", such as `list ConfigMaps`.
    let purpose: String

    init(_ path: String, to purpose: String) {
        self.path = path
        self.purpose = purpose
    }

    /// Path and query, percent-encoded.
    var target: String {
        guard !query.isEmpty else { return path }
        return path + "?"
            + query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
    }

    /// Asks for metadata in place of whole objects.
    mutating func askForMetadata(list: Bool) {
        accept = "application/json;as=PartialObjectMetadata\(list ? "List" : "");v=v1;g=meta.k8s.io"
    }
}

enum PercentEncoding {
    /// All but RFC 3986's unreserved characters is escaped, so that the text fits one path segment or query value.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let hex = Array("0123456789ABCDEF".utf8)
}
