import Core
import Threads

/// What is looked for in one observation.
struct Search: Sendable {
    let api: RegionAPI
    let lists: SharedLists
    let fleet: String
    /// Names that the specs ask for, of the kind.
    let wanted: Set<String>
    /// By name, what the mark says of one that is as the specs ask.
    let fingerprints: [String: String]
    /// Of some owners alone: what else there is is not asked about one by one.
    let isForSome: Bool

    /// Whether to look at what has this name: the platform's name begins every name that is made.
    func mayBeOurs(_ name: String) -> Bool {
        wanted.contains(name) || !isForSome && (name == fleet || name.hasPrefix("\(fleet)-"))
    }

    /// The tags of what is marked as the specs ask, from a list of them all; nil of anything else, which is asked itself: the
    /// list lags behind, and says nothing of what others have taken the mark from.
    func listedTags(of name: String, _ arn: String) async throws -> Tags? {
        guard !isForSome, let fingerprint = fingerprints[name], let tags = try await lists.tags.value()[arn],
            tags.values[Mark.fingerprintAnnotation] == fingerprint
        else { return nil }
        return tags
    }
}
