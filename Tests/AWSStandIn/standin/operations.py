"""The operations that the product may use. They are refereed; any other call passes and is logged."""

CHECKED = {
    "rds": """
        DescribeDBInstances CreateDBInstance ModifyDBInstance DeleteDBInstance CreateDBInstanceReadReplica
        DescribeDBSnapshots CreateDBSnapshot
        DescribeDBSubnetGroups CreateDBSubnetGroup ModifyDBSubnetGroup DeleteDBSubnetGroup
        DescribeDBParameterGroups DescribeDBParameters CreateDBParameterGroup ModifyDBParameterGroup
        DeleteDBParameterGroup
        AddTagsToResource RemoveTagsFromResource ListTagsForResource
        DescribeDBInstanceAutomatedBackups StartDBInstanceAutomatedBackupsReplication
        StopDBInstanceAutomatedBackupsReplication""",
    "ec2": """
        DescribeVpcs DescribeSubnets DescribeSecurityGroups DescribeSecurityGroupRules
        CreateSecurityGroup DeleteSecurityGroup AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress
        RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags DeleteTags""",
    "kms": """
        CreateKey DescribeKey ListKeys UpdateKeyDescription EnableKey ListAliases CreateAlias UpdateAlias DeleteAlias
        EnableKeyRotation DisableKeyRotation GetKeyRotationStatus GetKeyPolicy PutKeyPolicy TagResource UntagResource
        ListResourceTags ScheduleKeyDeletion CancelKeyDeletion""",
    "secretsmanager": """
        ListSecrets GetSecretValue DescribeSecret GetRandomPassword CreateSecret UpdateSecret PutSecretValue
        DeleteSecret RestoreSecret TagResource UntagResource""",
    "s3": """
        ListBuckets CreateBucket HeadBucket DeleteBucket GetBucketLocation GetBucketTagging PutBucketTagging
        GetBucketEncryption PutBucketEncryption GetBucketVersioning PutBucketVersioning
        GetPublicAccessBlock PutPublicAccessBlock GetBucketPolicy PutBucketPolicy DeleteBucketPolicy
        GetBucketOwnershipControls PutBucketOwnershipControls
        GetBucketLifecycleConfiguration PutBucketLifecycleConfiguration
        GetBucketReplication PutBucketReplication DeleteBucketReplication""",
    "sts": "GetCallerIdentity AssumeRole AssumeRoleWithWebIdentity",
    "tagging": "GetResources",
}
CHECKED = {service: frozenset(names.split()) for service, names in CHECKED.items()}


def checked(service, operation):
    return operation in CHECKED.get(service, ())
