"""Networks with the ids that a fleet's specs name: the one thing of EC2 that no call can ask for."""

import ipaddress
from unittest import mock

from moto.ec2.models import ec2_backends, subnets, vpcs


def lay(account, region, vpc, subnet_ids, cidr):
    """Makes a VPC and its subnets, one in each zone in turn, unless they are there. `cidr` has room for sixteen."""
    ec2 = ec2_backends[account][region]
    if vpc not in ec2.vpcs:
        with mock.patch.object(vpcs, "random_vpc_id", lambda: vpc):
            ec2.create_vpc(cidr)
    ranges = list(ipaddress.ip_network(cidr).subnets(prefixlen_diff=4))
    there = {name for zone in ec2.subnets.values() for name in zone}
    for number, subnet in enumerate(subnet_ids):
        if subnet not in there:
            with mock.patch.object(subnets, "random_subnet_id", lambda subnet=subnet: subnet):
                ec2.create_subnet(vpc, str(ranges[number]), availability_zone=f"{region}{'abc'[number % 3]}")
