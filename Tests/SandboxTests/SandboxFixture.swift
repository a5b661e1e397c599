import Core
import Foundation
import ProviderContract
import Sandbox
import Threads
import Values

/// A sandbox of its own in a folder that goes with it.
final class SandboxFixture: ProviderFixture {
    let folder: TemporaryFolder
    let store: SandboxStore
    let provider: any Provider
    let fleet = "parking"
    let namespace = "parking-tenant-nordwind"

    init(scope: Scope = Scope(.kubernetes, "eu-west-1")) throws {
        folder = try TemporaryFolder()
        store = try SandboxStore(path: folder.path("world.sqlite"), now: Clock().now)
        provider = SandboxProvider(store, scope: scope, kinds: SampleKind.served)
    }

    func change(_ id: ObjectID, _ kind: Kind, as manager: String, _ patch: Value) async throws {
        try await store.drift(id, kind, by: manager, .merge(patch))
    }

    func create(_ id: ObjectID, _ kind: Kind, _ manifest: Value) async throws {
        try await store.drift(id, kind, .create(manifest))
    }

    func delete(_ id: ObjectID, _ kind: Kind) async throws { try await store.drift(id, kind, .delete) }

    func object(_ id: ObjectID, _ kind: Kind) async throws -> ObservedObject? { try await store.object(id) }

    func pause() async throws {}
}

final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
}

/// Moves on by a second each time somebody looks at it.
final class Clock: Sendable {
    private let seconds = Locked<Int64>(1_800_000_000)

    func now() -> Timestamp {
        Timestamp(
            seconds: seconds.withLock { seconds in
                seconds += 1
                return seconds
            })
    }
}
