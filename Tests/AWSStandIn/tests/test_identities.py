"""Accounts whose calls are checked: signatures, and the policies of roles and users."""

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from .served import REGION, StandInTest

READER = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["rds:Describe*", "kms:ListKeys", "s3:ListAllMyBuckets", "sts:AssumeRole"],
     "Resource": "*"}]}


class Identities(StandInTest):
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

    def test_what_the_policy_allows(self):
        for kind in ("role", "user"):
            with self.subTest(kind):
                identity = self.identity(kind, READER)
                self.as_identity(identity, "rds").describe_db_instances()
                self.as_identity(identity, "kms").list_keys()
                self.as_identity(identity, "s3").list_buckets()
                self.assertEqual(self.as_identity(identity, "sts").get_caller_identity()["Account"], self.account)

    def test_what_it_does_not(self):
        identity = self.identity("role", READER)
        rds, kms, s3 = (self.as_identity(identity, service) for service in ("rds", "kms", "s3"))
        self.assertEqual(self.code(rds.delete_db_subnet_group, DBSubnetGroupName="x"), "AccessDenied")
        self.assertEqual(self.code(kms.create_key), "AccessDeniedException")
        self.assertEqual(self.code(s3.create_bucket, Bucket=f"denied-{self.account}",
                                   CreateBucketConfiguration={"LocationConstraint": REGION}), "AccessDenied")

    def test_another_policy(self):
        self.identity("role", READER)
        everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
        self.as_identity(self.identity("role", everything), "kms").create_key()

    def test_a_signature_by_another_secret(self):
        identity = self.identity("role", READER)
        self.assertEqual(
            self.code(self.as_identity(identity, "rds", "wrong").describe_db_instances), "SignatureDoesNotMatch")
        self.assertEqual(self.code(self.as_identity(identity, "kms", "wrong").list_keys), "InvalidSignatureException")

    def test_a_key_that_nobody_has(self):
        self.identity("role", READER)
        self.assertEqual(self.code(self.client("rds").describe_db_instances), "InvalidClientTokenId")

    def test_a_role_is_assumed(self):
        role = self.identity("role", READER)["arn"]
        sts = self.as_identity(self.identity("user", READER), "sts")
        taken = sts.assume_role(RoleArn=role, RoleSessionName="cadastre")["Credentials"]
        self.as_identity({"accessKeyId": taken["AccessKeyId"], "secretAccessKey": taken["SecretAccessKey"],
                          "sessionToken": taken["SessionToken"]}, "rds").describe_db_instances()

    def test_accounts_that_are_not_checked(self):
        self.identity("role", READER)
        self.account = str(int(self.account) + 100000)
        self.key = f"AKIA{self.account}TEST"
        self.client("kms").create_key()
