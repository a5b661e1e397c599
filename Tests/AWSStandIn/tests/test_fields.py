"""What AWS fills in, and what moto leaves out of its answers."""

import json

from .databases import DatabaseTest


class Fields(DatabaseTest):
    def test_a_major_version_is_its_default_minor_one(self):
        self.assertEqual(self.create(EngineVersion="15")["EngineVersion"], "15.18")
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", EngineVersion="15.19", ApplyImmediately=True)
        self.assertEqual(self.look()["EngineVersion"], "15.19")
        self.assertEqual(self.create("summit", EngineVersion="16.3")["EngineVersion"], "16.3")

    def test_a_plain_database(self):
        database = self.create()
        filled = {
            "Iops": 3000, "StorageThroughput": 125, "LicenseModel": "postgresql-license", "MonitoringInterval": 0,
            "PerformanceInsightsEnabled": False, "CACertificateIdentifier": "rds-ca-rsa2048-g1", "NetworkType": "IPV4",
            "BackupTarget": "region", "DatabaseInsightsMode": "standard", "PubliclyAccessible": False,
            "PendingModifiedValues": {}, "DbInstancePort": 0,
        }
        self.assertEqual({name: database.get(name) for name in filled}, filled)
        self.assertNotIn("MaxAllocatedStorage", database)

    def test_gp3_brings_more_from_400_gib_on(self):
        self.create(AllocatedStorage=350)
        self.rds.modify_db_instance(
            DBInstanceIdentifier="nordwind", AllocatedStorage=400, Iops=12000, ApplyImmediately=True)
        database = self.look()
        self.assertEqual((database["Iops"], database["StorageThroughput"]), (12000, 500))
        self.create("summit", AllocatedStorage=400, Iops=16000, StorageThroughput=700)
        database = self.look("summit")
        self.assertEqual((database["Iops"], database["StorageThroughput"]), (16000, 700))

    def test_storage_grows_by_a_tenth_at_least(self):
        self.create()
        self.rds.modify_db_instance(DBInstanceIdentifier="nordwind", AllocatedStorage=101, ApplyImmediately=True)
        self.assertEqual(self.look()["AllocatedStorage"], 110)

    def test_what_moto_forgets(self):
        key = self.a_key()
        self.create(
            EnablePerformanceInsights=True, PerformanceInsightsKMSKeyId=key, EnableCloudwatchLogsExports=["postgresql"],
            MonitoringInterval=60, MonitoringRoleArn=f"arn:aws:iam::{self.account}:role/monitoring")
        database = self.look()
        self.assertEqual(database["PerformanceInsightsKMSKeyId"], key)
        self.assertEqual(database["PerformanceInsightsRetentionPeriod"], 7)
        self.assertEqual(database["EnabledCloudwatchLogsExports"], ["postgresql"])
        self.assertEqual(database["MonitoringInterval"], 60)
        self.rds.modify_db_instance(
            DBInstanceIdentifier="nordwind", EnablePerformanceInsights=False, MonitoringInterval=0,
            CloudwatchLogsExportConfiguration={"EnableLogTypes": ["upgrade"], "DisableLogTypes": ["postgresql"]})
        database = self.look()
        self.assertEqual((database["PerformanceInsightsEnabled"], database["MonitoringInterval"]), (False, 0))
        self.assertEqual(database["EnabledCloudwatchLogsExports"], ["upgrade"])

    def test_each_has_an_id_of_its_own(self):
        ids = {self.create(name)["DbiResourceId"] for name in ("one", "two", "three")}
        self.assertEqual(len(ids), 3)
        found = self.rds.describe_db_instances(Filters=[{"Name": "dbi-resource-id", "Values": [min(ids)]}])
        self.assertEqual([each["DbiResourceId"] for each in found["DBInstances"]], [min(ids)])

    def test_the_managed_password_is_another_after_each_rotation(self):
        key, secrets = self.a_key(), self.client("secretsmanager")
        secret = self.create(ManageMasterUserPassword=True, MasterUserSecretKmsKeyId=key)["MasterUserSecret"]
        self.assertEqual(secret["KmsKeyId"], key)

        def read():
            return json.loads(secrets.get_secret_value(SecretId=secret["SecretArn"])["SecretString"])

        before = read()
        self.assertEqual(before["username"], "cadastre")
        self.rds.modify_db_instance(
            DBInstanceIdentifier="nordwind", RotateMasterUserPassword=True, ApplyImmediately=True)
        self.assertNotEqual(read()["password"], before["password"])

    def test_parameters_come_among_those_of_the_engine(self):
        self.rds.create_db_parameter_group(
            DBParameterGroupName="parking", DBParameterGroupFamily="postgres15", Description="of parking")
        self.rds.modify_db_parameter_group(DBParameterGroupName="parking", Parameters=[
            {"ParameterName": "log_connections", "ParameterValue": "1", "ApplyMethod": "immediate"}])
        pages = list(self.rds.get_paginator("describe_db_parameters").paginate(
            DBParameterGroupName="parking", PaginationConfig={"PageSize": 20}))
        self.assertGreater(len(pages), 1)
        every = {each["ParameterName"]: each for page in pages for each in page["Parameters"]}
        self.assertEqual(every["rds.force_ssl"]["Source"], "system")
        mine = self.rds.describe_db_parameters(DBParameterGroupName="parking", Source="user")["Parameters"]
        self.assertEqual([each["ParameterName"] for each in mine], ["log_connections"])

    def test_a_parameter_is_a_users_only_where_it_is_no_default(self):
        def sources(group):
            names = ["rds.force_ssl", "log_connections", "work_mem"]
            found = self.rds.describe_db_parameters(
                DBParameterGroupName=group, Filters=[{"Name": "parameter-name", "Values": names}])["Parameters"]
            return {each["ParameterName"]: (each.get("ParameterValue"), each["Source"]) for each in found}

        def modify(group, value):
            self.rds.modify_db_parameter_group(DBParameterGroupName=group, Parameters=[
                {"ParameterName": name, "ParameterValue": value, "ApplyMethod": "immediate"}
                for name in ("rds.force_ssl", "log_connections")])

        for family, origin in ("postgres14", "user"), ("postgres15", "system"):
            self.rds.create_db_parameter_group(
                DBParameterGroupName=family, DBParameterGroupFamily=family, Description="of parking")
            modify(family, "1")
            self.assertEqual(sources(family), {
                "rds.force_ssl": ("1", origin), "log_connections": ("1", "user"),
                "work_mem": (None, "engine-default")})
        modify("postgres15", "0")
        self.assertEqual(sources("postgres15")["rds.force_ssl"], ("0", "user"))
        mine = self.rds.describe_db_parameters(DBParameterGroupName="postgres15", Source="user")["Parameters"]
        self.assertEqual([each["ParameterName"] for each in mine], ["log_connections", "rds.force_ssl"])
        self.refused("InvalidParameterValue", self.rds.describe_db_parameters, DBParameterGroupName="postgres15",
                     Filters=[{"Name": "source", "Values": ["user"]}])
