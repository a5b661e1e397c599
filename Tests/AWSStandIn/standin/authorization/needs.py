"""All that a call needs permission for: its own action, and what AWS does for the caller in its name."""

from dataclasses import dataclass, field

from . import resources, roles
from .tags import of_resource, requested

# The prefix of a service's actions, where it is not the signing name.
PREFIXES = {"tagging": "tag"}
# What makes RDS's own role in an account that has none yet.
FIRST_OF_RDS = {"CreateDBInstance", "CreateDBInstanceReadReplica", "CreateDBSubnetGroup"}
# What adds the tags of a request that creates something.
TAGGING = {"rds": "rds:AddTagsToResource", "ec2": "ec2:CreateTags", "kms": "kms:TagResource",
           "secretsmanager": "secretsmanager:TagResource", "s3": "s3:TagResource"}
# Permissions of S3 that have another name than the operation. From S3's table of operations and permissions.
S3_ACTIONS = {
    "ListBuckets": "ListAllMyBuckets", "HeadBucket": "ListBucket",
    "GetBucketEncryption": "GetEncryptionConfiguration", "PutBucketEncryption": "PutEncryptionConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock", "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "GetBucketReplication": "GetReplicationConfiguration", "PutBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketReplication": "PutReplicationConfiguration",
}


@dataclass
class Need:
    action: str
    resource: str
    context: dict[str, list[str]] = field(default_factory=dict)


def of(about, parameters, account):
    """The needs of a call."""
    place = resources.Place(account, about.region)
    operation = S3_ACTIONS.get(about.operation, about.operation) if about.service == "s3" else about.operation
    action = f"{PREFIXES.get(about.service, about.service)}:{operation}"
    named = resources.of(about.service, about.operation, parameters, place)
    tags = requested(parameters)
    context = {"aws:requestedregion": [about.region]}
    if tags:
        context |= {f"aws:requesttag/{key.lower()}": [value] for key, value in tags.items()}
        context["aws:tagkeys"] = list(tags)
    needs = [Need(action, resource, context | of_resource(resource)) for resource in named]
    if tags and about.service in TAGGING and TAGGING[about.service] != action:
        creates = {"ec2:createaction": [about.operation]} if about.service == "ec2" else {}
        # What is made is what is named first.
        needs.append(Need(TAGGING[about.service], named[0], context | creates))
    return needs + in_its_name(about, parameters, place, context)


def in_its_name(about, parameters, place, context):
    """What RDS and Secrets Manager do with keys and secrets for whoever calls them."""
    def with_key(key, *actions):
        if not key:
            return []
        via = {"kms:viaservice": [f"{about.service}.{about.region}.amazonaws.com"],
               "kms:grantisforawsresource": ["true"]}
        return [Need(f"kms:{action}", key, context | of_resource(key) | via) for action in actions]

    needs = []
    if about.service == "rds":
        if about.operation in FIRST_OF_RDS and not roles.of_rds(place.account):
            needs.append(Need("iam:CreateServiceLinkedRole", roles.arn_of_rds(place.account), {
                "iam:awsservicename": [roles.RDS], "aws:requestedregion": ["us-east-1"]}))
        for name in ("KmsKeyId", "PerformanceInsightsKMSKeyId"):
            if name in parameters:
                needs += with_key(place.key(parameters[name]), "CreateGrant", "DescribeKey")
        if parameters.get("ManageMasterUserPassword"):
            secret = place.arn("secretsmanager", "secret:rds!db-1-AbCdEf")
            needs += [Need(f"secretsmanager:{action}", secret, context) for action in ("CreateSecret", "TagResource")]
            if "MasterUserSecretKmsKeyId" in parameters:
                needs += with_key(place.key(parameters["MasterUserSecretKmsKeyId"]),
                                  "DescribeKey", "CreateGrant", "Decrypt", "GenerateDataKey")
    elif about.operation == "CreateBucket" and "ObjectOwnership" in parameters:
        needs.append(Need("s3:PutBucketOwnershipControls", f"arn:aws:s3:::{parameters['Bucket']}", context))
    elif about.operation == "PutBucketReplication":
        passed = {"iam:passedtoservice": ["s3.amazonaws.com"]}
        needs.append(Need("iam:PassRole", parameters["ReplicationConfiguration"]["Role"], context | passed))
    elif about.service == "secretsmanager" and "KmsKeyId" in parameters:
        needs += with_key(place.key(parameters["KmsKeyId"]), "GenerateDataKey", "Decrypt")
    elif about.operation == "GetSecretValue":
        needs += with_key(place.key_of_secret(parameters["SecretId"]), "Decrypt")
    return needs
