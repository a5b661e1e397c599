"""botocore's own client calls every operation that the product may use, and the referee finds nothing wrong, neither
with what it sends nor with what it is answered."""

from standin.operations import CHECKED

from .served import REGION, StandInTest

TAGS = [{"Key": "cadastre.dev/fleet", "Value": "parking"}]
PERMISSIONS = [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "IpRanges": [{"CidrIp": "10.20.0.0/16"}]}]


class EveryOperation(StandInTest):
    def called(self, service):
        return {call["operation"] for call in self.calls() if call["service"] == service}

    def check(self, service):
        self.assertEqual(self.violations(), [])
        self.assertEqual(CHECKED[service] - self.called(service), set())

    def network(self):
        """(client, VPC, subnets)"""
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.20.{number}.0/24", AvailabilityZone=f"{REGION}{zone}")
            for number, zone in enumerate("abc")
        ]
        return ec2, vpc, [subnet["Subnet"]["SubnetId"] for subnet in subnets]

    def test_ec2(self):
        ec2, vpc, subnets = self.network()
        ec2.describe_vpcs(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
        ec2.describe_subnets(SubnetIds=subnets)
        group = ec2.create_security_group(
            GroupName="database", Description="of the database", VpcId=vpc,
            TagSpecifications=[{"ResourceType": "security-group", "Tags": TAGS}])["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=PERMISSIONS)
        ec2.authorize_security_group_egress(GroupId=group, IpPermissions=PERMISSIONS)
        ec2.describe_security_groups(Filters=[{"Name": "tag:cadastre.dev/fleet", "Values": ["parking"]}])
        ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])
        ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=PERMISSIONS)
        ec2.revoke_security_group_egress(GroupId=group, IpPermissions=PERMISSIONS)
        ec2.create_tags(Resources=[group], Tags=TAGS)
        ec2.delete_tags(Resources=[group], Tags=TAGS)
        ec2.delete_security_group(GroupId=group)
        self.check("ec2")

    def test_kms(self):
        kms = self.client("kms")
        key = kms.create_key(Description="of nordwind", Tags=[{"TagKey": "a", "TagValue": "b"}])["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName="alias/nordwind", TargetKeyId=key)
        kms.update_alias(AliasName="alias/nordwind", TargetKeyId=key)
        kms.describe_key(KeyId=key)
        kms.update_key_description(KeyId=key, Description="of nordwind still")
        kms.list_keys()
        kms.list_aliases()
        kms.enable_key_rotation(KeyId=key)
        kms.get_key_rotation_status(KeyId=key)
        kms.disable_key_rotation(KeyId=key)
        policy = kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
        kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy)
        kms.tag_resource(KeyId=key, Tags=[{"TagKey": "c", "TagValue": "d"}])
        kms.list_resource_tags(KeyId=key)
        kms.untag_resource(KeyId=key, TagKeys=["c"])
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        kms.cancel_key_deletion(KeyId=key)
        kms.enable_key(KeyId=key)
        kms.delete_alias(AliasName="alias/nordwind")
        self.check("kms")

    def test_rds(self):
        rds = self.client("rds")
        rds.create_db_subnet_group(
            DBSubnetGroupName="parking", DBSubnetGroupDescription="of parking", SubnetIds=self.network()[2], Tags=TAGS)
        rds.modify_db_subnet_group(
            DBSubnetGroupName="parking", SubnetIds=[each["SubnetIdentifier"] for each in rds.describe_db_subnet_groups(
                DBSubnetGroupName="parking")["DBSubnetGroups"][0]["Subnets"]])
        rds.create_db_parameter_group(
            DBParameterGroupName="parking", DBParameterGroupFamily="postgres15", Description="TLS", Tags=TAGS)
        rds.modify_db_parameter_group(DBParameterGroupName="parking", Parameters=[
            {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "pending-reboot"}])
        rds.describe_db_parameter_groups()
        rds.describe_db_parameters(DBParameterGroupName="parking")
        arn = rds.create_db_instance(
            DBInstanceIdentifier="nordwind", DBInstanceClass="db.r6g.xlarge", Engine="postgres", EngineVersion="15",
            AllocatedStorage=500, MaxAllocatedStorage=1000, StorageType="gp3", MultiAZ=True, StorageEncrypted=True,
            KmsKeyId=self.client("kms").create_key()["KeyMetadata"]["Arn"], DBSubnetGroupName="parking",
            DBParameterGroupName="parking", PubliclyAccessible=False, BackupRetentionPeriod=30,
            MasterUsername="cadastre", MasterUserPassword="of a test alone", CopyTagsToSnapshot=True, Tags=TAGS,
        )["DBInstance"]["DBInstanceArn"]
        rds.describe_db_instances(Filters=[{"Name": "db-instance-id", "Values": ["nordwind"]}])
        rds.create_db_instance_read_replica(
            DBInstanceIdentifier="nordwind-r1", SourceDBInstanceIdentifier="nordwind", DBInstanceClass="db.r6g.large")
        rds.modify_db_instance(DBInstanceIdentifier="nordwind", AllocatedStorage=600, Iops=12000,
                               ApplyImmediately=True)
        rds.create_db_snapshot(DBInstanceIdentifier="nordwind", DBSnapshotIdentifier="before", Tags=TAGS)
        rds.describe_db_snapshots(DBInstanceIdentifier="nordwind")
        rds.add_tags_to_resource(ResourceName=arn, Tags=TAGS)
        rds.list_tags_for_resource(ResourceName=arn)
        rds.remove_tags_from_resource(ResourceName=arn, TagKeys=["cadastre.dev/fleet"])
        rds.describe_db_instance_automated_backups()
        there = self.client("rds", "eu-central-1")
        there.start_db_instance_automated_backups_replication(
            SourceDBInstanceArn=arn, KmsKeyId=self.client("kms", "eu-central-1").create_key()["KeyMetadata"]["Arn"])
        there.stop_db_instance_automated_backups_replication(SourceDBInstanceArn=arn)
        rds.delete_db_instance(DBInstanceIdentifier="nordwind-r1", SkipFinalSnapshot=True)
        rds.delete_db_instance(DBInstanceIdentifier="nordwind", FinalDBSnapshotIdentifier="nordwind-final")
        rds.delete_db_parameter_group(DBParameterGroupName="parking")
        rds.delete_db_subnet_group(DBSubnetGroupName="parking")
        self.check("rds")

    def test_s3(self):
        s3, name = self.client("s3"), {"Bucket": f"parking-{self.account}"}
        copies, location = {"Bucket": f"copies-{self.account}"}, {"LocationConstraint": REGION}
        for bucket in (name, copies):
            s3.create_bucket(
                **bucket, CreateBucketConfiguration=location, ObjectOwnership="BucketOwnerEnforced")
            s3.put_bucket_versioning(**bucket, VersioningConfiguration={"Status": "Enabled"})
        s3.list_buckets()
        s3.head_bucket(**name)
        self.assertEqual(s3.get_bucket_location(**name)["LocationConstraint"], REGION)
        s3.get_bucket_versioning(**name)
        s3.put_bucket_tagging(**name, Tagging={"TagSet": TAGS})
        s3.get_bucket_tagging(**name)
        s3.put_bucket_encryption(**name, ServerSideEncryptionConfiguration={"Rules": [
            {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}]})
        s3.get_bucket_encryption(**name)
        s3.put_public_access_block(**name, PublicAccessBlockConfiguration={
            "BlockPublicAcls": True, "IgnorePublicAcls": True,
            "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
        s3.get_public_access_block(**name)
        s3.put_bucket_policy(**name, Policy='{"Version": "2012-10-17", "Statement": []}')
        s3.get_bucket_policy(**name)
        s3.delete_bucket_policy(**name)
        s3.put_bucket_lifecycle_configuration(**name, LifecycleConfiguration={"Rules": [{
            "ID": "versions", "Status": "Enabled", "Filter": {"Prefix": ""},
            "NoncurrentVersionExpiration": {"NoncurrentDays": 30}}]})
        s3.get_bucket_lifecycle_configuration(**name)
        s3.put_bucket_ownership_controls(
            **name, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})
        s3.get_bucket_ownership_controls(**name)
        s3.put_bucket_replication(**name, ReplicationConfiguration={
            "Role": f"arn:aws:iam::{self.account}:role/copies", "Rules": [{
                "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""},
                "DeleteMarkerReplication": {"Status": "Disabled"},
                "Destination": {"Bucket": f"arn:aws:s3:::{copies['Bucket']}"}}]})
        s3.get_bucket_replication(**name)
        s3.delete_bucket_replication(**name)
        s3.delete_bucket(**name)
        self.check("s3")

    def test_secrets(self):
        secrets = self.client("secretsmanager")
        password = secrets.get_random_password(PasswordLength=40, ExcludePunctuation=True)["RandomPassword"]
        arn = secrets.create_secret(Name="nordwind", SecretString=password, Tags=TAGS)["ARN"]
        secrets.update_secret(SecretId=arn, Description="of nordwind")
        secrets.put_secret_value(SecretId=arn, SecretString=password)
        secrets.tag_resource(SecretId=arn, Tags=[{"Key": "a", "Value": "b"}])
        secrets.untag_resource(SecretId=arn, TagKeys=["a"])
        secrets.list_secrets(Filters=[{"Key": "name", "Values": ["nordwind"]}])
        secrets.get_secret_value(SecretId=arn)
        secrets.describe_secret(SecretId=arn)
        secrets.delete_secret(SecretId=arn, RecoveryWindowInDays=30)
        secrets.restore_secret(SecretId=arn)
        self.check("secretsmanager")

    def test_sts(self):
        sts, role = self.client("sts"), f"arn:aws:iam::{self.account}:role/cadastre"
        self.assertEqual(sts.get_caller_identity()["Account"], self.account)
        sts.assume_role(RoleArn=role, RoleSessionName="cadastre")
        sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="cadastre", WebIdentityToken="header.body.sign")
        status, body = self.http("GET", sts.generate_presigned_url("get_caller_identity").partition(str(self.port))[2])
        self.assertEqual((status, self.account in body), (200, True))
        unsigned = {call["operation"] for call in self.control("GET", "/log?service=sts")["calls"]}
        self.assertEqual(CHECKED["sts"] - self.called("sts") - unsigned, set())
        self.assertEqual(self.violations(), [])

    def test_tagging(self):
        self.client("resourcegroupstaggingapi").get_resources(
            TagFilters=[{"Key": "cadastre.dev/fleet", "Values": ["parking"]}])
        self.check("tagging")
