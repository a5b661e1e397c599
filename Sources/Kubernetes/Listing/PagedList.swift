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
        if !selector.isEmpty { call.query.append(("labelSelector", selector)) }
        self.call = call
    }

    /// As this list, of metadata alone.
    var ofMetadata: PagedList {
        var call = call
        call.askForMetadata(list: true)
        return PagedList(server: server, call: call)
    }

    init(server: APIServer, call: APICall) {
        self.server = server
        self.call = call
    }

    /// Everything that `transform` makes of the items; nil leaves one out.
    ///
    /// - Throws: a `Problem`, after which nothing is known, or `CancellationError`.
    func items<Item>(
        _ transform: (JSONTape, JSONTape.Cursor, ObjectHead) -> Item?
    ) async throws -> [Item] {
        var limit = Self.pageSize
        for round in 1...Self.rounds {
            var items: [Item] = []
            var next: String?
            var read: Set<String> = []
            while let page = try await page(after: next, limit: &limit, isLastRound: round == Self.rounds) {
                next = try append(page, to: &items, transform)
                guard let next else { return items }
                // In a circle they would come again and again.
                guard read.insert(next).inserted else {
                    throw Problem.unreadable(call, "its pages do not end")
                }
            }
        }
        // The last round throws what the server says.
        throw Problem.unreadable(call, "its pages do not end")
    }

    /// Nil when the list has expired, unless it is the last round.
    ///
    /// - Parameter limit: of objects; halved for as long as the page is too large to be taken.
    private func page(
        after token: String?, limit: inout Int, isLastRound: Bool
    ) async throws -> JSONTape? {
        while true {
            var call = call
            call.query.insert(("limit", "\(limit)"), at: 0)
            if let token { call.query.append(("continue", token)) }
            do {
                let response = try await server.send(call, accepting: isLastRound ? [] : [410])
                return response.status == 410 ? nil : try APIServer.tape(of: response, to: call)
            } catch let problem as Problem where problem.code == "kubernetes.answer-too-large" && limit > 1 {
                limit /= 2
            }
        }
    }

    /// Gives the token of the next page.
    private func append<Item>(
        _ page: JSONTape, to items: inout [Item],
        _ transform: (JSONTape, JSONTape.Cursor, ObjectHead) -> Item?
    ) throws(Problem) -> String? {
        guard let kind = page.text("kind", of: page.root), kind.hasSuffix("List"),
            let list = page.member("items", of: page.root)
        else { throw .unreadable(call, "it is no list") }
        for item in page.elements(of: list) {
            guard let head = ObjectHead(page, item) else {
                throw .unreadable(call, "an item has no name, uid or resourceVersion")
            }
            if let item = transform(page, item, head) { items.append(item) }
        }
        let next = page.text("metadata", "continue", of: page.root) ?? ""
        return next.isEmpty ? nil : next
    }
}
