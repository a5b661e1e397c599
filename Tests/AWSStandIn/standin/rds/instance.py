"""A database with what moto leaves out: states, an id of its own, and the fields that AWS fills in."""

import random
import string

from moto.rds import models

from .phases import Phased
from .storage import performance

AUTHORITY = "rds-ca-rsa2048-g1"

# Members of requests that moto drops, their names in answers, and what AWS says without them.
KEPT = {
    "enable_performance_insights": ("performance_insights_enabled", False),
    "performance_insights_kms_key_id": ("performance_insights_kms_key_id", None),
    "performance_insights_retention_period": ("performance_insights_retention_period", None),
    "database_insights_mode": ("database_insights_mode", "standard"),
    "monitoring_interval": ("monitoring_interval", 0),
    "monitoring_role_arn": ("monitoring_role_arn", None),
    "network_type": ("network_type", "IPV4"),
    "dedicated_log_volume": ("dedicated_log_volume", False),
    "engine_lifecycle_support": ("engine_lifecycle_support", "open-source-rds-extended-support"),
}


class Instance(Phased, models.DBInstance):
    activity_stream_status = "stopped"
    backup_target = "region"
    customer_owned_ip_enabled = False
    is_storage_config_upgrade_available = False
    db_instance_port = 0

    def __init__(self, backend, **kwargs):
        kwargs.setdefault("license_model", "postgresql-license")
        kwargs["ca_certificate_identifier"] = kwargs.get("ca_certificate_identifier") or AUTHORITY
        if kwargs.get("publicly_accessible") is None:
            kwargs["publicly_accessible"] = False
        super().__init__(backend, **kwargs)
        letters = string.ascii_uppercase + string.digits
        self.dbi_resource_id = "db-" + "".join(random.choices(letters, k=26))
        self.pending = {}
        self.backup_replicas = []
        self.pending_reboot = False
        for name, (member, default) in KEPT.items():
            setattr(self, member, default if kwargs.get(name) is None else kwargs[name])
        self.fill_insights()
        self.fill_storage()

    def keep(self, changes):
        """Takes the members that moto drops out of `changes`, and remembers them."""
        for name, (member, _) in KEPT.items():
            if changes.get(name) is not None:
                setattr(self, member, changes.pop(name))
        self.fill_insights()

    def fill_insights(self):
        if not self.performance_insights_enabled:
            self.performance_insights_retention_period = self.performance_insights_kms_key_id = None
        elif self.performance_insights_retention_period is None:
            self.performance_insights_retention_period = 7

    def fill_storage(self):
        iops, throughput = performance(
            self.engine, self.storage_type, self.allocated_storage, self.iops, self.storage_throughput)
        self.iops, self.storage_throughput = iops, throughput

    @property
    def endpoint(self):
        """Nothing until the database has been created."""
        return None if self.status == "creating" else {
            "Address": self.address, "Port": self.port, "HostedZoneId": "Z29XKXDKYMONMX"}

    @property
    def latest_restorable_time(self):
        return None if self.status == "creating" or not self.backup_retention_period else models.utcnow()

    @property
    def secondary_availability_zone(self):
        zones = sorted(subnet["SubnetAvailabilityZone"]["Name"] for subnet in self.subnets)
        return next((zone for zone in zones if zone != self.availability_zone), None) if self.multi_az else None

    @property
    def subnets(self):
        group = getattr(self, "db_subnet_group", None)
        return group.subnets if group else []

    @property
    def certificate_details(self):
        return {"CAIdentifier": self.ca_certificate_identifier, "ValidTill": "2061-05-19T00:00:00Z"}

    @property
    def enhanced_monitoring_resource_arn(self):
        if not self.monitoring_interval:
            return None
        return f"arn:aws:logs:{self.region}:{self.account_id}:log-group:RDSOSMetrics:log-stream:{self.dbi_resource_id}"

    @property
    def pending_modified_values(self):
        """What was asked for and waits, by the names of answers. Of a parameter group nothing is said."""
        shown = {key: self.pending[key] for key in self.pending if key != "db_parameter_group_name"}
        return {**shown, **({"master_user_password": "****"} if "master_user_password" in self.pending else {})}

    @property
    def status_infos(self):
        return [{"StatusType": "read replication", "Status": "replicating", "Normal": True}] if self.is_replica else []

    @property
    def db_instance_automated_backups_replications(self):
        return [{"DBInstanceAutomatedBackupsArn": backup.arn} for backup in self.backup_replicas]

    @property
    def db_parameter_group_status_list(self):
        groups = self.db_parameter_groups()
        status = "pending-reboot" if self.pending_reboot else "in-sync"
        return [{"DBParameterGroupName": group.name, "ParameterApplyStatus": status} for group in groups]

    def promote(self):
        """Makes a replica a database of its own."""
        self.is_replica, self.source_db_instance_identifier = False, None
