"""Tags as conditions see them: those that a request gives, and those that a resource has."""

from moto.ec2.models import ec2_backends
from moto.kms.models import kms_backends
from moto.rds.models import rds_backends
from moto.secretsmanager.models import secretsmanager_backends


def requested(parameters):
    """Of a request, whatever its service calls their members."""
    listed = [tag for each in parameters.get("TagSpecifications", []) for tag in each.get("Tags", [])]
    listed += parameters.get("CreateBucketConfiguration", {}).get("Tags", [])
    return {
        tag.get("Key", tag.get("TagKey")): tag.get("Value", tag.get("TagValue", ""))
        for tag in [*parameters.get("Tags", []), *listed]
    }


def of_resource(arn):
    """`aws:ResourceTag/…` of what an ARN names; nothing for what is not there."""
    parts = arn.split(":", 5)
    if len(parts) < 6 or arn.endswith("*"):
        return {}
    _, _, service, region, account, rest = parts
    return {f"aws:resourcetag/{key.lower()}": [value] for key, value in READERS.get(service, nothing)(
        account, region, rest, arn).items()}


def nothing(*_):
    return {}


def of_rds(account, region, _, arn):
    tags = rds_backends[account][region].list_tags_for_resource(arn)
    return {tag["Key"]: tag["Value"] for tag in tags}


def of_ec2(account, region, rest, _):
    return {tag["key"]: tag["value"] for tag in ec2_backends[account][region].describe_tags(
        {"resource-id": [rest.partition("/")[2]]})}


def of_kms(account, region, rest, _):
    kms, key = kms_backends[account][region], rest.removeprefix("key/")
    tags = kms.list_resource_tags(key)["Tags"] if key in kms.keys else []
    return {tag["TagKey"]: tag["TagValue"] for tag in tags}


def of_secret(account, region, _, arn):
    secret = secretsmanager_backends[account][region].secrets.get(arn)
    return {tag["Key"]: tag["Value"] for tag in (secret.tags or [])} if secret else {}


READERS = {"rds": of_rds, "ec2": of_ec2, "kms": of_kms, "secretsmanager": of_secret}
