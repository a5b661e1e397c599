import Core
import Threads
import Values

/// Looks for everything in a namespace, of whatever kind, before it is deleted with all that is in it.
struct OccupantSearch: Sendable {
    let server: APIServer

    private static let inFlight = 16

    func occupants(of namespaces: [String]) async throws(CancellationError) -> [String: Occupancy] {
        try await withCancellation {
            do {
                let kinds = try await Discovery(server: server).everythingNamespaced()
                var result: [String: Occupancy] = [:]
                // One after the other: there are a few, and each has a request for every kind.
                for namespace in namespaces { result[namespace] = try await occupancy(of: namespace, kinds) }
                return result
            } catch let problem as Problem {
                return Dictionary(namespaces.map { ($0, .failed(problem)) }) { first, _ in first }
            }
        }
    }

    private func occupancy(of namespace: String, _ kinds: [ServedKind]) async throws -> Occupancy {
        do {
            let found = try await concurrently(kinds, atMost: Self.inFlight) { kind in
                try await occupants(of: namespace, kind)
            }
            // Some objects are served in two groups.
            let byIdentity = Dictionary(found.joined()) { first, second in
                first.group <= second.group ? first : second
            }
            return .all(
                byIdentity.values.sorted { ($0.kind, $0.group, $0.name) < ($1.kind, $1.group, $1.name) })
        } catch let problem as Problem {
            return .failed(problem)
        }
    }

    /// By uid.
    private func occupants(of namespace: String, _ served: ServedKind) async throws -> [(String, Occupant)] {
        let list = PagedList(served, namespace: namespace, on: server).ofMetadata
        do {
            return try await list.items { page, item, head in
                let metadata = page.member("metadata", of: item)
                let owners = metadata.flatMap { page.member("ownerReferences", of: $0) }
                let ownerKinds = owners.map { page.elements(of: $0).map { page.text("kind", of: $0) } } ?? []
                let account = metadata.flatMap {
                    page.text("annotations", "kubernetes.io/service-account.name", of: $0)
                }
                let isDerived =
                    Self.isDerived(served.kind, from: ownerKinds) || account != nil
                    || Self.isMadeEverywhere(served.kind, head.name)
                return (
                    head.version.uid,
                    Occupant(
                        group: served.kind.group, kind: served.kind.name, name: head.name,
                        isDerived: isDerived, isProtected: head.isProtected)
                )
            }
        } catch let problem as Problem where problem.code == "kubernetes.not-served" {
            // Its definition was deleted since discovery.
            return []
        }
    }

    /// Whether it comes and goes with its owners. A volume's data does so only with a pod that it was made for: that of a
    /// StatefulSet, or of an operator, is what they were there to keep.
    static func isDerived(_ kind: Kind, from owners: [String?]) -> Bool {
        if owners.isEmpty { return false }
        return kind.group.isEmpty && kind.name == "PersistentVolumeClaim"
            ? owners.allSatisfy { $0 == "Pod" } : true
    }

    /// What a cluster makes in every namespace by itself, and what it only notes down. Kinds of other groups may have the
    /// same names.
    static func isMadeEverywhere(_ kind: Kind, _ name: String) -> Bool {
        switch (kind.group, kind.name) {
        case ("", "ServiceAccount"): name == "default"
        case ("", "ConfigMap"): name == "kube-root-ca.crt"
        case ("", "Event"), ("events.k8s.io", "Event"), ("", "Endpoints"): true
        case ("discovery.k8s.io", "EndpointSlice"), ("metrics.k8s.io", "PodMetrics"): true
        default: false
        }
    }
}
