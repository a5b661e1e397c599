import AWSClient
import Core
package import Values

/// What whoever applies a fleet has to be allowed in AWS, and nothing more, as a policy of IAM: what bears the fleet's name
/// or tag, in its regions. Reading is allowed in all of these regions, since lists have no other bounds.
///
/// - Parameter roles: ARNs of those that S3 copies buckets as.
package func leastPrivilege(fleet: String, places: [AWSPlace], roles: [String] = []) -> Value {
    let accounts = Set(places.map(\.account)).sorted()
    let regions = Set(places.map(\.region)).sorted()
    let here: Fields = ["StringEquals": ["aws:RequestedRegion": .array(regions.map(Value.string))]]
    let ours: Fields = [
        "StringEquals": ["aws:ResourceTag/\(Mark.fleetLabel)": .string(fleet)]
    ]
    let marked: Fields = ["StringEquals": ["aws:RequestTag/\(Mark.fleetLabel)": .string(fleet)]]
    func arns(_ service: String, _ resources: String...) -> Value {
        .array(
            accounts.flatMap { account in
                resources.map { .string("arn:*:\(service):*:\(account):\($0)") }
            })
    }
    let databases = arns(
        "rds", "db:\(fleet)-*", "snapshot:\(fleet)-*", "subgrp:\(fleet)", "pg:\(fleet)-*", "auto-backup:*",
        "og:default*")
    let reads = FleetActions.reads.sorted().map(Value.string)
    let copying =
        roles.isEmpty
        ? []
        : [
            statement(
                "Copying", ["iam:PassRole"], .array(Set(roles).sorted().map(Value.string)),
                ["StringEquals": ["iam:PassedToService": "s3.amazonaws.com"]])
        ]
    return [
        "Version": "2012-10-17",
        "Statement": .array(
            copying + [
                statement("Read", reads, "*", here),
                statement("Databases", actions(FleetActions.databases), databases, here),
                statement("NewGroups", ["ec2:CreateSecurityGroup"], "*", here),
                statement(
                    "MarkNewGroups", ["ec2:CreateTags"], arns("ec2", "security-group/*"),
                    ["StringEquals": ["ec2:CreateAction": "CreateSecurityGroup"]]),
                statement(
                    "Groups", actions(FleetActions.groups), arns("ec2", "security-group/*"), ours),
                statement("NewKeys", ["kms:CreateKey", "kms:TagResource"], "*", marked),
                statement("Keys", actions(FleetActions.keys), arns("kms", "key/*"), ours),
                statement("Aliases", ["kms:CreateAlias"], arns("kms", "alias/\(fleet)-*"), here),
                statement(
                    "Passwords", actions(FleetActions.secrets),
                    arns("secretsmanager", "secret:\(fleet)-*"), here),
                statement(
                    "ManagedPasswordsOfDatabases", ["secretsmanager:GetSecretValue"],
                    arns("secretsmanager", "secret:rds!db-*"),
                    [
                        "ArnLike": [
                            "aws:ResourceTag/aws:rds:primaryDBInstanceArn": arns("rds", "db:\(fleet)-*")
                        ]
                    ]),
                statement(
                    "ManagedPasswords", ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
                    arns("secretsmanager", "secret:rds!db-*"), here),
                statement("Buckets", actions(FleetActions.buckets), [.string("arn:*:s3:::\(fleet)-*")], here),
            ]),
    ]
}

private func actions(_ names: [String]) -> [Value] { Set(names).sorted().map(Value.string) }

private func statement(_ id: String, _ actions: [Value], _ resources: Value, _ condition: Fields) -> Value {
    [
        "Sid": .string(id), "Effect": "Allow", "Action": .array(actions), "Resource": resources,
        "Condition": .object(condition),
    ]
}

/// The actions of IAM behind the calls: those of their own names, and what AWS does for the caller.
enum FleetActions {
    private static let calls =
        RDSCalls.all + EC2Calls.all + KMSCalls.all + SecretsCalls.all
        + S3Calls.all

    /// Change nothing, and show no secret.
    static var reads: [String] {
        calls.map(\.action).filter { action in
            action == "tag:GetResources" || action == "secretsmanager:GetRandomPassword"
                || ["Describe", "List", "GetKey"].contains { action.contains(":\($0)") }
        }
    }

    static var databases: [String] { changes("rds") }
    /// Of groups that are there.
    static var groups: [String] { changes("ec2").filter { $0 != "ec2:CreateSecurityGroup" } }
    /// Of keys that are there. RDS and Secrets Manager use them in the caller's name.
    static var keys: [String] {
        changes("kms").filter { $0 != "kms:CreateKey" }
            + ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey"]
    }
    static var secrets: [String] { changes("secretsmanager") }
    /// What they hold is never looked at. They are made with their tags.
    static var buckets: [String] { changes("s3") + ["s3:TagResource"] }

    private static func changes(_ service: String) -> [String] {
        calls.map(\.action).filter { $0.hasPrefix("\(service):") && !reads.contains($0) }
    }

    static var all: [String] {
        Set(calls.map(\.action) + keys + buckets + ["iam:PassRole", "sts:GetCallerIdentity"]).sorted()
    }
}
