import Core
import Credentials
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

    /// How far a watch has come.
    private struct Progress {
        /// Where to go on from; nil when that is not known.
        var place: String?
        var digests = Digests()
        /// In a row.
        var failures = 0
        /// Nil until anything was told of it.
        var isListening: Bool?
    }

    private var kind: String { served.kind.name }

    /// Until it is cancelled.
    ///
    /// - Parameter place: where to begin, as `begin` gives it; nil begins here, and says that moves may have been missed.
    func run(from place: String?) async throws(CancellationError) {
        var progress = Progress(place: place)
        while true {
            let start = ContinuousClock.now
            do {
                let revision: String
                if let place = progress.place {
                    revision = place
                } else {
                    revision = try await begin()
                    tell(.everything)
                }
                progress.place = revision
                let (body, credential) = try await open(at: revision)
                for try await line in body.lines {
                    try take(WatchLine(line, of: call).hiding(credential.token), &progress)
                }
                works(&progress)
            } catch {
                guard !(error is CancellationError) else { throw CancellationError() }
                fails(problem(error), &progress)
            }
            try await pause(since: start, progress.failures)
        }
    }

    /// Where to begin: with all that is there now, which somebody has to look at.
    func begin() async throws -> String {
        var call = APICall(served.path(), to: "list objects of kind \(kind)")
        // Of whatever there is: a server that looks for one that bears the mark reads all that do not.
        call.query = [("limit", "1")]
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

    private func open(at revision: String) async throws -> (HTTPBody, Credential) {
        var call = call
        if served.kind.hidden != nil { call.askForMetadata(list: false) }
        let seconds = Int.random(in: rhythm.seconds)
        call.query = [
            ("watch", "1"), ("allowWatchBookmarks", "true"), ("resourceVersion", revision),
            ("timeoutSeconds", "\(seconds)"), ("labelSelector", Mark.selector(of: fleet)),
        ]
        return try await server.stream(call, silence: .seconds(seconds) + rhythm.grace)
    }

    private func take(_ line: WatchLine, _ progress: inout Progress) throws(Problem) {
        switch line {
        case .expired(let words):
            throw Refusal(code: 410, status: nil, call: call, server: server.address, said: words).problem
        case .failed(let words): throw .unreadable(call, "it ended with an error: \(words)")
        case .bookmark(let revision):
            works(&progress)
            progress.place = revision
        case .object(let object, let isGone):
            works(&progress)
            progress.place = object.head.version.revision
            guard progress.digests.isNews(object, isGone: isGone) else { break }
            let id = ObjectID(scope, kind, namespace: object.head.namespace, name: object.head.name)
            let owner = object.head.mark?.tenant.map(Owner.tenant) ?? .region(scope.region)
            tell(.moved(owner, id))
        }
    }

    /// An answer that begins well may still break at once: only what it tells, or an end in order, proves that it works.
    private func works(_ progress: inout Progress) {
        if progress.isListening != true { tell(.listening(kind: kind)) }
        progress.isListening = true
        progress.failures = 0
    }

    private func fails(_ problem: Problem, _ progress: inout Progress) {
        let hasExpired = problem.code == "kubernetes.expired"
        if hasExpired { progress.place = nil }
        progress.failures += 1
        // A place that is no longer known is no loss, unless the next one is not known either.
        guard progress.isListening != false, !hasExpired || progress.failures > 1 else { return }
        progress.isListening = false
        tell(.lost(kind: kind, problem))
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
