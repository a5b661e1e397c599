package import Core
package import Values

extension SandboxProvider {
    /// Made up: the same for the same object and attribute, and never real.
    package func read(_ reference: Reference) async throws -> Secret? {
        let isThere = try await store.write { try $0.exists(reference.source) }
        return isThere ? Secret(reference.source.madeUp(reference.attribute)) : nil
    }
}

extension Value {
    /// With what a world would tell of the object once it is there.
    func told(of id: ObjectID, _ kind: Kind) -> Value {
        kind.told.reduce(self) { $0.replacing($1, with: .string(id.madeUp($1))) }
    }
}

extension ObjectID {
    /// `parking-acme.address.invalid`
    fileprivate func madeUp(_ attribute: FieldPath) -> String {
        guard case .key(let member)? = attribute.elements.last else { return name }
        return "\(name).\(member.lowercased()).invalid"
    }
}
