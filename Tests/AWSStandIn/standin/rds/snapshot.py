"""A snapshot that takes its time."""

from moto.rds import models

from .phases import Phased


class Snapshot(Phased, models.DBSnapshot):
    source_region = source_db_snapshot_identifier = None

    @property
    def percent_progress(self):
        return 0 if self.phases else 100

    @property
    def snapshot_target(self):
        return "region"
