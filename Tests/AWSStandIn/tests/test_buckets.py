"""S3: what moto leaves out of buckets."""

from botocore.exceptions import ClientError

from .served import REGION, StandInTest

TAGS = [{"Key": "cadastre.dev/fleet", "Value": "parking"}]


class Buckets(StandInTest):
    def setUp(self):
        super().setUp()
        self.s3, self.name = self.client("s3"), f"parking-{self.account}"

    def make(self, name=None, region=REGION):
        self.client("s3", region).create_bucket(
            Bucket=name or self.name, CreateBucketConfiguration={"LocationConstraint": region, "Tags": TAGS})

    def refused(self, call, **arguments):
        with self.assertRaises(ClientError) as failure:
            call(**arguments)
        return failure.exception.response

    def test_a_new_bucket_has_its_tags_and_is_closed(self):
        self.make()
        self.assertEqual(self.s3.get_bucket_tagging(Bucket=self.name)["TagSet"], TAGS)
        block = self.s3.get_public_access_block(Bucket=self.name)["PublicAccessBlockConfiguration"]
        self.assertEqual(set(block.values()), {True})
        rule = self.s3.get_bucket_encryption(Bucket=self.name)["ServerSideEncryptionConfiguration"]["Rules"][0]
        self.assertEqual(rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256")
        self.assertEqual(self.violations(), [])

    def test_a_list_may_lack_a_new_one(self):
        self.control("POST", "/lag", {"account": self.account, "buckets": 1})
        self.make()
        listed = [[each["Name"] for each in self.s3.list_buckets()["Buckets"]] for _ in range(2)]
        self.assertEqual(listed, [[], [self.name]])
        self.assertEqual(self.s3.get_bucket_tagging(Bucket=self.name)["TagSet"], TAGS)

    def test_the_index_of_tags_may_be_behind(self):
        def indexed():
            index = self.client("resourcegroupstaggingapi")
            return [each["Tags"] for each in index.get_resources(ResourceTypeFilters=["s3"])["ResourceTagMappingList"]]

        self.make()
        self.assertEqual(indexed(), [TAGS])
        self.control("POST", "/lag", {"account": self.account, "tags": True})
        others = [{"Key": "other", "Value": "one"}]
        self.s3.put_bucket_tagging(Bucket=self.name, Tagging={"TagSet": others})
        self.assertEqual(indexed(), [TAGS])
        self.assertEqual(self.s3.get_bucket_tagging(Bucket=self.name)["TagSet"], others)
        self.control("POST", "/lag", {"account": self.account})
        self.assertEqual(indexed(), [others])

    def test_lists_come_in_pages_with_regions(self):
        names = [f"{self.name}-{number}" for number in range(3)]
        for name in names:
            self.make(name)
        self.make(f"{self.name}-far", "eu-central-1")
        pages = list(self.s3.get_paginator("list_buckets").paginate(
            Prefix=self.name, BucketRegion=REGION, PaginationConfig={"PageSize": 2}))
        found = [[(bucket["Name"], bucket["BucketRegion"]) for bucket in page["Buckets"]] for page in pages]
        self.assertEqual(found, [[(names[0], REGION), (names[1], REGION)], [(names[2], REGION)]])
        self.assertEqual(self.violations(), [])

    def test_a_bucket_is_asked_in_its_own_region(self):
        self.make()
        # botocore asks again where it is told to.
        self.client("s3", "eu-central-1").get_bucket_tagging(Bucket=self.name)
        asked = [call for call in self.calls() if call["operation"] == "GetBucketTagging"]
        self.assertEqual([(call["region"], call["status"]) for call in asked], [("eu-central-1", 301), (REGION, 200)])

    def test_a_name_is_one_bucket_in_all_accounts(self):
        self.make()
        other = self.client("s3", key="AKIA999999999999TEST")
        self.assertEqual(
            self.refused(other.create_bucket, Bucket=self.name, CreateBucketConfiguration={
                "LocationConstraint": REGION})["Error"]["Code"], "BucketAlreadyExists")
        self.assertEqual(self.refused(other.get_bucket_tagging, Bucket=self.name)["Error"]["Code"], "AccessDenied")
        head = self.refused(other.head_bucket, Bucket=self.name)["ResponseMetadata"]
        self.assertEqual((head["HTTPStatusCode"], head["HTTPHeaders"]["x-amz-bucket-region"]), (403, REGION))
        expected = self.refused(self.s3.get_bucket_tagging, Bucket=self.name, ExpectedBucketOwner="999999999999")
        self.assertEqual(expected["Error"]["Code"], "AccessDenied")
        self.assertEqual(
            self.refused(self.s3.create_bucket, Bucket=self.name, CreateBucketConfiguration={
                "LocationConstraint": REGION})["Error"]["Code"], "BucketAlreadyOwnedByYou")
