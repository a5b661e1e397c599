package import Core
package import Values

/// A provider for one fresh scope, and ways to change that scope behind the provider's back.
///
/// A fixture makes its own names unique where scopes outlive a test: see `namespace`.
package protocol ProviderFixture: Sendable {
    /// Serves `SampleKind.served`, and not `SampleKind.unserved`.
    var provider: any Provider { get }
    /// A fleet that no other fixture uses.
    var fleet: String { get }
    /// The name of a namespace that does not exist yet, and that no other fixture uses.
    var namespace: String { get }

    /// Merges `patch` (RFC 7386) into the object as `manager`, by an update that forces.
    func change(_ id: ObjectID, _ kind: Kind, as manager: String, _ patch: Value) async throws

    /// Creates what the manifest says as somebody else.
    func create(_ id: ObjectID, _ kind: Kind, _ manifest: Value) async throws

    /// Deletes the object, and returns when that was asked for.
    func delete(_ id: ObjectID, _ kind: Kind) async throws

    /// What is there, whoever it belongs to; nil when there is nothing, and while it is being deleted.
    func object(_ id: ObjectID, _ kind: Kind) async throws -> ObservedObject?

    /// Waits between two looks at something that takes its time.
    func pause() async throws
}
