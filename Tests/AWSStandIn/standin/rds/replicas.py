"""Read replicas and copies of snapshots, in the region and in others: moto copies objects, lists and all."""

from ..accounts import accounts
from . import storage
from .keys import usable_key
from .refusal import Refusal, combination, value

# What a replica has from its source unless the request says otherwise.
INHERITED = (
    "db_instance_class", "engine", "engine_version", "port", "storage_type", "iops", "storage_throughput",
    "master_username", "db_name", "copy_tags_to_snapshot", "auto_minor_version_upgrade", "license_model",
    "preferred_maintenance_window", "preferred_backup_window", "enable_iam_database_authentication",
    "ca_certificate_identifier",
)
# And in the source's own region besides: these names mean nothing in another.
NEAR = ("vpc_security_group_ids", "db_parameter_group_name", "kms_key_id")


class Replicas:
    def create_db_instance_read_replica(self, kwargs):
        wanted = {name: kwargs[name] for name in kwargs if kwargs[name] is not None}
        source = self.find_db_from_id(wanted["source_db_instance_identifier"])
        near = source.region == self.region_name
        self.check_source(source, wanted, near)
        inherited = {name: getattr(source, name) for name in (*INHERITED, *(NEAR if near else ()))}
        wanted = inherited | {
            "allocated_storage": source.allocated_storage, "storage_encrypted": source.storage_encrypted,
            "backup_retention_period": 0, "max_allocated_storage": source.max_allocated_storage,
        } | wanted
        if near and "db_subnet_group_name" not in wanted and hasattr(source, "db_subnet_group"):
            wanted["db_subnet_group_name"] = source.db_subnet_group.name
        if "kms_key_id" in wanted and wanted["kms_key_id"]:
            wanted["kms_key_id"] = usable_key(self, wanted["kms_key_id"])
        wanted["source_db_instance_identifier"] = source.db_instance_identifier if near else source.db_instance_arn
        if wanted["db_instance_identifier"] in self.databases:
            raise Refusal("DBInstanceAlreadyExistsFault", "DB instance already exists")
        storage.check_class(wanted["db_instance_class"])
        storage.check_quota(self, accounts[self.account_id], source.allocated_storage, instances=1)
        self.default_security_group(wanted)
        self.check_network(wanted.get("db_subnet_group_name"), wanted.get("vpc_security_group_ids"))
        replica = self.instance(wanted)
        replica.set_as_replica()
        self.databases[wanted["db_instance_identifier"]] = replica
        source.add_replica(replica)
        replica.go_through("creating")
        return replica

    def copy_db_snapshot(self, source_db_snapshot_identifier, *arguments, **options):
        """A copy says where it is from."""
        copy = super().copy_db_snapshot(source_db_snapshot_identifier, *arguments, **options)
        if source_db_snapshot_identifier.startswith("arn:"):
            copy.source_db_snapshot_identifier = source_db_snapshot_identifier
            copy.source_region = source_db_snapshot_identifier.split(":")[3]
        copy.go_through("creating")
        return copy

    def check_source(self, source, wanted, near):
        if source.status not in ("available", "storage-optimization", "backing-up"):
            raise Refusal("InvalidDBInstanceStateFault", "The source instance is not in available state.")
        if not source.backup_retention_period and not source.is_replica:
            raise Refusal("InvalidDBInstanceStateFault",
                          "Automated backups are not enabled for this database instance. To enable automated backups, "
                          "use ModifyDBInstance to set the backup retention period to a non-zero value.")
        if source.manage_master_user_password:
            raise value(f"Creating read replicas for source instance with engine {source.engine} where "
                        "ManageMasterUserPassword is enabled is not supported.")
        # Of the engines that are made here, MySQL alone takes one, and only in another region.
        if wanted.get("db_parameter_group_name") and (near or source.engine != "mysql"):
            raise combination("A parameter group can't be specified during Read Replica creation for the following DB "
                              f"engine: {source.engine}")
        if source.storage_encrypted and not near and not wanted.get("kms_key_id"):
            raise value("A KMS key of this region has to be named for an encrypted read replica of another region.")
        if len(source.replicas) >= 15:
            raise Refusal("InstanceQuotaExceededFault", "A source has at most 15 read replicas.")

    def replicas_of(self, database):
        return [self.find_db_from_id(name) for name in database.replicas]

    def upgrade_replicas(self, source):
        """A new major version is that of the replicas in the region too; what their group was is of no use with it."""
        major = source.engine_version.split(".")[0]
        for replica in self.replicas_of(source):
            if replica.region == source.region and replica.engine_version.split(".")[0] != major:
                replica.engine_version = source.engine_version
                replica.db_parameter_group_name = f"default.{source.engine}{major}"

    def leave_source(self, replica):
        """A replica that goes away is no more in its source's list."""
        if replica.is_replica:
            source = self.find_db_from_id(replica.source_db_instance_identifier)
            source.replicas = [
                name for name in source.replicas
                if name not in (replica.db_instance_identifier, replica.db_instance_arn)
            ]
            replica.promote()

    def promote_read_replica(self, kwargs):
        replica = self.describe_db_instances(kwargs["db_instance_identifier"])[0]
        self.leave_source(replica)
        replica.backup_retention_period = kwargs.get("backup_retention_period") or 1
        return replica

    def find_db_from_id(self, name):
        region = name.split(":")[3] if name.startswith("arn:") else self.region_name
        return self.get_backend("rds", region).describe_db_instances(name.split(":")[-1])[0]
