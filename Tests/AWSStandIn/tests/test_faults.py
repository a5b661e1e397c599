"""Each kind of fault does what it says, to the calls that it names and to no other."""

import threading
from datetime import UTC, datetime, timedelta

from botocore.exceptions import ClientError, ConnectionClosedError

from .served import StandInTest

# client, its method, the code and status of a call too many
THROTTLED = [
    ("rds", "describe_db_instances", "Throttling", 400),
    ("ec2", "describe_vpcs", "RequestLimitExceeded", 503),
    ("kms", "list_keys", "ThrottlingException", 400),
    ("secretsmanager", "list_secrets", "ThrottlingException", 400),
    ("s3", "list_buckets", "SlowDown", 503),
    ("sts", "get_caller_identity", "Throttling", 400),
    ("resourcegroupstaggingapi", "get_resources", "ThrottledException", 400),
]


class Faults(StandInTest):
    def code(self, call, *arguments, **options):
        """The error code of a call; nothing where it succeeds."""
        try:
            call(*arguments, **options)
        except ClientError as error:
            return error.response["Error"]["Code"]
        return None

    def test_throttling_in_each_protocol(self):
        self.fault(kind="throttle")
        for service, method, code, status in THROTTLED:
            with self.subTest(service), self.assertRaises(ClientError) as failure:
                getattr(self.client(service), method)()
            self.assertEqual(failure.exception.response["Error"]["Code"], code)
            self.assertEqual(failure.exception.response["ResponseMetadata"]["HTTPStatusCode"], status)

    def test_a_share_by_seed(self):
        def run():
            self.control("DELETE", f"/faults?account={self.account}")
            self.fault(kind="throttle", share=0.3, seed=7)
            return [self.code(self.client("sts").get_caller_identity) is None for _ in range(40)]

        first = run()
        self.assertEqual(first, run())
        self.assertIn(first.count(False), range(5, 20))

    def test_filters_and_counts(self):
        self.fault(kind="refuse", service="kms", operation="CreateKey", region="eu-west-1", after=1, count=2)
        kms, elsewhere = self.client("kms"), self.client("kms", "eu-central-1")
        self.assertEqual(
            [self.code(kms.create_key) for _ in range(5)], [None, "AccessDenied", "AccessDenied", None, None])
        self.assertIsNone(self.code(elsewhere.create_key))
        self.assertIsNone(self.code(kms.list_keys))

    def test_unavailable_is_html(self):
        self.fault(kind="unavailable", count=1)
        status, body = self.http("GET", "/", headers=self.scope("s3"))
        self.assertEqual((status, body[:6]), (503, "<html>"))

    def test_a_lost_answer_comes_after_the_call_was_done(self):
        self.fault(kind="lost", operation="CreateBucket")
        with self.assertRaises(ConnectionClosedError):
            self.client("s3", "us-east-1").create_bucket(Bucket=f"lost-{self.account}")
        self.assertEqual(len(self.client("s3").list_buckets()["Buckets"]), 1)

    def test_a_reset_comes_before(self):
        self.fault(kind="reset", operation="CreateBucket")
        with self.assertRaises((ConnectionClosedError, ConnectionResetError)):
            self.client("s3", "us-east-1").create_bucket(Bucket=f"reset-{self.account}")
        self.assertEqual(self.client("s3").list_buckets()["Buckets"], [])

    def test_each_key_expires_after_so_many_calls(self):
        self.fault(kind="expire", after=2)
        kms = self.client("kms")
        self.assertEqual([self.code(kms.list_keys) for _ in range(4)], [None, None] + ["ExpiredTokenException"] * 2)
        renewed = self.client("kms", key=f"AKIA{self.account}NEXT")
        self.assertIsNone(self.code(renewed.list_keys))

    def test_another_time(self):
        self.fault(kind="skew", seconds=3600)
        self.assertEqual(self.code(self.client("sts").get_caller_identity), "SignatureDoesNotMatch")
        self.assertEqual(self.code(self.client("s3").list_buckets), "RequestTimeTooSkewed")
        self.assertEqual(self.code(self.client("kms").list_keys), "InvalidSignatureException")
        later = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y%m%dT%H%M%SZ")
        self.assertEqual(self.http("GET", "/", headers=self.scope("s3") | {"X-Amz-Date": later})[0], 200)

    def test_the_log_tells_what_happened(self):
        self.fault(kind="throttle", operation="ListKeys", count=1)
        self.code(self.client("kms").list_keys)
        self.code(self.client("kms").list_keys)
        told = {"service": "kms", "operation": "ListKeys", "region": "eu-west-1", "account": self.account,
                "accessKey": self.key}
        self.assertEqual(self.calls(), [
            told | {"status": 400, "fault": "throttle"}, told | {"status": 200, "fault": None}])

    def test_a_rule_with_a_mistake_is_refused(self):
        for rule in (b'{"kind": "thorttle"}', b'{"kind": "throttle", "shrae": 1}', b"nothing"):
            self.assertEqual(self.http("POST", "/stand-in/faults", rule)[0], 400)

    def test_many_at_once(self):
        """moto alone answers some of these with 500, for it has no locks."""
        kms, failures = self.client("kms"), []

        def create():
            for _ in range(5):
                try:
                    kms.create_key()
                    kms.list_keys()
                except ClientError as error:
                    failures.append(error)

        threads = [threading.Thread(target=create) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(len(kms.list_keys()["Keys"]), 40)
