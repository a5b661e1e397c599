import Foundation
import HTTP
import Testing
import Values

@testable import AWSClient

/// What is sent, judged by botocore: its parameters are valid, and it would send the same.
@Suite struct ProtocolTests {
    private struct Sample {
        let operation: AWSOperation
        let input: Fields
        /// As botocore calls them, where AWS's names on the wire differ.
        var parameters: Fields?
        var path: String?
    }

    private static let endpoint = AWSEndpoint(
        origin: "https://example.com", basePath: "", isLoopback: false, bucketIsInHost: false)

    private static let samples: [Sample] = [
        Sample(
            operation: AWSOperation(.rds, "DescribeDBInstances"),
            input: [
                "Filters": [["Name": "engine", "Values": ["postgres", "a&b=c d"]]], "MaxRecords": 100,
                "Marker": "m+/=",
            ]),
        Sample(
            operation: AWSOperation(.rds, "CreateDBInstance"),
            input: [
                "DBInstanceIdentifier": "parking-acme", "DBInstanceClass": "db.r6g.large",
                "Engine": "postgres",
                "AllocatedStorage": 100, "MultiAZ": true, "VpcSecurityGroupIds": ["sg-1", "sg-2"],
                "Tags": [["Key": "k", "Value": "ü/☃"], ["Key": "empty", "Value": ""]],
                "EnableCloudwatchLogsExports": ["postgresql"], "ManageMasterUserPassword": true,
            ]),
        Sample(
            operation: AWSOperation(.rds, "CreateDBSubnetGroup"),
            input: [
                "DBSubnetGroupName": "g", "DBSubnetGroupDescription": "d",
                "SubnetIds": ["subnet-1", "subnet-2"],
            ]),
        Sample(
            operation: AWSOperation(.rds, "ModifyDBParameterGroup"),
            input: [
                "DBParameterGroupName": "g",
                "Parameters": [
                    ["ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"]
                ],
            ]),
        Sample(
            operation: AWSOperation(.rds, "ModifyDBInstance"),
            input: [
                "DBInstanceIdentifier": "d",
                "CloudwatchLogsExportConfiguration": ["EnableLogTypes": ["postgresql"]],
                "VpcSecurityGroupIds": [],
            ]),
        Sample(
            operation: AWSOperation(.rds, "RemoveTagsFromResource"),
            input: [
                "ResourceName": "arn:aws:rds:eu-west-1:1:db:x", "TagKeys": ["a", "b"],
            ]),
        Sample(
            operation: AWSOperation(.ec2, "DescribeSubnets"),
            input: [
                "Filter": [["Name": "vpc-id", "Value": ["vpc-1", "vpc-2"]]], "SubnetId": ["s-1"],
                "MaxResults": 5,
            ],
            parameters: [
                "Filters": [["Name": "vpc-id", "Values": ["vpc-1", "vpc-2"]]], "SubnetIds": ["s-1"],
                "MaxResults": 5,
            ]),
        Sample(
            operation: AWSOperation(.ec2, "CreateSecurityGroup"),
            input: [
                "GroupName": "g", "GroupDescription": "d", "VpcId": "vpc-1",
                "TagSpecification": [
                    ["ResourceType": "security-group", "Tag": [["Key": "k", "Value": "v"]]]
                ],
            ],
            parameters: [
                "GroupName": "g", "Description": "d", "VpcId": "vpc-1",
                "TagSpecifications": [
                    ["ResourceType": "security-group", "Tags": [["Key": "k", "Value": "v"]]]
                ],
            ]),
        Sample(
            operation: AWSOperation(.ec2, "AuthorizeSecurityGroupIngress"),
            input: [
                "GroupId": "sg-1",
                "IpPermissions": [
                    [
                        "IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432,
                        "IpRanges": [["CidrIp": "10.0.0.0/8"]],
                    ]
                ],
            ]),
        Sample(
            operation: AWSOperation(.sts, "AssumeRole"),
            input: [
                "RoleArn": "arn:aws:iam::111122223333:role/deployer", "RoleSessionName": "cadastre",
                "DurationSeconds": 3600,
                "TransitiveTagKeys": ["a", "b"],
            ]),
        Sample(
            operation: AWSOperation(.kms, "CreateKey"),
            input: [
                "Description": "ü \"quoted\"", "Tags": [["TagKey": "a", "TagValue": "b"]],
                "MultiRegion": false,
            ]),
        Sample(operation: AWSOperation(.kms, "ListKeys"), input: [:]),
        Sample(
            operation: AWSOperation(.secretsManager, "DescribeSecret"),
            input: ["SecretId": "arn:aws:secretsmanager:x"]),
        Sample(
            operation: AWSOperation(.tagging, "GetResources"),
            input: [
                "TagFilters": [["Key": "cadastre.dev/fleet", "Values": ["parking"]]],
                "ResourceTypeFilters": ["rds:db"],
                "ResourcesPerPage": 100,
            ]),
        Sample(
            operation: AWSOperation(
                .s3, "GetBucketVersioning", rest: RESTBinding("GET", "/{Bucket}?versioning")),
            input: ["Bucket": "assets"], path: "/assets?versioning"),
        Sample(
            operation: AWSOperation(
                .s3, "CreateBucket",
                rest: RESTBinding(
                    "PUT", "/{Bucket}",
                    headers: ["ACL": "x-amz-acl", "ObjectOwnership": "x-amz-object-ownership"],
                    payload: "CreateBucketConfiguration")),
            input: [
                "Bucket": "assets", "ObjectOwnership": "BucketOwnerEnforced",
                "CreateBucketConfiguration": ["LocationConstraint": "eu-west-1"],
            ], path: "/assets"),
        Sample(
            operation: AWSOperation(
                .s3, "PutBucketTagging", rest: RESTBinding("PUT", "/{Bucket}?tagging", payload: "Tagging")),
            input: ["Bucket": "assets", "Tagging": ["TagSet": ["Tag": [["Key": "a<", "Value": "b&"]]]]],
            parameters: ["Bucket": "assets", "Tagging": ["TagSet": [["Key": "a<", "Value": "b&"]]]],
            path: "/assets?tagging"),
        Sample(
            operation: AWSOperation(
                .s3, "PutBucketEncryption",
                rest: RESTBinding("PUT", "/{Bucket}?encryption", payload: "ServerSideEncryptionConfiguration")
            ),
            input: [
                "Bucket": "assets",
                "ServerSideEncryptionConfiguration": [
                    "Rule": [
                        [
                            "ApplyServerSideEncryptionByDefault": [
                                "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "k",
                            ],
                            "BucketKeyEnabled": true,
                        ]
                    ]
                ],
            ],
            parameters: [
                "Bucket": "assets",
                "ServerSideEncryptionConfiguration": [
                    "Rules": [
                        [
                            "ApplyServerSideEncryptionByDefault": [
                                "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "k",
                            ],
                            "BucketKeyEnabled": true,
                        ]
                    ]
                ],
            ], path: "/assets?encryption"),
        Sample(
            operation: AWSOperation(
                .s3, "PutBucketPolicy", rest: RESTBinding("PUT", "/{Bucket}?policy", payload: "Policy")),
            input: ["Bucket": "assets", "Policy": "{\"Version\":\"2012-10-17\"}"], path: "/assets?policy"),
        Sample(
            operation: AWSOperation(
                .s3, "ListObjectsV2",
                rest: RESTBinding(
                    "GET", "/{Bucket}?list-type=2",
                    query: [
                        "MaxKeys": "max-keys", "Prefix": "prefix", "ContinuationToken": "continuation-token",
                    ])),
            input: ["Bucket": "assets", "MaxKeys": 7, "Prefix": "a b/ü"], path: "/assets?list-type=2"),
        Sample(
            operation: AWSOperation(.eks, "DescribeCluster", rest: RESTBinding("GET", "/clusters/{name}")),
            input: ["name": "eu/west one"], path: "/clusters/eu%2Fwest%20one"),
        Sample(
            operation: AWSOperation(.eks, "TagResource", rest: RESTBinding("POST", "/tags/{resourceArn}")),
            input: ["resourceArn": "arn:aws:eks:x:1:cluster/c", "tags": ["a": "b"]],
            path: "/tags/arn%3Aaws%3Aeks%3Ax%3A1%3Acluster%2Fc"),
        Sample(
            operation: AWSOperation(
                .ssoPortal, "GetRoleCredentials",
                rest: RESTBinding(
                    "GET", "/federation/credentials",
                    query: ["roleName": "role_name", "accountId": "account_id"],
                    headers: ["accessToken": "x-amz-sso_bearer_token"])),
            input: ["roleName": "r", "accountId": "111122223333", "accessToken": "t"],
            path: "/federation/credentials"),
    ]

    private static let botocoreNames = [
        "secrets_manager": "secretsmanager", "resource_groups_tagging_api": "resourcegroupstaggingapi",
    ]

    @Test func `Requests are what botocore makes of the same parameters, which it finds valid`() throws {
        let answers = try Referee.answers(
            to: Self.samples.map { sample in
                let service = sample.operation.service.id
                return [
                    "ask": "request", "service": .string(Self.botocoreNames[service] ?? service),
                    "operation": .string(sample.operation.name),
                    "parameters": .object(sample.parameters ?? sample.input),
                ]
            })
        for (sample, answer) in zip(Self.samples, answers) {
            let name = sample.operation.name
            #expect(answer[key: "invalid"] == nil, "\(name): \(answer[key: "invalid"]?.string ?? "")")
            let request = try #require(sample.operation.request(sample.input, to: Self.endpoint), "\(name)")
            #expect(request.method == answer[key: "method"]?.string, "\(name)")
            let body = String(decoding: request.body ?? [], as: UTF8.self)
            switch sample.operation.service.wire {
            case .query, .ec2: #expect(Self.form(body) == Self.form(answer[key: "form"]), "\(name)")
            case .json(_, let target):
                #expect(try Value(json: body) == Value(json: answer[key: "body"]?.string ?? ""), "\(name)")
                #expect(answer[key: "headers"]?[key: "x-amz-target"]?.string == "\(target).\(name)")
                #expect(request.headers["X-Amz-Target"] == "\(target).\(name)")
                #expect(
                    answer[key: "headers"]?[key: "content-type"]?.string == request.headers["Content-Type"])
            case .restXML, .restJSON:
                try expect(request, sample, toBe: answer, body)
            }
        }
    }

    private func expect(
        _ request: UnsignedRequest, _ sample: Sample, toBe answer: Value, _ body: String
    ) throws {
        let name = sample.operation.name
        let theirs = answer[key: "body"]?.string ?? ""
        if body.hasPrefix("<") {
            #expect(try XMLNode(xml: Array(body.utf8)) == XMLNode(xml: Array(theirs.utf8)), "\(name)")
            #expect(theirs.contains(body.prefix { $0 != ">" }), "\(name)")
        } else if body.isEmpty || sample.operation.service.wire != .restJSON {
            #expect(body == theirs, "\(name)")
        } else {
            #expect(try Value(json: body) == Value(json: theirs), "\(name)")
        }
        let constants = (sample.path ?? "").split(separator: "?")
        #expect(request.path == String(constants[0]), "\(name)")
        #expect(answer[key: "path"]?.string == sample.path, "\(name)")
        let known = Set(constants.dropFirst().map(String.init))
        let sent = request.query.filter { parameter in
            !known.contains(parameter.value.map { "\(parameter.name)=\($0)" } ?? parameter.name)
        }
        let expected = answer[key: "query"]?.fields ?? [:]
        #expect(
            Fields(sent.map { ($0.name, Value.string($0.value ?? "")) }) == expected, "\(name)")
        for (header, value) in answer[key: "headers"]?.fields ?? [:] where header.hasPrefix("x-amz") {
            #expect(request.headers[header] == value.string, "\(name)")
        }
    }

    private static func form(_ body: String) -> [String] {
        body.split(separator: "&").map { String($0).removingPercentEncoding ?? "" }.sorted()
    }

    private static func form(_ pairs: Value?) -> [String] {
        (pairs?.array ?? []).map { "\($0[index: 0]?.string ?? "")=\($0[index: 1]?.string ?? "")" }
            .map { $0.replacing("=True", with: "=true").replacing("=False", with: "=false") }.sorted()
    }

    @Test func `How elements of lists are called is what botocore's models say`() throws {
        let services = [AWSService.rds, .sts]
        let answers = try Referee.answers(
            to: services.map { ["ask": "elements", "service": .string($0.id)] })
        for (service, answer) in zip(services, answers) {
            let lists = try #require(answer.fields)
            #expect(lists.count > 3)
            for (list, names) in lists {
                let ours = service.elements[list] ?? "member"
                // Some lists of this service, such as those of security groups before there were VPCs, are not used.
                let isUnused = [
                    "AssociatedRoles", "DBSecurityGroups", "EventCategories", "SourceIds", "OptionSettings",
                    "OptionsToInclude",
                    "DBSecurityGroupMemberships", "TargetResourceConfigurations",
                    "VpcSecurityGroupMemberships",
                ].contains(list)
                #expect(
                    isUnused || names.array?.contains(.string(ours)) == true,
                    "\(service.name) \(list): \(names.jsonText)")
            }
        }
    }

    @Test func `What does not say where it goes is not sent`() {
        let operation = AWSOperation(.s3, "DeleteBucket", rest: RESTBinding("DELETE", "/{Bucket}"))
        #expect(operation.request([:], to: Self.endpoint) == nil)
        #expect(operation.request(["Bucket": ""], to: Self.endpoint) == nil)
        #expect(AWSOperation(.s3, "NoBinding").request([:], to: Self.endpoint) == nil)
    }

    @Test func `A checksum is sent where S3 wants one`() throws {
        var operation = AWSOperation(
            .s3, "PutBucketTagging", rest: RESTBinding("PUT", "/{Bucket}?tagging", payload: "Tagging"))
        operation.needsChecksum = true
        let request = try #require(
            operation.request(["Bucket": "b", "Tagging": ["TagSet": [:]]], to: Self.endpoint))
        let sum = try #require(request.headers["x-amz-checksum-sha256"])
        #expect(Base64.decode(sum) == SHA256.digest(request.body ?? []))
    }
}
