"""Accounts whose calls are checked: signatures, and the policies of roles and users."""

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .identities import IdentityTest
from .served import REGION

READER = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["rds:Describe*", "kms:ListKeys", "s3:ListAllMyBuckets", "sts:AssumeRole"],
     "Resource": "*"}]}


class Identities(IdentityTest):
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
        self.assertEqual(self.code(self.as_identity(identity, "ec2").describe_security_groups), "UnauthorizedOperation")
        self.assertEqual(self.code(s3.create_bucket, Bucket=f"denied-{self.account}",
                                   CreateBucketConfiguration={"LocationConstraint": REGION}), "AccessDenied")

    def test_a_signature_is_of_the_body_as_it_was_sent(self):
        """botocore writes a space as `+`; others may write `%20`."""
        identity = self.identity("role", READER)
        keys = Credentials(identity["accessKeyId"], identity["secretAccessKey"], identity["sessionToken"])
        body = "Action=DescribeDBInstances&Version=2014-10-31&DBInstanceIdentifier=a%20b"
        request = AWSRequest("POST", f"http://127.0.0.1:{self.port}/", data=body, headers={
            "Content-Type": "application/x-www-form-urlencoded"})
        SigV4Auth(keys, "rds", REGION).add_auth(request)
        text = self.http("POST", "/", body, dict(request.headers))[1]
        self.assertIn("DBInstanceNotFound", text)

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
