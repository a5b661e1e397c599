"""Databases and snapshots take their time, by descriptions or by a clock that tests advance."""

from .databases import DatabaseTest


class States(DatabaseTest):
    def test_all_is_done_at_once_by_default(self):
        self.create()
        self.assertEqual(self.statuses(1), ["available"])

    def test_creating_by_descriptions(self):
        self.set("pace", calls=2)
        created = self.create()
        self.assertEqual(created["DBInstanceStatus"], "creating")
        self.assertNotIn("Endpoint", created)
        self.assertEqual(self.statuses(5), ["creating", "creating", "backing-up", "backing-up", "available"])
        self.assertIn("Address", self.look()["Endpoint"])

    def test_creating_by_the_clock(self):
        self.set("pace", seconds=600)
        self.create(BackupRetentionPeriod=0)
        self.assertEqual(self.statuses(3), ["creating"] * 3)
        self.set("clock", seconds=599)
        self.assertEqual(self.statuses(1), ["creating"])
        self.set("clock", seconds=1)
        self.assertEqual(self.statuses(1), ["available"])

    def test_what_is_not_available_is_not_modified(self):
        self.set("pace", calls=2)
        self.create()
        self.refused("InvalidDBInstanceState", self.rds.modify_db_instance,
                     DBInstanceIdentifier="nordwind", DeletionProtection=True)

    def test_a_modification_shows_as_pending_and_then_as_done(self):
        self.create()
        self.set("pace", calls=1)
        answer = self.rds.modify_db_instance(
            DBInstanceIdentifier="nordwind", DBInstanceClass="db.r6g.2xlarge", ApplyImmediately=True)["DBInstance"]
        self.assertEqual(answer["DBInstanceStatus"], "available")
        self.assertEqual(answer["PendingModifiedValues"], {"DBInstanceClass": "db.r6g.2xlarge"})
        self.assertEqual(self.statuses(3), ["available", "modifying", "available"])
        done = self.look()
        self.assertEqual((done["DBInstanceClass"], done.get("PendingModifiedValues")), ("db.r6g.2xlarge", {}))

    def test_storage_that_grew_is_optimized_and_grows_no_more_meanwhile(self):
        self.create()
        self.set("pace", calls=1)
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", AllocatedStorage=200, ApplyImmediately=True)
        self.assertEqual(self.statuses(2), ["available", "modifying"])
        self.assertEqual(self.look()["DBInstanceStatus"], "storage-optimization")
        self.set("pace", calls=9)
        self.refused("InvalidParameterCombination", self.rds.modify_db_instance,
                     DBInstanceIdentifier="nordwind", AllocatedStorage=300, ApplyImmediately=True)
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", DeletionProtection=True)

    def test_deleting_with_a_final_snapshot(self):
        self.create()
        self.set("pace", calls=1)
        self.rds.delete_db_instance(DBInstanceIdentifier="nordwind", FinalDBSnapshotIdentifier="final")
        snapshots = [self.rds.describe_db_snapshots(DBSnapshotIdentifier="final")["DBSnapshots"][0] for _ in range(2)]
        self.assertEqual([snapshot["Status"] for snapshot in snapshots], ["creating", "available"])
        self.assertEqual(self.statuses(1), ["deleting"])
        self.refused("DBInstanceNotFound", self.look)

    def test_what_is_being_deleted_keeps_its_name(self):
        self.create()
        self.set("pace", seconds=60)
        self.rds.delete_db_instance(DBInstanceIdentifier="nordwind", SkipFinalSnapshot=True)
        self.refused("DBInstanceAlreadyExists", self.create)
        self.refused("InvalidDBInstanceState", self.rds.delete_db_instance,
                     DBInstanceIdentifier="nordwind", SkipFinalSnapshot=True)

    def test_a_snapshot_of_what_is_busy_is_refused(self):
        self.create()
        self.set("pace", calls=3)
        self.rds.create_db_snapshot(DBInstanceIdentifier="nordwind", DBSnapshotIdentifier="one")
        self.assertEqual(self.statuses(1), ["backing-up"])
        self.refused("InvalidDBInstanceState", self.rds.create_db_snapshot,
                     DBInstanceIdentifier="nordwind", DBSnapshotIdentifier="two")


class Pages(DatabaseTest):
    def test_lists_come_in_pages_of_a_hundred(self):
        for number in range(101):
            self.rds.create_db_subnet_group(
                DBSubnetGroupName=f"g{number:03}", DBSubnetGroupDescription="x", SubnetIds=self.subnets)
        pages = list(self.rds.get_paginator("describe_db_subnet_groups").paginate())
        self.assertEqual([len(page["DBSubnetGroups"]) for page in pages], [100, 2])

    def test_snapshots_too(self):
        self.create()
        for number in range(25):
            self.rds.create_db_snapshot(DBInstanceIdentifier="nordwind", DBSnapshotIdentifier=f"s{number}")
        pages = list(self.rds.get_paginator("describe_db_snapshots").paginate(
            SnapshotType="manual", PaginationConfig={"PageSize": 20}))
        self.assertEqual([len(page["DBSnapshots"]) for page in pages], [20, 5])

    def test_the_size_of_a_page_has_bounds(self):
        for size in (19, 101):
            self.refused("InvalidParameterValue", self.rds.describe_db_instances, MaxRecords=size)


class MaintenanceWindow(DatabaseTest):
    def test_what_waits_for_the_window_waits(self):
        self.create()
        self.rds.modify_db_instance(
            DBInstanceIdentifier="nordwind", DBInstanceClass="db.r6g.2xlarge", MultiAZ=True, AllocatedStorage=200,
            EngineVersion="16.3", AllowMajorVersionUpgrade=True, BackupRetentionPeriod=30, DeletionProtection=True)
        waiting = self.look()
        self.assertEqual(waiting["PendingModifiedValues"], {
            "DBInstanceClass": "db.r6g.2xlarge", "MultiAZ": True, "AllocatedStorage": 200, "EngineVersion": "16.3"})
        self.assertEqual((waiting["DBInstanceClass"], waiting["MultiAZ"]), ("db.r6g.xlarge", False))
        self.assertEqual((waiting["BackupRetentionPeriod"], waiting["DeletionProtection"]), (30, True))
        self.set("maintenance")
        done = self.look()
        self.assertEqual(done.get("PendingModifiedValues"), {})
        self.assertEqual((done["DBInstanceClass"], done["MultiAZ"], done["AllocatedStorage"], done["EngineVersion"]),
                         ("db.r6g.2xlarge", True, 200, "16.3"))
        self.assertEqual(done["SecondaryAvailabilityZone"], "eu-west-1b")

    def test_the_parameters_of_a_new_major_version_come_with_it(self):
        self.create(EngineVersion="16")
        self.rds.create_db_parameter_group(
            DBParameterGroupName="new", DBParameterGroupFamily="postgres17", Description="new")
        before = self.look()["DBParameterGroups"]
        self.rds.modify_db_instance(
            DBInstanceIdentifier="nordwind", EngineVersion="17", DBParameterGroupName="new",
            AllowMajorVersionUpgrade=True)
        waiting = self.look()
        self.assertEqual(list(waiting["PendingModifiedValues"]), ["EngineVersion"])
        self.assertEqual(waiting["DBParameterGroups"], before)
        self.refused("InvalidParameterCombination", self.rds.modify_db_instance,
                     DBInstanceIdentifier="nordwind", DBParameterGroupName="new")
        self.set("maintenance")
        self.assertEqual(self.look()["DBParameterGroups"][0]["DBParameterGroupName"], "new")

    def test_what_is_asked_back_waits_no_more(self):
        self.create()
        for size in ("db.r6g.2xlarge", "db.r6g.xlarge"):
            self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", DBInstanceClass=size)
        self.assertEqual(self.look().get("PendingModifiedValues"), {})

    def test_immediately_takes_along_what_waits(self):
        self.create()
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", MultiAZ=True)
        self.rds.modify_db_instance(
            DBInstanceIdentifier="nordwind", DBInstanceClass="db.r6g.large", ApplyImmediately=True)
        self.assertTrue(self.look()["MultiAZ"])

    def test_backups_begin_and_end_in_the_window(self):
        self.create()
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", BackupRetentionPeriod=0)
        self.assertEqual(self.look()["PendingModifiedValues"], {"BackupRetentionPeriod": 0})

    def test_static_parameters_wait_for_a_reboot(self):
        self.rds.create_db_parameter_group(
            DBParameterGroupName="parking", DBParameterGroupFamily="postgres15", Description="of parking")
        self.create(DBParameterGroupName="parking")
        self.rds.modify_db_parameter_group(DBParameterGroupName="parking", Parameters=[
            {"ParameterName": "max_connections", "ParameterValue": "500", "ApplyMethod": "pending-reboot"}])
        self.assertEqual(self.look()["DBParameterGroups"][0]["ParameterApplyStatus"], "pending-reboot")
        self.rds.reboot_db_instance(DBInstanceIdentifier="nordwind")
        self.assertEqual(self.look()["DBParameterGroups"][0]["ParameterApplyStatus"], "in-sync")

    def test_a_password_that_waits_is_not_shown(self):
        self.create()
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", MasterUserPassword="another of a test")
        self.assertEqual(self.look()["PendingModifiedValues"], {"MasterUserPassword": "****"})
        self.refused("InvalidParameterCombination", self.rds.modify_db_instance,
                     DBInstanceIdentifier="nordwind", RotateMasterUserPassword=True)
