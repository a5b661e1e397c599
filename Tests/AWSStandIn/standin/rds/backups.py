"""Automated backups and their copies in other regions: StartDBInstanceAutomatedBackupsReplication and its kin."""

import random
import string

from moto.rds import models

from .keys import usable_key
from .phases import Phased
from .refusal import Refusal, value

STATE = "InvalidDBInstanceStateFault"
# What a description of backups has from the database.
TAKEN = (
    "db_instance_identifier", "dbi_resource_id", "allocated_storage", "port", "availability_zone", "master_username",
    "instance_create_time", "engine", "engine_version", "license_model", "option_group_name", "storage_type", "iops",
    "storage_throughput", "preferred_backup_window", "iam_database_authentication_enabled", "dedicated_log_volume",
    "db_instance_arn", "backup_target",
)


def described(database, status):
    """The backups of a database in its own region, as DescribeDBInstanceAutomatedBackups tells them."""
    group = getattr(database, "db_subnet_group", None)
    return {name: getattr(database, name) for name in TAKEN} | {
        "region": database.region, "status": status, "vpc_id": group.vpc_id if group else None,
        "encrypted": database.storage_encrypted, "kms_key_id": database.kms_key_id,
        "backup_retention_period": database.backup_retention_period, "tag_list": database.tags,
        "restore_window": {"EarliestTime": database.instance_create_time, "LatestTime": models.utcnow()},
        "DBInstanceAutomatedBackupsReplications": database.db_instance_automated_backups_replications,
    }


class BackupReplica(Phased, models.TaggingMixin):
    """Copies of a database's backups in the region of `backend`."""

    def __init__(self, backend, database, retention, key, tags):
        self.backend, self.database, self.retention, self.key = backend, database, retention, key
        self.tags = tags
        self.account_id = backend.account_id
        letters = string.ascii_lowercase + string.digits
        self.arn = (f"arn:aws:rds:{backend.region_name}:{backend.account_id}:auto-backup:"
                    f"ab-{''.join(random.choices(letters, k=39))}")
        self.status = "replicating"

    def end(self):
        for replicas in (self.backend.backup_replicas, self.database.backup_replicas):
            if self in replicas:
                replicas.remove(self)

    def stop(self):
        """What was copied is kept; the source tells of it for a while."""
        self.backend.backup_replicas.remove(self)
        self.backend.stopped_replicas.append(self)
        self.phases.clear()
        self.status = "retained"
        self.go_through("retained", then=self.end)

    def cased(self, status):
        """AWS does not always write states alike."""
        self.descriptions = getattr(self, "descriptions", 0) + 1
        return status if self.descriptions % 2 else status.capitalize()

    def described(self):
        answer = described(self.database, self.cased(self.status)) | {
            "kms_key_id": self.key, "backup_retention_period": self.retention,
            "DBInstanceAutomatedBackupsArn": self.arn, "tag_list": self.tags,
        }
        # The region is that of the source, which is also in the ARN of the instance.
        answer.pop("DBInstanceAutomatedBackupsReplications")
        return answer


class Backups:
    @property
    def backup_replicas(self):
        return self.__dict__.setdefault("_backup_replicas", [])

    @property
    def retained_backups(self):
        return self.__dict__.setdefault("_retained_backups", [])

    @property
    def stopped_replicas(self):
        """What was copied before somebody stopped it, which is kept for as long as it was to be."""
        return self.__dict__.setdefault("_stopped_replicas", [])

    def start_db_instance_automated_backups_replication(
            self, source_db_instance_arn, backup_retention_period=7, kms_key_id=None, tags=None,
            pre_signed_url=None, **_):
        if self.region_name.startswith("us-gov-") and not pre_signed_url:
            raise value("PreSignedUrl is missing: in this partition RDS signs nothing itself.")
        database = self.find_db_from_id(source_db_instance_arn)
        if database.region == self.region_name:
            raise value("Automated backups can't be replicated to the region that they are in.")
        if database.status == "creating":
            raise Refusal(STATE, "The source instance is not in available state.")
        if not database.backup_retention_period:
            raise Refusal(STATE, "Automated backups are not enabled for this database instance.")
        if any(replica.backend is self for replica in database.backup_replicas):
            raise Refusal(STATE, f"{source_db_instance_arn} already replicates its backups here.")
        if database.storage_encrypted:
            if not kms_key_id:
                raise value("A KMS key of this region has to be named for backups of an encrypted DB instance.")
            if not kms_key_id.startswith("arn:"):
                raise value("The KMS key has to be named by its ARN.")
            kms_key_id = usable_key(self, kms_key_id)
        replica = BackupReplica(self, database, backup_retention_period, kms_key_id, tags)
        self.backup_replicas.append(replica)
        database.backup_replicas.append(replica)
        replica.go_through("pending")
        return replica.described()

    def _get_resource_for_tagging(self, arn):
        """moto's way to what has tags; it knows no copies of backups."""
        copies = {replica.arn: replica for replica in self.backup_replicas}
        return copies.get(arn) or super()._get_resource_for_tagging(arn)

    def stop_db_instance_automated_backups_replication(self, source_db_instance_arn):
        for replica in self.backup_replicas:
            if replica.database.db_instance_arn == source_db_instance_arn:
                replica.stop()
                return replica.described()
        raise Refusal(STATE, f"{source_db_instance_arn} is not replicating to the current region.")

    def describe_db_instance_automated_backups(
            self, dbi_resource_id=None, db_instance_identifier=None, db_instance_automated_backups_arn=None,
            filters=None, **_):
        backups = [described(database, "creating" if database.status == "creating" else "active")
                   for database in self.databases.values() if database.backup_retention_period]
        backups += [described(database, "retained") for database in self.retained_backups]
        backups += [replica.described() for replica in self.backup_replicas + self.stopped_replicas]
        wanted = {each["Name"]: each["Values"] for each in filters or []}
        wanted |= {name: [given] for name, given in (
            ("dbi-resource-id", dbi_resource_id), ("db-instance-id", db_instance_identifier),
            ("arn", db_instance_automated_backups_arn)) if given}
        members = {"dbi-resource-id": "dbi_resource_id", "db-instance-id": "db_instance_identifier", "status": "status",
                   "arn": "DBInstanceAutomatedBackupsArn"}
        return [backup for backup in backups
                if all(backup.get(members[name]) in values for name, values in wanted.items())]
