import Core
import Testing
import Values

@testable import AWSClient

@Suite struct ClusterTokenTests {
    /// The URL that a token is.
    private static func url(in token: Secret) -> String? {
        let text = token.reveal()
        guard text.hasPrefix("k8s-aws-v1."), !text.contains("=") else { return nil }
        let base64 = String(text.dropFirst(11)).replacing("-", with: "+").replacing("_", with: "/")
        return Base64.decode(base64).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test
    func
        `A token is the request to STS that botocore would sign, covers the name, and ends with what made it`()
        async throws
    {
        let fake = FakeTiming(at: 1_800_000_000)
        func token(_ ends: Timestamp?) async throws -> (token: Secret, ends: Timestamp) {
            var keys = AWSCredentials.sample
            keys.ends = ends
            return try await AWSConnection(
                region: "eu-west-1", credentials: CredentialKeeper(now: { fake.now }) { [keys] in keys },
                endpoints: AWSEndpoints(environment: [:]),
                over: AWSTransport(userAgent: "t", timing: fake.timing)
            ).token(forCluster: "parking")
        }
        let (first, ends) = try await token(nil)
        let url = try #require(Self.url(in: first))
        #expect(
            url.hasPrefix("https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&")
        )
        #expect(url.contains("X-Amz-Expires=60&") && url.contains("X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&"))
        #expect(ends.seconds == 1_800_000_840)
        #expect(try await token(Timestamp(seconds: 1_800_000_400)).ends.seconds == 1_800_000_400)
        #expect("\(first)" == Secret.cover)
        let theirs = try Referee.answers(to: [
            [
                "ask": "signature", "service": "sts", "region": "eu-west-1", "method": "GET",
                "origin": "https://sts.eu-west-1.amazonaws.com", "path": "/",
                "query": [["Action", "GetCallerIdentity"], ["Version", "2011-06-15"]],
                "headers": [["x-k8s-aws-id", "parking"]], "body": "", "key": "AKIDEXAMPLE",
                "secret": "canary-secret", "token": "canary-token", "time": 1_800_000_000, "expires": 60,
            ]
        ])
        #expect(url.hasSuffix("&X-Amz-Signature=\(theirs[0][key: "signature"]?.string ?? "none")"))
    }
}
