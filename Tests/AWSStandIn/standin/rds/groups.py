"""Subnet groups and parameter groups: they exist once, cover two zones, and stay while somebody uses them."""

from moto.rds.exceptions import DBParameterGroupNotFoundError, DBSubnetGroupNotFoundError
from moto.rds.models import RDSBackend

from .parameters import STATIC
from .refusal import Refusal


class Groups:
    def create_subnet_group(self, subnet_name, description, subnets, tags):
        if subnet_name in self.subnet_groups:
            raise Refusal("DBSubnetGroupAlreadyExistsFault", f"The DB subnet group '{subnet_name}' already exists.")
        check_zones(subnets)
        return super().create_subnet_group(subnet_name, description, subnets, tags)

    def modify_db_subnet_group(self, subnet_name, description, subnets):
        """moto takes the group out to change it, and forgets to put it back."""
        if subnet_name not in self.subnet_groups:
            raise DBSubnetGroupNotFoundError(subnet_name)
        check_zones(subnets)
        description = description or self.subnet_groups[subnet_name].description
        group = super().modify_db_subnet_group(subnet_name, description, subnets)
        self.subnet_groups[subnet_name] = group
        return group

    def delete_subnet_group(self, subnet_name):
        for database in self.databases.values():
            group = getattr(database, "db_subnet_group", None)
            if group and group.name == subnet_name.lower():
                raise Refusal("InvalidDBSubnetGroupStateFault",
                              f"Cannot delete the subnet group '{subnet_name}' because at least one database instance: "
                              f"{database.db_instance_identifier} is still using it.")
        return super().delete_subnet_group(subnet_name)

    def describe_db_parameter_groups(self, kwargs):
        groups = super().describe_db_parameter_groups(kwargs)
        name = kwargs.get("db_parameter_group_name")
        if name and not groups:
            raise DBParameterGroupNotFoundError(name)
        return groups

    def modify_db_parameter_group(self, name, parameters):
        parameters = list(parameters)
        for parameter in parameters:
            if parameter.get("ApplyMethod") == "immediate" and parameter["ParameterName"] in STATIC:
                raise Refusal("InvalidParameterCombination",
                              "cannot use immediate apply method for static parameter")
        group = RDSBackend.modify_db_parameter_group(self, name, parameters)
        if any(parameter["ParameterName"] in STATIC for parameter in parameters):
            for database in self.users_of(name):
                database.pending_reboot = True
        return group

    def reboot_db_instance(self, name):
        database = super().reboot_db_instance(name)
        database.pending_reboot = False
        database.go_through("rebooting")
        return database

    def delete_db_parameter_group(self, name):
        if self.users_of(name):
            raise Refusal("InvalidDBParameterGroupStateFault",
                          f"One or more database instances are still members of this parameter group {name}, so the "
                          "group cannot be deleted")
        return super().delete_db_parameter_group(name)

    def users_of(self, name):
        return [database for database in self.databases.values() if database.db_parameter_group_name == name]


def check_zones(subnets):
    if len({subnet.availability_zone for subnet in subnets}) < 2:
        raise Refusal("DBSubnetGroupDoesNotCoverEnoughAZs",
                      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ "
                      "coverage: " + ", ".join(sorted({subnet.availability_zone for subnet in subnets}))
                      + ". Add subnets to cover at least 2 AZs.")
