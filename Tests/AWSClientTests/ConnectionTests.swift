import Core
import HTTP
import LoopbackServer
import Testing
import Threads
import Values

@testable import AWSClient

@Suite struct ConnectionTests {
    /// Says what time it has, and refuses what is signed more than five minutes off.
    private static func strictClock(at seconds: Int64) throws -> LoopbackServer {
        let stamp = Timestamp(seconds: seconds).description.filter { $0 != "-" && $0 != ":" }
        return try LoopbackServer { request in
            let isRight = request.head.contains("X-Amz-Date: \(stamp)")
            let date = "Date: Fri, 15 Jan 2027 08:20:00 GMT"
            return [
                isRight
                    ? Answers.identity : Answers.error("SignatureDoesNotMatch", status: 403, headers: [date])
            ]
        }
    }

    @Test func `A wrong clock is corrected by the server's, once and for all calls that follow`() async throws
    {
        let server = try Self.strictClock(at: 1_800_001_200)
        let fake = FakeTiming(at: 1_800_000_000)
        let connection = try AWSConnection.local(server, fake)
        _ = try await connection.send(.getCallerIdentity)
        #expect(server.received.count == 2 && fake.waits.isEmpty)
        _ = try await connection.send(.getCallerIdentity)
        #expect(server.received.count == 3)
    }

    @Test func `A signature that is refused at the right time is not sent again`() async throws {
        let server = try Self.strictClock(at: 0)
        let result = try await AWSConnection.local(server, FakeTiming(at: 1_800_001_200)).result(
            of: .getCallerIdentity)
        #expect(throws: AWSError.self) { try result.get() }
        #expect(server.received.count == 1)
    }

    @Test func `Keys that expired under way are fetched again, once`() async throws {
        let server = try LoopbackServer { request in
            [request.head.contains("AKIDNEW") ? Answers.identity : Answers.error("ExpiredToken", status: 403)]
        }
        let fake = FakeTiming()
        let fetches = Locked(0)
        let keeper = CredentialKeeper(now: { fake.now }) {
            let number = fetches.withLock { count in
                count += 1
                return count
            }
            return AWSCredentials(
                accessKeyID: number == 1 ? "AKIDOLD" : "AKIDNEW", secretAccessKey: Secret("canary-secret"))
        }
        let connection = try AWSConnection.local(server, fake, credentials: keeper)
        _ = try await connection.send(.getCallerIdentity)
        #expect(server.received.count == 2 && fetches.withLock { $0 } == 2)
    }

    @Test func `Keys that stay expired are told so after one more look`() async throws {
        let server = try LoopbackServer { _ in [Answers.error("ExpiredToken", status: 403)] }
        let problem = await #expect(throws: Problem.self) {
            _ = try await AWSConnection.local(server).send(.getCallerIdentity, to: "see who we are")
        }
        #expect(problem?.code == "aws.expired-credentials")
        #expect(server.received.count == 1)
    }

    @Test func `What a server says back of the keys is not shown`() async throws {
        let server = try LoopbackServer { _ in
            [
                answer(
                    403,
                    "<Error><Code>Nope</Code><Message>canary-secret canary-token you sent</Message></Error>")
            ]
        }
        let problem = await #expect(throws: Problem.self) {
            _ = try await AWSConnection.local(server).send(.getCallerIdentity)
        }
        #expect(problem?.text.contains("canary") == false)
        #expect(problem?.text.contains("••• ••• you sent") == true)
    }

    @Test func `Requests say who sends them and are signed for their region and service`() async throws {
        let server = try LoopbackServer { _ in [answer(200, "{}")] }
        _ = try await AWSConnection.local(server).send(AWSOperation(.kms, "ListKeys"))
        let head = try #require(server.received.first?.head)
        #expect(head.contains("User-Agent: cadastre-tests"))
        #expect(head.contains("Credential=AKIDEXAMPLE/20270115/eu-west-1/kms/aws4_request"))
        #expect(head.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target"))
        #expect(head.contains("X-Amz-Security-Token: canary-token"))
    }

    @Test(
        "Only names of regions become part of servers' names",
        arguments: ["", "eu-west-1.example.com", "EU", "a/b", "-a", "a-", "é", "a b", "a@b"])
    func regions(name: String) throws {
        let problem = #expect(throws: Problem.self) {
            try AWSConnection(
                region: name, credentials: CredentialKeeper(now: { Timestamp(seconds: 0) }) { .sample },
                endpoints: AWSEndpoints(environment: [:]), over: AWSTransport(userAgent: "t"))
        }
        #expect(problem?.code == "aws.region-name")
    }

    @Test func `Without keys nothing is sent`() async throws {
        let server = try LoopbackServer { _ in [Answers.identity] }
        let keeper = CredentialKeeper(now: { Timestamp(seconds: 0) }) { throw Problem("aws.test", "none") }
        let problem = await #expect(throws: Problem.self) {
            _ = try await AWSConnection.local(server, credentials: keeper).send(.getCallerIdentity)
        }
        #expect(problem?.code == "aws.test" && server.received.isEmpty)
    }
}
