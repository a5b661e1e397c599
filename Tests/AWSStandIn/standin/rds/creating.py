"""What RDS checks before it creates a database, and the states through which one comes to be."""

from moto.ec2.models import ec2_backends

from ..accounts import accounts
from . import storage, versions, windows
from .keys import usable_key
from .refusal import Refusal, combination, value


class Creating:
    def create_db_instance(self, kwargs):
        wanted = {name: kwargs[name] for name in kwargs}
        wanted["engine_version"] = versions.resolve(wanted["engine"], wanted.get("engine_version"))
        self.check_wanted(wanted)
        database = super().create_db_instance(wanted)
        self.come_to_be(database)
        return database

    def check_wanted(self, wanted):
        storage.check_class(wanted["db_instance_class"])
        kind, size = wanted.get("storage_type") or "gp2", wanted.get("allocated_storage") or 20
        storage.check_size(wanted["engine"], kind, size)
        storage.check_speed(wanted["engine"], kind, size, wanted.get("iops"), wanted.get("storage_throughput"))
        storage.check_largest(size, wanted.get("max_allocated_storage"))
        windows.check_retention(wanted.get("backup_retention_period"))
        windows.check_apart(wanted.get("preferred_backup_window"), wanted.get("preferred_maintenance_window"))
        storage.check_quota(self, accounts[self.account_id], size, instances=1)
        if wanted.get("manage_master_user_password") and wanted.get("master_user_password"):
            raise combination("You can't specify MasterUserPassword when ManageMasterUserPassword is enabled.")
        if not wanted.get("manage_master_user_password") and not wanted.get("master_user_password"):
            raise value("The parameter MasterUserPassword must be provided and must not be blank.")
        if wanted.get("kms_key_id"):
            if not wanted.get("storage_encrypted"):
                raise combination("You can't specify KmsKeyId when StorageEncrypted is false.")
            wanted["kms_key_id"] = usable_key(self, wanted["kms_key_id"])
        for name in ("performance_insights_kms_key_id", "master_user_secret_kms_key_id"):
            if wanted.get(name):
                wanted[name] = usable_key(self, wanted[name])
        self.default_security_group(wanted)
        self.check_network(wanted.get("db_subnet_group_name"), wanted.get("vpc_security_group_ids"))
        self.check_family(wanted["engine"], wanted["engine_version"], wanted.get("db_parameter_group_name"))

    def default_security_group(self, wanted):
        """Without security groups a database is in the default one of its VPC."""
        if wanted.get("db_subnet_group_name") and not wanted.get("vpc_security_group_ids"):
            vpc = self.describe_db_subnet_groups(wanted["db_subnet_group_name"])[0].vpc_id
            ec2 = ec2_backends[self.account_id][self.region_name]
            wanted["vpc_security_group_ids"] = [ec2.get_default_security_group(vpc).id]

    def check_network(self, subnet_group, security_groups):
        """Security groups have to exist, and be of the VPC of the subnet group."""
        ec2 = ec2_backends[self.account_id][self.region_name]
        vpc = self.describe_db_subnet_groups(subnet_group)[0].vpc_id if subnet_group else None
        for name in security_groups or []:
            group = ec2.get_security_group_from_id(name)
            if group is None:
                raise value(f"Invalid security group, groupId= {name}, groupName=.")
            if vpc and group.vpc_id != vpc:
                raise Refusal("InvalidVPCNetworkStateFault",
                              "The DB instance and EC2 security group are in different VPCs. The DB instance is in "
                              f"{vpc} and the EC2 security group is in {group.vpc_id}")

    def check_family(self, engine, version, group):
        if group and group in self.db_parameter_groups:
            family, needed = self.db_parameter_groups[group].family, f"{engine}{version.split('.')[0]}"
            if engine == "postgres" and family != needed:
                raise combination(f"The Parameter Group {group} with DBParameterGroupFamily {family} can't be used for "
                                  f"this instance. Please use a Parameter Group with DBParameterGroupFamily {needed}")

    def come_to_be(self, database):
        statuses = ["creating", "backing-up"] if database.backup_retention_period else ["creating"]
        database.go_through(*statuses)
