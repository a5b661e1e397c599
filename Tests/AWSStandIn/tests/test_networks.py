"""The example fleet's networks are made with the ids that its specs name."""

import pathlib
import subprocess
import sys

from .served import StandInTest

FOLDER = pathlib.Path(__file__).resolve().parent.parent
SPECS = FOLDER.parent.parent / "specs"


class Networks(StandInTest):
    def lay(self):
        return subprocess.run(
            [sys.executable, FOLDER / "lay-networks.py", SPECS, f"http://127.0.0.1:{self.port}"],
            check=True, capture_output=True, text=True).stdout

    def test_those_of_the_example(self):
        self.assertEqual(self.lay().count("vpc-"), 4)
        self.lay()  # again, to no effect
        self.key = "AKIA111122223333TEST"
        ec2 = self.client("ec2")
        subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": ["vpc-0a20"]}])["Subnets"]
        self.assertEqual(
            {(subnet["SubnetId"], subnet["AvailabilityZone"]) for subnet in subnets},
            {("subnet-0a20-a", "eu-west-1a"), ("subnet-0a20-b", "eu-west-1b"), ("subnet-0a20-c", "eu-west-1c")})
        self.client("rds").create_db_subnet_group(
            DBSubnetGroupName="parking", DBSubnetGroupDescription="x",
            SubnetIds=[subnet["SubnetId"] for subnet in subnets])
        ec2.create_security_group(GroupName="x", Description="x", VpcId="vpc-0a20")
