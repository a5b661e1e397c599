/// A provider that can tell when something moves, so that nobody has to look all the time.
package protocol Watcher: Provider {
    /// Tells of every move of the fleet's objects until it is cancelled. What breaks is mended in here.
    ///
    /// An event only says where to look. Every move is told, or else `.everything`; a move may be told that is none.
    func watch(
        _ kinds: [Kind], of fleet: String, tell: @escaping @Sendable (WatchEvent) -> Void
    ) async throws(CancellationError)
}

package enum WatchEvent: Hashable, Sendable {
    /// One of the owner's objects.
    case moved(Owner, ObjectID)
    /// Moves may have been missed.
    case everything
    /// From now on moves of this kind are told: said by every watch once it has proved to work, and after each loss.
    case listening(kind: String)
    /// For a while they are not.
    case lost(kind: String, Problem)
}
