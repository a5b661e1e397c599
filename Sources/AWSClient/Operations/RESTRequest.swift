import HTTP
import Values

/// What of an input becomes path, query, headers and body of a REST request.
struct RESTRequest {
    private(set) var path = ""
    private(set) var query: [UnsignedRequest.Parameter] = []
    private(set) var headers: [(name: String, value: String)] = []
    private(set) var body: [UInt8]?
    private(set) var contentType: String?

    /// Nil when a member that stands in the path is missing or empty: the request would go elsewhere.
    ///
    /// - Parameter bucketIsInHost: leaves the first segment of the path out.
    init?(_ operation: AWSOperation, _ binding: RESTBinding, _ input: Fields, bucketIsInHost: Bool) {
        var rest = input
        let parts = binding.path.split(separator: "?", maxSplits: 1)
        let segments = parts[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (place, segment) in segments.enumerated() {
            guard segment.hasPrefix("{") else {
                path += "/\(segment)"
                continue
            }
            let isGreedy = segment.hasSuffix("+}")
            let member = String(segment.dropFirst().dropLast(isGreedy ? 2 : 1))
            guard let text = rest[member].flatMap(Self.text), !text.isEmpty else { return nil }
            rest[member] = nil
            if place == 0, bucketIsInHost { continue }
            path += "/" + (isGreedy ? Self.encodedPath(text) : PercentEncoding.encode(text))
        }
        if path.isEmpty { path = "/" }
        for constant in parts.dropFirst().first?.split(separator: "&") ?? [] {
            let pair = constant.split(separator: "=", maxSplits: 1).map(String.init)
            query.append(.init(pair[0], pair.count > 1 ? pair[1] : nil))
        }
        for (member, name) in binding.query.sorted(by: { $0.key < $1.key }) {
            for value in rest[member].map({ $0.array ?? [$0] }) ?? [] {
                if let text = Self.text(value) { query.append(.init(name, text)) }
            }
            rest[member] = nil
        }
        for (member, name) in binding.headers.sorted(by: { $0.key < $1.key }) {
            if let text = rest[member].flatMap(Self.text) { headers.append((name, text)) }
            rest[member] = nil
        }
        setBody(operation, binding, rest)
    }

    private mutating func setBody(_ operation: AWSOperation, _ binding: RESTBinding, _ rest: Fields) {
        let content = binding.payload.map { rest[$0] ?? .null } ?? .object(rest)
        switch (operation.service.wire, content) {
        case (_, .null): break
        case (_, .string(let text)): body = Array(text.utf8)
        case (.restXML(let namespace), _):
            guard let root = binding.payload else { break }
            body = XMLWriter.document(root, content, namespace: namespace)
            contentType = "application/xml"
        default:
            if rest.isEmpty, binding.payload == nil, ["GET", "HEAD", "DELETE"].contains(binding.method) {
                break
            }
            body = content.json()
            contentType = "application/json"
        }
    }

    private static func encodedPath(_ text: String) -> String {
        text.split(separator: "/", omittingEmptySubsequences: false).map {
            PercentEncoding.encode(String($0))
        }
        .joined(separator: "/")
    }

    private static func text(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .double(let number): "\(number)"
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
