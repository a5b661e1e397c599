import HTTP
import Values

/// One request to an API server, and what it is for in words.
struct APICall: Sendable {
    var method = "GET"
    let path: String
    var query: [(name: String, value: String)] = []
    var accept = "application/json"
    var contentType: String?
    var body: [UInt8]?
    /// What the body bears and no message may.
    var secrets: [Secret] = []
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
