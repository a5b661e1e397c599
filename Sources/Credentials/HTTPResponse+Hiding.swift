package import HTTP
package import Values

extension HTTPResponse {
    /// As it came, except that where it would be shown to people it does not say back the credential that it was sent. Some
    /// servers and proxies quote the headers of what they refuse.
    package func hiding(_ secret: Secret?) -> HTTPResponse {
        guard let secret, !secret.reveal().isEmpty else { return self }
        let fields = headers.fields.map { field in
            HTTPHeaders.Field(name: field.name, value: field.value.hiding(secret))
        }
        let head = HTTPHead(status: status, headers: HTTPHeaders(fields))
        if 200..<300 ~= status { return HTTPResponse(head: head, body: body) }
        let text = String(decoding: body, as: UTF8.self)
        return HTTPResponse(head: head, body: Array(text.hiding(secret).utf8))
    }
}

extension String {
    /// A server's words without the credential that it was sent.
    package func hiding(_ secret: Secret?) -> String {
        guard let secret = secret?.reveal(), !secret.isEmpty else { return self }
        return replacing(secret, with: Secret.cover)
    }
}
