import Core
import Foundation
import GRDB
import ProviderContract
import Testing
import Values

@testable import Sandbox

@Suite struct StoreTests {
    let folder: TemporaryFolder
    let scope = Scope(.kubernetes, "eu-west-1")

    init() throws { folder = try TemporaryFolder() }

    private func open(_ name: String = "world.sqlite") throws(Problem) -> SandboxStore {
        try SandboxStore(path: folder.path(name), now: Clock().now)
    }

    private func namespace(_ name: String) -> (ObjectID, Value) {
        (
            ObjectID(scope, "Namespace", name: name),
            ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]]
        )
    }

    private func make(_ name: String, in store: SandboxStore) async throws {
        let (id, manifest) = namespace(name)
        try await store.drift(id, SampleKind.namespace, .create(manifest))
    }

    @Test("What was written is there when the file is opened again")
    func reopening() async throws {
        try await make("a", in: try open())
        #expect(try await open().list().map(\.id.name) == ["a"])
    }

    @Test("A transaction that a crash cut off leaves nothing, and the file goes on")
    func crash() async throws {
        for place in 0..<20 { try await make("tenant-\(place)", in: try open()) }
        let (files, source) = (FileManager.default, folder.path("world.sqlite"))
        let target = folder.path("crashed.sqlite")
        try await DatabaseQueue(path: source).writeWithoutTransaction { database in
            // So that pages are written before they are committed.
            try database.execute(sql: "PRAGMA cache_size = 1")
            try database.beginTransaction(.immediate)
            try database.execute(sql: "UPDATE object SET body = hex(randomblob(8000))")
            try database.execute(sql: "DELETE FROM object WHERE name <> 'tenant-0'")
            // What a process that dies here leaves on the disk.
            for suffix in ["", "-wal"] {
                try files.copyItem(atPath: source + suffix, toPath: target + suffix)
            }
            try database.rollback()
        }
        let store = try open("crashed.sqlite")
        #expect(try await store.list().count == 20)
        try await make("another", in: store)
        #expect(try await store.list().count == 21)
    }

    @Test("Of writes that share a transaction, one that fails takes nothing of the others with it")
    func sharing() async throws {
        let store = try open()
        try await make("taken", in: store)
        let results = await withTaskGroup { group in
            for place in 0..<200 {
                group.addTask {
                    let name = place.isMultiple(of: 2) ? "taken" : "free-\(place)"
                    do { try await make(name, in: store); return true } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.filter { $0 }.count == 100)
        #expect(try await store.list().count == 101)
    }

    @Test("What a failing write wrote before it failed is taken back")
    func savepoints() async throws {
        let store = try open()
        try await make("a", in: store)
        let id = namespace("a").0
        await #expect(throws: Problem.self) {
            try await store.write { transaction in
                try transaction.delete(id)
                throw Problem("test.failed", "it failed")
            }
        }
        #expect(try await store.object(id) != nil)
    }

    @Test("Of writes that share a transaction, one that fails halfway is taken back alone")
    func sharedSavepoints() async throws {
        let store = try open()
        let names = (0..<100).map { "tenant-\($0)" }
        for name in names { try await make(name, in: store) }
        await withTaskGroup { group in
            for (place, name) in names.enumerated() {
                let id = namespace(name).0
                group.addTask {
                    try? await store.write { transaction in
                        try transaction.delete(id)
                        if place.isMultiple(of: 2) { throw Problem("test.failed", "it failed") }
                    }
                }
            }
        }
        let kept = names.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        #expect(try await store.list().map(\.id.name) == kept.sorted())
    }

    @Test("Two stores on one file see what the other wrote, and never give a revision twice")
    func twoStores() async throws {
        let stores = [try open(), try open()]
        try await withThrowingTaskGroup { group in
            for place in 0..<100 {
                group.addTask { try await make("tenant-\(place)", in: stores[place % 2]) }
            }
            try await group.waitForAll()
        }
        for store in stores { #expect(try await store.list().count == 100) }
        var versions: Set<ObjectVersion> = []
        for entry in try await stores[0].list() {
            let object = try #require(await stores[1].object(entry.id))
            versions.insert(object.version)
        }
        #expect(Set(versions.map(\.uid)).count == 100)
        #expect(Set(versions.map(\.revision)).count == 100)
    }

    @Test("Scopes know nothing of each other")
    func scopes() async throws {
        let store = try open()
        let (id, manifest) = namespace("a")
        let other = ObjectID(Scope(.kubernetes, "us-east-1"), "Namespace", name: "a")
        for id in [id, other] { try await store.drift(id, SampleKind.namespace, .create(manifest)) }
        try await store.drift(id, SampleKind.namespace, .delete)
        #expect(try await store.list().map(\.id) == [other])
        #expect(try await store.list(scope: scope).isEmpty)
    }

    @Test("A file whose folder is missing says so")
    func missingFolder() {
        let problem = #expect(throws: Problem.self) { try open("nowhere/world.sqlite") }
        #expect(problem?.code == "sandbox.folder-missing")
    }

    @Test("A folder is not a sandbox")
    func isFolder() {
        let problem = #expect(throws: Problem.self) {
            try SandboxStore(path: folder.url.path, now: Clock().now)
        }
        #expect(problem?.code == "sandbox.unreadable")
    }

    @Test("A file that is no database is refused and left as it is")
    func noDatabase() throws {
        let text = Data("kind: Tenant\n".utf8) + Data(repeating: 0x20, count: 8_000)
        try text.write(to: folder.url.appending(path: "tenant.yaml"))
        let problem = #expect(throws: Problem.self) { try open("tenant.yaml") }
        #expect(problem?.code == "sandbox.not-a-sandbox")
        #expect(try Data(contentsOf: folder.url.appending(path: "tenant.yaml")) == text)
    }

    @Test("Another program's database is refused and left as it is")
    func foreignDatabase() async throws {
        do {
            let queue = try DatabaseQueue(path: folder.path("other.sqlite"))
            try await queue.write { try $0.execute(sql: "CREATE TABLE book (title TEXT)") }
        }
        let before = try Data(contentsOf: folder.url.appending(path: "other.sqlite"))
        let problem = #expect(throws: Problem.self) { try open("other.sqlite") }
        #expect(problem?.code == "sandbox.not-a-sandbox")
        #expect(try Data(contentsOf: folder.url.appending(path: "other.sqlite")) == before)
    }

    @Test("A sandbox of a newer version is refused")
    func newer() async throws {
        try await make("a", in: try open())
        do {
            let queue = try DatabaseQueue(path: folder.path("world.sqlite"))
            try await queue.write {
                try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('of another year')")
            }
        }
        let problem = #expect(throws: Problem.self) { try open() }
        #expect(problem?.code == "sandbox.newer")
    }

    @Test("An empty file becomes a sandbox")
    func emptyFile() async throws {
        try Data().write(to: folder.url.appending(path: "world.sqlite"))
        #expect(try await open().list().isEmpty)
    }
}
