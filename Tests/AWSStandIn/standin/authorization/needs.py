"""All that a call needs permission for: its own action, and what AWS does for the caller in its name."""

from dataclasses import dataclass, field

from . import resources
from .tags import of_resource, requested

# The prefix of a service's actions, where it is not the signing name.
PREFIXES = {"tagging": "tag"}
# What adds the tags of a request that creates something.
TAGGING = {"rds": "rds:AddTagsToResource", "ec2": "ec2:CreateTags", "kms": "kms:TagResource",
           "secretsmanager": "secretsmanager:TagResource"}


@dataclass
class Need:
    action: str
    resource: str
    context: dict[str, list[str]] = field(default_factory=dict)


def of(about, parameters, account):
    """The needs of a call."""
    place = resources.Place(account, about.region)
    action = f"{PREFIXES.get(about.service, about.service)}:{about.operation}"
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
        for name in ("KmsKeyId", "PerformanceInsightsKMSKeyId"):
            if name in parameters:
                needs += with_key(place.key(parameters[name]), "CreateGrant", "DescribeKey")
        if parameters.get("ManageMasterUserPassword"):
            secret = place.arn("secretsmanager", "secret:rds!db-1-AbCdEf")
            needs += [Need(f"secretsmanager:{action}", secret, context) for action in ("CreateSecret", "TagResource")]
            if "MasterUserSecretKmsKeyId" in parameters:
                needs += with_key(place.key(parameters["MasterUserSecretKmsKeyId"]),
                                  "DescribeKey", "CreateGrant", "Decrypt", "GenerateDataKey")
    elif about.service == "secretsmanager" and "KmsKeyId" in parameters:
        needs += with_key(place.key(parameters["KmsKeyId"]), "GenerateDataKey", "Decrypt")
    elif about.operation == "GetSecretValue":
        needs += with_key(place.key_of_secret(parameters["SecretId"]), "Decrypt")
    return needs
