"""What happened, for tests to ask: every call, and every violation. Never a body, for bodies hold secrets."""

import threading


class Journal:
    def __init__(self):
        self.lock = threading.Lock()
        self.clear()

    def clear(self):
        with self.lock:
            self.calls, self.violations = [], []

    def call(self, about, account, status, fault):
        """`about` is what was Recognised; `status` is None where no answer was sent."""
        entry = {
            "service": about.service, "operation": about.operation, "region": about.region, "account": account,
            "accessKey": about.access_key, "status": status, "fault": fault,
        }
        with self.lock:
            self.calls.append(entry)

    def violation(self, about, side, text):
        """`side` is `request` (our client's mistake) or `answer` (moto's or the stand-in's)."""
        entry = {
            "side": side, "service": about.service, "operation": about.operation, "region": about.region,
            "accessKey": about.access_key, "text": text,
        }
        with self.lock:
            if entry not in self.violations:
                self.violations.append(entry)

    def select(self, entries, wanted):
        """The entries that have all values of `wanted`."""
        with self.lock:
            return [entry for entry in entries if all(str(entry.get(name)) == value for name, value in wanted.items())]
