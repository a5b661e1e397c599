"""Faults on demand: which call goes wrong, and how. They are set by POST /stand-in/faults; README.md has the table."""

import random
import threading
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from . import models
from .reply import AWSError, Reply, error

KINDS = ("throttle", "unavailable", "refuse", "lost", "reset", "latency", "expire", "skew")
FILTERS = ("service", "operation", "region", "account", "accessKey")

# How each service says that it is asked too often; the others say Throttling.
THROTTLING = {
    "ec2": AWSError("RequestLimitExceeded", "Request limit exceeded.", 503),
    "kms": AWSError("ThrottlingException", "Rate exceeded", 400),
    "secretsmanager": AWSError("ThrottlingException", "Rate exceeded", 400),
    "tagging": AWSError("ThrottledException", "Rate exceeded", 400),
    "s3": AWSError("SlowDown", "Please reduce your request rate.", 503),
}
EXPIRED = {
    "json": AWSError("ExpiredTokenException", "The security token included in the request is expired", 400),
    "ec2": AWSError("RequestExpired", "Request has expired.", 400),
    "rest-xml": AWSError("ExpiredToken", "The provided token has expired.", 400),
    "query": AWSError("ExpiredToken", "The security token included in the request is expired", 403),
}
# What a request says that is older or newer than these seconds.
TOLERANCE = 300
SKEWED = {
    "json": AWSError("InvalidSignatureException", "Signature expired", 400),
    "ec2": AWSError("RequestExpired", "Request has expired.", 400),
    "rest-xml": AWSError("RequestTimeTooSkewed", "The difference between the request time and the current time is too "
                         "large.", 403),
    "query": AWSError("SignatureDoesNotMatch", "Signature expired", 403),
}
PAGE = b"<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503</h1></body></html>\n"


class Cut(Exception):
    """The connection ends without an answer; with a TCP reset where `reset` is true."""

    def __init__(self, reset):
        super().__init__("the connection is cut")
        self.reset = reset


@dataclass
class Fault:
    """One rule. Filters that are None let every call through; `share` of those that pass, drawn by `seed`, go wrong,
    after the first `after` of them and at most `count` of them."""

    kind: str
    service: str | None = None
    operation: str | None = None
    region: str | None = None
    account: str | None = None
    accessKey: str | None = None
    share: float = 1.0
    seed: int = 0
    after: int = 0
    count: int | None = None
    milliseconds: int = 80
    seconds: int = 3600
    code: str = "AccessDenied"
    message: str = "Refused by the test."
    status: int = 403
    seen: int = 0
    struck: int = 0
    used: dict = field(default_factory=dict)

    def __post_init__(self):
        self.random = random.Random(self.seed)

    @classmethod
    def of(cls, rule):
        """A rule from JSON; a ValueError says what is wrong with it."""
        known = {each.name for each in fields(cls)} - {"seen", "struck", "used"}
        if set(rule) - known:
            raise ValueError(f"{', '.join(set(rule) - known)}: unknown; known are {', '.join(sorted(known))}")
        if rule.get("kind") not in KINDS:
            raise ValueError(f"kind is '{rule.get('kind')}', and has to be one of {', '.join(KINDS)}")
        return cls(**rule)

    def strikes(self, about, account):
        passed = {
            "service": about.service, "operation": about.operation, "region": about.region, "account": account,
            "accessKey": about.access_key,
        }
        if any(getattr(self, name) not in (None, passed[name]) for name in FILTERS):
            return False
        if self.kind == "expire":
            # Each key is good for `after` calls, and never again after that.
            self.used[about.access_key] = self.used.get(about.access_key, 0) + 1
            return self.used[about.access_key] > self.after
        self.seen += 1
        if self.seen <= self.after or (self.count is not None and self.struck >= self.count):
            return False
        if self.random.random() >= self.share:
            return False
        self.struck += 1
        return True


class Faults:
    def __init__(self):
        self.lock = threading.Lock()
        self.rules = []

    def add(self, rules):
        made = [Fault.of(rule) for rule in rules]
        with self.lock:
            self.rules += made

    def clear(self, account=None):
        """Forgets all rules, or those about one account."""
        with self.lock:
            self.rules = [rule for rule in self.rules if account and rule.account != account]

    def striking(self, about, account):
        """The rules that strike this call, in the order in which they were set."""
        with self.lock:
            return [rule for rule in self.rules if rule.strikes(about, account)]


def before(rule, about, call):
    """What a rule answers instead of the service, or nothing where it does not."""
    model = models.service(about.service)
    protocol = models.protocol(model) if model else "query"
    match rule.kind:
        case "throttle":
            return error(about.service, THROTTLING.get(about.service, AWSError("Throttling", "Rate exceeded", 400)))
        case "unavailable":
            return Reply(503, PAGE, {"Content-Type": "text/html"})
        case "refuse":
            return error(about.service, AWSError(rule.code, rule.message, rule.status))
        case "expire":
            return error(about.service, EXPIRED[protocol])
        case "skew":
            return skewed(rule, about, call, protocol)
        case "reset":
            raise Cut(reset=True)


def skewed(rule, about, call, protocol):
    """AWS's clock is ahead of ours by so many seconds, and its answer says what time it is there."""
    now = datetime.now(UTC) + timedelta(seconds=rule.seconds)
    try:
        signed = datetime.strptime(call.headers.get("x-amz-date", ""), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    if abs(now - signed).total_seconds() <= TOLERANCE:
        return None
    reply = error(about.service, SKEWED[protocol])
    reply.headers["Date"] = format_datetime(now, usegmt=True)
    return reply
