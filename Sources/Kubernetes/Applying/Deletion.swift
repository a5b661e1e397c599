import Core
import HTTP
import Values

/// The uids of objects that this process has seen going.
final class Deletions: Sendable {
    private let uids = Locked<Set<String>>([])

    func begin(_ uid: String) { uids.withLock { _ = $0.insert(uid) } }
    func hasBegun(_ uid: String) -> Bool { uids.withLock { $0.contains(uid) } }
}

extension Performance {
    /// Gone is done, whoever did it. Another object of that name is left alone; that is done too where the one that
    /// the plan saw was seen to go.
    func delete() async throws -> Outcome {
        let observed = try observed()
        switch try await remove(observed) {
        case .gone: return .applied
        case .terminating: return waiting
        case .succeeded where deletions.hasBegun(observed.uid): return .applied
        case .succeeded:
            throw Problem.moved(purpose, because: "an object of that name with another uid is there")
        }
    }

    /// Deletes what the plan saw, waits until it is gone, and creates.
    func replace() async throws -> Outcome {
        switch try await remove(observed()) {
        case .gone, .succeeded: try await create()
        case .terminating: waiting
        }
    }

    /// Finalizers and, in a namespace, all that is in it come first.
    var waiting: Outcome {
        .pending(
            after: change.kind.name == "Namespace" ? .seconds(2) : .seconds(1),
            waitingFor: "\(change.id.short) to be gone")
    }

    private enum Removal {
        case gone
        case terminating
        /// An object with another uid has its name now.
        case succeeded
    }

    private func remove(_ observed: ObjectVersion, isFirst: Bool = true) async throws -> Removal {
        var call = APICall(served.path(of: change.id), to: purpose)
        call.method = "DELETE"
        call.contentType = "application/json"
        call.body = options(observed).json()
        let response = try await server.send(call, accepting: [404, 409])
        switch response.status {
        case 404 where Status(response.body) != nil: return .gone
        case 404: throw Problem(answer: response, to: call, at: server.address)
        case 409:
            if isFirst, let moved = try await revisionAfterStatusChange(observed) {
                return try await remove(moved, isFirst: false)
            }
            return try await removalBegun(observed, refusal: response, call)
        default: break
        }
        // The object itself is the answer where it stays for a while; a Status where it is gone.
        let tape = try APIServer.tape(of: response, to: call)
        guard let head = ObjectHead(tape, tape.root), head.version.uid == observed.uid else { return .gone }
        deletions.begin(observed.uid)
        return head.isTerminating ? .terminating : .gone
    }

    /// The delete was refused because something has moved: perhaps only by an earlier delete.
    private func removalBegun(
        _ observed: ObjectVersion, refusal: HTTPResponse, _ call: APICall
    ) async throws -> Removal {
        guard let there = try await server.object(change.id, served) else { return .gone }
        guard there.version.uid == observed.uid else { return .succeeded }
        guard there.isTerminating else { throw Problem(answer: refusal, to: call, at: server.address) }
        deletions.begin(observed.uid)
        return .terminating
    }

    private func options(_ observed: ObjectVersion) -> Value {
        [
            "apiVersion": "v1", "kind": "DeleteOptions", "propagationPolicy": "Background",
            "preconditions": ["uid": .string(observed.uid), "resourceVersion": .string(observed.revision)],
        ]
    }

    private func observed() throws(Problem) -> ObjectVersion {
        guard let observed = change.observed else {
            throw Problem(
                "apply.unseen", "nothing is deleted that was not seen",
                detail: "could not \(purpose): the plan does not say which object it saw", help: "plan again"
            )
        }
        return observed
    }
}
