"""The stand-in's own addresses, under /stand-in/."""

import json

from moto.rds.models import rds_backends

from . import identities, networks
from .accounts import accounts
from .reply import as_json


class Control:
    def __init__(self, journal, faults, backend, reset):
        self.journal, self.faults, self.backend, self.reset = journal, faults, backend, reset

    def answer(self, call):
        route = f"{call.method} {call.path.removeprefix('/stand-in')}"
        try:
            return self.routed(route, call)
        except (ValueError, TypeError, KeyError) as mistake:
            return as_json({"error": str(mistake)}, 400)

    def routed(self, route, call):
        wanted = dict(call.parameters)
        match route:
            case "GET /violations":
                return as_json({"violations": self.journal.select(self.journal.violations, wanted)})
            case "GET /log":
                return as_json({"calls": self.journal.select(self.journal.calls, wanted)})
            case "DELETE /log":
                self.journal.clear(wanted)
            case "POST /faults":
                rules = json.loads(call.body)
                self.faults.add(rules if isinstance(rules, list) else [rules])
            case "DELETE /faults":
                self.faults.clear(wanted.get("account"))
            case ("POST /pace" | "POST /clock" | "POST /quotas" | "POST /maintenance" | "POST /authorization"
                  | "POST /failing" | "POST /lag"):
                self.set_account(call.path.rpartition("/")[2], json.loads(call.body))
            case "POST /identities":
                wanted = json.loads(call.body)
                with self.backend.lock:
                    return as_json(identities.make(
                        wanted["account"], wanted["kind"], wanted["name"], wanted["policy"]))
            case "POST /networks":
                wanted = json.loads(call.body)
                with self.backend.lock:
                    networks.lay(*(wanted[name] for name in ("account", "region", "vpc", "subnets", "cidr")))
            case "POST /reset":
                self.reset()
            case _:
                return as_json({"error": f"{route}: there is no such address"}, 404)
        return as_json({})

    def set_account(self, what, wanted):
        """Each of these is about one account, named by `account`; README.md says what else is in them."""
        name = wanted.pop("account")
        account = accounts[name]
        with self.backend.lock:
            if what == "pace":
                account.pace = checked(wanted, "calls", "seconds")
            elif what == "quotas":
                account.quotas = checked(wanted, "storage", "instances")
            elif what == "failing":
                account.failing = bool(wanted["snapshots"])
            elif what == "lag":
                account.tag_lag = bool(wanted.pop("tags", False))
                account.bucket_lag = checked(wanted, "buckets").get("buckets", 0)
            elif what == "authorization":
                account.authorization = bool(wanted["checked"])
            elif what == "clock":
                account.clock += checked(wanted, "seconds").get("seconds", 0)
            elif checked(wanted) == {}:
                for region in rds_backends[name].values():
                    region.settle()
                    region.maintain()


def checked(wanted, *known):
    """`wanted`, of which every member is a known one and a whole number."""
    for name, value in wanted.items():
        if name not in known or not isinstance(value, int):
            raise ValueError(f"{name}: unknown, or no whole number; known are {', '.join(('account', *known))}")
    return wanted
