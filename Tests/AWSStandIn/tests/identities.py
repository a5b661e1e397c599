"""Roles and users of a test, and clients that act as them."""

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from .served import REGION, StandInTest


class IdentityTest(StandInTest):
    def identity(self, kind, policy):
        made = self.control("POST", "/identities", {
            "account": self.account, "kind": kind, "name": "reader", "policy": policy})
        self.control("POST", "/authorization", {"account": self.account, "checked": True})
        return made

    def as_identity(self, identity, service, secret=None):
        return boto3.client(
            service, region_name=REGION, endpoint_url=f"http://127.0.0.1:{self.port}",
            aws_access_key_id=identity["accessKeyId"],
            aws_secret_access_key=secret or identity["secretAccessKey"], aws_session_token=identity["sessionToken"],
            config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}))

    def code(self, call, **options):
        with self.assertRaises(ClientError) as failure:
            call(**options)
        return failure.exception.response["Error"]["Code"]
