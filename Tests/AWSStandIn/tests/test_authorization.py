"""What a call needs permission for: its own action on its resources under its conditions, and what AWS does for it."""

import unittest

from standin.authorization.policy import allowed

from .identities import IdentityTest

DATABASE = "arn:aws:rds:eu-west-1:111122223333:db:parking-nordwind"
GROUP = {"DBSubnetGroupDescription": "x", "SubnetIds": ["subnet-of-vpc-1-a", "subnet-of-vpc-1-b"]}


def statement(effect="Allow", action="rds:*", resource="*", **more):
    return {"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": action, "Resource": resource} | more]}


# policies, whether they allow rds:ModifyDBInstance on DATABASE of the fleet `parking`
POLICIES = [
    ([], False),
    ([statement()], True),
    ([statement(action=["rds:Describe*", "rds:Modify*"])], True),
    ([statement(action="rds:modifydbinstance")], True),
    ([statement(action="kms:*")], False),
    ([statement(resource="arn:aws:rds:*:111122223333:db:parking-*")], True),
    ([statement(resource="arn:aws:rds:*:111122223333:db:other-*")], False),
    ([statement(), statement("Deny", resource="arn:aws:rds:*:*:db:parking-nordwind")], False),
    ([statement(), statement("Deny", resource="arn:aws:rds:*:*:db:parking-summit")], True),
    ([statement(Condition={"StringEquals": {"aws:ResourceTag/cadastre.dev/fleet": "parking"}})], True),
    ([statement(Condition={"StringEquals": {"aws:ResourceTag/cadastre.dev/fleet": ["other", "third"]}})], False),
    ([statement(Condition={"StringEquals": {"aws:ResourceTag/owner": "me"}})], False),
    ([statement(Condition={"StringEqualsIfExists": {"aws:ResourceTag/owner": "me"}})], True),
    ([statement(Condition={"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}})], False),
    ([statement(Condition={"StringLike": {"aws:RequestedRegion": "eu-*"}})], True),
    ([statement(Condition={"ForAllValues:StringLike": {"aws:TagKeys": "cadastre.dev/*"}})], True),
    ([statement(Condition={"Null": {"aws:RequestTag/owner": "true"}})], True),
]
CONTEXT = {"aws:requestedregion": ["eu-west-1"], "aws:resourcetag/cadastre.dev/fleet": ["parking"]}

OF_RDS = {"Condition": {"StringEquals": {"iam:AWSServiceName": "rds.amazonaws.com"}}}


class Policies(unittest.TestCase):
    def test_each(self):
        for policies, expected in POLICIES:
            with self.subTest(policies):
                self.assertEqual(allowed(policies, "rds:ModifyDBInstance", DATABASE, CONTEXT), expected)

    def test_an_operator_that_is_not_known_is_told(self):
        with self.assertRaises(ValueError):
            allowed([statement(Condition={"NumericEquals": {"aws:x": "1"}})], "rds:ModifyDBInstance", DATABASE, CONTEXT)


class Needs(IdentityTest):
    def setUp(self):
        super().setUp()
        self.control("POST", "/networks", {
            "account": self.account, "region": "eu-west-1", "vpc": "vpc-1", "cidr": "10.20.0.0/16",
            "subnets": GROUP["SubnetIds"]})

    def role(self, service, *statements):
        policy = {"Version": "2012-10-17", "Statement": [each["Statement"][0] for each in statements]}
        return self.as_identity(self.identity("role", policy), service)

    def own_role(self):
        return statement(
            action="iam:CreateServiceLinkedRole", **OF_RDS,
            resource=f"arn:aws:iam::{self.account}:role/aws-service-role/rds.amazonaws.com/*")

    def test_an_accounts_first_database_needs_a_role_of_rds(self):
        self.assertEqual(
            self.code(self.role("rds", statement()).create_db_subnet_group, DBSubnetGroupName="parking", **GROUP),
            "InvalidParameterValue")
        self.role("rds", statement(), self.own_role()).create_db_subnet_group(DBSubnetGroupName="parking", **GROUP)
        self.role("rds", statement()).create_db_subnet_group(DBSubnetGroupName="other", **GROUP)

    def test_resources(self):
        rds = self.role(
            "rds", statement(resource=f"arn:aws:rds:*:{self.account}:subgrp:parking*"), self.own_role())
        rds.create_db_subnet_group(DBSubnetGroupName="parking", **GROUP)
        self.assertEqual(self.code(rds.create_db_subnet_group, DBSubnetGroupName="other", **GROUP), "AccessDenied")
        self.assertEqual(self.code(rds.describe_db_subnet_groups), "AccessDenied")

    def test_tags_need_permission_too(self):
        tags = [{"TagKey": "a", "TagValue": "b"}]
        kms = self.role("kms", statement(action="kms:CreateKey"))
        self.assertEqual(self.code(kms.create_key, Tags=tags), "AccessDeniedException")
        self.role("kms", statement(action=["kms:CreateKey", "kms:TagResource"])).create_key(Tags=tags)

    def test_tags_are_conditions(self):
        mine = self.client("kms")
        self.control("POST", "/authorization", {"account": self.account, "checked": False})
        ours, theirs = (mine.create_key(Tags=[{"TagKey": "fleet", "TagValue": fleet}])["KeyMetadata"]["KeyId"]
                        for fleet in ("parking", "other"))
        kms = self.role("kms", statement(
            action="kms:*", Condition={"StringEquals": {"aws:ResourceTag/fleet": "parking"}}))
        kms.enable_key_rotation(KeyId=ours)
        self.assertEqual(self.code(kms.enable_key_rotation, KeyId=theirs), "AccessDeniedException")

    def test_reading_a_secret_needs_its_key(self):
        key = self.client("kms").create_key()["KeyMetadata"]["Arn"]
        self.client("secretsmanager").create_secret(Name="nordwind", SecretString="x", KmsKeyId=key)
        reads = statement(action="secretsmanager:GetSecretValue")
        self.assertEqual(
            self.code(self.role("secretsmanager", reads).get_secret_value, SecretId="nordwind"),
            "AccessDeniedException")
        decrypts = statement(action="kms:Decrypt", resource=key, Condition={
            "StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}})
        self.role("secretsmanager", reads, decrypts).get_secret_value(SecretId="nordwind")

    def test_a_key_is_used_in_the_callers_name(self):
        wanted = {"DBInstanceIdentifier": "nordwind", "DBInstanceClass": "db.r6g.large", "Engine": "postgres",
                  "AllocatedStorage": 100, "MasterUsername": "a", "ManageMasterUserPassword": True,
                  "StorageEncrypted": True, "KmsKeyId": self.client("kms").create_key()["KeyMetadata"]["Arn"]}
        keys = statement(action=["kms:CreateGrant", "kms:DescribeKey"])
        secrets = statement(action="secretsmanager:*", resource="arn:aws:secretsmanager:*:*:secret:rds!*")
        for missing in ((secrets, self.own_role()), (keys, self.own_role())):
            self.assertEqual(
                self.code(self.role("rds", statement(), *missing).create_db_instance, **wanted), "AccessDenied")
        self.role("rds", statement(), keys, secrets, self.own_role()).create_db_instance(**wanted)
