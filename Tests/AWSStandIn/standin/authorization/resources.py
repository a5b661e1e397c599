"""The ARNs of what a call is about, from its parameters."""

from moto.kms.models import kms_backends
from moto.secretsmanager.models import secretsmanager_backends

# Parameter of RDS: the type of the resource that it names.
RDS_NAMES = {
    "DBInstanceIdentifier": "db", "SourceDBInstanceIdentifier": "db", "DBSubnetGroupName": "subgrp",
    "DBParameterGroupName": "pg", "DBSnapshotIdentifier": "snapshot",
}
RDS_ARNS = ("ResourceName", "SourceDBInstanceArn")
# What a description is about that names nothing.
RDS_LISTS = {
    "DescribeDBInstances": "db:*", "DescribeDBSnapshots": "snapshot:*", "DescribeDBSubnetGroups": "subgrp:*",
    "DescribeDBParameterGroups": "pg:*",
}


class Place:
    """An account's region."""

    def __init__(self, account, region):
        self.account, self.region = account, region

    def arn(self, service, rest):
        return f"arn:aws:{service}:{self.region}:{self.account}:{rest}"

    def key(self, name):
        """Of a key by its id, ARN or alias; nothing where there is none, which the service tells whoever asks."""
        if name.startswith("arn:") and ":key/" in name:
            return name
        kms = kms_backends[self.account][self.region]
        found = kms.get_key_id_from_alias(name[name.index("alias/"):]) if "alias/" in name else name
        return found and self.arn("kms", f"key/{found}")

    def secret(self, name):
        """Of a secret by its name or ARN. One that is not there yet gets six letters after its name."""
        if name.startswith("arn:"):
            return name
        found = secretsmanager_backends[self.account][self.region].secrets.get(name)
        return found.arn if found else self.arn("secretsmanager", f"secret:{name}-AbCdEf")

    def key_of_secret(self, name):
        """Of the key that a secret is encrypted with; nothing where it is AWS's own, which asks for no permission."""
        secret = secretsmanager_backends[self.account][self.region].secrets.get(name)
        named = secret.kms_key_id if secret else None
        return self.key(named) if named and not named.startswith("alias/aws/") else None


def of(service, operation, parameters, place):
    """The resources; `*` for what is about none."""
    match service:
        case "rds":
            named = [
                value if value.startswith("arn:") else place.arn("rds", f"{kind}:{value}")
                for name, kind in RDS_NAMES.items() if (value := parameters.get(name))
            ]
            named += [parameters[name] for name in RDS_ARNS if name in parameters]
            return named or [place.arn("rds", RDS_LISTS[operation]) if operation in RDS_LISTS else "*"]
        case "ec2":
            return of_ec2(operation, parameters, place)
        case "kms":
            names = [parameters[name] for name in ("KeyId", "TargetKeyId") if name in parameters]
            aliases = [place.arn("kms", parameters["AliasName"])] if "AliasName" in parameters else []
            if operation == "ListAliases" or not names + aliases:
                return ["*"]
            return [key for name in names if (key := place.key(name))] + aliases
        case "secretsmanager":
            name = parameters.get("SecretId") or parameters.get("Name")
            return [place.secret(name)] if name else ["*"]
        case "s3":
            return [f"arn:aws:s3:::{parameters['Bucket']}" if "Bucket" in parameters else "*"]
        case "sts":
            return [parameters.get("RoleArn", "*")]
    return ["*"]


def of_ec2(operation, parameters, place):
    """EC2's descriptions are about everything."""
    if operation == "CreateSecurityGroup":
        vpc = [place.arn("ec2", f"vpc/{parameters['VpcId']}")] if "VpcId" in parameters else []
        return [place.arn("ec2", "security-group/*"), *vpc]
    if operation in ("CreateTags", "DeleteTags"):
        kinds = {"sg": "security-group", "sgr": "security-group-rule", "vpc": "vpc", "subnet": "subnet"}
        return [place.arn("ec2", f"{kinds.get(name.split('-')[0], '*')}/{name}") for name in parameters["Resources"]]
    if "GroupId" in parameters and not operation.startswith("Describe"):
        return [place.arn("ec2", f"security-group/{parameters['GroupId']}")]
    return ["*"]
