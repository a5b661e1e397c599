"""Requests that a client could send by mistake are refused with a text that says what is wrong, and are recorded."""

import base64
import hashlib
from urllib.parse import urlencode

from .served import StandInTest

FORM = "application/x-www-form-urlencoded; charset=utf-8"
DESCRIBE = {"Action": "DescribeDBInstances", "Version": "2014-10-31"}
CREATE = {"Action": "CreateDBInstance", "Version": "2014-10-31", "DBInstanceIdentifier": "a",
          "DBInstanceClass": "db.r6g.large", "Engine": "postgres"}
GROUPS = {"Action": "DescribeSecurityGroups", "Version": "2016-11-15"}
TAG = (b'<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
       b"<TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>")

# service, fields, what the text has to say
WRONG_FORMS = [
    ("rds", CREATE | {"Tags.member.1.Key": "a"}, "Tags: 'member' is no member; known are Tag"),
    ("rds", CREATE | {"Tags.1.Key": "a"}, "Tags: '1' is no member"),
    ("rds", CREATE | {"MultiAz": "true"}, "'MultiAz' is no member; did you mean 'MultiAZ'?"),
    ("rds", CREATE | {"MultiAZ": "True"}, "MultiAZ: 'True' is neither true nor false"),
    ("rds", CREATE | {"AllocatedStorage": "500Gi"}, "AllocatedStorage: '500Gi' is no integer"),
    ("rds", CREATE | {"Engine.Name": "postgres"}, "another field gives 'Engine' a value of its own"),
    ("rds", {"Action": "CreateDBInstance", "Version": "2014-10-31"}, "Missing required parameter"),
    ("rds", DESCRIBE | {"Filters.Filter.2.Name": "engine"}, "its numbers are 2, and have to be 1 to 1"),
    ("rds", DESCRIBE | {"Filters.Filter.1.Name": "engine"}, "Values"),
    ("rds", DESCRIBE | {"Version": "2013-09-09"}, "Version is '2013-09-09'"),
    ("ec2", GROUPS | {"Filters.1.Name": "a"}, "'Filters' is no member; did you mean 'Filter'?"),
    ("ec2", GROUPS | {"Filter.1.Values.1": "a"}, "'Values' is no member; did you mean 'Value'?"),
    ("ec2", GROUPS | {"GroupIds.1": "sg-1"}, "'GroupIds' is no member"),
    ("sts", {"Action": "AssumeRole", "Version": "2011-06-15", "RoleSessionName": "a b",
             "RoleArn": "arn:aws:iam::123456789012:role/a"}, "does not match"),
]
# operation, body, what the text has to say
WRONG_JSON = [
    ("CreateKey", b'{"Tags": [{"Key": "a", "Value": "b"}]}', "Tags[0]: 'Key' is no member; did you mean 'TagKey'?"),
    ("CreateKey", b'{"Description": 1}', "Description: is a string, not 1"),
    ("CreateKey", b'{"Description": null}', "Description: is a string, not null"),
    ("CreateKey", b'{"KeyUsage": "EVERYTHING"}', "'EVERYTHING' is none of"),
    ("DescribeKey", b"{}", "Missing required parameter"),
    ("ScheduleKeyDeletion", b'{"KeyId": "a", "KeyId": "a"}', "has a member twice"),
    ("ListKeys", b'{"Limit": 1001}', "Limit: 1001 is more than 1000"),
    ("CreateAlias", b'{"AliasName": "alias/a b", "TargetKeyId": "a"}', "does not match"),
]
# query, body, headers, what the text has to say
WRONG_S3 = [
    ("tagging", TAG, {}, "needs Content-MD5 or an x-amz-checksum header"),
    ("tagging", TAG, {"Content-MD5": "AAAAAAAAAAAAAAAAAAAAAA=="}, "is not that of the body"),
    ("tagging", TAG.replace(b"2006-03-01", b"2007-03-01"), True, "its namespace is"),
    ("tagging", TAG.replace(b"TagSet>", b"Tags>"), True, "'Tags' is no member; did you mean 'TagSet'?"),
    ("tagging", TAG.replace(b"Tagging", b"TagSet"), True, "and should be a <Tagging>"),
    ("tagging&colour=red", TAG, True, "query string: 'colour' is no member"),
    ("tagging", TAG, {"x-amz-expected-owner": "1"}, "did you mean 'x-amz-expected-bucket-owner'?"),
    ("versioning", b"<VersioningConfiguration", True, "the body is no XML"),
]


class WrongRequests(StandInTest):
    def refused(self, answer, text):
        status, body = answer
        self.assertEqual(status, 400, body)
        self.assertIn("StandInViolation", body)
        self.assertIn(text, self.violations()[-1]["text"])

    def test_forms(self):
        for service, fields, text in WRONG_FORMS:
            with self.subTest(text):
                headers = self.scope(service) | {"Content-Type": FORM}
                self.refused(self.http("POST", "/", urlencode(fields), headers), text)

    def test_json(self):
        for operation, body, text in WRONG_JSON:
            with self.subTest(text):
                headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"TrentService.{operation}"}
                self.refused(self.http("POST", "/", body, self.scope("kms") | headers), text)

    def test_json_of_another_version(self):
        headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "TrentService.ListKeys"}
        self.refused(self.http("POST", "/", b"{}", self.scope("kms") | headers), "JSON 1.1 is spoken here")

    def test_xml(self):
        for query, body, headers, text in WRONG_S3:
            with self.subTest(text):
                if headers is True:
                    headers = {"Content-MD5": base64.b64encode(hashlib.md5(body).digest()).decode()}
                self.refused(self.http("PUT", f"/bucket?{query}", body, self.scope("s3") | headers), text)

    def test_a_filter_that_nothing_has_is_told(self):
        self.assertEqual(self.http("GET", "/stand-in/violations?acount=1")[0], 400)

    def test_they_are_forgotten(self):
        self.http("POST", "/", urlencode(CREATE | {"Tags.1.Key": "a"}), self.scope("rds") | {"Content-Type": FORM})
        self.control("DELETE", "/log?account=1")
        self.assertEqual(len(self.violations()), 1)
        self.control("DELETE", f"/log?account={self.account}")
        self.assertEqual(self.violations(), [])

    def test_nothing_reaches_moto(self):
        fields = CREATE | {"Tags.member.1.Key": "a"}
        self.http("POST", "/", urlencode(fields), self.scope("rds") | {"Content-Type": FORM})
        self.assertEqual(self.client("rds").describe_db_instances()["DBInstances"], [])

    def test_what_moto_has_not_is_a_page_in_html(self):
        body = urlencode({"Action": "DescribeDBEngineVersions", "Version": "2014-10-31"})
        status, text = self.http("POST", "/", body, self.scope("rds") | {"Content-Type": FORM})
        self.assertEqual(status, 500)
        self.assertIn("<html>", text)
