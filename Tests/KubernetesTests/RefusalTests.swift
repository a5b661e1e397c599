import Core
import HTTP
import TestSupport
import Testing

@testable import Kubernetes

@Suite struct RefusalTests {
    @Test(
        "Every refusal is told in words that say what, why and what to do",
        arguments: goldenCases(in: "Cases/refusal"))
    func refusal(_ name: String) throws {
        let bytes = try fixture("Cases/refusal/\(name)/answer.txt")
        // The first line is the status.
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
        let status = try #require(Int(String(decoding: bytes[..<end], as: UTF8.self)))
        let answer = HTTPResponse(head: HTTPHead(status: status), body: Array(bytes[end...].dropFirst()))
        let call = APICall("/apis/apps/v1/deployments", to: "update Deployment shop/app")
        let problem = Problem(answer: answer, to: call, at: "https://eu.example.org:6443")
        expectGolden(problem.text, at: "Cases/refusal/\(name)/expected.txt")
    }

    @Test(
        "What keeps an answer from coming has a code of its own",
        arguments: [
            (HTTPError.Kind.connect, "Connection refused", true),
            (.resolve, "Could not resolve host: eu.example.org", true),
            (.timeout, "Connection timed out after 10000 milliseconds", true),
            (.tls, "SSL certificate problem: certificate has expired", false),
            (.proxy, "CONNECT tunnel failed, response 407", false),
            (.transport, "Recv failure: Connection reset by peer", true),
            (.bodyTooLarge, "the body has more than 268435456 bytes", false),
            (.noThread, "the system gives no thread to send it from: Resource temporarily unavailable", true),
            (.badRequest, "URL using bad/illegal format", false),
        ])
    func noAnswer(_ kind: HTTPError.Kind, _ message: String, _ isRetryable: Bool) {
        let error = HTTPError(kind: kind, message: message, authority: "eu.example.org:6443")
        let problem = Problem(
            noAnswer: error, to: APICall("/api", to: "list objects of kind ConfigMap"),
            at: "https://eu.example.org:6443")
        #expect(problem.isRetryable == isRetryable)
        expectGolden(problem.text, at: "Cases/no-answer/\(kind).txt")
    }

    @Test(
        "A warning is the text of the header, and other agents' warnings are passed over",
        arguments: [
            (#"299 - "policy/v1beta1 is deprecated""#, "policy/v1beta1 is deprecated"),
            (#"299 - "a \"quoted\" \\ word" "Mon, 23 Nov 2026 00:00:00 GMT""#, #"a "quoted" \ word"#),
            (#"110 proxy "stale""#, nil), ("299 - unquoted", nil), (#"299 - "open"#, nil),
        ] as [(String, String?)])
    func warning(_ header: String, _ text: String?) { #expect(Warnings.text(of: header) == text) }
}
