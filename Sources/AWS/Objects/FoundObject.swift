import AWSClient
import Core
import Values

/// An object as AWS has it, in the names and the form of a manifest.
struct FoundObject: Sendable {
    let name: String
    /// Never given again, even to an object of the same name.
    let uid: String
    /// How calls name it: an ARN or an identifier.
    let handle: String
    let tags: Tags
    let spec: Fields
    /// What AWS tells of it, and nobody can ask for: its address, the version of its password.
    var told = Fields()
    /// Of what of `spec` waits for the maintenance window, what it is until then.
    var inEffect = Fields()
    /// In AWS's words, such as `creating`; empty where a kind has none.
    var status = ""
    /// It is on its way out.
    var isTerminating = false
    /// It will not come up by itself.
    var hasFailed = false
    /// Nothing is under way that others would have to wait for.
    var isReady = true

    var mark: Mark? { tags.mark }

    /// Says when it is another one: AWS counts no revisions.
    var version: ObjectVersion { ObjectVersion(uid: uid, revision: Fingerprint.of(manifest)) }

    var body: Value {
        told.reduce(manifest) { body, told in
            body.replacing(FieldPath([.key("status"), .key(told.key)]), with: told.value)
        }
    }

    private var manifest: Value {
        var metadata: Fields = ["name": .string(name)]
        for (key, value) in tags.metadata { metadata[key] = value }
        var body: Fields = ["metadata": .object(metadata), "spec": .object(spec)]
        if !inEffect.isEmpty { body["status"] = [WaitingAttributes.member: .object(inEffect)] }
        return .object(body)
    }

    func observed(as id: ObjectID) -> ObservedObject {
        ObservedObject(
            id: id, mark: mark, version: version, isTerminating: isTerminating, body: JSONText(body))
    }
}

extension Fields {
    /// Leaves a member out that has no value.
    mutating func set(_ key: String, _ value: Value?) {
        if let value { self[key] = value }
    }
}

extension XMLNode {
    func value(_ name: String) -> Value? { text(name).flatMap { $0.isEmpty ? nil : .string($0) } }
    func number(_ name: String) -> Value? { int(name).map(Value.int) }
    func flag(_ name: String) -> Value? { bool(name).map(Value.bool) }

    /// The tags that stand in the list of that name.
    func tags(_ name: String, key: String = "Key", value: String = "Value") -> Tags {
        Tags(
            Dictionary(
                list(name).map { ($0.text(key) ?? "", $0.text(value) ?? "") },
                uniquingKeysWith: { first, _ in first }))
    }
}
