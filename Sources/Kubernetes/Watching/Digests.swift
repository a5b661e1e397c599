import Core

/// What was last seen of each object, in sixteen bytes: tells a move from what only looks like one.
struct Digests: Sendable {
    private var digests: [Int: Int] = [:]

    /// Whether somebody has to look: something that we compare has changed, and it was not us who changed it.
    mutating func isNews(_ object: WatchedObject, isGone: Bool) -> Bool {
        let key = object.head.version.uid.hashValue
        if isGone {
            digests[key] = nil
            return true
        }
        let last = digests.updateValue(object.digest, forKey: key)
        return last != object.digest && !object.isOurWriting
    }
}
