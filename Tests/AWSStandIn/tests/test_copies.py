"""Read replicas and copies of backups, in other regions too."""

from .databases import DatabaseTest
from .served import REGION

ELSEWHERE = "eu-central-1"


class ReadReplicas(DatabaseTest):
    def test_in_the_region(self):
        self.create(Tags=[{"Key": "a", "Value": "b"}])
        replica = self.rds.create_db_instance_read_replica(
            DBInstanceIdentifier="nordwind-r1", SourceDBInstanceIdentifier="nordwind", DBInstanceClass="db.r6g.large",
        )["DBInstance"]
        self.assertEqual(replica["ReadReplicaSourceDBInstanceIdentifier"], "nordwind")
        self.assertEqual((replica["TagList"], replica["BackupRetentionPeriod"]), ([], 0))
        self.assertEqual(self.look()["ReadReplicaDBInstanceIdentifiers"], ["nordwind-r1"])
        self.refused("InvalidParameterCombination", self.rds.delete_db_instance,
                     DBInstanceIdentifier="nordwind-r1", FinalDBSnapshotIdentifier="final")
        self.rds.delete_db_instance(DBInstanceIdentifier="nordwind-r1", SkipFinalSnapshot=True)
        self.assertEqual(self.look()["ReadReplicaDBInstanceIdentifiers"], [])

    def test_in_another_region(self):
        arn = self.create(StorageEncrypted=True, KmsKeyId=self.a_key())["DBInstanceArn"]
        there, options = self.client("rds", ELSEWHERE), {
            "DBInstanceIdentifier": "nordwind-eu", "SourceDBInstanceIdentifier": arn, "DBInstanceClass": "db.r6g.large"}
        self.refused("InvalidParameterValue", there.create_db_instance_read_replica, **options)
        key = self.a_key(ELSEWHERE)
        self.assertEqual(
            there.create_db_instance_read_replica(**options, KmsKeyId=key)["DBInstance"]["KmsKeyId"], key)
        replica = self.look("nordwind-eu", ELSEWHERE)
        self.assertEqual(replica["ReadReplicaSourceDBInstanceIdentifier"], arn)
        self.assertEqual(self.look()["ReadReplicaDBInstanceIdentifiers"], [replica["DBInstanceArn"]])
        self.rds.delete_db_instance(DBInstanceIdentifier="nordwind", SkipFinalSnapshot=True)
        self.assertNotIn("ReadReplicaSourceDBInstanceIdentifier", self.look("nordwind-eu", ELSEWHERE))

    def test_parameters_are_those_of_the_source(self):
        for name in ("parking", "other"):
            self.rds.create_db_parameter_group(
                DBParameterGroupName=name, DBParameterGroupFamily="postgres15", Description="of a test")
        self.create(DBParameterGroupName="parking")
        options = {"DBInstanceIdentifier": "nordwind-r1", "SourceDBInstanceIdentifier": "nordwind"}
        for name in ("parking", "other"):
            self.assertIn("can't be specified during Read Replica creation", self.refused(
                "InvalidParameterCombination", self.rds.create_db_instance_read_replica, **options,
                DBParameterGroupName=name))
        self.rds.create_db_instance_read_replica(**options)
        self.assertEqual(self.look("nordwind-r1")["DBParameterGroups"][0]["DBParameterGroupName"], "parking")
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind-r1", DBParameterGroupName="other")
        self.assertEqual(self.look("nordwind-r1")["DBParameterGroups"][0]["DBParameterGroupName"], "other")

    def test_a_new_major_version_comes_with_the_source(self):
        self.create()
        self.rds.create_db_instance_read_replica(
            DBInstanceIdentifier="nordwind-r1", SourceDBInstanceIdentifier="nordwind")
        self.rds.create_db_parameter_group(
            DBParameterGroupName="new", DBParameterGroupFamily="postgres16", Description="of a test")
        self.rds.modify_db_instance(
            DBInstanceIdentifier="nordwind", EngineVersion="16", AllowMajorVersionUpgrade=True)
        group = {"DBInstanceIdentifier": "nordwind-r1", "DBParameterGroupName": "new"}
        self.refused("InvalidParameterCombination", self.rds.modify_db_instance, **group)
        self.set("maintenance")
        self.assertEqual(self.look("nordwind-r1")["EngineVersion"], self.look()["EngineVersion"])
        self.assertEqual(
            self.look("nordwind-r1")["DBParameterGroups"][0]["DBParameterGroupName"], "default.postgres16")
        self.rds.modify_db_instance(**group)

    def test_of_a_source_without_backups(self):
        self.create(BackupRetentionPeriod=0)
        self.refused("InvalidDBInstanceState", self.rds.create_db_instance_read_replica,
                     DBInstanceIdentifier="nordwind-r1", SourceDBInstanceIdentifier="nordwind")

    def test_of_a_source_whose_password_rds_manages(self):
        self.create(ManageMasterUserPassword=True)
        self.assertIn("ManageMasterUserPassword is enabled is not supported", self.refused(
            "InvalidParameterValue", self.rds.create_db_instance_read_replica,
            DBInstanceIdentifier="nordwind-r1", SourceDBInstanceIdentifier="nordwind"))


class Snapshots(DatabaseTest):
    def test_a_copy_says_where_it_is_from(self):
        self.create()
        arn = self.rds.create_db_snapshot(
            DBInstanceIdentifier="nordwind", DBSnapshotIdentifier="one")["DBSnapshot"]["DBSnapshotArn"]
        there = self.client("rds", ELSEWHERE)
        there.copy_db_snapshot(SourceDBSnapshotIdentifier=arn, TargetDBSnapshotIdentifier="copy")
        copy = there.describe_db_snapshots(DBSnapshotIdentifier="copy")["DBSnapshots"][0]
        self.assertEqual((copy["SourceRegion"], copy["SourceDBSnapshotIdentifier"]), (REGION, arn))


class BackupsElsewhere(DatabaseTest):
    def setUp(self):
        super().setUp()
        self.there = self.client("rds", ELSEWHERE)
        self.arn = self.create(StorageEncrypted=True, KmsKeyId=self.a_key())["DBInstanceArn"]

    def start(self):
        return self.there.start_db_instance_automated_backups_replication(
            SourceDBInstanceArn=self.arn, BackupRetentionPeriod=14, KmsKeyId=self.a_key(ELSEWHERE),
            Tags=[{"Key": "a", "Value": "b"}])["DBInstanceAutomatedBackup"]

    def copies(self):
        return self.there.describe_db_instance_automated_backups()["DBInstanceAutomatedBackups"]

    def states(self):
        return sorted(each["Status"].lower() for each in self.copies())

    def stop(self):
        self.there.stop_db_instance_automated_backups_replication(SourceDBInstanceArn=self.arn)

    def test_started_and_stopped(self):
        copy = self.start()
        self.assertEqual((copy["Region"], copy["BackupRetentionPeriod"]), (REGION, 14))
        self.assertEqual(self.states(), ["replicating"])
        told = [{"DBInstanceAutomatedBackupsArn": copy["DBInstanceAutomatedBackupsArn"]}]
        self.assertEqual(self.look()["DBInstanceAutomatedBackupsReplications"], told)
        own = self.rds.describe_db_instance_automated_backups(DBInstanceIdentifier="nordwind")
        self.assertEqual(own["DBInstanceAutomatedBackups"][0]["DBInstanceAutomatedBackupsReplications"], told)
        self.refused("InvalidDBInstanceState", self.start)
        self.stop()
        self.assertIn("not replicating", self.refused("InvalidDBInstanceState", self.stop))
        self.assertEqual(self.states(), ["retained"])
        self.assertEqual(self.look()["DBInstanceAutomatedBackupsReplications"], [])
        self.start()
        self.assertEqual(self.states(), ["replicating", "retained"])

    def test_tags(self):
        arn = self.start()["DBInstanceAutomatedBackupsArn"]
        self.there.add_tags_to_resource(ResourceName=arn, Tags=[{"Key": "c", "Value": "d"}])
        self.there.remove_tags_from_resource(ResourceName=arn, TagKeys=["a"])
        tags = [{"Key": "c", "Value": "d"}]
        self.assertEqual(self.copies()[0]["TagList"], tags)
        self.assertEqual(self.there.list_tags_for_resource(ResourceName=arn)["TagList"], tags)

    def test_pending_for_a_while(self):
        self.set("pace", calls=1)
        self.start()
        self.assertEqual([self.states() for _ in range(2)], [["pending"], ["replicating"]])

    def test_stopped_after_a_while(self):
        self.set("pace", calls=1)
        self.start()
        self.stop()
        self.assertEqual(len(self.look()["DBInstanceAutomatedBackupsReplications"]), 1)
        self.refused("InvalidDBInstanceState", self.start)
        self.assertEqual(self.states(), ["retained"])
        self.assertEqual(self.look()["DBInstanceAutomatedBackupsReplications"], [])
        self.start()

    def test_in_govcloud_the_callers_signature_is_needed(self):
        there = self.client("rds", "us-gov-west-1").start_db_instance_automated_backups_replication
        self.assertIn("PreSignedUrl", self.refused("InvalidParameterValue", there, SourceDBInstanceArn=self.arn))
        self.assertNotIn("PreSignedUrl", self.refused(
            "DBInstanceNotFound", there, SourceDBInstanceArn=self.arn.replace(":db:", ":db:no-"),
            PreSignedUrl="https://rds.us-gov-east-1.amazonaws.com/?X-Amz-Signature=00"))

    def test_states_are_not_always_written_alike(self):
        self.start()
        self.assertEqual({self.copies()[0]["Status"] for _ in range(2)}, {"replicating", "Replicating"})

    def test_a_key_of_the_region_is_needed(self):
        self.refused("InvalidParameterValue", self.there.start_db_instance_automated_backups_replication,
                     SourceDBInstanceArn=self.arn)
        self.refused("KMSKeyNotAccessibleFault", self.there.start_db_instance_automated_backups_replication,
                     SourceDBInstanceArn=self.arn, KmsKeyId=self.a_key(REGION))
        self.client("kms", ELSEWHERE).create_alias(AliasName="alias/mine", TargetKeyId=self.a_key(ELSEWHERE))
        self.refused("InvalidParameterValue", self.there.start_db_instance_automated_backups_replication,
                     SourceDBInstanceArn=self.arn, KmsKeyId="alias/mine")

    def test_they_go_with_the_database(self):
        self.start()
        self.rds.delete_db_instance(DBInstanceIdentifier="nordwind", SkipFinalSnapshot=True)
        self.assertEqual(self.copies(), [])
        self.assertEqual(self.rds.describe_db_instance_automated_backups()["DBInstanceAutomatedBackups"], [])

    def test_or_stay_if_that_is_asked_for(self):
        self.rds.delete_db_instance(
            DBInstanceIdentifier="nordwind", SkipFinalSnapshot=True, DeleteAutomatedBackups=False)
        kept = self.rds.describe_db_instance_automated_backups()["DBInstanceAutomatedBackups"]
        self.assertEqual([each["Status"] for each in kept], ["retained"])
