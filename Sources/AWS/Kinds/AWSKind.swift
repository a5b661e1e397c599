import AWSClient
import Core
import Values

/// How objects of one kind are found, made, changed and deleted. Every step can be repeated after a crash, from the first
/// on.
protocol AWSKind: Sendable {
    var name: String { get }

    /// Those that the fleet may have made, and those of the names that the specs ask for, whoever they belong to.
    func all(_ search: Search) async throws -> [FoundObject]

    /// The one of that name as it is now; nil where there is none.
    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject?

    /// Makes it, with its tags.
    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws

    /// Gives the named attributes of `spec` the values that are wanted.
    func modify(_ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI)
        async throws

    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws

    /// - Returns: pending until it is gone.
    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome

    /// With all that AWS tells of it, also where it takes more calls than changes need.
    func telling(_ found: FoundObject, _ api: RegionAPI) async throws -> FoundObject

    /// The password that it keeps; nil where it has none yet.
    func secret(of found: FoundObject, _ api: RegionAPI, to purpose: String) async throws -> Secret?

    /// Where AWS copies the data of these objects to, as far as they say so themselves.
    func copies(of found: [FoundObject], _ api: RegionAPI) async throws -> [DataCopy]

    /// How long AWS takes for a step of what it makes.
    var patience: Duration { get }

    /// Whether nothing is under way once it is made, so that nobody has to look.
    var isReadyOnceMade: Bool { get }
}

extension AWSKind {
    var patience: Duration { .seconds(5) }
    var isReadyOnceMade: Bool { false }

    func telling(_ found: FoundObject, _ api: RegionAPI) async throws -> FoundObject {
        found
    }

    func secret(of found: FoundObject, _ api: RegionAPI, to purpose: String) async throws -> Secret? { nil }

    func copies(of found: [FoundObject], _ api: RegionAPI) async throws -> [DataCopy] { [] }
}

/// An object as the specs ask for it.
struct WantedObject: Sendable {
    let name: String
    let spec: Fields
    let tags: Tags
    /// Completes "could not …".
    let purpose: String
    /// Nothing of it waits for a maintenance window.
    let comesNow: Bool

    init(_ desired: DesiredObject, to purpose: String, now comesNow: Bool = false) {
        name = desired.id.name
        spec = desired.body[key: "spec"]?.fields ?? Fields()
        tags = Tags(manifest: desired.body)
        self.purpose = purpose
        self.comesNow = comesNow
    }

    subscript(member: String) -> Value? { spec[member] }

    /// The attributes that can be given another value and are not as they are wanted.
    func differing(from found: FoundObject, _ kind: Kind) -> Set<String> {
        let settable = Set(spec.keys).filter { member in
            !kind.immutable.contains { $0 == FieldPath([.key("spec"), .key(member)]) }
        }
        return settable.filter { member in
            let rule = kind.comparison.rule(at: FieldPath([.key("spec"), .key(member)]))
            return !rule.isMet(stated: self[member] ?? .null, present: found.spec[member])
        }
    }
}
