"""The json protocol, 1.0 and 1.1: the operation is in a header, the parameters are one JSON object."""

import json
from datetime import UTC, datetime

from . import scalars
from .violation import Violation, unknown

PYTHON_TYPES = {
    "string": str, "character": str, "boolean": bool, "integer": int, "long": int, "structure": dict, "map": dict,
    "list": list, "blob": str,
}


def read(operation, call):
    """The parameters of a request to `operation`, or a Violation."""
    metadata = operation.service_model.metadata
    target, version = f"{metadata['targetPrefix']}.{operation.name}", metadata["jsonVersion"]
    if call.headers.get("x-amz-target") != target:
        raise Violation(f"x-amz-target is '{call.headers.get('x-amz-target')}', and should be '{target}'")
    if call.headers.get("content-type") != f"application/x-amz-json-{version}":
        raise Violation(f"content-type is '{call.headers.get('content-type')}', and JSON {version} is spoken here")
    return read_body(operation.input_shape, call.body)


def read_answer(shape, body):
    """The value of an answer. A null there is a member that has no value; a request may not have one."""
    return read_body(shape, body, lambda pairs: without_doubles([pair for pair in pairs if pair[1] is not None]))


def read_body(shape, body, members=None):
    try:
        parsed = json.loads(body or b"{}", object_pairs_hook=members or without_doubles)
    except ValueError as error:
        raise Violation(f"the body is no JSON: {error}") from None
    return value(shape, parsed, "") if shape else {}


def without_doubles(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Violation(f"the body has a member twice: {', '.join(name for name, _ in pairs)}")
    return members


def value(shape, parsed, place):
    kind = shape.type_name
    if kind in PYTHON_TYPES and type(parsed) is not PYTHON_TYPES[kind]:
        raise Violation(f"{place or 'the body'}: is a {kind}, not {json.dumps(parsed)[:60]}")
    if kind == "structure":
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        for name in parsed:
            if name not in names:
                raise unknown(name, place, names)
        return {
            names[name]: value(shape.members[names[name]], child, f"{place}.{name}" if place else name)
            for name, child in parsed.items()
        }
    if kind == "list":
        return [value(shape.member, child, f"{place}[{index}]") for index, child in enumerate(parsed)]
    if kind == "map":
        return {name: value(shape.value, child, f"{place}.{name}") for name, child in parsed.items()}
    return scalar(shape, parsed, place)


def scalar(shape, parsed, place):
    kind = shape.type_name
    if kind == "blob":
        return scalars.blob(parsed, place)
    if kind in ("float", "double", "timestamp") and (isinstance(parsed, bool) or not isinstance(parsed, (int, float))):
        raise Violation(f"{place}: is a {kind}, not {json.dumps(parsed)[:60]}")
    return datetime.fromtimestamp(parsed, UTC) if kind == "timestamp" else parsed
