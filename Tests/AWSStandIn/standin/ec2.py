"""A security group stays while a database or another group's rule names it."""

from moto.ec2 import models, urls
from moto.ec2.exceptions import DependencyViolationError
from moto.rds.models import rds_backends


class Backend(models.EC2Backend):
    _url_module = urls  # moto looks beside the class

    def delete_security_group(self, name=None, group_id=None):
        group = self.get_security_group_by_name_or_id(group_id or name)
        if group and (self.databases_in(group.id) or self.rules_about(group.id)):
            raise DependencyViolationError(f"resource {group.id} has a dependent object")
        return super().delete_security_group(name, group_id)

    def databases_in(self, group_id):
        databases = rds_backends[self.account_id][self.region_name].databases.values()
        return [database for database in databases if group_id in database.vpc_security_group_ids]

    def rules_about(self, group_id):
        """Rules of other groups whose source is this one."""
        return [
            rule
            for groups in self.groups.values() for group in groups.values() if group.id != group_id
            for rule in (*group.ingress_rules, *group.egress_rules)
            if rule.source_group.get("GroupId") == group_id
        ]


def install():
    models.ec2_backends.backend = Backend
