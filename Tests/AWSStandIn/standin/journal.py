"""What happened, for tests to ask: every call, and every violation. Never a body, for bodies hold secrets."""

import threading

# What entries have, and can be selected by.
MEMBERS = ("service", "operation", "region", "account", "accessKey", "status", "fault", "side", "text")


class Journal:
    def __init__(self):
        self.lock = threading.Lock()
        self.calls, self.violations = [], []

    def call(self, about, account, status, fault):
        """`about` is what was Recognised; `status` is None where no answer was sent."""
        with self.lock:
            self.calls.append(told(about, account) | {"status": status, "fault": fault})

    def violation(self, about, account, side, text):
        """`side` is `request` (our client's mistake) or `answer` (moto's or the stand-in's)."""
        entry = told(about, account) | {"side": side, "text": text}
        with self.lock:
            if entry not in self.violations:
                self.violations.append(entry)

    def select(self, entries, wanted):
        """The entries that have all values of `wanted`; a ValueError for a member that none has."""
        check(wanted)
        with self.lock:
            return [entry for entry in entries if has(entry, wanted)]

    def clear(self, wanted):
        """Forgets the calls and violations that have all values of `wanted`."""
        check(wanted)
        with self.lock:
            self.calls = [entry for entry in self.calls if not has(entry, wanted)]
            self.violations = [entry for entry in self.violations if not has(entry, wanted)]


def told(about, account):
    return {"service": about.service, "operation": about.operation, "region": about.region, "account": account,
            "accessKey": about.access_key}


def check(wanted):
    for name in wanted:
        if name not in MEMBERS:
            raise ValueError(f"{name}: no entry has this; there are {', '.join(MEMBERS)}")


def has(entry, wanted):
    return all(str(entry.get(name)) == value for name, value in wanted.items())
