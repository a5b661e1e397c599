import Blueprints
import Controller
import Core
import Glibc
import Specs
import Synchronization

/// The specs of a folder and the worlds of the command line, for a loop.
final class FolderSource: FleetSource {
    private let folder: String
    private let worlds: WorldOptions
    private let tell: @Sendable (String) -> Void
    private let state = Mutex(State())

    private struct State {
        var fleet: Fleet?
        /// With the last specs, and not yet handed out.
        var made: [Scope: any Provider] = [:]
    }

    /// - Parameter tell: takes what credential plugins say to a person.
    init(folder: String, worlds: WorldOptions, tell: @escaping @Sendable (String) -> Void) {
        self.folder = folder
        self.worlds = worlds
        self.tell = tell
    }

    func signature() -> String? { SpecFolder.signature(of: folder) }

    func load() async -> SpecsReading {
        let load = await Fleet.load(folder: folder)
        let blueprint = load.fleet?.blueprint()
        if let fleet = load.fleet {
            state.withLock { $0 = State(fleet: fleet, made: providers(for: fleet, .all)) }
        }
        let homes = load.fleet?.tenants.map { ($0.name.value.text, $0.region.value) } ?? []
        return SpecsReading(
            blueprint: blueprint, homes: Dictionary(homes, uniquingKeysWith: { first, _ in first }),
            diagnostics: load.diagnostics, sources: load.sources)
    }

    /// The connection that was made when the specs were read; whoever asks again gets a new one, unless the world is a
    /// file.
    func provider(for scope: Scope) -> any Provider {
        let (fleet, made) = state.withLock { state in
            defer { if worlds.sandbox == nil { state.made[scope] = nil } }
            return (state.fleet, state.made[scope])
        }
        let region = Selection(regions: [scope.region])
        return made ?? fleet.flatMap { providers(for: $0, region)[scope] } ?? Self.unconnected(scope)
    }

    private func providers(for fleet: Fleet, _ selection: Selection) -> [Scope: any Provider] {
        do throws(Problem) {
            let providers = try worlds.providers(
                for: fleet, kinds: Kind.allKubernetes, selection: selection, tell: tell)
            return Dictionary(providers.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
        } catch {
            let scopes = fleet.regions.map { Scope(.kubernetes, $0.name.value.text) }
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
        guard let sandbox = worlds.sandbox else { return nil }
        return ["", "-wal"].map { suffix in
            var status = stat()
            guard unsafe stat(sandbox + suffix, &status) == 0 else { return "" }
            return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        }.joined(separator: " ")
    }
}
