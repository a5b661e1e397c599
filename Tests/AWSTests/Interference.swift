import Core
import Testing
import Values

@testable import AWS

/// What somebody changes of an object of the example fleet, and what a plan then has to show.
struct Interference: CustomTestStringConvertible, Sendable {
    let kind: String
    let name: String
    /// Within the object: `spec.MultiAZ`.
    let attributes: [String]
    /// One call after another: service, boto3's method, parameters.
    let calls: [(service: String, method: String, input: Fields)]
    var region = "eu-west-1"

    /// What a plan has to show, and nothing beside it.
    func expected(in cloud: Cloud) -> [String] {
        attributes.map { "\(kind) \(name.replacing("ACCOUNT", with: cloud.account)) \($0)" }.sorted()
    }

    var testDescription: String { attributes.map { "\(kind) \($0)" }.joined(separator: ", ") }

    private static let tenant = "parking-nordwind"
    private static let shared = "parking-shared-eu-west-1"
    private static let parameters = "parking-postgres16"

    /// Placeholders such as `{group parking-databases}` stand for what AWS calls it, and `ACCOUNT` for the account.
    static let all: [Interference] =
        databases + parameterGroups + networks + keys + secrets + copies + buckets + marks

    private static func database(_ attributes: String..., with input: Fields) -> Interference {
        var input = input
        input["DBInstanceIdentifier"] = .string(tenant)
        input["ApplyImmediately"] = true
        return Interference(
            kind: "DBInstance", name: tenant, attributes: attributes.map { "spec.\($0)" },
            calls: [("rds", "modify_db_instance", input)])
    }

    private static let databases: [Interference] = [
        database("MultiAZ", with: ["MultiAZ": false]),
        database("BackupRetentionPeriod", with: ["BackupRetentionPeriod": 1]),
        database("PreferredBackupWindow", with: ["PreferredBackupWindow": "01:00-01:30"]),
        database("DBInstanceClass", with: ["DBInstanceClass": "db.r6g.large"]),
        database("MaxAllocatedStorage", with: ["MaxAllocatedStorage": 2048]),
        database("StorageType", with: ["StorageType": "gp2"]),
        database("CopyTagsToSnapshot", with: ["CopyTagsToSnapshot": false]),
        database("DeletionProtection", with: ["DeletionProtection": false]),
        database("PubliclyAccessible", with: ["PubliclyAccessible": true]),
        database("AutoMinorVersionUpgrade", with: ["AutoMinorVersionUpgrade": false]),
        database("EnablePerformanceInsights", with: ["EnablePerformanceInsights": false]),
        database(
            "EnableCloudwatchLogsExports",
            with: ["CloudwatchLogsExportConfiguration": ["DisableLogTypes": ["upgrade"]]]),
        // With the password, the key of its secret goes too.
        database(
            "ManageMasterUserPassword", "MasterUserSecretKmsKeyId",
            with: ["ManageMasterUserPassword": false, "MasterUserPassword": "of somebody else"]),
        Interference(
            kind: "DBInstance", name: tenant, attributes: ["spec.DBParameterGroupName"],
            calls: [
                (
                    "rds", "create_db_parameter_group",
                    [
                        "DBParameterGroupName": "mine", "DBParameterGroupFamily": "postgres16",
                        "Description": "mine",
                    ]
                ),
                (
                    "rds", "modify_db_instance",
                    ["DBInstanceIdentifier": .string(tenant), "DBParameterGroupName": "mine"]
                ),
            ]),
        Interference(
            kind: "DBInstance", name: tenant, attributes: ["spec.VpcSecurityGroups"],
            calls: [
                (
                    "ec2", "create_security_group",
                    ["GroupName": "mine", "Description": "mine", "VpcId": "vpc-0a20"]
                ),
                (
                    "rds", "modify_db_instance",
                    ["DBInstanceIdentifier": .string(tenant), "VpcSecurityGroupIds": ["{group mine}"]]
                ),
            ]),
    ]

    private static let parameterGroups: [Interference] = [
        ("rds.force_ssl", "0"), ("log_connections", "0"), ("log_disconnections", "0"),
        ("log_lock_waits", "0"), ("log_min_duration_statement", "5"),
    ].map { parameter, value in
        Interference(
            kind: "DBParameterGroup", name: parameters,
            attributes: ["\(FieldPath(["spec", "Parameters", parameter].map(FieldPath.Element.key)))"],
            calls: [
                (
                    "rds", "modify_db_parameter_group",
                    [
                        "DBParameterGroupName": .string(parameters),
                        "Parameters": [
                            [
                                "ParameterName": .string(parameter), "ParameterValue": .string(value),
                                "ApplyMethod": "immediate",
                            ]
                        ],
                    ]
                )
            ])
    }

    private static func group(_ attribute: String, _ method: String, _ permission: Value) -> Interference {
        Interference(
            kind: "SecurityGroup", name: "parking-databases", attributes: ["spec.\(attribute)"],
            calls: [("ec2", method, ["GroupId": "{group parking-databases}", "IpPermissions": [permission]])])
    }

    private static func permission(_ port: Int64, from range: String) -> Value {
        [
            "IpProtocol": "tcp", "FromPort": .int(port), "ToPort": .int(port),
            "IpRanges": [["CidrIp": .string(range)]],
        ]
    }

    private static let networks: [Interference] = [
        Interference(
            kind: "DBSubnetGroup", name: "parking", attributes: ["spec.SubnetIds"],
            calls: [
                (
                    "rds", "modify_db_subnet_group",
                    ["DBSubnetGroupName": "parking", "SubnetIds": ["subnet-0a20-a", "subnet-0a20-b"]]
                )
            ]),
        Interference(
            kind: "DBSubnetGroup", name: "parking", attributes: ["spec.DBSubnetGroupDescription"],
            calls: [
                (
                    "rds", "modify_db_subnet_group",
                    [
                        "DBSubnetGroupName": "parking", "DBSubnetGroupDescription": "mine",
                        "SubnetIds": ["subnet-0a20-a", "subnet-0a20-b", "subnet-0a20-c"],
                    ]
                )
            ]),
        group("Ingress", "authorize_security_group_ingress", permission(22, from: "0.0.0.0/0")),
        group("Ingress", "revoke_security_group_ingress", permission(5432, from: "10.20.0.0/16")),
        group("Egress", "authorize_security_group_egress", permission(443, from: "0.0.0.0/0")),
    ]

    private static let keys: [Interference] = [
        Interference(
            kind: "Key", name: tenant, attributes: ["spec.EnableKeyRotation"],
            calls: [("kms", "disable_key_rotation", ["KeyId": "{key parking-nordwind}"])]),
        Interference(
            kind: "Key", name: tenant, attributes: ["spec.Enabled"],
            calls: [("kms", "disable_key", ["KeyId": "{key parking-nordwind}"])]),
        Interference(
            kind: "Key", name: tenant, attributes: ["spec.Description"],
            calls: [
                (
                    "kms", "update_key_description",
                    ["KeyId": "{key parking-nordwind}", "Description": "mine"]
                )
            ]),
    ]

    private static let secrets: [Interference] = [
        Interference(
            kind: "MasterUserSecret", name: shared, attributes: ["spec.Description"],
            calls: [
                ("secretsmanager", "update_secret", ["SecretId": .string(shared), "Description": "mine"])
            ]),
        Interference(
            kind: "MasterUserSecret", name: shared, attributes: ["spec.KmsKeyId"],
            calls: [
                (
                    "secretsmanager", "update_secret",
                    ["SecretId": .string(shared), "KmsKeyId": "alias/parking-nordwind"]
                )
            ]),
    ]

    /// What runs cannot be changed: somebody begins it anew, with the same tags.
    private static let copies: [Interference] = [
        Interference(
            kind: "DBInstanceAutomatedBackup", name: tenant, attributes: ["spec.BackupRetentionPeriod"],
            calls: [
                (
                    "rds", "stop_db_instance_automated_backups_replication",
                    ["SourceDBInstanceArn": "{source}"]
                ),
                (
                    "rds", "start_db_instance_automated_backups_replication",
                    [
                        "SourceDBInstanceArn": "{source}", "KmsKeyId": "{arn of key parking-nordwind}",
                        "BackupRetentionPeriod": 2, "Tags": "{tags of the copy}",
                    ]
                ),
            ], region: "eu-central-1")
    ]

    private static let bucketName = "parking-nordwind-ACCOUNT-eu-west-1"

    private static func bucket(_ attributes: String..., by method: String, _ input: Fields = [:])
        -> Interference
    {
        var input = input
        input["Bucket"] = .string(bucketName)
        return Interference(
            kind: "Bucket", name: bucketName, attributes: attributes.map { "spec.\($0)" },
            calls: [("s3", method, input)])
    }

    private static func encryption(_ algorithm: String, _ key: Value?, _ hasBucketKey: Bool) -> Fields {
        var usual: Fields = ["SSEAlgorithm": .string(algorithm)]
        if let key { usual["KMSMasterKeyID"] = key }
        return [
            "ServerSideEncryptionConfiguration": [
                "Rules": [
                    [
                        "ApplyServerSideEncryptionByDefault": .object(usual),
                        "BucketKeyEnabled": .bool(hasBucketKey),
                    ]
                ]
            ]
        ]
    }

    private static func lifecycle(_ days: Int64) -> Fields {
        [
            "LifecycleConfiguration": [
                "Rules": [
                    [
                        "ID": "versions", "Status": "Enabled", "Filter": ["Prefix": ""],
                        "Expiration": ["ExpiredObjectDeleteMarker": true],
                        "NoncurrentVersionExpiration": ["NoncurrentDays": .int(days)],
                        "AbortIncompleteMultipartUpload": ["DaysAfterInitiation": 7],
                    ]
                ]
            ]
        ]
    }

    private static func policy(version: String = "2012-10-17", _ more: [Value] = []) -> Fields {
        let name = "arn:aws:s3:::\(bucketName)"
        let statement: Value = [
            "Sid": "TLSOnly", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
            "Resource": [.string(name), .string("\(name)/*")],
            "Condition": ["Bool": ["aws:SecureTransport": "false"]],
        ]
        let policy: Value = ["Version": .string(version), "Statement": .array([statement] + more)]
        return ["Policy": .string(policy.jsonText)]
    }

    private static let ownKey: Value = "{arn of key parking-nordwind}"

    private static let buckets: [Interference] =
        ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"].map { open in
            var block: Fields = [
                "BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true,
                "RestrictPublicBuckets": true,
            ]
            block[open] = false
            return bucket(
                "PublicAccessBlock.\(open)", by: "put_public_access_block",
                ["PublicAccessBlockConfiguration": .object(block)])
        } + [
            bucket(
                "ObjectOwnership", by: "put_bucket_ownership_controls",
                ["OwnershipControls": ["Rules": [["ObjectOwnership": "BucketOwnerPreferred"]]]]),
            // With the algorithm, the key goes too.
            bucket(
                "ServerSideEncryption.KMSMasterKeyID", "ServerSideEncryption.SSEAlgorithm",
                by: "put_bucket_encryption", encryption("AES256", nil, true)),
            bucket(
                "ServerSideEncryption.KMSMasterKeyID", by: "put_bucket_encryption",
                encryption("aws:kms", "{arn of key parking-shared-eu-west-1}", true)),
            bucket(
                "ServerSideEncryption.BucketKeyEnabled", by: "put_bucket_encryption",
                encryption("aws:kms", ownKey, false)),
            bucket(
                "Versioning", by: "put_bucket_versioning",
                ["VersioningConfiguration": ["Status": "Suspended"]]),
            bucket(
                "LifecycleRules[0].NoncurrentVersionExpiration.NoncurrentDays",
                by: "put_bucket_lifecycle_configuration", lifecycle(1)),
            bucket("LifecycleRules", by: "delete_bucket_lifecycle"),
            bucket("Policy.Version", by: "put_bucket_policy", policy(version: "2008-10-17")),
            bucket(
                "Policy.Statement", by: "put_bucket_policy",
                policy([
                    [
                        "Sid": "Mine", "Effect": "Allow", "Principal": ["AWS": "arn:aws:iam::ACCOUNT:root"],
                        "Action": "s3:GetObject", "Resource": .string("arn:aws:s3:::\(bucketName)/*"),
                    ]
                ])),
            bucket("Policy", by: "delete_bucket_policy"),
        ]
        + [Mark.identityAnnotation, Mark.tenantLabel].map { tag in
            let path = FieldPath(
                ["metadata", tag == Mark.tenantLabel ? "labels" : "annotations", tag].map {
                    FieldPath.Element.key($0)
                })
            return Interference(
                kind: "Bucket", name: bucketName, attributes: ["\(path)"],
                calls: [
                    (
                        "s3", "put_bucket_tagging",
                        [
                            "Bucket": .string(bucketName),
                            "Tagging": ["TagSet": .string("{tagset \(tag) \(bucketName)}")],
                        ]
                    )
                ])
        }

    /// A tag of ours with another value, on one object of each kind.
    private static let marks: [Interference] = [
        mark("DBInstance", tenant, "rds", "add_tags_to_resource", ["ResourceName": "{db parking-nordwind}"]),
        mark(
            "DBParameterGroup", parameters, "rds", "add_tags_to_resource",
            ["ResourceName": "{pg parking-postgres16}"]),
        mark("DBSubnetGroup", "parking", "rds", "add_tags_to_resource", ["ResourceName": "{subgrp parking}"]),
        mark(
            "DBInstanceAutomatedBackup", tenant, "rds", "add_tags_to_resource",
            ["ResourceName": "{the copy}"], in: "eu-central-1"),
        mark(
            "SecurityGroup", "parking-databases", "ec2", "create_tags",
            ["Resources": ["{group parking-databases}"]]),
        mark(
            "Key", tenant, "kms", "tag_resource", ["KeyId": "{key parking-nordwind}"], "TagKey", "TagValue"),
        mark("MasterUserSecret", shared, "secretsmanager", "tag_resource", ["SecretId": .string(shared)]),
    ].flatMap(\.self)

    private static func mark(
        _ kind: String, _ name: String, _ service: String, _ method: String, _ input: Fields,
        _ key: String = "Key", _ value: String = "Value", in region: String = "eu-west-1"
    ) -> [Interference] {
        let tags =
            [(Mark.identityAnnotation, "annotations")]
            + (name.hasPrefix(tenant) ? [(Mark.tenantLabel, "labels")] : [])
        return tags.map { tag, member in
            var input = input
            input["Tags"] = [[key: .string(tag), value: "mine"]]
            let path = FieldPath(["metadata", member, tag].map(FieldPath.Element.key))
            return Interference(
                kind: kind, name: name, attributes: ["\(path)"], calls: [(service, method, input)],
                region: region)
        }
    }
}
