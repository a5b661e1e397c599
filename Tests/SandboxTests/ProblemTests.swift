import Core
import Diagnostics
import Foundation
import GRDB
import ProviderContract
import TestSupport
import Testing
import Values

@testable import Sandbox

/// Every way in which a sandbox can fail, with its whole text, by a real fault wherever one can be made. Missing
/// permission cannot, since tests may run as root, whom nothing is forbidden; nor can a full disk.
@Suite struct ProblemTests {
    let folder: TemporaryFolder
    let scope = Scope(.kubernetes, "eu-west-1")

    init() throws { folder = try TemporaryFolder() }

    private func open(_ name: String) throws(Problem) -> SandboxStore {
        try SandboxStore(path: folder.path(name), now: Clock().now)
    }

    private func expect(_ problem: Problem?, as name: String? = nil) throws {
        let problem = try #require(problem)
        let text = DiagnosticText(sources: SourceMap()).render(Diagnostic(.error, problem))
        expectGolden(
            text.replacingOccurrences(of: folder.url.path, with: "/there"),
            at: "Cases/\(name ?? problem.code).txt")
    }

    @Test("A place where no file can be is told")
    func places() throws {
        try expect(#expect(throws: Problem.self) { try open("nowhere/world.sqlite") })
        try Data().write(to: folder.url.appending(path: "file"))
        try expect(
            #expect(throws: Problem.self) { try open("file/world.sqlite") }, as: "sandbox.folder-missing-file"
        )
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "world.sqlite"), withIntermediateDirectories: true)
        try expect(#expect(throws: Problem.self) { try open("world.sqlite") })
    }

    @Test("A file of somebody else is told, and what it is")
    func strangers() async throws {
        try Data(repeating: 0x20, count: 8_000).write(to: folder.url.appending(path: "notes.txt"))
        try expect(#expect(throws: Problem.self) { try open("notes.txt") })
        do {
            let queue = try DatabaseQueue(path: folder.path("books.sqlite"))
            try await queue.write { try $0.execute(sql: "CREATE TABLE book (title TEXT)") }
        }
        try expect(
            #expect(throws: Problem.self) { try open("books.sqlite") }, as: "sandbox.not-a-sandbox-database")
    }

    @Test("A sandbox of a newer version is told")
    func newer() async throws {
        _ = try open("world.sqlite")
        let queue = try DatabaseQueue(path: folder.path("world.sqlite"))
        try await queue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('of another year')")
        }
        try expect(#expect(throws: Problem.self) { try open("world.sqlite") })
    }

    @Test("A sandbox that another process keeps locked is told")
    func locked() async throws {
        let store = try open("world.sqlite")
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys
            world = sqlite3.connect(sys.argv[1], isolation_level=None)
            world.execute("BEGIN EXCLUSIVE")
            print("locked", flush=True)
            sys.stdin.read()
            """, folder.path("world.sqlite"),
        ]
        let (input, output) = (Pipe(), Pipe())
        python.standardInput = input
        python.standardOutput = output
        try python.run()
        defer {
            try? input.fileHandleForWriting.close()
            python.awaitEnd()
        }
        #expect(try output.fileHandleForReading.read(upToCount: 6) == Data("locked".utf8))
        let id = ObjectID(scope, "Namespace", name: "a")
        try expect(
            await #expect(throws: Problem.self) {
                try await store.drift(
                    id, SampleKind.namespace, .create(["kind": "Namespace", "metadata": ["name": "a"]]))
            })
    }

    @Test("A damaged sandbox is told")
    func corrupt() async throws {
        do {
            let store = try open("world.sqlite")
            for place in 0..<50 {
                let id = ObjectID(scope, "Namespace", name: "a\(place)")
                let note = Value.string(String(repeating: "x", count: 2_000))
                try await store.drift(
                    id, SampleKind.namespace,
                    .create(["kind": "Namespace", "metadata": ["name": .string(id.name)], "note": note]))
            }
        }
        // All of it in the one file: the store may still be closing it, and closing is what else moves it there.
        try await DatabaseQueue(path: folder.path("world.sqlite")).writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        // What is left of the file when its middle is overwritten.
        try FileManager.default.copyItem(
            atPath: folder.path("world.sqlite"), toPath: folder.path("damaged.sqlite"))
        let file = try FileHandle(forUpdating: folder.url.appending(path: "damaged.sqlite"))
        let size = try file.seekToEnd()
        try file.seek(toOffset: 4_096)
        try file.write(contentsOf: Data(repeating: 0xFF, count: Int(size) - 4_096))
        try file.close()
        try expect(
            await #expect(throws: Problem.self) { _ = try await open("damaged.sqlite").list() })
    }

    @Test(
        "What SQLite says has words", arguments: [ResultCode.SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_MISUSE])
    func codes(_ code: ResultCode) throws {
        let error = DatabaseError(resultCode: code, message: "as SQLite says it")
        let problem = Problem(sandbox: error, path: "/there/world.sqlite")
        try expect(
            problem, as: code == .SQLITE_CANTOPEN ? "sandbox.unreadable-file" : nil)
    }

    @Test("A change that cannot be made behind Cadastre's back is told")
    func drift() async throws {
        let store = try open("world.sqlite")
        let id = ObjectID(scope, "Namespace", name: "a")
        let create = ForeignChange.create(["kind": "Namespace", "metadata": ["name": "a"]])
        func problem(_ id: ObjectID, _ change: ForeignChange) async -> Problem? {
            await #expect(throws: Problem.self) { try await store.drift(id, SampleKind.namespace, change) }
        }
        try expect(await problem(id, .delete))
        try await store.drift(id, SampleKind.namespace, create)
        try expect(await problem(id, create))
        try expect(await problem(id, .set("kind.name", 1)))
        try expect(await problem(id, .set("metadata.name", "b")), as: "sandbox.bad-drift-identity")
    }

    @Test("A change that the sandbox refuses is told", arguments: [Action.create, .update])
    func perform(_ action: Action) async throws {
        let store = try open("world.sqlite")
        let provider = SandboxProvider(store, scope: scope, kinds: SampleKind.served)
        let id = ObjectID(scope, "ConfigMap", namespace: "nowhere", name: "a")
        func problem(_ kind: Kind, desired: DesiredObject?) async -> Problem? {
            let change = Change(
                id: id, kind: kind, owner: .tenant("acme"), action: action, reason: .missing,
                desired: desired,
                observed: ObjectVersion(uid: "u", revision: "1"))
            return await #expect(throws: Problem.self) { try await provider.perform(change) }
        }
        let kind = try #require(SampleKind.served.first { $0.name == "ConfigMap" })
        let desired = DesiredObject(
            id: id, kind: kind, owner: .tenant("acme"), body: ["kind": "ConfigMap"], fingerprint: "f",
            origins: [], needs: [])
        if action == .create {
            try expect(await problem(kind, desired: desired))
            try expect(await problem(Kind("Parcel"), desired: desired))
            try expect(await problem(kind, desired: nil))
        } else {
            try expect(await problem(kind, desired: desired))
        }
    }
}
