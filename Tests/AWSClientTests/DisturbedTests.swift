import Core
import Foundation
import HTTP
import Testing
import Threads
import Values

@testable import AWSClient

/// Against the testbed's server while it is told to go wrong, in accounts that no other test uses.
@Suite struct DisturbedTests {
    private static func tell(_ path: String, _ content: Value) async throws -> Value {
        let address = try #require(ProcessInfo.processInfo.environment["CADASTRE_TEST_AWS"])
        let client = HTTPClient()
        let response = try await client.execute(
            HTTPRequest("POST", "\(address)/stand-in/\(path)", body: content.json()))
        try #require(response.status == 200, "the testbed's server did not take \(path)")
        return (try? Value(json: response.body)) ?? .null
    }

    private static func calls(_ account: String) async throws -> [Value] {
        let address = try #require(ProcessInfo.processInfo.environment["CADASTRE_TEST_AWS"])
        let response = try await HTTPClient().execute(
            HTTPRequest("GET", "\(address)/stand-in/log?account=\(account)"))
        return try Value(json: response.body)[key: "calls"]?.array ?? []
    }

    /// A real clock would wait for minutes.
    private static func connection(_ account: String) throws -> (AWSConnection, FakeTiming) {
        let real = try ServerTests.connection(account: account)
        let fake = FakeTiming(at: Timing.system.now().seconds)
        return (
            try AWSConnection(
                region: "eu-west-1", credentials: real.credentials, endpoints: real.endpoints,
                over: AWSTransport(userAgent: "cadastre-tests", timing: fake.timing)), fake
        )
    }

    private static func account() -> String { "9\(UInt64.random(in: 10_000_000_000...99_999_999_999))" }

    @Test(
        "Calls that are refused, cut or lost at random get through, and no more are made than the quota allows",
        arguments: ["throttle", "unavailable", "reset", "lost"])
    func disturbed(kind: String) async throws {
        let account = Self.account()
        _ = try await Self.tell(
            "faults", ["kind": .string(kind), "account": .string(account), "share": 0.3, "seed": 7])
        let (aws, _) = try Self.connection(account)
        var failures = 0
        for _ in 0..<60 {
            do {
                _ = try await aws.send(AWSOperation(.rds, "DescribeDBInstances"))
            } catch let problem as Problem where problem.isRetryable {
                failures += 1
            }
        }
        // Three in a row happen to 2.7 % of the calls.
        #expect(failures < 12)
        let calls = try await Self.calls(account).count
        #expect(calls > 60 && calls <= 60 + RetryQuota.capacity / RetryQuota.cost)
    }

    @Test func `A create whose answer was lost is not made twice`() async throws {
        let account = Self.account()
        _ = try await Self.tell(
            "faults", ["kind": "lost", "account": .string(account), "operation": "CreateKey", "count": 1])
        let (aws, fake) = try Self.connection(account)
        let create = AWSOperation(.kms, "CreateKey", isRepeatable: false)
        let problem = await #expect(throws: Problem.self) { _ = try await aws.send(create) }
        #expect(problem?.code == "aws.broken" && fake.waits.isEmpty)
        let keys = try await aws.send(AWSOperation(.kms, "ListKeys"))
        #expect(keys.json[key: "Keys"]?.array?.count == 1)
    }

    @Test func `A clock that differs by an hour is no matter`() async throws {
        let account = Self.account()
        _ = try await Self.tell("faults", ["kind": "skew", "account": .string(account), "seconds": 3600])
        let (aws, fake) = try Self.connection(account)
        for _ in 0..<5 { _ = try await aws.send(AWSOperation(.rds, "DescribeDBInstances")) }
        #expect(fake.waits.isEmpty)
        #expect(try await Self.calls(account).count == 6)
    }

    @Test func `Keys that are good for a few calls only are renewed in between`() async throws {
        let account = Self.account()
        _ = try await Self.tell("faults", ["kind": "expire", "account": .string(account), "after": 3])
        let real = try ServerTests.connection()
        let number = Locked(0)
        let fake = FakeTiming(at: Timing.system.now().seconds)
        let keeper = CredentialKeeper(now: { fake.now }) {
            let count = number.withLock { number in
                number += 1
                return number
            }
            return AWSCredentials(
                accessKeyID: "AKIA\(account)\(1000 + count)", secretAccessKey: Secret("canary-secret"))
        }
        let aws = try AWSConnection(
            region: "eu-west-1", credentials: keeper, endpoints: real.endpoints, over: real.transport)
        for _ in 0..<10 { _ = try await aws.send(AWSOperation(.kms, "ListKeys")) }
        #expect(number.withLock { $0 } == 4)
    }

    @Test func `A call outside of its policy is told with the action that is missing`() async throws {
        let account = Self.account()
        let identity = try await Self.tell(
            "identities",
            [
                "account": .string(account), "kind": "user", "name": "reader",
                "policy": [
                    "Version": "2012-10-17",
                    "Statement": [
                        ["Effect": "Allow", "Action": ["rds:DescribeDBInstances", "sts:*"], "Resource": "*"]
                    ],
                ],
            ])
        _ = try await Self.tell("authorization", ["account": .string(account), "checked": true])
        let real = try ServerTests.connection()
        let credentials = AWSCredentials(
            accessKeyID: identity[key: "accessKeyId"]?.string ?? "",
            secretAccessKey: Secret(identity[key: "secretAccessKey"]?.string ?? ""))
        let aws = try AWSConnection(
            region: "eu-west-1", credentials: CredentialKeeper(now: Timing.system.now) { credentials },
            endpoints: real.endpoints, over: real.transport)
        _ = try await aws.send(AWSOperation(.rds, "DescribeDBInstances"))
        let bucket = AWSOperation(
            .s3, "GetBucketVersioning", rest: RESTBinding("GET", "/{Bucket}?versioning"))
        let denied: [(AWSOperation, Fields)] = [
            (AWSOperation(.rds, "DescribeDBSnapshots"), [:]), (AWSOperation(.ec2, "DescribeVpcs"), [:]),
            (AWSOperation(.kms, "ListKeys"), [:]), (AWSOperation(.tagging, "GetResources"), [:]),
            (bucket, ["Bucket": "assets"]),
        ]
        for (operation, input) in denied {
            let problem = await #expect(throws: Problem.self) { _ = try await aws.send(operation, input) }
            #expect(problem?.code == "aws.access-denied", "\(operation.name): \(problem?.text ?? "")")
        }
        var forged = credentials
        forged.secretAccessKey = Secret("canary-other")
        let impostor = try AWSConnection(
            region: "eu-west-1", credentials: CredentialKeeper(now: Timing.system.now) { [forged] in forged },
            endpoints: real.endpoints, over: real.transport)
        let problem = await #expect(throws: Problem.self) {
            _ = try await impostor.send(AWSOperation(.rds, "DescribeDBInstances"))
        }
        #expect(problem?.code == "aws.signature", "\(problem?.text ?? "")")
    }
}
