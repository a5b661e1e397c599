import Blueprints
import Core
import Foundation
import HTTP
import Planning
import Reconciliation
import Specs
import Testing
import Threads
import Values

@testable import AWS
@testable import AWSClient

/// An account of the stand-in that nobody else has, the example fleet in it, and somebody else who works there.
struct Cloud: Sendable {
    let account: String
    let fleet: Fleet
    let address: String
    /// The texts of the specs, by path.
    let texts: [String: String]
    private let parts: [String]
    private var identity: AWSCredentials?
    /// Gives other keys whenever it is asked.
    private var renewals: Renewals?
    private let edit: @Sendable (String, String) -> String
    private let transport = AWSTransport(userAgent: "cadastre/test")

    var blueprint: Blueprint { fleet.blueprint() }

    /// - Parameters:
    ///   - parts: of the specs, whose paths contain one of these; all where empty.
    ///   - edit: changes the text of a spec file, given its path.
    init(
        account: String? = nil, parts: [String] = [],
        _ edit: @escaping @Sendable (String, String) -> String = { $1 }
    )
        async throws
    {
        let account = account ?? (1...12).map { _ in "\(Int.random(in: 1...9))" }.joined()
        self.account = account
        address = try #require(
            ProcessInfo.processInfo.environment["CADASTRE_TEST_AWS"],
            "start the testbed: scripts/testbed up; eval \"$(scripts/testbed env)\"")
        self.edit = edit
        var files = await SpecFolder.read(Self.specs).files
        if !parts.isEmpty { files.removeAll { file in !parts.contains(where: file.path.contains) } }
        self.parts = parts
        for place in files.indices {
            let text = String(decoding: files[place].bytes, as: UTF8.self)
                .replacingOccurrences(of: "111122223333", with: account)
            files[place].bytes = Array(edit(files[place].path, text).utf8)
        }
        texts = Dictionary(
            files.map { ("specs/\($0.path.components(separatedBy: "/specs/").last ?? $0.path)", $0.bytes) }
                .map { ($0, String(decoding: $1, as: UTF8.self)) },
            uniquingKeysWith: { first, _ in first })
        let load = await Fleet.load(files: files)
        fleet = try #require(load.fleet, "\(load.diagnostics)")
    }

    private static let specs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("specs").path

    // MARK: - Ours

    func connection(_ region: String) throws -> AWSConnection {
        let keys =
            identity
            ?? AWSCredentials(
                accessKeyID: "AKIA\(account)TEST",
                secretAccessKey: Secret("wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY"))
        let renewals = renewals
        let keeper = CredentialKeeper(now: { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }) {
            renewals?.next() ?? keys
        }
        return try AWSConnection(
            region: region, credentials: keeper,
            endpoints: AWSEndpoints(specified: address, environment: [:]), over: transport)
    }

    func providers() throws -> [any Provider] {
        let homes = fleet.regions.compactMap { region in
            region.aws.map {
                (AWSPlace(account: account, region: $0.region.value), Scope(.aws, region.name.value.text))
            }
        }
        let places = Dictionary(homes, uniquingKeysWith: { first, _ in first })
        return try places.map { place, scope in
            AWSProvider(
                scope: scope, connection: try connection(place.region), account: account, places: places,
                now: { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) })
        }
    }

    func plan(_ options: PlanningOptions = PlanningOptions()) async throws -> Plan {
        let blueprint = onlyAWS
        let observations = try await observe(blueprint, with: try providers())
        return makePlan(blueprint, observed: observations, options: options)
    }

    /// Without what is in clusters.
    var onlyAWS: Blueprint {
        var blueprint = blueprint
        blueprint.kinds = blueprint.kinds.filter { $0.world == .aws }
        blueprint.objects = blueprint.objects.filter { $0.kind.world == .aws }
        return blueprint
    }

    func apply(_ plan: Plan, waits: Bool = true) async throws -> ApplyReport {
        await Applier(
            try providers(), waits: waits, longestWait: .seconds(5),
            retryDelays: [.milliseconds(1), .milliseconds(1)]
        ).apply(plan)
    }

    /// The same, as somebody whose keys are good for a while and can be had anew.
    func renewing() -> Cloud {
        var cloud = self
        cloud.renewals = Renewals(account: account)
        return cloud
    }

    /// The same account without faults.
    func healed() async throws -> Cloud {
        _ = try await HTTPClient().execute(
            HTTPRequest("DELETE", "\(address)/stand-in/faults?account=\(account)"))
        return self
    }

    // MARK: - Others

    /// What somebody else asks AWS for.
    @discardableResult
    func ask(_ operation: AWSOperation, _ input: Fields, in region: String = "eu-west-1") async throws
        -> AWSAnswer
    {
        try await connection(region).send(operation, input, to: "do what a test does")
    }

    /// Tells the stand-in how to behave to this account.
    @discardableResult
    func tell(_ path: String, _ body: Fields = [:]) async throws -> HTTPResponse {
        var body = body
        body["account"] = .string(account)
        var request = HTTPRequest("POST", "\(address)/stand-in/\(path)", body: Value.object(body).json())
        request.headers["Content-Type"] = "application/json"
        let answer = try await HTTPClient().execute(request)
        try #require(answer.status < 300, "\(String(decoding: answer.body, as: UTF8.self))")
        return answer
    }

    /// How often each operation was called, whatever came of it.
    func calls() async throws -> [String: Int] {
        let names = try await log().compactMap { $0[key: "operation"]?.string }
        return Dictionary(grouping: names, by: \.self).mapValues(\.count)
    }

    /// Every call, in its order.
    func log() async throws -> [Value] {
        let answer = try await HTTPClient().execute(
            HTTPRequest("GET", "\(address)/stand-in/log?account=\(account)"))
        return try Value(json: answer.body)[key: "calls"]?.array ?? []
    }

    /// With the networks that the specs name.
    func withNetworks() async throws -> Cloud {
        for region in fleet.regions {
            guard let aws = region.aws, let network = aws.network else { continue }
            try await tell(
                "networks",
                [
                    "region": .string(aws.region.value), "vpc": .string(network.vpc.value),
                    "subnets": .array(network.subnets.map { .string($0.value) }),
                    "cidr": .string(network.clusterRanges.first?.value.text ?? "10.0.0.0/16"),
                ])
        }
        return self
    }

    /// The same account, with other specs. What was edited before is edited again.
    func changed(_ edit: @escaping @Sendable (String, String) -> String) async throws -> Cloud {
        try await Cloud(account: account, parts: parts) { [before = self.edit] in edit($0, before($0, $1)) }
    }

    /// The same, with its tenant gone for good, and its retention passed.
    func terminated(_ date: String = "2025-01-01") async throws -> Cloud {
        try await changed { path, text in
            path.contains("tenants/nordwind")
                ? text.replacing(
                    "  tier: enterprise",
                    with: "  tier: enterprise\n  status: terminated\n  terminated: \(date)")
                : text
        }
    }

    /// The identifier of the key of that alias.
    func key(named name: String, in region: String = "eu-west-1") async throws -> String {
        let answer = try await ask(
            AWSOperation(AWSService.kms, "DescribeKey"), ["KeyId": .string("alias/\(name)")], in: region)
        return try #require(answer.json[key: "KeyMetadata"]?[key: "KeyId"]?.string)
    }

    /// The same as somebody who is allowed this alone. From now on the account checks who asks.
    func allowed(_ policy: Value) async throws -> Cloud {
        let answer = try await tell(
            "identities", ["kind": "role", "name": "cadastre", "policy": policy])
        let keys = try Value(json: answer.body)
        try await tell("authorization", ["checked": true])
        var cloud = self
        cloud.identity = AWSCredentials(
            accessKeyID: keys[key: "accessKeyId"]?.string ?? "",
            secretAccessKey: Secret(keys[key: "secretAccessKey"]?.string ?? ""),
            sessionToken: keys[key: "sessionToken"]?.string.map { Secret($0) })
        return cloud
    }

    /// One tenant with a database of its own, and the two regions that it needs; nothing is made yet.
    static func empty() async throws -> Cloud {
        try await Cloud(
            parts: ["platform.yaml", "tiers/", "regions/eu-", "tenants/nordwind"]
        ).withNetworks()
    }

    /// The same without a server for others, and with a replica of the tenant's own; nothing is made yet.
    static func dedicated(replicas: Int = 1) async throws -> Cloud {
        try await Cloud(parts: ["platform.yaml", "tiers/", "regions/eu-", "tenants/nordwind"]) { path, text in
            switch path {
            case _ where path.contains("regions/eu-west-1"):
                text.replacing(#/  sharedDatabase:\n(    .*\n)+/#, with: "")
            case _ where path.contains("tenants/nordwind"):
                text.replacing(
                    "    storage: {size: 1Ti}\n",
                    with: "    storage: {size: 1Ti}\n    replicas: \(replicas)\n")
            default: text
            }
        }.withNetworks()
    }

    /// One tenant with a bucket and nothing that takes time to make; nothing is made yet.
    ///
    /// - Parameter regions: the paths of those that the fleet has contain this.
    static func files(regions: String = "regions/eu-") async throws -> Cloud {
        try await Cloud(parts: ["platform.yaml", "tiers/", regions, "tenants/nordwind"]) { path, text in
            switch path {
            case _ where path.contains("tiers/enterprise"):
                text.replacing("isolation: dedicatedDatabase", with: "isolation: sharedSchema")
                    .replacing("\n    recovery: true", with: "\n    recovery: false")
            case _ where path.contains("regions/"):
                text.components(separatedBy: "\n").filter {
                    !$0.hasPrefix("    network:") && !$0.hasPrefix("      ")
                }.joined(separator: "\n")
            default: text
            }
        }
    }

    /// One tenant with a database of its own, and all of it made.
    static func small() async throws -> Cloud {
        let cloud = try await empty()
        try await cloud.settle()
        return cloud
    }

    /// Applies until there is nothing to do.
    func settle(_ options: PlanningOptions = PlanningOptions(), source: SourceLocation = #_sourceLocation)
        async throws
    {
        for _ in 1...10 {
            let plan = try await plan(options)
            if !plan.hasChanges { return }
            _ = try await apply(plan)
        }
        Issue.record(
            "it does not settle: \(try await plan(options).changes.map(\.id.description))",
            sourceLocation: source)
    }

    /// Asserts that nothing that holds data was asked to be deleted.
    func expectNothingDestroyed(_ what: String, source: SourceLocation = #_sourceLocation) async throws {
        let calls = Set(try await calls().keys).filter { operation in
            ["Delete", "Schedule", "Stop"].contains(where: operation.hasPrefix)
        }
        #expect(calls.sorted() == [], "\(what)", sourceLocation: source)
    }

    /// What the referee has found wrong with our requests.
    func violations() async throws -> [String] {
        let answer = try await HTTPClient().execute(
            HTTPRequest("GET", "\(address)/stand-in/violations?account=\(account)"))
        return (try Value(json: answer.body)[key: "violations"]?.array ?? []).map(\.jsonText)
    }
}

extension ApplyReport.Entry {
    /// Why it failed; nil where it has not.
    var problem: Problem? {
        if case .failed(let problem) = result { problem } else { nil }
    }
}

/// Keys of one account, each of which is another.
private final class Renewals: Sendable {
    private let account: String
    private let count = Locked(0)

    init(account: String) { self.account = account }

    func next() -> AWSCredentials {
        let number = count.withLock { count in
            count += 1
            return count
        }
        return AWSCredentials(
            accessKeyID: "AKIA\(account)\(1000 + number)",
            secretAccessKey: Secret("wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY"))
    }
}
