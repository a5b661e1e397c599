import ArgumentParser
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
    /// - Parameter tell: takes what credential plugins say to a person.
    func providers(
        for fleet: Fleet, kinds: [Kind], selection: Selection,
        tell: @escaping @Sendable (String) -> Void = passOn
    ) throws(Problem) -> [any Provider] {
        let regions = fleet.regions.filter { selection.includes(scope(of: $0)) }
        if let sandbox {
            let store = try SandboxStore(path: sandbox, now: { Clock.now })
            return regions.map { SandboxProvider(store, scope: scope(of: $0), kinds: kinds) }
        }
        let connections = ClusterConnections(kubeconfig: kubeconfig, tell: tell)
        return regions.map { region in
            let scope = scope(of: region)
            do throws(Problem) {
                return KubernetesProvider(
                    scope: scope, connection: try connections.connection(to: region),
                    version: Version.current, now: { Clock.now })
            } catch {
                return UnreachableProvider(scope: scope, problem: error, now: { Clock.now })
            }
        }
    }

    private func scope(of region: Region) -> Scope { Scope(.kubernetes, region.name.value.text) }
}
