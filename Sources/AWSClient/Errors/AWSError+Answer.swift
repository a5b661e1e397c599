import HTTP
import Values

extension AWSError {
    /// Reads the error out of an answer, in whichever form it came: services answer in each other's, and what stands in
    /// front of them in HTML.
    init(
        _ response: HTTPResponse, to request: AWSOperation, for purpose: String, in region: String,
        at server: String
    ) {
        let said = Said(response)
        code = said.code ?? "\(response.status)"
        message = said.message ?? ""
        requestID =
            response.headers["x-amzn-RequestId"] ?? response.headers["x-amz-request-id"] ?? said.requestID
        status = response.status
        action = request.action
        self.region = region
        self.server = server
        self.purpose = purpose
        bucketRegion = response.headers["x-amz-bucket-region"] ?? said.region
    }
}

/// What an error's answer says.
private struct Said {
    var code: String?
    var message: String?
    var requestID: String?
    var region: String?

    init(_ response: HTTPResponse) {
        let first = response.body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        switch first {
        case UInt8(ascii: "<"): readMarkup(response.body)
        case UInt8(ascii: "{"): readJSON(response.body)
        case nil: break
        default: message = Self.line(of: String(decoding: response.body.prefix(500), as: UTF8.self))
        }
        // `x-amzn-ErrorType: AccessDeniedException:http://…`
        if let type = response.headers["x-amzn-ErrorType"] { code = Self.name(type) ?? code }
    }

    private mutating func readJSON(_ body: [UInt8]) {
        guard let value = try? Value(json: body) else { return }
        let type = value[key: "__type"]?.string ?? value[key: "code"]?.string ?? value[key: "Code"]?.string
        code = type.flatMap(Self.name)
        message = ["message", "Message", "errorMessage"].lazy.compactMap { value[key: $0]?.string }.first
    }

    private mutating func readMarkup(_ body: [UInt8]) {
        // HTML is no XML, or is some with another root.
        guard let root = try? XMLNode(xml: body), root.name != "html" else {
            message = Self.page(String(decoding: body.prefix(4096), as: UTF8.self))
            return
        }
        let error = root.name == "Error" ? root : root["Error"] ?? root["Errors"]?["Error"] ?? root
        code = error.text("Code").flatMap(Self.name)
        message = error.text("Message") ?? error.text("message")
        requestID =
            ["RequestId", "RequestID", "requestId"].lazy.compactMap { root.text($0) ?? error.text($0) }.first
        region = error.text("Region")
    }

    /// `com.amazon.coral.service#ThrottlingException:http://…` and `Client.UnauthorizedOperation` without what is around.
    private static func name(_ text: String) -> String? {
        let name = text.prefix { $0 != ":" }.split(separator: "#").last.map(String.init) ?? ""
        let plain = name.hasPrefix("Client.") ? String(name.dropFirst(7)) : name
        return plain.isEmpty ? nil : plain
    }

    /// The title of a page, or its first words.
    private static func page(_ text: String) -> String? {
        if let title = text.firstRange(of: "<title>"),
            let end = text[title.upperBound...].firstRange(of: "</title>")
        {
            return line(of: String(text[title.upperBound..<end.lowerBound]))
        }
        var words = ""
        var isTag = false
        for character in text {
            if character == "<" {
                isTag = true
            } else if character == ">" {
                isTag = false
            } else if !isTag {
                words.append(character)
            }
        }
        return line(of: words)
    }

    private static func line(of text: String) -> String? {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200)
        return line.isEmpty ? nil : String(line)
    }
}
