import Core
import HTTP
import Values

extension APIServer {
    /// The object as it is now, without what its kind hides; nil when it is not there, or its namespace is not.
    func object(_ id: ObjectID, _ served: ServedKind) async throws -> ObservedObject? {
        var call = APICall(served.path(of: id), to: "read \(id.short)")
        if served.kind.hidden != nil { call.askForMetadata(list: false) }
        let response = try await send(call, accepting: [404])
        if response.status == 404 {
            // A Status about the object says that it is not there; anything else, that the address is wrong.
            guard Status(response.body)?.isAbout(id) == true else {
                throw Problem(answer: response, to: call, at: address)
            }
            return nil
        }
        let tape = try Self.tape(of: response, to: call)
        guard let head = ObjectHead(tape, tape.root) else {
            throw Problem.unreadable(call, "the object has no name, uid or resourceVersion")
        }
        return head.object(as: id, body: tape.text(of: tape.root))
    }
}
