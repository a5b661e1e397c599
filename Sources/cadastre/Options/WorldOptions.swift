import ArgumentParser
import Blueprints
import Core
import Kubernetes
import Sandbox
import Specs

/// Which world is looked at and changed: the regions' clusters, or a sandbox in their place.
struct WorldOptions: ParsableArguments {
    @Option(
        name: .long, help: "A file that stands in for every cluster; made where it is missing.",
        completion: .file(extensions: ["sqlite"]))
    var sandbox: String?

    @Option(
        name: .long, help: "In place of $KUBECONFIG or ~/.kube/config.", completion: .file())
    var kubeconfig: String?

    func validate() throws {
        if sandbox != nil, kubeconfig != nil {
            throw ValidationError("--sandbox and --kubeconfig name two different worlds: give one of them")
        }
    }

    /// One provider for each selected region. A region that cannot be connected to gets one that says why.
    ///
    /// - Parameters:
    ///   - entrance: to AWS; one of its own where none is given.
    ///   - tell: takes what credential plugins say to a person.
    func providers(
        for fleet: Fleet, kinds: [Kind], selection: Selection, through entrance: AWSEntrance? = nil,
        tell: @escaping @Sendable (String) -> Void = passOn
    ) throws(Problem) -> [any Provider] {
        let regions = fleet.regions.filter { region in region.scopes.contains(where: selection.includes) }
        if let sandbox {
            let store = try SandboxStore(path: sandbox, now: { Clock.now })
            return regions.flatMap(\.scopes).map { scope in
                SandboxProvider(store, scope: scope, kinds: kinds.filter { $0.belongs(in: scope) })
            }
        }
        let clouds = AWSConnections(fleet, through: entrance ?? AWSEntrance(tell: tell))
        let connections = ClusterConnections(kubeconfig: kubeconfig, clouds: clouds, tell: tell)
        return regions.flatMap { region in
            region.scopes.compactMap { scope -> (any Provider)? in
                do throws(Problem) {
                    switch scope.world {
                    case .kubernetes:
                        return KubernetesProvider(
                            scope: scope, connection: try connections.connection(to: region),
                            version: Version.current, now: { Clock.now })
                    case .aws:
                        guard let aws = region.aws else { return nil }
                        return try clouds.provider(for: aws, in: scope)
                    }
                } catch {
                    return UnreachableProvider(scope: scope, problem: error, now: { Clock.now })
                }
            }
        }
    }
}
