import Core
import Threads

/// What is looked for in one observation.
struct Search: Sendable {
    let api: RegionAPI
    let lists: SharedLists
    let fleet: String
    /// Names that the specs ask for, of the kind.
    let wanted: Set<String>
    let specified: [ObjectID: DesiredObject]
    let kind: Kind
    /// Of some owners alone: what else there is is not asked about one by one.
    let isForSome: Bool

    /// Whether to look at what has this name: the platform's name begins every name that is made.
    func mayBeOurs(_ name: String) -> Bool {
        wanted.contains(name) || !isForSome && (name == fleet || name.hasPrefix("\(fleet)-"))
    }

    /// An object with the tags that a list of them all has, where both are as the specs ask; or else with what it says of its
    /// tags itself: the list lags behind, and says nothing of what others have taken the mark from.
    ///
    /// - Parameter read: reads the object; its tags, too, where it is given none.
    func object(
        _ name: String, _ arn: String, reading read: (Tags?) async throws -> FoundObject?
    ) async throws -> FoundObject? {
        if !isForSome, let specified = specified[ObjectID(api.scope, kind.name, name: name)],
            let tags = try await lists.tags.value()[arn],
            tags.values[Mark.fingerprintAnnotation] == specified.fingerprint
        {
            let found = try await read(tags)
            if let found, WantedObject(specified, to: "").differing(from: found, kind).isEmpty {
                return found
            }
        }
        return try await read(nil)
    }
}
