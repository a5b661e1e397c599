"""What AWS refuses and moto does not."""

from .databases import DatabaseTest
# What differs from a database that is fine, the code of the refusal, and a part of its text.
CREATES = [
    ({"DBInstanceClass": "db.r6g.gigantic"}, "InvalidParameterValue", "Invalid DB Instance class"),
    ({"AllocatedStorage": 5}, "InvalidParameterCombination", "Invalid storage size"),
    ({"Iops": 6000}, "InvalidParameterCombination", "less than 400"),
    ({"AllocatedStorage": 500, "Iops": 6000}, "InvalidParameterCombination", "Invalid iops value"),
    ({"StorageType": "io2"}, "InvalidParameterCombination", "specify iops"),
    ({"EngineVersion": "9.99"}, "InvalidParameterCombination", "Cannot find version 9.99 for postgres"),
    ({"KmsKeyId": "alias/none"}, "InvalidParameterCombination", "StorageEncrypted is false"),
    ({"StorageEncrypted": True, "KmsKeyId": "alias/none"}, "KMSKeyNotAccessibleFault", "alias/none"),
    ({"VpcSecurityGroupIds": ["sg-0123"]}, "InvalidParameterValue", "Invalid security group"),
    ({"DBSubnetGroupName": "none"}, "DBSubnetGroupNotFoundFault", "none"),
    ({"DBParameterGroupName": "old"}, "InvalidParameterCombination", "postgres14"),
    ({"MaxAllocatedStorage": 50}, "InvalidParameterCombination", "Max storage size"),
    ({"MaxAllocatedStorage": 109}, "InvalidParameterCombination", "Max storage size"),
    ({"BackupRetentionPeriod": 36}, "InvalidParameterValue", "between 0 and 35"),
    ({"PreferredBackupWindow": "03:00-04:00", "PreferredMaintenanceWindow": "sun:03:30-sun:05:00"},
     "InvalidParameterValue", "must not overlap"),
]
MODIFICATIONS = [
    ({"MaxAllocatedStorage": 109}, "InvalidParameterCombination", "Max storage size"),
    ({"BackupRetentionPeriod": 36}, "InvalidParameterValue", "between 0 and 35"),
    ({"PreferredBackupWindow": "23:30-00:30", "PreferredMaintenanceWindow": "mon:00:00-mon:01:00"},
     "InvalidParameterValue", "must not overlap"),
    ({"AllocatedStorage": 500}, "InvalidParameterCombination", "both the storage size and iops"),
    ({"AllocatedStorage": 200, "Iops": 3000}, "InvalidParameterCombination", "less than 400"),
    ({"AllocatedStorage": 50}, "InvalidParameterCombination", "storage can't be reduced"),
    ({"DBInstanceClass": "r6g.large"}, "InvalidParameterValue", "Invalid DB Instance class"),
    ({"EngineVersion": "15.3"}, "InvalidParameterCombination", "Cannot upgrade postgres from 15.18 to 15.3"),
    ({"EngineVersion": "14"}, "InvalidParameterCombination", "Cannot upgrade postgres from 15.18 to 14.23"),
    ({"EngineVersion": "16"}, "InvalidParameterCombination", "AllowMajorVersionUpgrade"),
    ({"DBSubnetGroupName": "other"}, "InvalidVPCNetworkStateFault", "same VPC"),
    ({"VpcSecurityGroupIds": ["sg-0123"]}, "InvalidParameterValue", "Invalid security group"),
]
DELETIONS = [
    ({}, "InvalidParameterCombination", "FinalDBSnapshotIdentifier is required"),
    ({"SkipFinalSnapshot": True, "FinalDBSnapshotIdentifier": "a"}, "InvalidParameterCombination", "can not be"),
    ({"FinalDBSnapshotIdentifier": "taken"}, "DBSnapshotAlreadyExists", "taken"),
]


class Refusals(DatabaseTest):
    def test_creates(self):
        self.rds.create_db_parameter_group(
            DBParameterGroupName="old", DBParameterGroupFamily="postgres14", Description="of before")
        for difference, code, text in CREATES:
            with self.subTest(difference):
                self.assertIn(text, self.refused(code, self.create, **difference))
        self.assertEqual(self.rds.describe_db_instances()["DBInstances"], [])

    def test_modifications(self):
        self.create()
        self.rds.create_db_subnet_group(
            DBSubnetGroupName="other", DBSubnetGroupDescription="of the same VPC", SubnetIds=self.subnets)
        before = self.look()
        for difference, code, text in MODIFICATIONS:
            with self.subTest(difference):
                self.assertIn(text, self.refused(
                    code, self.rds.modify_db_instance, DBInstanceIdentifier="nordwind", ApplyImmediately=True,
                    **difference))
        after = self.look()
        before.pop("LatestRestorableTime"), after.pop("LatestRestorableTime")
        self.assertEqual(after, before)

    def test_deletions(self):
        self.create()
        self.rds.create_db_snapshot(DBInstanceIdentifier="nordwind", DBSnapshotIdentifier="taken")
        for difference, code, text in DELETIONS:
            with self.subTest(difference):
                self.assertIn(text, self.refused(
                    code, self.rds.delete_db_instance, DBInstanceIdentifier="nordwind", **difference))
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", DeletionProtection=True)
        self.refused("InvalidParameterCombination", self.rds.delete_db_instance,
                     DBInstanceIdentifier="nordwind", SkipFinalSnapshot=True)
        self.assertEqual(self.statuses(1), ["available"])

    def test_keys_that_wait_for_their_deletion_encrypt_nothing(self):
        key, kms = self.a_key(), self.client("kms")
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        self.refused("KMSKeyNotAccessibleFault", self.create, StorageEncrypted=True, KmsKeyId=key)
        kms.cancel_key_deletion(KeyId=key)
        self.refused("KMSKeyNotAccessibleFault", self.create, StorageEncrypted=True, KmsKeyId=key)
        kms.enable_key(KeyId=key)
        self.assertEqual(self.create(StorageEncrypted=True, KmsKeyId=key)["KmsKeyId"], key)

    def test_keys_of_other_regions_encrypt_nothing(self):
        key = self.a_key("eu-central-1")
        self.refused("KMSKeyNotAccessibleFault", self.create, StorageEncrypted=True, KmsKeyId=key)

    def test_quotas(self):
        self.set("quotas", storage=150, instances=2)
        self.create()
        self.refused("StorageQuotaExceeded", self.create, "summit")
        self.refused("StorageQuotaExceeded", self.rds.modify_db_instance,
                     DBInstanceIdentifier="nordwind", AllocatedStorage=200)
        self.create("summit", AllocatedStorage=20)
        self.refused("InstanceQuotaExceeded", self.create, "oldtown", AllocatedStorage=20)

    def test_what_is_in_use_stays(self):
        ec2 = self.client("ec2")
        group = ec2.create_security_group(GroupName="parking", Description="of parking", VpcId=self.vpc)["GroupId"]
        self.rds.create_db_parameter_group(
            DBParameterGroupName="parking", DBParameterGroupFamily="postgres15", Description="of parking")
        self.create(VpcSecurityGroupIds=[group], DBParameterGroupName="parking")

        def remove():
            return [
                (ec2.delete_security_group, {"GroupId": group}, "DependencyViolation"),
                (self.rds.delete_db_subnet_group, {"DBSubnetGroupName": "parking"}, "InvalidDBSubnetGroupStateFault"),
                (self.rds.delete_db_parameter_group, {"DBParameterGroupName": "parking"},
                 "InvalidDBParameterGroupState"),
            ]

        for call, options, code in remove():
            self.refused(code, call, **options)
        self.rds.delete_db_instance(DBInstanceIdentifier="nordwind", SkipFinalSnapshot=True)
        for call, options, _ in remove():
            call(**options)

    def test_a_security_group_that_another_names_stays(self):
        ec2 = self.client("ec2")
        one, two = (ec2.create_security_group(GroupName=name, Description=name, VpcId=self.vpc)["GroupId"]
                    for name in ("one", "two"))
        ec2.authorize_security_group_ingress(GroupId=two, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": one}]}])
        self.refused("DependencyViolation", ec2.delete_security_group, GroupId=one)
        ec2.delete_security_group(GroupId=two)
        ec2.delete_security_group(GroupId=one)

    def test_security_groups_of_another_vpc(self):
        vpc, _ = self.network("vpc-2")
        group = self.client("ec2").create_security_group(GroupName="x", Description="x", VpcId=vpc)["GroupId"]
        self.refused("InvalidVPCNetworkStateFault", self.create, VpcSecurityGroupIds=[group])

    def test_subnet_groups(self):
        options = {"DBSubnetGroupDescription": "x", "SubnetIds": self.subnets}
        self.refused("DBSubnetGroupAlreadyExists", self.rds.create_db_subnet_group,
                     DBSubnetGroupName="parking", **options)
        self.refused("DBSubnetGroupDoesNotCoverEnoughAZs", self.rds.create_db_subnet_group,
                     DBSubnetGroupName="x", DBSubnetGroupDescription="x", SubnetIds=self.subnets[:1])
        self.refused("DBParameterGroupNotFound", self.rds.describe_db_parameter_groups, DBParameterGroupName="none")
