"""Modifications: what is refused, what waits for the maintenance window, what shows as pending until it is done.

From AWS's page on modifying a DB instance, its table of settings. That even what is applied immediately is first
pending, with a status that still says `available`, is how RDS behaves, and a trap.
"""

from ..accounts import accounts
from . import storage, versions, windows
from .refusal import Refusal, combination

# What waits for the maintenance window unless the request says ApplyImmediately. All else is done at once.
WAITING = (
    "allocated_storage", "storage_type", "iops", "storage_throughput", "db_instance_class", "engine_version",
    "multi_az", "master_user_password", "ca_certificate_identifier", "port",
)
STORAGE = ("allocated_storage", "storage_type", "iops", "storage_throughput")


class Modifying:
    def modify_db_instance(self, name, kwargs):
        changes = {key: kwargs[key] for key in kwargs if kwargs[key] is not None}
        database = self.describe_db_instances(name)[0]
        if database.status not in ("available", "storage-optimization", "backing-up"):
            raise Refusal("InvalidDBInstanceStateFault", f"Database instance is not in available state: {name}")
        self.check_changes(database, changes)
        waits = self.waiting(database, changes)
        waiting = {key: changes.pop(key) for key in list(changes) if key in waits}
        for key, now in waiting.items():
            if key != "master_user_password" and getattr(database, key, None) == now:
                database.pending.pop(key, None)  # asked back to what it is
            else:
                database.pending[key] = now
        database.keep(changes)
        immediately = changes.get("apply_immediately")
        super().modify_db_instance(name, changes)
        if immediately and database.pending:
            self.carry_out(database)
        return database

    def waiting(self, database, changes):
        """Keys that wait. Retention is one only where backups begin or end, a group only with a new major version."""
        days = changes.get("backup_retention_period")
        waits = WAITING
        if days is not None and bool(days) != bool(database.backup_retention_period):
            waits = (*waits, "backup_retention_period")
        version = changes.get("engine_version", database.engine_version)
        if version.split(".")[0] != database.engine_version.split(".")[0]:
            # A group of the new version's family comes with the version.
            waits = (*waits, "db_parameter_group_name")
        return waits

    def check_changes(self, database, changes):
        if "db_instance_class" in changes:
            storage.check_class(changes["db_instance_class"])
        if "engine_version" in changes:
            changes["engine_version"] = versions.resolve(database.engine, changes["engine_version"])
            versions.check_upgrade(database.engine, database.engine_version, changes["engine_version"],
                                   changes.get("allow_major_version_upgrade"))
        self.check_storage(database, changes)
        windows.check_retention(changes.get("backup_retention_period"))
        if changes.keys() & {"preferred_backup_window", "preferred_maintenance_window"}:
            windows.check_apart(*(changes.get(key, getattr(database, key)) for key in (
                "preferred_backup_window", "preferred_maintenance_window")))
        if "vpc_security_group_ids" in changes:
            group = getattr(database, "db_subnet_group", None)
            self.check_network(group and group.name, changes["vpc_security_group_ids"])
        if "db_subnet_group_name" in changes:
            wanted = self.describe_db_subnet_groups(changes["db_subnet_group_name"])[0]
            current = getattr(database, "db_subnet_group", None)
            if current and wanted.vpc_id == current.vpc_id:
                raise Refusal("InvalidVPCNetworkStateFault",
                              f"The specified DB subnet group and DB instance are in the same VPC. Choose a DB subnet "
                              f"group in a different VPC than {current.vpc_id}.")
        if changes.get("backup_retention_period") == 0 and database.replicas:
            raise combination("Backups can't be disabled for a DB instance that is the source of read replicas.")
        if "master_user_password" in changes and database.is_replica:
            raise combination(f"Cannot change master user password on an RDS {database.engine} Read Replica because it "
                              "uses physical replication and therefore cannot differ from its parent.")
        self.check_family(database.engine, changes.get("engine_version", database.engine_version),
                          changes.get("db_parameter_group_name"))

    def check_storage(self, database, changes):
        if "allocated_storage" in changes:
            size = storage.grown(database.allocated_storage, changes["allocated_storage"])
            storage.check_size(database.engine, database.storage_type, size)
            storage.check_quota(self, accounts[self.account_id], size - database.allocated_storage)
            changes["allocated_storage"] = size
        different = [key for key in STORAGE if key in changes and changes[key] != getattr(database, key)]
        if different and database.status == "storage-optimization":
            raise combination("You can't currently modify the storage of this DB instance because the previous storage "
                              "change is being optimized.")
        kind, size = (changes.get(key, database.pending.get(key, getattr(database, key)))
                      for key in ("storage_type", "allocated_storage"))
        storage.check_largest(size, changes.get("max_allocated_storage"))
        storage.check_size_and_speed(kind, size, changes)
        storage.check_speed(database.engine, kind, size, changes.get("iops"), changes.get("storage_throughput"))

    def carry_out(self, database):
        """Does what is pending: for a while it still looks available, then modifying, then it is done."""
        statuses = ["available", "modifying"]

        def done():
            pending, database.pending = database.pending, {}
            grew = pending.get("allocated_storage", database.allocated_storage) > database.allocated_storage
            if "storage_type" in pending or database.allocated_storage < storage.STRIPED:
                # gp3's own figures follow the size; those of a large disk stay.
                database.iops, database.storage_throughput = None, None
            database.update(**pending)
            database.fill_storage()
            if "engine_version" in pending:
                self.upgrade_replicas(database)
            if grew:
                database.go_through("storage-optimization")

        database.go_through(*statuses, then=done)

    def maintain(self):
        """The maintenance window: what waits is carried out."""
        for database in list(self.databases.values()):
            if database.pending and not database.phases:
                self.carry_out(database)
