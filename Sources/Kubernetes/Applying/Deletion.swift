import Core
import HTTP
import Threads
import Values

/// The uids of objects that this process has seen going. Of many, the last: one that is forgotten is told as moved.
final class Deletions: Sendable {
    private let uids = Locked(RecentSet<String>(limit: 10_000))

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
        case .going(let object): return waiting(for: object)
        case .succeeded where deletions.hasBegun(observed.uid): return .applied
        case .succeeded:
            throw Problem.moved(purpose, because: "an object of that name with another uid is there")
        }
    }

    /// Deletes what the plan saw, waits until it is gone, and creates.
    func replace() async throws -> Outcome {
        switch try await remove(observed()) {
        case .gone, .succeeded: try await create()
        case .going(let object): waiting(for: object)
        }
    }

    /// Finalizers and, in a namespace, all that is in it come first.
    func waiting(for object: ObservedObject) -> Outcome {
        let finalizers = object.finalizers
        let holders =
            finalizers.isEmpty
            ? ""
            : ", held by its finalizer\(finalizers.count == 1 ? "" : "s") \(finalizers.joined(separator: ", "))"
        return .pending(
            after: change.kind.name == "Namespace" ? .seconds(2) : .seconds(1),
            waitingFor: "\(change.id.short) to be gone\(holders)")
    }

    private enum Removal {
        case gone
        /// Still there.
        case going(ObservedObject)
        /// An object with another uid has its name now.
        case succeeded
    }

    private func remove(_ observed: ObjectVersion, round: Int = 1) async throws -> Removal {
        if round == 1, !deletions.hasBegun(observed.uid) { try await refuseProtected() }
        let call = deletion(of: observed)
        let response = try await server.send(call, accepting: [404, 409])
        let status = Status(response.body)
        switch response.status {
        case 404 where status?.isAbout(change.id) == true: return .gone
        case 404: throw Problem(answer: response, to: call, at: server.address)
        case 409:
            if round < Self.rounds, let moved = try await revisionAfterHarmlessChange(observed) {
                return try await remove(moved, round: round + 1)
            }
            return try await look(
                for: observed, refusal: Problem(answer: response, to: call, at: server.address))
        default: break
        }
        deletions.begin(observed.uid)
        // A Status names the object that is gone; one that stays for a while is itself the answer. Whatever else came
        // says nothing.
        if status?.uid == observed.uid { return .gone }
        if let tape = try? JSONTape(response.body), let head = ObjectHead(tape, tape.root),
            head.version.uid == observed.uid, head.isTerminating
        {
            return .going(head.object(as: change.id, body: tape.text(of: tape.root)))
        }
        return try await look(for: observed)
    }

    /// Of the object itself, the revision would tell. Its namespace is another object, and so is what would go with it.
    private func refuseProtected() async throws {
        if let namespace = change.namespaceID, try await isProtected(namespace) {
            throw change.isProtectedByNow(by: namespace)
        }
        guard change.kind.name == "Namespace" else { return }
        switch try await OccupantSearch(server: server).occupants(of: [change.id.name])[change.id.name] {
        case .all(let occupants)?:
            guard let holder = occupants.first(where: \.isProtected) else { return }
            throw change.isProtectedByNow(
                by: ObjectID(change.id.scope, holder.kind, namespace: change.id.name, name: holder.name))
        case .failed(let problem)?: throw problem
        case nil: return
        }
    }

    private func isProtected(_ namespace: ObjectID) async throws -> Bool {
        let path = "/api/v1/namespaces/\(PercentEncoding.encode(namespace.name))"
        var call = APICall(path, to: "see whether \(namespace.short) is protected")
        call.askForMetadata(list: false)
        let response = try await server.send(call, accepting: [404])
        // Then there is nothing in it either.
        if response.status == 404 { return false }
        let tape = try APIServer.tape(of: response, to: call)
        return ObjectHead(tape, tape.root)?.isProtected == true
    }

    /// Sees what became of the object.
    ///
    /// - Parameter refusal: why the delete was refused: thrown unless an earlier delete has moved the object.
    private func look(for observed: ObjectVersion, refusal: Problem? = nil) async throws -> Removal {
        guard let there = try await server.object(change.id, served) else { return .gone }
        guard there.version.uid == observed.uid else { return .succeeded }
        if let refusal, !there.isTerminating { throw refusal }
        deletions.begin(observed.uid)
        return .going(there)
    }

    /// What controllers made for an object goes before it, so that nothing that pods need goes before the last pod.
    func deletion(of observed: ObjectVersion) -> APICall {
        var options: Fields = [
            "apiVersion": "v1", "kind": "DeleteOptions",
            "propagationPolicy": change.kind.hasDependents ? "Foreground" : "Background",
            "preconditions": ["uid": .string(observed.uid), "resourceVersion": .string(observed.revision)],
        ]
        if isRehearsal { options["dryRun"] = ["All"] }
        var call = APICall(served.path(of: change.id), to: purpose)
        call.method = "DELETE"
        call.contentType = "application/json"
        call.body = Value.object(options).json()
        return call
    }

    func observed() throws(Problem) -> ObjectVersion {
        guard let observed = change.observed else {
            throw Problem(
                "apply.unseen", "nothing is deleted that was not seen",
                detail: "could not \(purpose): the plan does not say which object it saw", help: "plan again"
            )
        }
        return observed
    }
}

extension ObservedObject {
    /// What has to be done before a deleted object goes, by names such as `example.org/guard`.
    fileprivate var finalizers: [String] {
        ((try? body.decode())?[key: "metadata"]?[key: "finalizers"]?.array ?? []).compactMap(\.string)
    }
}
