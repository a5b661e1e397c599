package import Core

extension SandboxProvider {
    package func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        var observation = Observation(scope: scope, at: store.now())
        // Nobody copies what is in a file of ours.
        observation.copiesLook = .complete
        let kinds = request.kinds.map(\.name).filter(served.contains)
        for kind in request.kinds { observation.looks[kind.name] = Look(.notServed) }
        let hidden = Dictionary(
            request.kinds.compactMap { kind in kind.hidden.map { (kind.name, $0) } },
            uniquingKeysWith: { first, _ in first })
        let scan = ScopeScan(
            scope: scope, fleet: request.fleet, kinds: kinds, hidden: hidden, desired: request.desired)
        do {
            var objects = try await store.read(scan.objects)
            for kind in kinds {
                observation.looks[kind] = Look(.complete, objects: objects.removeValue(forKey: kind) ?? [])
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let problem = Problem(sandbox: error, path: store.path)
            for kind in kinds { observation.looks[kind] = Look(.failed(problem)) }
        }
        return observation
    }

    package func occupants(of namespaces: [String]) async throws(CancellationError) -> [String: Occupancy] {
        do {
            let entries = try await store.list(scope: scope)
            let inside = Dictionary(grouping: entries, by: \.id.namespace)
            let found = namespaces.map { namespace in
                (
                    namespace,
                    Occupancy.all(
                        (inside[namespace] ?? []).map { entry in
                            Occupant(
                                group: groups[entry.id.kind] ?? "", kind: entry.id.kind, name: entry.id.name,
                                isDerived: false, isProtected: entry.isProtected)
                        })
                )
            }
            return Dictionary(found) { first, _ in first }
        } catch let problem as Problem {
            return Dictionary(namespaces.map { ($0, .failed(problem)) }) { first, _ in first }
        } catch {
            throw CancellationError()
        }
    }
}
