"""Which operation of which service a request asks for."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from . import models
from .operations import checked

# Calls that come without a signature, and who answers them.
UNSIGNED = {"AssumeRoleWithWebIdentity": "sts", "AssumeRoleWithSAML": "sts"}
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True)
class Recognised:
    """`service` is the signing name. `operation` is None where the request names none that exists."""

    service: str | None
    operation: str | None
    region: str
    access_key: str | None

    @property
    def model(self):
        return models.operation(self.service, self.operation) if self.operation else None


def recognise(call):
    action = dict(call.form).get("Action") if "form" in call.headers.get("content-type", "") else None
    key, region, service = call.scope or (None, DEFAULT_REGION, UNSIGNED.get(action))
    model = models.service(service) if service else None
    if not model:
        return Recognised(service, action, region, key)
    match models.protocol(model):
        case "query" | "ec2":
            name = action or dict(call.parameters).get("Action")
        case "json":
            name = call.headers.get("x-amz-target", "").rpartition(".")[2]
        case _:
            name = by_path(call, service)
    return Recognised(service, name if name in model.operation_names else None, region, key)


def by_path(call, service):
    """The operation whose method and path fit, of those the one that names the most of the query string, and of several
    the one that the product may use: S3 has pairs that differ in the host alone."""
    sent = {name for name, _ in call.parameters}
    fitting = [
        (len(literals), checked(service, name), name)
        for name, method, pattern, literals in routes(service)
        if method == call.method and literals <= sent and pattern.fullmatch(call.path)
    ]
    return max(fitting)[-1] if fitting else None


_routes = {}


def routes(service):
    if service not in _routes:
        model = models.service(service)
        _routes[service] = [route(model.operation_model(name)) for name in model.operation_names]
    return _routes[service]


def route(operation):
    """(name, method, pattern of the path, names that the query string must have)."""
    path, _, query = operation.http["requestUri"].partition("?")
    return operation.name, operation.http["method"], path_pattern(path), {
        name for name, _ in parse_qsl(query, keep_blank_values=True)
    }


def path_pattern(path):
    """A path of a model, with a group for each label: `{Bucket}` takes one part, `{Key+}` all that are left."""
    pattern = re.sub(
        r"\{(\w+)(\+?)\}", lambda label: f"(?P<{label[1]}>{'.+' if label[2] else '[^/]+'})", path)
    return re.compile(pattern if path == "/" else pattern + "/?")


def labels(operation, call):
    """What the labels of an operation's path stand for in this request."""
    found = route(operation)[2].fullmatch(call.path)
    return {name: unquote(value) for name, value in found.groupdict().items()}
