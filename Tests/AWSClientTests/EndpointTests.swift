import Core
import Testing
import Values

@testable import AWSClient

@Suite struct EndpointTests {
    private static func origin(
        _ service: AWSService, in region: String = "eu-west-1", bucket: String? = nil,
        specified: String? = nil,
        _ environment: [String: String] = [:], profile: AWSProfile? = nil
    ) throws -> String {
        let endpoints = try AWSEndpoints(specified: specified, environment: environment, profile: profile)
        let endpoint = endpoints.endpoint(of: service, in: region, bucket: bucket)
        return endpoint.origin + endpoint.basePath
    }

    @Test(
        "AWS's own endpoints follow from region and partition",
        arguments: [
            (AWSService.rds, "eu-west-1", "https://rds.eu-west-1.amazonaws.com"),
            (.sts, "us-east-1", "https://sts.us-east-1.amazonaws.com"),
            (.tagging, "ap-southeast-1", "https://tagging.ap-southeast-1.amazonaws.com"),
            (.ec2, "cn-north-1", "https://ec2.cn-north-1.amazonaws.com.cn"),
            (.kms, "us-gov-west-1", "https://kms.us-gov-west-1.amazonaws.com"),
            (.s3, "eusc-de-east-1", "https://s3.eusc-de-east-1.amazonaws.eu"),
            (.secretsManager, "eu-west-1", "https://secretsmanager.eu-west-1.amazonaws.com"),
            (.ssoPortal, "eu-west-1", "https://portal.sso.eu-west-1.amazonaws.com"),
        ])
    func regional(service: AWSService, region: String, origin: String) throws {
        #expect(try Self.origin(service, in: region) == origin)
    }

    @Test(
        "A bucket stands in the host where its name fits there, and in the path otherwise",
        arguments: [
            ("assets-1", true), ("a.b", false), ("Assets", false), ("as", false), ("-as", false),
            ("ass_ets", false),
            (String(repeating: "a", count: 63), true), (String(repeating: "a", count: 64), false),
        ])
    func buckets(name: String, isInHost: Bool) throws {
        let host = "s3.eu-west-1.amazonaws.com"
        #expect(try Self.origin(.s3, bucket: name) == "https://\(isInHost ? "\(name)." : "")\(host)")
        let endpoint = try AWSEndpoints(environment: [:]).endpoint(of: .s3, in: "eu-west-1", bucket: name)
        let operation = AWSOperation(.s3, "PutObject", rest: RESTBinding("PUT", "/{Bucket}/{Key+}"))
        let request = operation.request(["Bucket": .string(name), "Key": "a b/c"], to: endpoint)
        #expect(request?.path == (isInHost ? "/a%20b/c" : "/\(name)/a%20b/c"))
        #expect(try Self.origin(.s3, bucket: name, specified: "http://127.0.0.1:1/") == "http://127.0.0.1:1")
    }

    @Test func `The nearest of those who name an endpoint wins`() throws {
        let profile = AWSProfile(
            "p", ["endpoint_url": Secret("http://profile")], serviceEndpoints: ["rds": "http://profile-rds"])
        let rds = ["AWS_ENDPOINT_URL_RDS": "http://variable-rds"]
        let all = rds.merging(["AWS_ENDPOINT_URL": "http://variable/base/"]) { $1 }
        #expect(try Self.origin(.rds, specified: "https://specs", all, profile: profile) == "https://specs")
        #expect(try Self.origin(.rds, all, profile: profile) == "http://variable-rds")
        #expect(try Self.origin(.kms, all, profile: profile) == "http://variable/base")
        #expect(
            try Self.origin(.rds, ["AWS_ENDPOINT_URL": "http://variable"], profile: profile)
                == "http://variable")
        #expect(try Self.origin(.rds, profile: profile) == "http://profile-rds")
        #expect(try Self.origin(.kms, rds, profile: profile) == "http://profile")
        #expect(
            try Self.origin(.secretsManager, ["AWS_ENDPOINT_URL_SECRETS_MANAGER": "http://x"]) == "http://x")
        let ignoring = all.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) { $1 }
        #expect(try Self.origin(.rds, ignoring, profile: profile) == "https://rds.eu-west-1.amazonaws.com")
        #expect(try Self.origin(.rds, specified: "https://specs", ignoring) == "https://specs")
    }
}
