import Core
import Threads
import Values

/// Looks for objects that the blueprint wants and the lists of the fleet's objects did not show: they are missing, or
/// somebody else's. What is missing needs as few requests as can be; what is there is read whole.
struct UnmarkedSearch: Sendable {
    private let observer: Observer
    private let looks: [String: Look]
    /// By kind, which has a complete look.
    private let missing: [String: [ObjectID]]

    /// Up to so many of a kind are asked for one by one.
    private static let handful = 4
    private static let inFlight = 16

    init(_ observer: Observer, _ looks: [String: Look]) {
        self.observer = observer
        self.looks = looks
        let seen = Set(looks.values.lazy.flatMap { $0.objects.lazy.map(\.id) })
        let wanted = observer.request.desired.filter {
            $0.scope == observer.scope && looks[$0.kind]?.isComplete == true && !seen.contains($0)
        }
        missing = Dictionary(grouping: Set(wanted), by: \.kind)
    }

    /// New looks of the kinds in which something was missing.
    func looks() async throws -> [String: Look] {
        guard !missing.isEmpty else { return [:] }
        let namespaces = try await namespaces()
        let looks = try await concurrently(Array(missing), atMost: missing.count) { kind, ids in
            let ids = ids.filter { $0.namespace.isEmpty || namespaces?.contains($0.namespace) ?? true }
            return (kind, try await look(for: ids, of: kind))
        }
        return Dictionary(uniqueKeysWithValues: looks)
    }

    private func look(for ids: [ObjectID], of kind: String) async throws -> Look {
        guard var look = looks[kind], let served = observer.served(kind), !ids.isEmpty else {
            return looks[kind] ?? Look(.notServed)
        }
        do {
            let there = try await isHandful(ids) ? ids : existing(among: ids, served)
            let objects = try await concurrently(there, atMost: Self.inFlight) { id in
                try await observer.server.object(id, served)
            }
            look.objects += objects.compactMap(\.self)
            return look
        } catch let problem as Problem {
            return Look(.failed(problem))
        }
    }

    /// A look for a few owners does not know the rest of the fleet, and has few objects to miss: it asks for each.
    private func isHandful(_ ids: [ObjectID]) -> Bool {
        ids.count <= Self.handful || !observer.request.owners.isEmpty
    }

    /// Those that are there, found by lists.
    private func existing(among ids: [ObjectID], _ served: ServedKind) async throws -> [ObjectID] {
        let wanted = Set(ids)
        let namespaces = Set(ids.map(\.namespace))
        let namespace = namespaces.count == 1 ? namespaces.first ?? "" : ""
        let heads = try await strangers(served, namespace: namespace)
        return heads.map { observer.id(served.kind.name, $0) }.filter(wanted.contains)
    }

    /// The metadata of everything that does not bear the fleet's mark whole. The server leaves out the fleet's own,
    /// which can be most of what it has.
    private func strangers(_ served: ServedKind, namespace: String = "") async throws -> [ObjectHead] {
        let fleet = observer.request.fleet
        let selectors = [
            "\(Mark.fleetLabel)!=\(fleet)",
            "\(Mark.fleetLabel)=\(fleet),\(Mark.managedByLabel)!=\(Mark.managedByValue)",
        ]
        let lists = try await concurrently(selectors, atMost: selectors.count) { selector in
            try await PagedList(served, namespace: namespace, selector: selector, on: observer.server)
                .ofMetadata.items { _, _, head in head }
        }
        return lists.flatMap(\.self)
    }

    /// Every namespace; nil when none has to be known, or they may not be listed.
    private func namespaces() async throws -> Set<String>? {
        guard missing.values.contains(where: { $0.contains { !$0.namespace.isEmpty } }) else { return nil }
        do {
            if observer.request.owners.isEmpty, let look = looks["Namespace"], look.isComplete,
                let served = observer.served("Namespace")
            {
                let strangers = try await strangers(served).map(\.name)
                return Set(strangers).union(look.objects.map(\.id.name))
            }
            let served = ServedKind(
                kind: Kind("Namespace", isNamespaced: false), apiVersion: "v1", resource: "namespaces",
                isNamespaced: false)
            let list = PagedList(served, on: observer.server).ofMetadata
            return Set(try await list.items { _, _, head in head.name })
        } catch is Problem {
            // Then nothing is ruled out, and each kind's own search tells what is wrong.
            return nil
        }
    }
}
