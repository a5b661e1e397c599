import Blueprints
import Core
import Foundation
import Planning
import Reconciliation
import Sandbox
import Specs
import TestSupport
import Values

/// Clusters in a sandbox that many generated fleets share; each has regions of its own.
final class SandboxWorld: Sendable {
    let store: SandboxStore
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "worlds-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SandboxStore(path: folder.appending(path: "world.sqlite").path) {
            Timestamp(seconds: 1_800_000_000)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func providers(_ blueprint: Blueprint) -> [SandboxProvider] {
        blueprint.places.keys.sorted().map { scope in
            SandboxProvider(store, scope: scope, kinds: blueprint.kinds.filter { $0.belongs(in: scope) })
        }
    }

    /// All objects of a fleet's regions, whoever they belong to.
    func objects(_ blueprint: Blueprint) async throws -> [ObservedObject] {
        var objects: [ObservedObject] = []
        for scope in blueprint.places.keys.sorted() {
            for entry in try await store.list(scope: scope) {
                if let object = try await store.object(entry.id) { objects.append(object) }
            }
        }
        return objects
    }

    /// Somebody deletes, edits, takes the mark off, and makes objects of his own where ours shall be.
    func disturb(_ blueprint: Blueprint, next: Blueprint, _ random: inout SeededGenerator) async throws {
        for desired in blueprint.objects where !random.hits(6) {
            let change: ForeignChange
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where desired.id.kind != "Namespace": change = .delete
            case 1: change = .remove(.label(Mark.fleetLabel))
            case 2: change = .set(.label(Mark.tenantLabel), "somebody")
            default:
                guard let leaf = desired.body.leaves.filter({ !$0.isIdentity }).randomElement(using: &random),
                    let value = desired.body[at: leaf]
                else { continue }
                change = random.hits(3) ? .set(leaf, value.changed) : .remove(leaf)
            }
            // What is deleted, or gone with its namespace, cannot be changed.
            try? await store.drift(desired.id, desired.kind, change)
        }
        _ = try await contest(blueprint, next: next, &random)
        let known = Set(blueprint.objects.map(\.id))
        for desired in next.objects where !known.contains(desired.id) && !random.hits(4) {
            try? await store.drift(desired.id, desired.kind, .create(desired.body.unmarked))
        }
    }

    /// Others take attributes over that the specs have just changed, each at a value that neither asks for.
    ///
    /// - Returns: what they hold since.
    func contest(_ old: Blueprint, next: Blueprint, _ random: inout SeededGenerator) async throws
        -> [Contested]
    {
        let applied = Dictionary(old.objects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var contested: [Contested] = []
        for desired in next.objects {
            guard let before = applied[desired.id] else { continue }
            for (path, value) in desired.kind.comparison.leaves(of: desired.body)
            where !path.isBookkeeping && !desired.kind.immutable.contains(where: path.hasPrefix) {
                guard let stated = before.body[at: path], stated != value, !random.hits(3) else { continue }
                var theirs = value.changed
                if theirs == stated { theirs = theirs.changed }
                do { try await store.drift(desired.id, desired.kind, by: "rival", .set(path, theirs)) } catch
                {
                    // It is gone, or has no such place any more.
                    continue
                }
                contested.append(Contested(id: desired.id, path: path, theirs: theirs, ours: value))
            }
        }
        return contested
    }

    func value(_ contested: Contested) async throws -> Value? {
        try await store.object(contested.id)?.body.decode()[at: contested.path]
    }
}

/// An attribute that another manager has taken over, and for which the specs ask for another value than was applied.
struct Contested: Sendable {
    let id: ObjectID
    let path: FieldPath
    let theirs: Value
    let ours: Value
}

extension FieldPath {
    /// What tells the object from others, or is of its mark.
    var isBookkeeping: Bool {
        if isIdentity { return true }
        guard elements.count == 3, elements[0] == .key("metadata"), case .key(let name) = elements[2] else {
            return false
        }
        return name.hasPrefix("cadastre.dev/") || name == Mark.managedByLabel
    }

    fileprivate static func label(_ name: String) -> FieldPath {
        FieldPath([.key("metadata"), .key("labels"), .key(name)])
    }

    /// What tells the object from others: nobody can change it.
    fileprivate var isIdentity: Bool {
        let keys = elements.prefix(2).map { if case .key(let key) = $0 { key } else { "" } }
        return ["apiVersion", "kind"].contains(keys.first ?? "") || keys == ["metadata", "name"]
            || keys == ["metadata", "namespace"]
    }
}

extension Value {
    /// Paths to everything that holds nothing.
    fileprivate var leaves: [FieldPath] {
        switch self {
        case .object(let members): members.flatMap { key, value in value.leaves(under: .key(key)) }
        case .array(let elements): elements.enumerated().flatMap { $1.leaves(under: .index($0)) }
        default: [FieldPath()]
        }
    }

    private func leaves(under step: FieldPath.Element) -> [FieldPath] {
        leaves.map { FieldPath([step]).appending($0) }
    }

    /// Another value of the same type.
    var changed: Value {
        switch self {
        case .bool(let flag): .bool(!flag)
        case .int(let number): .int(number + 1)
        case .double(let number): .double(number + 1)
        case .string(let text): .string(text + "x")
        case .null, .array, .object: "x"
        }
    }

    /// As somebody writes it who knows nothing of marks.
    fileprivate var unmarked: Value {
        guard var members = fields, var metadata = members["metadata"]?.fields else { return self }
        metadata["labels"] = nil
        metadata["annotations"] = nil
        members["metadata"] = .object(metadata)
        return .object(members)
    }
}
