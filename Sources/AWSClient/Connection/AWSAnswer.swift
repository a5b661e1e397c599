package import HTTP
package import Values

/// What a service answered. A success all of whose content is of the form that the service speaks.
package struct AWSAnswer: Sendable {
    package let status: Int
    package let requestID: String?
    /// Of services that answer in XML; without elements where the answer had none. The envelope of `query` is taken off.
    package let xml: XMLNode
    /// Of services that answer in JSON; null where the answer had none.
    package let json: Value
    /// As it came, where it is neither: the policy of a bucket.
    package let text: String
    package let headers: HTTPHeaders
    /// Where S3 says that the bucket is.
    package var bucketRegion: String? { headers["x-amz-bucket-region"] }

    /// - Throws: what is wrong with the answer, in words that quote nothing of it.
    init(_ response: HTTPResponse, to operation: AWSOperation) throws(Unreadable) {
        status = response.status
        headers = response.headers
        let id = headers["x-amzn-RequestId"] ?? headers["x-amz-request-id"]
        var xml = XMLNode(""), json = Value.null, text = ""
        var envelopeID: String?
        switch operation.service.wire {
        case _ where response.body.isEmpty: break
        case .query, .ec2:
            let root = try Self.readXML(response.body)
            guard root.name == "\(operation.name)Response" else {
                throw Unreadable("it is a \(root.name)")
            }
            envelopeID = root["ResponseMetadata"]?.text("RequestId") ?? root.text("requestId")
            xml = root["\(operation.name)Result"] ?? root
        case .restXML where response.body.first == UInt8(ascii: "<"): xml = try Self.readXML(response.body)
        case .restXML: text = String(decoding: response.body, as: UTF8.self)
        case .json, .restJSON:
            do throws(JSONError) { json = try Value(json: response.body) } catch {
                throw Unreadable("it is not JSON (line \(error.line), column \(error.column))")
            }
        }
        (self.xml, self.json, self.text, requestID) = (xml, json, text, id ?? envelopeID)
    }

    struct Unreadable: Error {
        let why: String

        init(_ why: String) { self.why = why }
    }

    private static func readXML(_ body: [UInt8]) throws(Unreadable) -> XMLNode {
        do throws(XMLError) { return try XMLNode(xml: body) } catch {
            throw Unreadable("it is not XML (\(error))")
        }
    }
}
