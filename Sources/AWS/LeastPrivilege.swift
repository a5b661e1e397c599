import AWSClient
import Core
package import Values

/// What whoever applies a fleet has to be allowed in AWS, and nothing more, as a policy of IAM: what bears the fleet's name
/// or tag, in its regions. Reading is allowed in all of these regions, since lists have no other bounds. IAM's own actions
/// are of no region.
///
/// - Parameter roles: ARNs of those that S3 copies buckets as.
package func leastPrivilege(fleet: String, places: [AWSPlace], roles: [String] = []) -> Value {
    let accounts = Set(places.map(\.account)).sorted()
    let regions = Set(places.map(\.region)).sorted()
    let here: Fields = ["StringEquals": ["aws:RequestedRegion": .array(regions.map(Value.string))]]
    let ours = both(here, ["StringEquals": ["aws:ResourceTag/\(Mark.fleetLabel)": .string(fleet)]])
    let marked = both(here, ["StringEquals": ["aws:RequestTag/\(Mark.fleetLabel)": .string(fleet)]])
    // Whether a key is new cannot be asked; whether it is another fleet's can.
    let unclaimed = both(
        marked, ["StringEqualsIfExists": ["aws:ResourceTag/\(Mark.fleetLabel)": .string(fleet)]])
    // Hosts do not end alike in all partitions.
    let services = ["rds", "secretsmanager"].flatMap { service in
        regions.map { Value.string("\(service).\($0).*") }
    }
    let throughServices = both(ours, ["StringLike": ["kms:ViaService": .array(services)]])
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
                statement(
                    "RoleOfRDS", ["iam:CreateServiceLinkedRole"],
                    .array(
                        accounts.map {
                            .string("arn:*:iam::\($0):role/aws-service-role/rds.amazonaws.com/*")
                        }),
                    ["StringEquals": ["iam:AWSServiceName": "rds.amazonaws.com"]]),
                statement("Databases", actions(FleetActions.databases), databases, here),
                statement("NewGroups", ["ec2:CreateSecurityGroup"], "*", here),
                statement(
                    "MarkNewGroups", ["ec2:CreateTags"], arns("ec2", "security-group/*"),
                    both(here, ["StringEquals": ["ec2:CreateAction": "CreateSecurityGroup"]])),
                statement(
                    "Groups", actions(FleetActions.groups), arns("ec2", "security-group/*"), ours),
                statement("NewKeys", ["kms:CreateKey"], "*", marked),
                statement("MarkNewKeys", ["kms:TagResource"], "*", unclaimed),
                statement("Keys", actions(FleetActions.keys), arns("kms", "key/*"), ours),
                statement(
                    "UseOfKeys", actions(FleetActions.usesOfKeys), arns("kms", "key/*"), throughServices),
                statement("Aliases", ["kms:CreateAlias"], arns("kms", "alias/\(fleet)-*"), here),
                statement(
                    "Passwords", actions(FleetActions.secrets),
                    arns("secretsmanager", "secret:\(fleet)-*"), here),
                statement(
                    "ManagedPasswordsOfDatabases", ["secretsmanager:GetSecretValue"],
                    arns("secretsmanager", "secret:rds!db-*"),
                    both(
                        here,
                        [
                            "ArnLike": [
                                "aws:ResourceTag/aws:rds:primaryDBInstanceArn": arns("rds", "db:\(fleet)-*")
                            ]
                        ])),
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

/// What both ask for.
private func both(_ one: Fields, _ other: Fields) -> Fields {
    var all = one
    for (test, keys) in other {
        all[test] = .object(Fields((one[test]?.fields ?? [:]).map { $0 } + (keys.fields ?? [:]).map { $0 }))
    }
    return all
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
    /// Of keys that are there.
    static var keys: [String] { changes("kms").filter { $0 != "kms:CreateKey" } }
    /// RDS and Secrets Manager use them in the caller's name; here nothing does.
    static let usesOfKeys = ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey"]
    static var secrets: [String] { changes("secretsmanager") }
    /// What they hold is never looked at. They are made with their tags.
    static var buckets: [String] { changes("s3") + ["s3:TagResource"] }

    private static func changes(_ service: String) -> [String] {
        calls.map(\.action).filter { $0.hasPrefix("\(service):") && !reads.contains($0) }
    }

    static var all: [String] {
        let others = ["iam:CreateServiceLinkedRole", "iam:PassRole", "sts:GetCallerIdentity"]
        return Set(calls.map(\.action) + usesOfKeys + buckets + others).sorted()
    }
}
