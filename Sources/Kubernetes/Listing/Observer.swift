import Core
import Threads
import Values

/// One observation of a cluster: what bears the fleet's mark by lists, and what else stands where the blueprint
/// wants an object.
struct Observer: Sendable {
    let scope: Scope
    let server: APIServer
    let request: ObservationRequest
    let found: [String: Discovered]

    /// By kind, an entry for each that was asked for.
    func looks() async throws(CancellationError) -> [String: Look] {
        try await withCancellation {
            let kinds = request.kinds.map(\.name)
            let marked = try await concurrently(kinds, atMost: max(1, kinds.count)) { kind in
                (kind, try await markedLook(kind))
            }
            var looks = Dictionary(marked) { first, _ in first }
            for (kind, unmarked) in try await UnmarkedSearch(self, looks).looks() { looks[kind] = unmarked }
            return looks
        }
    }

    /// The fleet's own objects of a kind.
    private func markedLook(_ kind: String) async throws -> Look {
        switch found[kind] {
        case .notServed, nil: return Look(.notServed)
        case .failed(let problem): return Look(.failed(problem))
        case .served(let served):
            do {
                let whole = PagedList(served, selector: fleetSelector, on: server)
                // What is hidden does not even come here.
                let list = served.kind.hidden == nil ? whole : whole.ofMetadata
                return Look(
                    .complete,
                    objects: try await list.items { page, item, head in
                        // In case a proxy drops the selector.
                        guard head.isMarked(by: request.fleet) else { return nil }
                        return head.object(as: id(kind, head), body: page.text(of: item))
                    })
            } catch let problem as Problem {
                return Look(.failed(problem))
            }
        }
    }

    private var fleetSelector: String {
        let all = Mark.selector(of: request.fleet)
        return request.owners.isEmpty ? all : "\(all),\(Mark.selector(of: request.owners))"
    }

    func id(_ kind: String, _ head: ObjectHead) -> ObjectID {
        ObjectID(scope, kind, namespace: head.namespace, name: head.name)
    }

    func served(_ kind: String) -> ServedKind? {
        if case .served(let served)? = found[kind] { served } else { nil }
    }
}
