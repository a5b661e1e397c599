import Core
import HTTP
import Values

/// Reads a whole list, page by page, as it was at one moment.
struct PagedList: Sendable {
    let server: APIServer
    let call: APICall

    /// Objects a page. A page of these takes a server about 20 ms.
    private static let pageSize = 500
    /// A list that expires while it is read is begun anew, and not for ever.
    private static let rounds = 3

    init(_ served: ServedKind, namespace: String = "", selector: String = "", on server: APIServer) {
        self.server = server
        var call = APICall(served.path(namespace: namespace), to: "list objects of kind \(served.kind.name)")
        call.query.append(("limit", "\(Self.pageSize)"))
        if !selector.isEmpty { call.query.append(("labelSelector", selector)) }
        self.call = call
    }

    /// As this list, of metadata alone.
    var ofMetadata: PagedList {
        var call = call
        call.askForMetadata(list: true)
        return PagedList(server: server, call: call)
    }

    private init(server: APIServer, call: APICall) {
        self.server = server
        self.call = call
    }

    /// Everything that `read` makes of the items; nil leaves one out.
    ///
    /// - Throws: a `Problem`, after which nothing is known, or `CancellationError`.
    func items<Item>(_ read: (JSONTape, JSONTape.Cursor, ObjectHead) -> Item?) async throws -> [Item] {
        for round in 1...Self.rounds {
            var items: [Item] = []
            var next: String?
            repeat {
                guard let page = try await page(after: next, isLastRound: round == Self.rounds) else { break }
                let before = next
                next = try append(page, to: &items, read)
                guard next == nil || next != before else {
                    throw Problem.unreadable(call, "its pages do not end")
                }
                if next == nil { return items }
            } while true
        }
        // The last round throws what the server says.
        throw Problem.unreadable(call, "its pages do not end")
    }

    /// Nil when the list has expired, unless it is the last round.
    private func page(after token: String?, isLastRound: Bool) async throws -> JSONTape? {
        var call = call
        if let token { call.query.append(("continue", token)) }
        let response = try await server.send(call, accepting: isLastRound ? [] : [410])
        return response.status == 410 ? nil : try APIServer.tape(of: response, to: call)
    }

    /// Gives the token of the next page.
    private func append<Item>(
        _ page: JSONTape, to items: inout [Item],
        _ read: (JSONTape, JSONTape.Cursor, ObjectHead) -> Item?
    ) throws(Problem) -> String? {
        guard let kind = page.text("kind", of: page.root), kind.hasSuffix("List"),
            let list = page.member("items", of: page.root)
        else { throw .unreadable(call, "it is no list") }
        for item in page.elements(of: list) {
            guard let head = ObjectHead(page, item) else {
                throw .unreadable(call, "an item has no name, uid or resourceVersion")
            }
            if let item = read(page, item, head) { items.append(item) }
        }
        let next = page.text("metadata", "continue", of: page.root) ?? ""
        return next.isEmpty ? nil : next
    }
}
