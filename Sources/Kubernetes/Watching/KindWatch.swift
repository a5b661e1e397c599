import Core
import HTTP
import Values

/// The watch of one kind, begun again from where it was whenever it ends.
struct KindWatch: Sendable {
    /// How a watch keeps from hanging.
    struct Rhythm: Sendable {
        /// After so many seconds the server ends a watch, and says shortly before where to go on.
        var seconds = 60...90
        /// What more a server may be silent; then the connection is taken for dead.
        var grace: Duration = .seconds(15)
        var backoff = Backoff(first: .seconds(1), highest: .seconds(60))
    }

    let scope: Scope
    let served: ServedKind
    let fleet: String
    let server: APIServer
    let rhythm: Rhythm
    let tell: @Sendable (WatchEvent) -> Void

    private var kind: String { served.kind.name }

    /// Until it is cancelled.
    ///
    /// - Parameter place: where to begin, as `begin` gives it; nil begins here, and says that moves may have been missed.
    func run(from place: String?) async throws(CancellationError) {
        var place = place
        var digests = Digests()
        var failures = 0
        while true {
            let start = ContinuousClock.now
            do {
                let revision: String
                if let place {
                    revision = place
                } else {
                    revision = try await begin()
                    tell(.everything)
                }
                place = revision
                let body = try await open(at: revision)
                for try await line in body.lines {
                    let line = try WatchLine(line, of: call)
                    // An answer that begins well may still break at once: the first line proves that it does not.
                    works(&failures)
                    try take(line, &place, &digests)
                    if place == nil { break }
                }
                works(&failures)
            } catch {
                guard !(error is CancellationError) else { throw CancellationError() }
                let problem = problem(error)
                if problem.code == "kubernetes.expired" { place = nil }
                if failures == 0 { tell(.lost(kind: kind, problem)) }
                failures += 1
            }
            try await pause(since: start, failures)
        }
    }

    /// Where to begin: with all that is there now, which somebody has to look at.
    func begin() async throws -> String {
        var call = APICall(served.path(), to: "list objects of kind \(kind)")
        call.query = [("limit", "1"), ("labelSelector", Mark.selector(of: fleet))]
        call.askForMetadata(list: true)
        let tape = try await server.tape(call)
        guard let revision = tape.text("metadata", "resourceVersion", of: tape.root) else {
            throw Problem.unreadable(call, "it is no list")
        }
        return revision
    }

    private var call: APICall {
        APICall(served.path(), to: "watch objects of kind \(kind)")
    }

    private func open(at revision: String) async throws -> HTTPBody {
        var call = call
        let seconds = Int.random(in: rhythm.seconds)
        call.query = [
            ("watch", "1"), ("allowWatchBookmarks", "true"), ("resourceVersion", revision),
            ("timeoutSeconds", "\(seconds)"), ("labelSelector", Mark.selector(of: fleet)),
        ]
        return try await server.stream(call, silence: .seconds(seconds) + rhythm.grace)
    }

    /// - Parameter place: where to go on from; nil when that is no longer known.
    private func take(_ line: WatchLine, _ place: inout String?, _ digests: inout Digests) throws(Problem) {
        switch line {
        case .bookmark(let revision): place = revision
        case .expired: place = nil
        case .failed(let words): throw .unreadable(call, "it ended with an error: \(words)")
        case .object(let object, let isGone):
            place = object.head.version.revision
            guard digests.isNews(object, isGone: isGone) else { break }
            let id = ObjectID(scope, kind, namespace: object.head.namespace, name: object.head.name)
            let owner = object.head.mark?.tenant.map(Owner.tenant) ?? .region(scope.region)
            tell(.moved(owner, id))
        }
    }

    private func works(_ failures: inout Int) {
        if failures > 0 { tell(.listening(kind: kind)) }
        failures = 0
    }

    private func problem(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as HTTPError: Problem(noAnswer: error, to: call, at: server.address)
        default: .unreadable(call, "\(error)")
        }
    }

    /// Not too often, however fast it ends.
    private func pause(since start: ContinuousClock.Instant, _ failures: Int) async throws(CancellationError)
    {
        var random = SystemRandomNumberGenerator()
        let delay = failures == 0 ? .zero : rhythm.backoff.delay(after: failures, using: &random)
        let least = rhythm.backoff.first - start.duration(to: .now)
        let rest = max(delay, least)
        try await withCancellation { if rest > .zero { try await Task.sleep(for: rest) } }
    }
}
