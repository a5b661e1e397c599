"""moto's RDS with all that it lacks, one idea from each file."""

from moto.rds import models, responses, urls

from .. import pages
from ..accounts import accounts
from . import parameters
from .backups import Backups
from .creating import Creating
from .deleting import Deleting
from .groups import Groups
from .instance import Instance
from .modifying import Modifying
from .refusal import value
from .replicas import Replicas
from .secret import Secret
from .snapshot import Snapshot


class Backend(Creating, Modifying, Deleting, Replicas, Backups, Groups, models.RDSBackend):
    _url_module = urls  # moto looks beside the class

    def instance(self, kwargs):
        return Instance(self, **kwargs)

    def settle(self):
        """Ends the account's states that are over, before anybody looks."""
        for thing in list(accounts[self.account_id].moving.values()):
            thing.settle()


class Responses(responses.RDSResponse):
    """Counts descriptions, and answers what moto does not."""

    def call_action(self):
        self.backend.settle()
        size = self.params.get("MaxRecords") if self._get_action().startswith("Describe") else None
        if size is not None and not 20 <= size <= 100:
            return self.serialized(responses.ActionResult(
                value(f"Invalid value {size} for MaxRecords. Must be between 20 and 100")))
        return super().call_action()

    def in_pages(self, member, everything):
        page, marker = pages.cut(list(everything), self.params.get("MaxRecords") or 100, self.params.get("Marker"))
        return responses.ActionResult({member: page, "Marker": marker})

    def describe_db_instances(self):
        answer = super().describe_db_instances()
        for database in answer.result["DBInstances"]:
            database.reported()
        return answer

    def describe_db_snapshots(self):
        answer = super().describe_db_snapshots()
        for snapshot in answer.result["DBSnapshots"]:
            snapshot.reported()
        return self.in_pages("DBSnapshots", answer.result["DBSnapshots"])

    def describe_db_subnet_groups(self):
        return self.in_pages("DBSubnetGroups", super().describe_db_subnet_groups().result["DBSubnetGroups"])

    def describe_db_instance_automated_backups(self):
        answer = super().describe_db_instance_automated_backups()
        for replica in self.backend.backup_replicas + self.backend.stopped_replicas:
            replica.reported()
        return self.in_pages("DBInstanceAutomatedBackups", answer.result["DBInstanceAutomatedBackups"])

    def describe_db_parameters(self):
        groups = self.backend.describe_db_parameter_groups(self.params)
        names = None
        for wanted in self.params.get("Filters") or []:
            if wanted["Name"] != "parameter-name":
                raise value(f"Unrecognized filter name: {wanted['Name']}")
            names = set(wanted["Values"]) if names is None else names & set(wanted["Values"])
        return self.in_pages("Parameters", parameters.all_of(groups[0], self.params.get("Source"), names))

    def start_db_instance_automated_backups_replication(self):
        backup = self.backend.start_db_instance_automated_backups_replication(**self.params)
        return responses.ActionResult({"DBInstanceAutomatedBackup": backup})

    def stop_db_instance_automated_backups_replication(self):
        backup = self.backend.stop_db_instance_automated_backups_replication(**self.params)
        return responses.ActionResult({"DBInstanceAutomatedBackup": backup})


def install():
    """Puts these classes where moto looks for its own."""
    models.DBInstance, models.DBSnapshot, models.MasterUserSecret = Instance, Snapshot, Secret
    models.rds_backends.backend = Backend
    urls.url_paths = {path: Responses.dispatch for path in urls.url_paths}
