/// The status line and the headers.
package struct HTTPHead: Hashable, Sendable {
    package let status: Int
    package let headers: HTTPHeaders

    package init(status: Int, headers: HTTPHeaders = [:]) {
        self.status = status
        self.headers = headers
    }
}

/// A whole answer. Any status is an answer; only the lack of one is an `HTTPError`.
package struct HTTPResponse: Hashable, Sendable {
    package let head: HTTPHead
    package let body: [UInt8]

    package var status: Int { head.status }
    package var headers: HTTPHeaders { head.headers }

    package init(head: HTTPHead, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }
}
