import Core
import Foundation
import HTTP
import TestSupport
import Testing
import Values

@testable import AWSClient

@Suite struct SignatureTests {
    /// `CADASTRE_SEEDS=417` runs one again alone.
    private static let seeds: [UInt64] = {
        let chosen = ProcessInfo.processInfo.environment["CADASTRE_SEEDS"].flatMap { UInt64($0) }
        return chosen.map { [$0] } ?? Array(1...1500)
    }()

    @Test func `Signatures equal botocore's, whatever is in path, query, headers and body`() throws {
        let requests = Self.seeds.map { SignedSample(seed: $0) }
        let answers = try Referee.answers(to: requests.map(\.question))
        for (request, answer) in zip(requests, answers) {
            let expected = try #require(answer[key: "signature"]?.string)
            #expect(request.signature == expected, "seed \(request.seed): \(request.question.jsonText)")
        }
        #expect(Set(requests.map(\.signer.service)).count == 8 || requests.count == 1)
        #expect(
            requests.contains { $0.expires != nil }
                && requests.contains { $0.credentials.sessionToken != nil }
                || requests.count == 1)
    }

    @Test func `A changed byte anywhere changes the signature`() {
        let sample = SignedSample(seed: 3)
        var others: [SignedSample] = []
        for change in [
            { $0.request.path += "x" }, { $0.request.query.append(.init("x", nil)) },
            { $0.request.headers["X-Extra"] = "1" }, { $0.request.body = [1] },
            { $0.request.method = "PATCH" },
            { $0.credentials.secretAccessKey = Secret("other") }, { $0.time = Timestamp(seconds: 5) },
            { $0.signer = Signer(service: $0.signer.service, region: "elsewhere", rules: $0.signer.rules) },
        ] as [(inout SignedSample) -> Void] {
            var other = sample
            other.expires = nil
            change(&other)
            others.append(other)
        }
        #expect(Set(others.map(\.signature)).count == others.count)
    }

    @Test func `A URL that is signed is a secret`() {
        let url = Signer(service: "sts", region: "eu-west-1").presign(
            UnsignedRequest(method: "GET", origin: "https://sts.eu-west-1.amazonaws.com", path: "/"),
            as: AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("canary")),
            at: Timestamp(seconds: 0), for: 60)
        #expect("\(url)" == Secret.cover)
        #expect(url.reveal().contains("X-Amz-Date=19700101T000000Z"))
    }
}

/// A request that is the same for the same seed.
struct SignedSample {
    let seed: UInt64
    var request: UnsignedRequest
    var credentials: AWSCredentials
    var time: Timestamp
    var signer: Signer
    /// Of those that are signed in their URL.
    var expires: Int?

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        self.seed = seed
        let services = ["rds", "ec2", "kms", "secretsmanager", "s3", "sts", "tagging", "logs"]
        let service = services[Int.random(in: 0..<8, using: &random)]
        let region =
            ["eu-west-1", "us-east-1", "cn-north-1", "ap-southeast-1"].randomElement(using: &random) ?? ""
        signer = Signer(service: service, region: region, rules: service == "s3" ? .s3 : .usual)
        let isPresigned = Int.random(in: 0..<5, using: &random) == 0
        expires = isPresigned ? Int.random(in: 1...604_800, using: &random) : nil
        let origins = [
            "https://\(service).\(region).amazonaws.com", "http://127.0.0.1:5000", "https://example.com:443",
            "http://Example.com:80", "https://[::1]:8443",
        ]
        request = UnsignedRequest(
            method: ["GET", "POST", "PUT", "DELETE", "HEAD"].randomElement(using: &random) ?? "GET",
            origin: origins[
                Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 1..<5, using: &random) : 0],
            path: Self.path(&random))
        for place in 0..<Int.random(in: 0..<6, using: &random) {
            // botocore itself cannot presign a name that comes twice.
            let name = Self.text(&random) + (isPresigned ? "\(place)" : "")
            let value = Int.random(in: 0..<4, using: &random) == 0 ? nil : Self.text(&random)
            if !name.isEmpty { request.query.append(.init(name, value)) }
        }
        for place in 0..<Int.random(in: 0..<4, using: &random) {
            let value =
                ["a", " two  words ", "a,b", "\"quoted   text\"", "x=y; z"].randomElement(using: &random)
                ?? ""
            request.headers.add(
                ["X-Amz-Meta-\(place)", "x-amz-target\(place)", "If-Match\(place)"][place % 3], value)
        }
        if Bool.random(using: &random) { request.headers["Content-Type"] = "application/x-amz-json-1.1" }
        if !isPresigned, Bool.random(using: &random) {
            request.body = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
        }
        credentials = AWSCredentials(
            accessKeyID: "AKID\(seed)", secretAccessKey: Secret("secret/+\(random.next())"),
            sessionToken: Bool.random(using: &random) ? Secret("token/+==\(random.next())") : nil)
        time = Timestamp(seconds: Int64.random(in: 0..<4_000_000_000, using: &random))
    }

    private static let pieces = [
        "a", "Z", "9", "-", "_", ".", "~", "+", " ", "/", "%", "=", "&", "?", "#", "*", "'", "(", "ü", "é",
        "日本", "😀",
        "%2F", ":", "@", "$", ",", ";", "\"", "<", "|", "\\", "^", "`", "{", "[", "!",
    ]

    private static func text(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0..<8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    private static func path(_ random: inout SeededGenerator) -> String {
        var path = ""
        for _ in 0..<Int.random(in: 0..<6, using: &random) {
            let special = ["..", ".", "", "a"].randomElement(using: &random) ?? ""
            let isSpecial = Int.random(in: 0..<4, using: &random) == 0
            path += "/" + (isSpecial ? special : PercentEncoding.encode(text(&random)))
        }
        return path.isEmpty ? "/" : path
    }

    var question: Value {
        var question: Fields = [
            "ask": "signature", "service": .string(signer.service), "region": .string(signer.region),
            "method": .string(request.method), "origin": .string(request.origin),
            "path": .string(request.path),
            "query": .array(request.query.map { [.string($0.name), $0.value.map { .string($0) } ?? .null] }),
            "headers": .array(request.headers.fields.map { [.string($0.name), .string($0.value)] }),
            "body": .string(SHA256.hex(request.body ?? [])), "key": .string(credentials.accessKeyID),
            "secret": .string(credentials.secretAccessKey.reveal()),
            "token": credentials.sessionToken.map { .string($0.reveal()) } ?? .null,
            "time": .int(time.seconds),
        ]
        if let expires { question["expires"] = .int(Int64(expires)) }
        return .object(question)
    }

    var signature: String {
        if let expires {
            let url = signer.presign(request, as: credentials, at: time, for: expires).reveal()
            return String(url.suffix(64))
        }
        return signer.sign(request, as: credentials, at: time).headers["Authorization"] ?? ""
    }
}
