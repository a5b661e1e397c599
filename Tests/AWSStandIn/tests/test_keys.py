"""KMS: pages, and keys that wait for their deletion."""

from botocore.exceptions import ClientError

from .served import StandInTest


class Keys(StandInTest):
    def test_lists_come_in_pages(self):
        kms = self.client("kms")
        made = {kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(5)}
        pages = list(kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["Keys"]) for page in pages], [2, 2, 1])
        self.assertEqual({key["KeyId"] for page in pages for key in page["Keys"]}, made)
        self.assertEqual(self.violations(), [])

    def test_names_say_when_they_were_given(self):
        kms = self.client("kms")
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        for name in ("alias/z", "alias/a"):
            kms.create_alias(AliasName=name, TargetKeyId=key)
        made = {alias["AliasName"]: alias["CreationDate"] for alias in kms.list_aliases(KeyId=key)["Aliases"]}
        self.assertLess(made["alias/z"], made["alias/a"])
        self.assertEqual(self.violations(), [])

    def test_a_plain_key(self):
        key = self.client("kms").create_key()["KeyMetadata"]
        self.assertEqual((key["KeyUsage"], key["KeySpec"]), ("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT"))

    def test_a_key_that_waits_for_its_deletion_does_nothing(self):
        kms = self.client("kms")
        key = kms.create_key()["KeyMetadata"]["Arn"]
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        for call in (
            lambda: kms.enable_key_rotation(KeyId=key), lambda: kms.encrypt(KeyId=key, Plaintext=b"x"),
            lambda: kms.create_alias(AliasName="alias/x", TargetKeyId=key),
            lambda: kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7),
        ):
            with self.assertRaises(ClientError) as failure:
                call()
            self.assertEqual(failure.exception.response["Error"]["Code"], "KMSInvalidStateException")
        kms.cancel_key_deletion(KeyId=key)
        self.assertEqual(kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"], "Disabled")
