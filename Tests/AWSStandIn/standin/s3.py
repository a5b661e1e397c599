"""S3: buckets are in one region and one account, new ones are closed and bear their tags, and lists come in pages."""

import xmltodict
from moto.core.responses import ActionResult
from moto.s3.exceptions import ReplicationConfigurationNotFoundError
from moto.s3.models import PublicAccessBlock, s3_backends
from moto.s3.responses import S3Response

from . import pages
from .accounts import accounts
from .reply import AWSError, error

LARGEST_PAGE = 10_000
ANYWHERE = {"CreateBucket", "ListBuckets"}
_put = S3Response._bucket_response_put


def bucket(name):
    """(account, moto's bucket) of that name, whoever it belongs to; None where there is none."""
    owner = s3_backends.bucket_accounts.get(name)
    if owner is None:
        return None
    partition, account = owner
    return account, s3_backends[account][partition].buckets.get(name)


def refusal(call, about, parameters, account):
    """What S3 says to whoever asks in the wrong region or the wrong account; None where all is well."""
    if about.service != "s3" or about.operation in ANYWHERE:
        return None
    found = bucket((parameters or {}).get("Bucket"))
    if found is None or found[1] is None:
        return None
    owner, there = found
    expected = call.headers.get("x-amz-expected-bucket-owner")
    if there.region_name != about.region:
        failure = AWSError("PermanentRedirect", "The bucket has to be addressed in its own region.", 301)
    elif owner != account or expected not in (None, owner):
        failure = AWSError("AccessDenied", "Access Denied", 403)
    else:
        return None
    reply = error("s3", failure)
    reply.headers["x-amz-bucket-region"] = there.region_name
    if about.operation == "HeadBucket":
        reply.body = b""
    return reply


def respond_to_put(self, request, bucket_name, querystring):
    """moto gives a new bucket no tags, and none of what AWS has given every new one since 2023."""
    is_new = not querystring and bucket(bucket_name) is None
    answer = _put(self, request, bucket_name, querystring)
    made = bucket(bucket_name) if is_new else None
    if made and made[1]:
        there = made[1]
        there.lists_without_it = accounts[made[0]].bucket_lag
        there.public_access_block = PublicAccessBlock(*["True"] * 4)
        there.ownership_rule = there.ownership_rule or "BucketOwnerEnforced"
        there.encryption = {"Rule": {
            "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": "false"}}
        if tags := tags_of(self.body):
            self.backend.put_bucket_tagging(bucket_name, tags)
    return answer


def tags_of(body):
    """Of a CreateBucketConfiguration."""
    configuration = xmltodict.parse(body, force_list=("Tag",))["CreateBucketConfiguration"] if body else {}
    listed = (configuration.get("Tags") or {}).get("Tag", [])
    return {tag["Key"]: tag["Value"] or "" for tag in listed}


def all_buckets(self):
    """With the region of each, which moto leaves out."""
    self.data["Action"] = "ListAllMyBuckets"
    self._authenticate_and_authorize_s3_action()
    self.data["Action"] = "ListBuckets"
    found = self.backend.list_buckets(self._get_param("prefix"), self._get_param("bucket-region"), None)
    found = [each for each in found if is_listed(each)]
    size = min(self._get_int_param("max-buckets") or LARGEST_PAGE, LARGEST_PAGE)
    page, token = pages.cut(sorted(found, key=lambda each: each.name), size, self._get_param("continuation-token"))
    more = {"ContinuationToken": token} if token else {}
    return self.serialized(ActionResult({
        "Owner": {"ID": "0" * 64},
        "Buckets": [
            {"Name": each.name, "CreationDate": each.creation_date_ISO8601, "BucketRegion": each.region_name}
            for each in page
        ],
    } | more))


def is_listed(there):
    """A list may be older than a bucket that the caller has just made."""
    left = getattr(there, "lists_without_it", 0)
    there.lists_without_it = max(left - 1, 0)
    return left == 0


def get_bucket_replication(self):
    """The rules as they were put: moto leaves out the half of them."""
    self.data["Action"] = "GetBucketReplication"
    there = self.backend.get_bucket_replication(self.bucket_name)
    if not there:
        raise ReplicationConfigurationNotFoundError(bucket_name=self.bucket_name)
    rules = [rule | {"Filter": rule.get("Filter") and {"Prefix": rule["Filter"].get("Prefix") or ""}}
             for rule in there["Rule"]]
    return self.serialized(ActionResult({"ReplicationConfiguration": {"Role": there["Role"], "Rules": rules}}))


def install():
    S3Response.get_bucket_replication = get_bucket_replication
    S3Response._bucket_response_put = respond_to_put
    S3Response.all_buckets = all_buckets
