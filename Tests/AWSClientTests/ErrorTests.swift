import Core
import Diagnostics
import HTTP
import TestSupport
import Testing

@testable import AWSClient

@Suite struct ErrorTests {
    static func error(
        _ body: String, status: Int = 400, headers: HTTPHeaders = [:],
        of operation: AWSOperation = .assumeRole,
        for purpose: String = "create DBInstance parking-acme"
    ) -> AWSError {
        let response = HTTPResponse(head: HTTPHead(status: status, headers: headers), body: Array(body.utf8))
        return AWSError(
            response, to: operation, for: purpose, in: "eu-west-1", at: "rds.eu-west-1.amazonaws.com")
    }

    @Test(
        "Code, message and request id are found in whatever form an error comes",
        arguments: [
            (
                "<ErrorResponse xmlns=\"urn:x\"><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message>"
                    + "</Error><RequestId>r-1</RequestId></ErrorResponse>", "Throttling", "Rate exceeded",
                "r-1"
            ),
            (
                "<?xml version=\"1.0\"?><Response><Errors><Error><Code>Client.InvalidVpcID.NotFound</Code><Message>no vpc</Message>"
                    + "</Error></Errors><RequestID>r-2</RequestID></Response>", "InvalidVpcID.NotFound",
                "no vpc", "r-2"
            ),
            (
                "<Error><Code>NoSuchBucket</Code><Message>none</Message><RequestId>r-3</RequestId></Error>",
                "NoSuchBucket", "none", "r-3"
            ),
            (
                "{\"__type\":\"com.amazon.coral.service#NotFoundException\",\"message\":\"no key\"}",
                "NotFoundException",
                "no key", nil
            ),
            (
                "{\"__type\":\"AccessDeniedException:http://x\",\"Message\":\"no\"}", "AccessDeniedException",
                "no", nil
            ),
            (
                "{\"code\":\"ResourceInUseException\",\"errorMessage\":\"busy\"}", "ResourceInUseException",
                "busy", nil
            ),
            (
                "<!doctype html>\n<html lang=en><title>500 Internal Server Error</title>\n<h1>Oops</h1>",
                "400",
                "500 Internal Server Error", nil
            ),
            ("<html><body><b>Bad</b>\n gateway</body></html>", "400", "Bad gateway", nil),
            ("upstream connect error", "400", "upstream connect error", nil), ("{broken", "400", "", nil),
            ("", "400", "", nil), ("  \n", "400", "", nil), ("<", "400", "", nil), ("{}", "400", "", nil),
            ("[1]", "400", "[1]", nil),
        ] as [(String, String, String, String?)])
    func forms(body: String, code: String, message: String, id: String?) {
        let error = Self.error(body)
        #expect(error.code == code && error.message == message && error.requestID == id)
    }

    @Test func `Headers say it where the body does not`() {
        let error = Self.error(
            "{\"message\":\"no\"}",
            headers: [
                "x-amzn-errortype": "ResourceNotFoundException:http://internal.amazon.com/",
                "x-amzn-requestid": "r",
            ])
        #expect(error.code == "ResourceNotFoundException" && error.requestID == "r" && error.isNotFound)
        let moved = Self.error("", status: 301, headers: ["x-amz-bucket-region": "us-east-1"])
        #expect(moved.bucketRegion == "us-east-1" && moved.code == "301")
    }

    @Test(
        "What another attempt may mend is told from what stays as it is",
        arguments: [
            ("Throttling", 400, true, true), ("ThrottlingException", 400, true, true),
            ("SlowDown", 503, true, true),
            ("RequestLimitExceeded", 503, true, true), ("429", 429, true, true), ("500", 500, false, true),
            ("InternalFailure", 500, false, true), ("503", 503, false, true),
            ("RequestTimeout", 400, false, true),
            ("IDPCommunicationError", 400, false, true), ("ValidationError", 400, false, false),
            ("AccessDenied", 403, false, false), ("404", 404, false, false), ("501", 501, false, false),
        ])
    func retryable(code: String, status: Int, isThrottling: Bool, isRetryable: Bool) {
        let error = Self.error(Int(code) == nil ? "{\"__type\":\"\(code)\"}" : "", status: status)
        #expect(error.isThrottling == isThrottling && error.isRetryable == isRetryable)
    }

    private static func refusals(_ codes: [(String, Int, String)]) -> [AWSError] {
        codes.map { code, status, message in
            var error = Self.error(
                "<ErrorResponse><Error><Code>\(code)</Code><Message>\(message)</Message></Error>"
                    + "<RequestId>8f2c</RequestId></ErrorResponse>", status: status,
                of: AWSOperation(.rds, "CreateDBInstance"))
            if error.isRetryable, Int(code) == nil { error.attempts = 3 }
            return error
        }
    }

    @Test(
        "Refusals say what, where, why and what to do",
        arguments: [
            [
                (
                    "AccessDenied", 403,
                    "User: arn:aws:iam::1:user/ci is not authorized to perform: rds:CreateDBInstance on resource: "
                        + "arn:aws:rds:eu-west-1:1:db:parking-acme because no identity-based policy allows it"
                ),
                (
                    "UnauthorizedOperation", 403,
                    "You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTk"
                ),
                (
                    "AccessDenied", 403,
                    "User: arn:aws:iam::1:user/ci is not authorized to perform: kms:CreateGrant with an explicit deny in a "
                        + "service control policy"
                ),
            ],
            [("ExpiredToken", 403, "The security token included in the request is expired")],
            [
                ("InvalidClientTokenId", 403, "The security token included in the request is invalid."),
                ("AuthFailure", 401, "AWS was not able to validate the provided access credentials"),
            ],
            [("SignatureDoesNotMatch", 403, "The request signature we calculated does not match")],
            [
                ("RequestTimeTooSkewed", 403, "The difference is too large."),
                (
                    "SignatureDoesNotMatch", 403,
                    "Signature expired: 20261124T100000Z is now earlier than 20261124T101500Z"
                ),
            ],
            [("AuthorizationHeaderMalformed", 400, "the region 'eu-west-1' is wrong; expecting 'us-east-1'")],
            [("OptInRequired", 401, "You are not subscribed to this service.")],
            [("Throttling", 400, "Rate exceeded"), ("429", 429, "")],
            [("InternalFailure", 500, "An internal error has occurred"), ("503", 503, "")],
            [("DBInstanceNotFound", 404, "DBInstance parking-acme not found.")],
            [("DBInstanceAlreadyExists", 400, "DB instance already exists")],
            [
                ("InstanceQuotaExceeded", 400, "Cannot create more than 40 instances"),
                ("LimitExceededException", 400, "Too many keys"),
                ("TooManyBuckets", 400, "You have attempted to create more buckets than allowed"),
            ],
            [("InvalidDBInstanceState", 400, "Database instance is not in available state.")],
            [("InvalidParameterValue", 400, "Invalid DB Instance class: db.x")],
            [("302", 302, "")],
        ])
    func words(refusals: [(String, Int, String)]) throws {
        let problems = Self.refusals(refusals).map(\.problem)
        #expect(Set(problems.map(\.code)).count == 1)
        expectGolden(
            problems.map(\.text).joined(separator: "\n"), at: "Cases/problem/\(problems[0].code).txt")
    }

    @Test func `A bucket elsewhere is told with its region`() {
        let error = Self.error(
            "<Error><Code>PermanentRedirect</Code><Message>use another endpoint</Message></Error>",
            status: 301,
            headers: ["x-amz-bucket-region": "us-east-1"], of: AWSOperation(.s3, "PutBucketPolicy"),
            for: "set the policy of bucket assets")
        expectGolden(error.problem.text, at: "Cases/problem/aws.wrong-region.bucket.txt")
    }

    @Test(
        "No answer is told by what kept it from coming",
        arguments: [
            (.resolve, "Could not resolve host: rds.eu-west-9.amazonaws.com"),
            (.timeout, "no answer within 60 s"),
            (.tls, "self-signed certificate in chain"), (.proxy, "CONNECT tunnel failed, response 407"),
            (.transport, "Recv failure: Connection reset by peer"),
            (.bodyTooLarge, "more than 268435456 bytes"),
            (.noThread, "the system gives no thread to send it from"),
            (.badRequest, "the value of header Authorization has a line break or a NUL"),
        ] as [(HTTPError.Kind, String)])
    func silence(kind: HTTPError.Kind, message: String) {
        let problem = Problem(
            noAnswer: HTTPError(kind: kind, message: message), from: "rds.eu-west-1.amazonaws.com",
            to: AWSOperation(.rds, "DescribeDBInstances"), for: "list DBInstances")
        expectGolden(problem.text, at: "Cases/problem/\(problem.code).txt")
    }
}

extension ErrorTests {
    @Test func `What cannot be sent or read is told`() throws {
        let request = AWSOperation(.s3, "DeleteBucket", rest: RESTBinding("DELETE", "/{Bucket}"))
        let place = { (address: String) in
            #expect(throws: Problem.self) { try AWSEndpoints(specified: address, environment: [:]) }
        }
        let variable = #expect(throws: Problem.self) {
            try AWSEndpoints(environment: ["AWS_ENDPOINT_URL_RDS": "user:canary@host"])
        }
        let keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map { name in
            #expect(throws: Problem.self) { try EnvironmentKeys.read([name: "canary"]) }
        }
        let problems =
            try [
                .unsendable(
                    request, for: "delete bucket assets",
                    "a member that stands in the request's path is missing"),
                .unreadable(
                    request, for: "delete bucket assets", at: "s3.eu-west-1.amazonaws.com",
                    "it is not XML (line 1: no element found)"),
                RegionName.problem("EU"), #require(place("ftp://host")), #require(variable),
            ] + keys.map { try #require($0) }
        for (code, problems) in Dictionary(grouping: problems, by: \.code) {
            let text = problems.map(\.text).joined(separator: "\n")
            #expect(!text.contains("canary"))
            expectGolden(text, at: "Cases/problem/\(code == "aws.request" ? "aws.request.path" : code).txt")
        }
    }
}

extension Problem {
    /// All that a person is told.
    var text: String {
        DiagnosticText(sources: SourceMap()).render(Diagnostic(.error, self))
            + (isRetryable ? "(may pass)\n" : "")
    }
}
