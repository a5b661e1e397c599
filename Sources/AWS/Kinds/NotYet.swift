/// Thrown where a change has come as far as AWS lets it for now: it is asked for again in a while, from its first step on.
struct NotYet: Error {
    /// Completes "waiting for …".
    let awaited: String
    let delay: Duration

    init(_ awaited: String, after delay: Duration = .seconds(2)) {
        self.awaited = awaited
        self.delay = delay
    }
}
