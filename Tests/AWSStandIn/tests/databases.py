"""A network and databases for the tests of RDS's behaviour."""

from botocore.exceptions import ClientError

from .served import REGION, StandInTest


class DatabaseTest(StandInTest):
    def setUp(self):
        super().setUp()
        self.rds = self.client("rds")
        self.vpc, self.subnets = self.network("vpc-1")
        self.rds.create_db_subnet_group(
            DBSubnetGroupName="parking", DBSubnetGroupDescription="of parking", SubnetIds=self.subnets)

    def network(self, vpc):
        """A VPC of this name in the region, and its subnets in three zones."""
        subnets = [f"subnet-of-{vpc}-{zone}" for zone in "abc"]
        self.set("networks", region=REGION, vpc=vpc, subnets=subnets, cidr="10.20.0.0/16")
        return vpc, subnets

    def a_key(self, region=REGION):
        return self.client("kms", region).create_key()["KeyMetadata"]["Arn"]

    def create(self, name="nordwind", **more):
        wanted = {
            "DBInstanceIdentifier": name, "DBInstanceClass": "db.r6g.xlarge", "Engine": "postgres",
            "EngineVersion": "15", "AllocatedStorage": 100, "StorageType": "gp3", "DBSubnetGroupName": "parking",
            "MasterUsername": "cadastre", "BackupRetentionPeriod": 7,
        }
        if not more.get("ManageMasterUserPassword"):
            wanted["MasterUserPassword"] = "of a test alone"
        return self.rds.create_db_instance(**wanted | more)["DBInstance"]

    def look(self, name="nordwind", region=REGION):
        return self.client("rds", region).describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]

    def statuses(self, count, name="nordwind"):
        return [self.look(name)["DBInstanceStatus"] for _ in range(count)]

    def set(self, what, **wanted):
        self.control("POST", f"/{what}", {"account": self.account} | wanted)

    def refused(self, code, call, *arguments, **options):
        """The call is refused with this code, and what the client sent was right."""
        with self.assertRaises(ClientError) as failure:
            call(*arguments, **options)
        self.assertEqual(failure.exception.response["Error"]["Code"], code)
        return failure.exception.response["Error"]["Message"]

    def tearDown(self):
        self.assertEqual(self.violations(), [])
