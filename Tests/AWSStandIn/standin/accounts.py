"""What a test may set for its account: how slow it is, what time it is there, how much may be in it.

Without any setting an account is as moto's: all is done at once and there is room for everything.
"""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Account:
    """`pace` is {"calls": n} (a state is reported by n descriptions of its kind and region, then it ends), or
    {"seconds": n} on `clock`, which only tests advance, or nothing (states end at once).
    `quotas` holds `storage` (GiB) and `instances`, a region; what is missing has no bound.
    `failing` says whether snapshots that somebody asks for fail.
    `authorization` says whether the calls of the account's identities are checked.
    `bucket_lag` is in how many lists a new bucket is missing.
    `tag_lag` says whether the index of tags answers as it did before; `tag_index` is what it answered last.
    `moving` is what is in a state that passes by itself: a fleet has thousands of things, and few of them move."""

    pace: dict[str, int] = field(default_factory=dict)
    clock: int = 0
    quotas: dict[str, int] = field(default_factory=dict)
    failing: bool = False
    authorization: bool = False
    bucket_lag: int = 0
    tag_lag: bool = False
    tag_index: dict[tuple, object] = field(default_factory=dict)
    moving: dict[int, object] = field(default_factory=dict)


accounts = defaultdict(Account)
