import Core
import HTTP
import Values

@testable import Kubernetes

/// Another manager, who changes objects behind the provider's back by every way that an API server has.
struct Meddler: Sendable {
    enum Way: String, CaseIterable { case put, mergePatch, forcedApply }

    let server: APIServer
    let served: [String: ServedKind]

    init(_ kinds: [Kind]) async throws {
        server = APIServer(
            try Testbed.connection(), userAgent: "somebody-else/1", retries: RetryPolicy())
        // Others see all of every object.
        let whole = kinds.map { kind in
            kind.hidden == nil ? kind : Kind(kind.name, group: kind.group, versions: kind.versions)
        }
        served = try await Discovery(server: server).find(whole).compactMapValues {
            if case .served(let served) = $0 { served } else { nil }
        }
    }

    func body(of id: ObjectID) async throws -> Value {
        let object = try await server.object(id, try served(id))
        return try object?.body.decode() ?? .null
    }

    /// - Throws: a `Problem` where the server refuses the change.
    func set(_ path: FieldPath, to value: Value, of id: ObjectID, by way: Way) async throws {
        let live = try await body(of: id)
        let changed = try live.setting(value, at: path)
        switch way {
        case .put: try await put(changed, as: way.rawValue, id)
        case .mergePatch:
            // A list is only replaced as a whole.
            let keys = FieldPath(Array(path.elements.prefix { if case .key = $0 { true } else { false } }))
            try await patch(
                Value.object([:]).setting(changed[at: keys] ?? .null, at: keys), as: way.rawValue, id)
        case .forcedApply:
            // So is one without keys.
            let whole = FieldPath(Array(path.elements.prefix { if case .index = $0 { false } else { true } }))
            let identity: Value = [
                "apiVersion": .string(try served(id).apiVersion), "kind": .string(id.kind),
                "metadata": ["name": .string(id.name)],
            ]
            try await send(
                "PATCH", id, as: way.rawValue, try identity.setting(changed[at: whole] ?? .null, at: whole),
                "application/apply-patch+yaml", force: true)
        }
    }

    func put(_ body: Value, as manager: String, _ id: ObjectID) async throws {
        do {
            try await send("PUT", id, as: manager, body, "application/json")
        } catch let moved as Problem where moved.code == "apply.moved" {
            // A controller has told how the object is since it was read.
            let revision: FieldPath = "metadata.resourceVersion"
            let now = try await self.body(of: id)
            let again = try body.setting(now[at: revision] ?? .null, at: revision)
            try await send("PUT", id, as: manager, again, "application/json")
        }
    }

    func patch(
        _ patch: Value, as manager: String, _ id: ObjectID, subresource: String = ""
    ) async throws {
        try await send(
            "PATCH", id, as: manager, patch, "application/merge-patch+json", subresource: subresource)
    }

    func delete(_ id: ObjectID) async throws {
        var call = APICall(try served(id).path(of: id), to: "clean up")
        call.method = "DELETE"
        _ = try await server.send(call, accepting: [404, 409])
    }

    private func served(_ id: ObjectID) throws -> ServedKind {
        guard let served = served[id.kind] else { throw Problem("test", "\(id.kind) is not served") }
        return served
    }

    private func send(
        _ method: String, _ id: ObjectID, as manager: String, _ body: Value, _ contentType: String,
        force: Bool = false, subresource: String = ""
    ) async throws {
        var call = APICall(try served(id).path(of: id) + subresource, to: "meddle")
        call.method = method
        call.query = [("fieldManager", manager)] + (force ? [("force", "true")] : [])
        call.contentType = contentType
        call.body = ApplyBody.yamlSafe(body.json(.compact))
        _ = try await server.send(call)
    }
}
