package import AWSClient
package import Core
import Threads
package import Values

/// A region's place in AWS.
///
/// Guarantees: only what bears the fleet's mark is changed, and only while it is as the plan saw it; a database is
/// deleted once a last snapshot of it is whole.
package struct AWSProvider: Provider {
    package let scope: Scope
    let api: RegionAPI
    private let now: @Sendable () -> Timestamp

    /// - Parameter places: the scopes of the fleet, by region and account of AWS: whose a copy is that others have made.
    package init(
        scope: Scope, connection: AWSConnection, account: String, places: [AWSPlace: Scope],
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.scope = scope
        api = RegionAPI(
            scope: scope, connection: connection, account: account, places: places, now: now)
        self.now = now
    }

    static let kinds: [any AWSKind] = [
        KeyKind(), MasterUserSecretKind(), SecurityGroupKind(), DBSubnetGroupKind(), DBParameterGroupKind(),
        DBInstanceKind(), DBInstanceAutomatedBackupKind(), BucketKind(),
    ]

    /// Requests: for each kind one for every hundred objects in the region; for each key two more, for each group of
    /// parameters three, and for each bucket seven; and twice that for each key and bucket that is not as the specs ask.
    package func observe(_ request: ObservationRequest) async throws(CancellationError) -> Observation {
        let at = now()
        api.book.forget()
        do {
            if let problem = try await strangeAccount() {
                let looks = request.kinds.map { KindLook($0.name, Look(.failed(problem))) }
                var observation = Observation(
                    scope: scope, at: at, looks: Self.byKind(looks),
                    owners: request.owners)
                observation.copiesLook = .failed(problem)
                return observation
            }
            let lists = SharedLists(api, fleet: request.fleet)
            async let copies = copies(request.fleet, lists)
            let looks = try await looks(request, lists)
            var observation = Observation(
                scope: scope, at: at, looks: Self.byKind(looks), owners: request.owners)
            (observation.copies, observation.copiesLook) = try await copies
            observation.copies += looks.flatMap(\.copies)
            return observation
        } catch {
            throw CancellationError()
        }
    }

    /// What is wrong with whom the credentials belong to: what is missing in another account would all be made there.
    private func strangeAccount() async throws -> Problem? {
        do {
            let answer = try await api.send(.getCallerIdentity, to: "learn whose the credentials are")
            guard let account = answer.xml.text("Account"), account != api.account else { return nil }
            return .otherAccount(account, wanted: api.account, region: scope.region)
        } catch let problem as Problem {
            return problem
        }
    }

    private struct KindLook: Sendable {
        let kind: String
        let look: Look
        let copies: [DataCopy]

        init(_ kind: String, _ look: Look, copies: [DataCopy] = []) {
            self.kind = kind
            self.look = look
            self.copies = copies
        }
    }

    private static func byKind(_ looks: [KindLook]) -> [String: Look] {
        Dictionary(looks.map { ($0.kind, $0.look) }, uniquingKeysWith: { first, _ in first })
    }

    private func looks(_ request: ObservationRequest, _ lists: SharedLists) async throws -> [KindLook] {
        let wanted = Dictionary(grouping: request.desired, by: \.kind).mapValues { Set($0.map(\.name)) }
        return try await concurrently(request.kinds, atMost: RegionAPI.inFlight) { kind in
            guard let maker = Self.kinds.first(where: { $0.name == kind.name }) else {
                return KindLook(kind.name, Look(.notServed))
            }
            let search = Search(
                api: api, lists: lists, fleet: request.fleet, wanted: wanted[kind.name] ?? [],
                specified: request.specified, kind: kind,
                isForSome: !request.owners.isEmpty)
            do {
                let found = try await maker.all(search).filter {
                    $0.mark?.fleet == request.fleet || search.wanted.contains($0.name)
                }
                let objects = found.map { $0.observed(as: ObjectID(scope, kind.name, name: $0.name)) }
                return KindLook(
                    kind.name, Look(.complete, objects: objects),
                    copies: try await maker.copies(of: found, api))
            } catch let problem as Problem {
                return KindLook(kind.name, Look(.failed(problem)))
            }
        }
    }

    package func read(_ reference: Reference) async throws -> Secret? {
        let id = reference.source
        guard let kind = Self.kinds.first(where: { $0.name == id.kind }),
            let found = try await kind.one(id.name, api), found.mark != nil, !found.isTerminating
        else { return nil }
        let purpose = "read \(reference.description)"
        if reference.isSecret { return try await kind.secret(of: found, api, to: purpose) }
        let told = try await kind.telling(found, api)
        return told.body[at: reference.attribute]?.string.map { Secret($0) }
    }

    package func perform(_ change: Change) async throws -> Outcome {
        guard change.action.isChange else { return .applied }
        guard let kind = Self.kinds.first(where: { $0.name == change.kind.name }) else {
            throw Problem(
                "apply.no-provider", "this version knows no \(change.kind.name) in AWS",
                detail: "could not \(change.action.rawValue) \(change.id.short)", help: "plan again")
        }
        do {
            return try await Performance(api: api, kind: kind, change: change).run()
        } catch let wait as NotYet {
            return .pending(after: wait.delay, waitingFor: wait.awaited)
        } catch let problem as Problem {
            guard let key = try await api.newKey(behind: problem, of: change) else { throw problem }
            return .pending(after: .seconds(3), waitingFor: "all of AWS to know \(key)")
        }
    }
}
