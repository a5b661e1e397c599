import Core
import Credentials
import Foundation
import Testing
import Values

@testable import AWSClient

/// Against a server that speaks AWS's APIs: the testbed's.
@Suite struct ServerTests {
    private static func address() throws -> String {
        try #require(
            ProcessInfo.processInfo.environment["CADASTRE_TEST_AWS"],
            "start the testbed: scripts/testbed up, and eval \"$(scripts/testbed env)\"")
    }

    static func connection(
        account: String = "123456789012", region: String = "eu-west-1"
    ) throws -> AWSConnection {
        let address = try address()
        let keeper = CredentialKeeper(now: Timing.system.now) {
            AWSCredentials(accessKeyID: "AKIA\(account)TEST", secretAccessKey: Secret("canary-secret"))
        }
        return try AWSConnection(
            region: region, credentials: keeper,
            endpoints: AWSEndpoints(specified: address, environment: [:]),
            over: AWSTransport(userAgent: "cadastre-tests"))
    }

    /// Names of this run, so that runs do not meet.
    private static let name = "client-\(UUID().uuidString.prefix(8).lowercased())"

    @Test func `The query protocol creates, lists by pages, changes tags and deletes`() async throws {
        let aws = try Self.connection()
        let group = "\(Self.name)-group"
        let tag: Value = ["Key": "cadastre.dev/fleet", "Value": "ü & co"]
        _ = try await aws.send(
            AWSOperation(.rds, "CreateDBParameterGroup"),
            [
                "DBParameterGroupName": .string(group), "DBParameterGroupFamily": "postgres15",
                "Description": "d",
                "Tags": [tag],
            ])
        let found = try await aws.send(
            AWSOperation(.rds, "DescribeDBParameterGroups"), ["DBParameterGroupName": .string(group)])
        let first = try #require(found.xml.list("DBParameterGroups").first)
        #expect(
            first.text("DBParameterGroupName") == group
                && first.text("DBParameterGroupFamily") == "postgres15")
        let tags = try await aws.send(
            AWSOperation(.rds, "ListTagsForResource"),
            ["ResourceName": .string(first.text("DBParameterGroupArn") ?? "")])
        #expect(tags.xml.list("TagList").map { $0.text("Value") } == ["ü & co"])
        _ = try await aws.send(
            AWSOperation(.rds, "DeleteDBParameterGroup"), ["DBParameterGroupName": .string(group)])
        let gone = try await aws.result(
            of: AWSOperation(.rds, "DescribeDBInstances"), ["DBInstanceIdentifier": .string(Self.name)])
        let error = #expect(throws: AWSError.self) { try gone.get() }
        #expect(error?.isNotFound == true && error?.code == "DBInstanceNotFound")
    }

    @Test func `The ec2 protocol creates, filters and refuses duplicates`() async throws {
        let aws = try Self.connection()
        let network = try await aws.send(
            AWSOperation(.ec2, "CreateVpc", isRepeatable: false), ["CidrBlock": "10.9.0.0/16"])
        let vpc = try #require(network.xml["vpc"]?.text("vpcId"))
        let input: Fields = [
            "GroupName": .string(Self.name), "GroupDescription": "d", "VpcId": .string(vpc),
            "TagSpecification": [["ResourceType": "security-group", "Tag": [["Key": "k", "Value": "v"]]]],
        ]
        let create = AWSOperation(.ec2, "CreateSecurityGroup", isRepeatable: false)
        _ = try await aws.send(create, input)
        let list = try await aws.send(
            AWSOperation(.ec2, "DescribeSecurityGroups"),
            ["Filter": [["Name": "vpc-id", "Value": [.string(vpc)]], ["Name": "tag:k", "Value": ["v"]]]])
        #expect(list.xml.list("securityGroupInfo").map { $0.text("groupName") } == [Self.name])
        let again = try await aws.result(of: create, input)
        let error = #expect(throws: AWSError.self) { try again.get() }
        #expect(error?.code == "InvalidGroup.Duplicate" && error?.isAlreadyThere == true)
        let unknown = try await aws.result(of: AWSOperation(.ec2, "DescribeVpcs"), ["VpcId": ["vpc-none"]])
        #expect(throws: AWSError.self) { try unknown.get() }
    }

    @Test func `The json protocol creates keys and secrets, and tells what is not there`() async throws {
        let aws = try Self.connection()
        let made = try await aws.send(
            AWSOperation(.kms, "CreateKey", isRepeatable: false), ["Description": "ü"])
        let id = try #require(made.json[key: "KeyMetadata"]?[key: "KeyId"]?.string)
        let found = try await aws.send(AWSOperation(.kms, "DescribeKey"), ["KeyId": .string(id)])
        #expect(found.json[key: "KeyMetadata"]?[key: "Description"]?.string == "ü")
        let secret = AWSOperation(
            .secretsManager, "CreateSecret", isRepeatable: false, tokenMember: "ClientRequestToken")
        _ = try await aws.send(secret, ["Name": .string(Self.name), "SecretString": "x"])
        let gone = try await aws.result(
            of: AWSOperation(.secretsManager, "DescribeSecret"), ["SecretId": .string("none-\(Self.name)")])
        let error = #expect(throws: AWSError.self) { try gone.get() }
        #expect(error?.code == "ResourceNotFoundException" && error?.isNotFound == true)
        let tagged = try await aws.send(
            AWSOperation(.tagging, "GetResources"), ["ResourceTypeFilters": ["secretsmanager"]])
        #expect(tagged.json[key: "ResourceTagMappingList"]?.array != nil)
    }

    @Test func `REST in XML creates and configures buckets`() async throws {
        let aws = try Self.connection()
        let bucket: Fields = ["Bucket": .string(Self.name)]
        let create = AWSOperation(
            .s3, "CreateBucket", rest: RESTBinding("PUT", "/{Bucket}", payload: "CreateBucketConfiguration"))
        var input = bucket
        input["CreateBucketConfiguration"] = ["LocationConstraint": "eu-west-1"]
        _ = try await aws.send(create, input)
        var put = AWSOperation(
            .s3, "PutBucketPolicy", rest: RESTBinding("PUT", "/{Bucket}?policy", payload: "Policy"))
        put.needsChecksum = true
        var policy = bucket
        policy["Policy"] = #"{"Version":"2012-10-17","Statement":[]}"#
        _ = try await aws.send(put, policy)
        let read = try await aws.send(
            AWSOperation(.s3, "GetBucketPolicy", rest: RESTBinding("GET", "/{Bucket}?policy")), bucket)
        #expect(read.text == #"{"Version":"2012-10-17","Statement":[]}"#)
        var tagging = AWSOperation(
            .s3, "PutBucketTagging", rest: RESTBinding("PUT", "/{Bucket}?tagging", payload: "Tagging"))
        tagging.needsChecksum = true
        var tags = bucket
        tags["Tagging"] = ["TagSet": ["Tag": [["Key": "k", "Value": "<&>"], ["Key": "l", "Value": "m"]]]]
        _ = try await aws.send(tagging, tags)
        let set = try await aws.send(
            AWSOperation(.s3, "GetBucketTagging", rest: RESTBinding("GET", "/{Bucket}?tagging")), bucket)
        #expect(set.xml.list("TagSet").map { $0.text("Value") } == ["<&>", "m"])
        let head = AWSOperation(.s3, "HeadBucket", rest: RESTBinding("HEAD", "/{Bucket}"))
        _ = try await aws.send(head, bucket)
        let gone = try await aws.result(of: head, ["Bucket": .string("none-\(Self.name)")])
        let error = #expect(throws: AWSError.self) { try gone.get() }
        #expect(error?.isNotFound == true && error?.code == "404")
        _ = try await aws.send(
            AWSOperation(.s3, "DeleteBucket", rest: RESTBinding("DELETE", "/{Bucket}")), bucket)
    }

    @Test func `REST in JSON describes what is there and refuses what is not`() async throws {
        let describe = AWSOperation(.eks, "DescribeCluster", rest: RESTBinding("GET", "/clusters/{name}"))
        let result = try await Self.connection().result(of: describe, ["name": .string(Self.name)])
        let error = #expect(throws: AWSError.self) { try result.get() }
        #expect(error?.code == "ResourceNotFoundException" && error?.status == 404)
    }

    /// As a process in such an environment.
    private static func account(_ environment: [String: String], as role: RoleRequest? = nil) async throws
        -> String?
    {
        let access = try AWSAccess(
            Surroundings(environment: environment) { _ in }, over: AWSTransport(userAgent: "cadastre-tests"))
        let aws = try access.connection(to: "eu-west-1", endpoint: address(), as: role)
        return try await aws.send(.getCallerIdentity).xml.text("Account")
    }

    @Test
    func `Calls are those of the account whose role is taken on, by profile, by region or by web identity`()
        async throws
    {
        let home = try SourceTests.Home()
        try home.write(
            """
            [profile keys]
            aws_access_key_id = AKIA123456789012TEST
            aws_secret_access_key = canary-secret
            [profile role]
            role_arn = arn:aws:iam::111122223333:role/deployer
            source_profile = keys
            external_id = canary-external
            """, to: ".aws/config")
        let token = try home.write("canary-web", to: "token")
        var environment = ["HOME": home.path, "AWS_PROFILE": "role"]
        #expect(try await Self.account(environment) == "111122223333")
        let role = RoleRequest(arn: "arn:aws:iam::444455556666:role/other")
        #expect(try await Self.account(environment, as: role) == "444455556666")
        environment = [
            "AWS_WEB_IDENTITY_TOKEN_FILE": token, "AWS_ROLE_ARN": "arn:aws:iam::777788889999:role/pod",
        ]
        #expect(try await Self.account(environment) == "777788889999")
    }
}
