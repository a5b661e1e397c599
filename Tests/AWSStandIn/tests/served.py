"""A stand-in of the tests' own, served in this process, and clients for it."""

import http.client
import itertools
import json
import os
import threading
import unittest

os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")

import boto3
from botocore.config import Config

from standin.application import Application
from standin.server import make

REGION = "eu-west-1"
_accounts = itertools.count(200000000000)
_server = None


def server():
    """Started once for all tests; each test has an account of its own, so that they do not meet."""
    global _server
    if _server is None:
        _server = make(Application(), 0)
        threading.Thread(target=_server.run, daemon=True).start()
    return _server


class StandInTest(unittest.TestCase):
    def setUp(self):
        self.port = server().effective_port
        self.account = str(next(_accounts))
        self.key = f"AKIA{self.account}TEST"

    def client(self, service, region=REGION, key=None):
        """botocore's client, which tries each request once."""
        return boto3.client(
            service, region_name=region, endpoint_url=f"http://127.0.0.1:{self.port}",
            aws_access_key_id=key or self.key, aws_secret_access_key="secret",
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )

    def http(self, method, path, body=None, headers=None):
        """(status, body as text) of one plain request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def control(self, method, path, value=None):
        status, body = self.http(method, f"/stand-in{path}", None if value is None else json.dumps(value))
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def violations(self):
        return self.control("GET", f"/violations?account={self.account}")["violations"]

    def calls(self):
        return self.control("GET", f"/log?accessKey={self.key}")["calls"]

    def fault(self, **rule):
        """Sets a fault for this test's calls alone, and clears all when the test is over."""
        self.control("POST", "/faults", {"account": self.account} | rule)
        self.addCleanup(self.control, "DELETE", f"/faults?account={self.account}")

    def scope(self, service):
        """The part of an Authorization header that says who asks whom; signatures are not checked by default."""
        return {"Authorization": f"AWS4-HMAC-SHA256 Credential={self.key}/20260101/{REGION}/{service}/aws4_request"}
