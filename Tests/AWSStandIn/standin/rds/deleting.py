"""Deletion: what is refused, the final snapshot, and the state `deleting` until both are done."""

from moto.rds.exceptions import DBSnapshotAlreadyExistsError

from ..accounts import accounts
from .refusal import Refusal, combination


class Deleting:
    def delete_db_instance(self, db_instance_identifier, final_db_snapshot_identifier=None, skip_final_snapshot=False,
                           delete_automated_backups=True):
        name = db_instance_identifier
        database = self.describe_db_instances(name)[0]
        if database.status == "deleting":
            raise Refusal("InvalidDBInstanceStateFault", f"Instance {name} is already being deleted.")
        if final_db_snapshot_identifier and skip_final_snapshot:
            raise combination("FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is true.")
        if final_db_snapshot_identifier and database.is_replica:
            raise combination("FinalDBSnapshotIdentifier can not be specified when deleting a replica instance")
        if not final_db_snapshot_identifier and not skip_final_snapshot and not database.is_replica:
            raise combination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.")
        if database.deletion_protection:
            raise combination("Cannot delete protected DB Instance, please disable deletion protection and try again.")
        if final_db_snapshot_identifier and final_db_snapshot_identifier in self.database_snapshots:
            raise DBSnapshotAlreadyExistsError(final_db_snapshot_identifier)
        self.leave_source(database)
        for replica in self.replicas_of(database):
            replica.promote()
        super().delete_db_instance(name, final_db_snapshot_identifier, skip_final_snapshot, delete_automated_backups)
        database.pending.clear()
        database.phases.clear()
        self.databases[name] = database
        database.go_through("deleting", then=lambda: self.forget(database, delete_automated_backups))
        return database

    def forget(self, database, delete_backups):
        """The last of it. Its automated backups go too, those in other regions as well, unless they are kept."""
        self.databases.pop(database.db_instance_identifier, None)
        if not delete_backups:
            self.retained_backups.append(database)
        for backup in list(database.backup_replicas):
            if delete_backups:
                backup.end()

    def create_db_snapshot(self, *arguments, **options):
        name = options.get("db_instance_identifier") or arguments[0]
        database = self.databases.get(name)
        automated = "automated" in (*arguments, *options.values())
        if database and not automated and database.status not in ("available", "storage-optimization"):
            raise Refusal("InvalidDBInstanceStateFault", f"Instance {name} is not currently available.")
        snapshot = super().create_db_snapshot(*arguments, **options)
        if not automated:
            if accounts[self.account_id].failing:
                snapshot.status = "failed"
            snapshot.go_through("creating")
            database.go_through("backing-up")
        return snapshot
