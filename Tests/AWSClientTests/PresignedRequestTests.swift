import Core
import Testing
import Values

@testable import AWSClient

@Suite struct PresignedRequestTests {
    @Test
    func `A request for another region is signed for that region, as botocore would`() async throws {
        let fake = FakeTiming(at: 1_800_000_000)
        let source = "arn:aws-us-gov:rds:us-gov-east-1:111122223333:db:parking"
        let connection = try AWSConnection(
            region: "us-gov-west-1", credentials: CredentialKeeper(now: { fake.now }) { .sample },
            endpoints: AWSEndpoints(environment: [:]),
            over: AWSTransport(userAgent: "t", timing: fake.timing))
        let secret = try await connection.presigned(
            AWSOperation(.rds, "StartDBInstanceAutomatedBackupsReplication"),
            ["DestinationRegion": "us-gov-west-1", "SourceDBInstanceArn": source], in: "us-gov-east-1")
        #expect("\(secret)" == Secret.cover)
        let url = secret.reveal()
        #expect(url.hasPrefix("https://rds.us-gov-east-1.amazonaws.com/?Action=StartDBInstanceAutomated"))
        let theirs = try Referee.answers(to: [
            [
                "ask": "signature", "service": "rds", "region": "us-gov-east-1", "method": "GET",
                "origin": "https://rds.us-gov-east-1.amazonaws.com", "path": "/",
                "query": [
                    ["Action", "StartDBInstanceAutomatedBackupsReplication"], ["Version", "2014-10-31"],
                    ["DestinationRegion", "us-gov-west-1"], ["SourceDBInstanceArn", .string(source)],
                ],
                "headers": [], "body": "", "key": "AKIDEXAMPLE", "secret": "canary-secret",
                "token": "canary-token", "time": 1_800_000_000, "expires": 3600,
            ]
        ])
        #expect(url.hasSuffix("&X-Amz-Signature=\(theirs[0][key: "signature"]?.string ?? "none")"))
    }
}
