"""Roles and users with a policy of the test's own, for accounts whose calls are checked."""

import json

from moto.iam.exceptions import EntityAlreadyExists
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from .reply import AWSError, error

# Who may take on a role that was made here: whoever has permission to assume it.
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]}]}
POLICY = "of-the-test"
# What JSON services call moto's refusals.
JSON_CODES = {
    "AccessDenied": "AccessDeniedException", "InvalidClientTokenId": "UnrecognizedClientException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
}


def make(account, kind, name, policy):
    """Makes a `role` or `user`, or gives one another policy. Its credentials, those of a role as if it were assumed."""
    iam, document = iam_backends[account]["aws"], json.dumps(policy)
    if kind == "role":
        try:
            iam.create_role(name, json.dumps(TRUST), "/", None, "", [], 3600)
        except EntityAlreadyExists:
            pass
        iam.put_role_policy(name, POLICY, document)
        arn = f"arn:aws:iam::{account}:role/{name}"
        taken = sts_backends[account]["aws"].assume_role("us-east-1", "stand-in", arn, None, 3600, None)
        return credentials(arn, taken, taken.session_token)
    if kind != "user":
        raise ValueError(f"kind is '{kind}', and has to be role or user")
    try:
        iam.create_user("us-east-1", name)
    except EntityAlreadyExists:
        pass
    iam.put_user_policy(name, POLICY, document)
    return credentials(f"arn:aws:iam::{account}:user/{name}", iam.create_access_key(name), None)


def credentials(arn, key, token):
    return {"arn": arn, "accessKeyId": getattr(key, "access_key_id", None), "secretAccessKey": key.secret_access_key,
            "sessionToken": token}


def readable(about, reply):
    """moto refuses callers of all services alike. AWS does it in the form and the words of each."""
    if reply.status != 403 or b"<Code>" not in reply.body:
        return reply
    code, message = (between(reply.body.decode(), name) for name in ("Code", "Message"))
    if about.service in ("kms", "secretsmanager", "tagging"):
        return error(about.service, AWSError(JSON_CODES.get(code, code), message, 400))
    if about.service == "ec2" and code == "AccessDenied":
        return error("ec2", AWSError("UnauthorizedOperation", message, 403))
    if about.service == "s3":
        return error("s3", AWSError(code, message, 403))
    return reply


def between(text, tag):
    return text.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0].strip()
