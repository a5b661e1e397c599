import Core
import FaultProxy
import Foundation
import Planning
import TestSupport
import Testing
import Threads
import Values

@testable import AWS

/// The process is killed while it applies in AWS, and then applies again.
///
/// With `CADASTRE_FAULTS=all` at each request in turn, before AWS hears of it and after AWS has done it; otherwise after the
/// first of each name that changes something.
@Suite("An apply in AWS that is killed and then repeated")
struct KilledCloudApplyTests {
    /// What is there when the apply begins.
    enum Beginning: CaseIterable, Sendable {
        /// Nothing.
        case nothing
        /// The database as it once was, and somebody has changed things since.
        case before
        /// All of it, of a tenant whose data may be destroyed by now.
        case ended
    }

    @Test("leaves what an undisturbed one leaves, and deletes nothing else", arguments: Beginning.allCases)
    func killed(_ beginning: Beginning) async throws {
        let reference = try await Undisturbed(beginning)
        #expect(reference.changes.count > 5, "\(beginning)")
        for place in reference.places(
            isWhole: ProcessInfo.processInfo.environment["CADASTRE_FAULTS"] == "all")
        {
            try await place.kill(beginning, reference)
        }
    }
}

/// An apply, again and again until nothing is left to wait for.
private struct Undisturbed {
    let state: Set<String>
    let requests: Int
    /// The names of those that change something.
    let changes: Set<String>
    let runs: Int

    init(_ beginning: KilledCloudApplyTests.Beginning) async throws {
        let world = try await CloudWorld(beginning)
        let proxy = try world.proxy()
        let process = try world.process(proxy)
        var (state, runs) = (Set<String>(), 0)
        while true {
            let end = try await world.apply(process)
            runs += 1
            let now = try await world.cloud.state()
            if !end.output.contains("wait"), now == state || end.code == 0 {
                state = now
                break
            }
            state = now
            try #require(runs < 8, "\(beginning): \(end.output)")
        }
        self.state = state
        self.runs = runs
        requests = proxy.requests.count
        changes = Set(proxy.requests.map(\.operation).filter(changesSomething))
    }

    func places(isWhole: Bool) -> [Place] {
        if !isWhole { return changes.sorted().map { Place(when: .first($0), isDone: true) } }
        return (1...requests).flatMap { number in
            [false, true].map { Place(when: .number(number), isDone: $0) }
        }
    }
}

/// When a process is killed.
private struct Place {
    enum When {
        /// Of all requests, from 1.
        case number(Int)
        /// The first request of that name.
        case first(String)
    }

    let when: When
    /// AWS has done it, and the process does not know.
    let isDone: Bool

    func kill(_ beginning: KilledCloudApplyTests.Beginning, _ reference: Undisturbed) async throws {
        let world = try await CloudWorld(beginning)
        let (victim, hit) = (Victim(), Locked<String?>(nil))
        let proxy = try world.proxy { request in
            let isHit = hit.withLock { hit in
                guard hit == nil, isMeant(request) else { return false }
                hit = request.operation
                return true
            }
            guard isHit else { return .pass }
            if isDone { return .lose { victim.kill() } }
            victim.kill()
            return .fail(.reset)
        }
        let process = try world.process(proxy)
        victim.process = process
        // Such as waits for a snapshot comes to the request only in a later run.
        for _ in 0..<reference.runs {
            let end = try await world.apply(process)
            if end.code == -9 { break }
            #expect(end.code >= 0, "\(end.output)")
        }
        let struck = hit.withLock { $0 }
        let name = "\(beginning), killed \(isDone ? "after" : "before") \(struck ?? "none"), \(when)"
        if case .first = when { #expect(struck != nil, "\(name)") }
        var state = Set<String>()
        var output = ""
        for _ in 0...reference.runs where state != reference.state {
            output = try await world.apply(process).output
            state = try await world.cloud.state()
        }
        #expect(state.subtracting(reference.state).sorted() == [], "\(name): is there\n\(output)")
        #expect(reference.state.subtracting(state).sorted() == [], "\(name): should be there\n\(output)")
        let deletions = Set(proxy.requests.map(\.operation)).subtracting(reference.changes).filter {
            operation in
            ["Delete", "DELETE ", "Schedule", "Stop", "Revoke", "Disable"].contains(
                where: operation.hasPrefix)
        }
        #expect(deletions == [], "\(name)")
        #expect(try await world.cloud.violations() == [], "\(name)")
    }

    private func isMeant(_ request: FaultProxy.Request) -> Bool {
        switch when {
        case .number(let number): request.number == number
        case .first(let operation): request.operation == operation
        }
    }

    private final class Victim: @unchecked Sendable {
        // Set once, before the process is started.
        var process: CommandProcess?
        func kill() { process?.kill() }
    }
}

/// An account in which an apply can begin.
private struct CloudWorld {
    let cloud: Cloud
    private let options: [String]

    init(_ beginning: KilledCloudApplyTests.Beginning) async throws {
        switch beginning {
        case .nothing: cloud = try await Cloud.dedicated()
        case .before: cloud = try await Self.before()
        case .ended:
            let settled = try await Cloud.dedicated()
            try await settled.settle()
            cloud = try await settled.terminated()
        }
        // Of all kinds, or nothing is deleted: then the clusters, which are away, are told and in nobody's way.
        options =
            beginning == .ended
            ? ["--delete-data-of", "nordwind", "--deletion-budget", "100%"]
            : AWSProvider.kinds.flatMap { ["--kind", $0.name] }
    }

    private static func before() async throws -> Cloud {
        let cloud = try await Cloud.dedicated(replicas: 0)
        try await cloud.settle()
        try await cloud.ask(
            RDSCalls.modifyInstance,
            [
                "DBInstanceIdentifier": "parking-nordwind", "DeletionProtection": false,
                "PubliclyAccessible": true, "ApplyImmediately": true,
            ])
        let key = try await cloud.key(named: "parking-nordwind")
        try await cloud.ask(KMSCalls.disableRotation, ["KeyId": .string(key)])
        return try await cloud.changed { path, text in
            guard path.contains("tenants/nordwind") else { return text }
            return text.replacing("db.r6g.2xlarge", with: "db.r6g.4xlarge").replacing(
                "replicas: 0", with: "replicas: 1\n    backups: {retention: 14d}")
        }
    }

    func proxy(
        _ treatment: @escaping @Sendable (FaultProxy.Request) -> FaultProxy.Treatment = { _ in .pass }
    ) throws -> FaultProxy {
        try FaultProxy(to: Upstream(address: cloud.address), treatment)
    }

    func process(_ proxy: FaultProxy) throws -> CommandProcess {
        try CommandProcess(
            files: cloud.texts, kubeconfig: "{apiVersion: v1, kind: Config, clusters: [], contexts: []}",
            environment: [
                "AWS_ENDPOINT_URL": proxy.address, "AWS_ACCESS_KEY_ID": "AKIA\(cloud.account)TEST",
                "AWS_SECRET_ACCESS_KEY": "of-a-test", "AWS_EC2_METADATA_DISABLED": "true",
                "AWS_CONFIG_FILE": "none", "AWS_SHARED_CREDENTIALS_FILE": "none",
            ])
    }

    /// Once, without waiting for anything.
    func apply(_ process: CommandProcess) async throws -> CommandProcess.End {
        try await process.run(
            ["apply", "--yes", "--wait-minutes", "0", "--kubeconfig", "kubeconfig"] + options)
    }
}

private func changesSomething(_ operation: String) -> Bool {
    !["Describe", "List", "Get", "GET "].contains(where: operation.hasPrefix)
}
