"""Storage: its bounds, what gp3 brings without asking, and that it only grows."""

import math
import re

from .refusal import Refusal, combination, value

FAMILIES = (
    "t3 t4g m5 m5d m6g m6gd m6i m6id m6in m7g m7i m8g r5 r5b r5d r6g r6gd r6i r6id r6in r7g r7i r8g x1 x1e x2g x2idn "
    "x2iedn z1d c6gd"
)
CLASS = re.compile(r"db\.(%s)\.(micro|small|medium|large|([2-9]|1\d|2\d|3\d|4\d)?xlarge)" % FAMILIES.replace(" ", "|"))
SMALLEST, LARGEST = 20, 65536
# From this size on, gp3 is striped over four volumes and has four times as much.
STRIPED = 400


def check_class(name):
    if not CLASS.fullmatch(name):
        raise value(f"Invalid DB Instance class: {name}")


def check_size(engine, kind, size):
    if not SMALLEST <= size <= LARGEST:
        raise combination(f"Invalid storage size for engine name {engine} and storage type {kind}: {size}")


def check_largest(size, largest):
    """As large as the storage is, it means that nothing grows by itself; if more, then by a tenth at least."""
    if largest is not None and largest != size and largest < size * 1.1:
        raise combination(f"Max storage size must be greater than storage size by 10 percent at least: {largest}")


def performance(engine, kind, size, iops, throughput):
    """(iops, throughput) of storage, with what gp3 gives by itself."""
    if kind != "gp3":
        return iops, None
    if size < STRIPED:
        return 3000, 125
    return iops or 12000, throughput or 500


def check_speed(engine, kind, size, iops, throughput):
    """What a request says of gp3's speed: nothing of a small disk, and no less than it has of a large one."""
    if kind == "gp3" and size < STRIPED and (iops or throughput):
        raise combination(f"You can't specify IOPS or storage throughput for engine {engine} and a storage size less "
                          f"than {STRIPED}.")
    if kind == "gp3" and (iops or 12000) < 12000:
        raise combination(f"Invalid iops value for engine name {engine} and storage type gp3: {iops}")
    if kind == "gp3" and size >= STRIPED and (throughput or 500) < 500:
        raise combination(f"Invalid storage throughput for engine name {engine} and storage type gp3: {throughput}")
    if kind in ("io1", "io2") and not iops:
        raise combination(f"You must specify iops for storage type {kind}.")
    if kind == "gp2" and (iops or throughput):
        raise combination("You can't specify IOPS or storage throughput for storage type gp2.")


def check_size_and_speed(kind, size, changes):
    """Of a large gp3 disk, as of one with provisioned IOPS, size and IOPS are modified together or not at all."""
    fast = kind in ("io1", "io2") or kind == "gp3" and size >= STRIPED
    if fast and changes.keys() & {"allocated_storage", "iops"} and not {"allocated_storage", "iops"} <= changes.keys():
        raise combination("You must specify both the storage size and iops when modifying the storage size or iops on "
                          "a DB instance that has iops.")


def grown(current, wanted):
    """What a request for `wanted` comes to: never less than there is, and at least a tenth more."""
    if wanted < current:
        raise combination(f"Requested storage size {wanted} GiB is less than the current {current} GiB: storage "
                          "can't be reduced.")
    return wanted if wanted == current else max(wanted, math.ceil(current * 11 / 10))


def check_quota(backend, account, more, instances=0):
    """`more` GiB and `instances` have to find room in the region."""
    used = sum(database.allocated_storage for database in backend.databases.values())
    if used + more > account.quotas.get("storage", math.inf):
        raise Refusal("StorageQuotaExceededFault", "The request would exceed the total storage of all DB instances.")
    if len(backend.databases) + instances > account.quotas.get("instances", math.inf):
        raise Refusal("InstanceQuotaExceededFault", "Instance quota exceeded.")
