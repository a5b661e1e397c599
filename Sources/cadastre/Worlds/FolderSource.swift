import Blueprints
import Controller
import Core
import Glibc
import Specs
import Threads

/// The specs of a folder and the worlds of the command line, for a loop.
final class FolderSource: FleetSource {
    private let folder: String
    private let worlds: WorldOptions
    private let tell: @Sendable (String) -> Void
    private let entrance: AWSEntrance
    private let state = Locked(State())

    private struct State {
        var fleet: Fleet?
        /// Of a sandbox: all share its store.
        var made: [Scope: any Provider] = [:]
    }

    /// - Parameter tell: takes what credential plugins say to a person.
    init(folder: String, worlds: WorldOptions, tell: @escaping @Sendable (String) -> Void) {
        self.folder = folder
        self.worlds = worlds
        self.tell = tell
        entrance = AWSEntrance(tell: tell)
    }

    func signature() -> String? { SpecFolder.signature(of: folder) }

    func load() async -> SpecsReading {
        let load = await Fleet.load(folder: folder)
        let blueprint = load.fleet?.blueprint()
        if let fleet = load.fleet { state.withLock { $0.fleet = fleet } }
        let homes = load.fleet?.tenants.map { ($0.name.value.text, $0.region.value) } ?? []
        return SpecsReading(
            blueprint: blueprint, homes: Dictionary(homes, uniquingKeysWith: { first, _ in first }),
            diagnostics: load.diagnostics, sources: load.sources)
    }

    /// Of what the Region says and, where it says so, of the kubeconfig as it is now.
    func connectionSignature(for scope: Scope) -> String {
        if let sandbox = worlds.sandbox { return sandbox }
        let fleet = state.withLock(\.fleet)
        guard let region = fleet?.regions.first(where: { $0.name.value.text == scope.region }) else {
            return ""
        }
        let aws = region.aws
        let access = [
            aws?.account.value.text, aws?.region.value, aws?.role?.value, aws?.endpoint?.value.text,
        ]
        let cluster = region.kubernetes
        switch scope.world {
        case .aws:
            // It knows of every place which region it is: data is looked for there.
            let places = (fleet?.regions ?? []).map { region in
                let (account, place) = (region.aws?.account.value.text ?? "", region.aws?.region.value ?? "")
                return "\(region.name.value.text) \(account) \(place)"
            }
            return Self.signature(access + places)
        case .kubernetes:
            let parts = [
                cluster.context?.value, cluster.server?.value.text, cluster.caFile?.value,
                cluster.tokenFile?.value, cluster.inCluster.map { "\($0.value)" }, cluster.eks?.value,
            ]
            let files = cluster.server == nil ? ClusterConnections.kubeconfigs(worlds.kubeconfig) : []
            return Self.signature(
                parts + (cluster.eks == nil ? [] : access) + files.map { Self.signature(of: $0) })
        }
    }

    private static func signature(_ parts: [String?]) -> String {
        parts.map { $0 ?? "" }.joined(separator: "\n")
    }

    func provider(for scope: Scope) -> any Provider {
        let (fleet, made) = state.withLock { ($0.fleet, $0.made[scope]) }
        if let made { return made }
        guard let fleet else { return Self.unconnected(scope) }
        let isFile = worlds.sandbox != nil
        let new = providers(for: fleet, isFile ? .all : Selection(regions: [scope.region]))
        // One that could not be opened is tried again.
        if isFile, !new.values.contains(where: { $0 is UnreachableProvider }) {
            state.withLock { $0.made.merge(new) { old, _ in old } }
        }
        return new[scope] ?? Self.unconnected(scope)
    }

    private func providers(for fleet: Fleet, _ selection: Selection) -> [Scope: any Provider] {
        do throws(Problem) {
            let providers = try worlds.providers(
                for: fleet, kinds: Kind.all, selection: selection, through: entrance, tell: tell)
            return Dictionary(providers.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
        } catch {
            let scopes = fleet.regions.flatMap(\.scopes)
            let away = scopes.map { UnreachableProvider(scope: $0, problem: error, now: { Clock.now }) }
            return Dictionary(away.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    private static func unconnected(_ scope: Scope) -> any Provider {
        let problem = Problem(
            "apply.no-provider", "nothing is connected to \(scope.region)",
            detail: "the specs have no Region of this name any more", help: "wait for the next run")
        return UnreachableProvider(scope: scope, problem: problem, now: { Clock.now })
    }

    /// Of the sandbox's file, and of the one in which SQLite keeps what it has not yet put there.
    func worldSignature() -> String? {
        worlds.sandbox.map { "\(Self.signature(of: $0)) \(Self.signature(of: "\($0)-wal"))" }
    }

    private static func signature(of path: String) -> String {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return "" }
        return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
}
