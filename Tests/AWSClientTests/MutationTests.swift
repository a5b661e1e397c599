import Core
import HTTP
import TestSupport
import Testing

@testable import AWSClient

/// Text that is almost right, in the places where others' text comes in.
@Suite struct MutationTests {
    private static let samples = [
        "<a><b>x</b><c/>&amp;&#x41;</a>", "<ErrorResponse><Error><Code>X</Code></Error></ErrorResponse>",
        "<!DOCTYPE html><html><title>500</title></html>", "{\"__type\":\"a#B:c\",\"message\":\"m\"}",
        "[profile a]\nkey = value\ns3 =\n  nested = 1\n# c\n[b]\n", "a 'b c' \"d\\\"e\" f\\ g",
        "Sun, 06 Nov 1994 08:49:37 GMT", "2026-01-31T12:00:00UTC", "http://[::1]:80/x?y",
    ]

    @Test(arguments: 1...2000 as ClosedRange<UInt64>)
    func `Nothing that is read from others ends the process`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes = Array(Self.samples[Int.random(in: 0..<Self.samples.count, using: &random)].utf8)
        for _ in 0..<Int.random(in: 1..<6, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
            default: bytes += bytes[place...]
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let status = Int.random(in: 100..<600, using: &random)
        let headers: HTTPHeaders = ["x-amzn-errortype": text, "Retry-After": text, "Date": text]
        let response = HTTPResponse(head: HTTPHead(status: status, headers: headers), body: bytes)
        let error = AWSError(
            response, to: .getCallerIdentity, for: "look", in: "eu-west-1", at: "sts.eu-west-1.amazonaws.com")
        #expect(!error.problem.code.isEmpty && !error.code.isEmpty)
        if let node = try? XMLNode(xml: bytes) { #expect(!node.name.isEmpty) }
        if let file = try? INIFile(text) { #expect(file.sections.allSatisfy { !$0.name.contains("]") }) }
        if let words = CredentialProgram.words(of: text) { #expect(words.count <= bytes.count) }
        if let time = CredentialDocument.time(text) { #expect(time.description.hasSuffix("Z")) }
        for operation in [AWSOperation.getCallerIdentity, .getRoleCredentials] {
            if let answer = try? AWSAnswer(response, to: operation) { #expect(answer.status == status) }
        }
        _ = try? AWSEndpoints(specified: text, environment: ["AWS_ENDPOINT_URL_RDS": text])
        _ = try? ContainerServer(["AWS_CONTAINER_CREDENTIALS_FULL_URI": text])
    }
}
