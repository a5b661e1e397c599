"""The rest-xml protocol: parameters in the path, the query string, headers and an XML body."""

import base64
import hashlib
import zlib

from .. import recognition
from . import scalars
from .violation import Violation, unknown
from .xml_body import XMLReader, parse

# Headers that signing and retrying add, and that no shape explains.
SIGNING_HEADERS = {
    "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-user-agent", "x-amz-sdk-checksum-algorithm",
}
CHECKSUMS = {
    "content-md5": lambda body: hashlib.md5(body).digest(),
    "x-amz-checksum-sha1": lambda body: hashlib.sha1(body).digest(),
    "x-amz-checksum-sha256": lambda body: hashlib.sha256(body).digest(),
    "x-amz-checksum-crc32": lambda body: zlib.crc32(body).to_bytes(4, "big"),
}


def read(operation, call):
    """The parameters of a request to `operation`, or a Violation."""
    shape = operation.input_shape
    members = shape.members if shape else {}
    found = dict(recognition.labels(operation, call))
    found |= from_query(operation, members, call)
    found |= from_headers(members, call)
    check_sums(operation, call)
    return found | from_body(shape, call)


def from_query(operation, members, call):
    literals = recognition.route(operation)[3]
    known = located(members, "querystring")
    read = {}
    for name, text in call.parameters:
        if name in literals or name == "x-id" or name.startswith("X-Amz-"):
            continue
        if name not in known:
            raise unknown(name, "query string", set(known) | literals)
        member_name, member = known[name]
        read[member_name] = scalars.from_text(text, member, name)
    return read


def from_headers(members, call):
    known = {name.lower(): member for name, member in located(members, "header").items()}
    read = {}
    for name, text in call.headers.items():
        if name in known:
            member_name, member = known[name]
            read[member_name] = scalars.from_text(text, member, name)
        elif name.startswith("x-amz-") and name not in SIGNING_HEADERS and not name.startswith("x-amz-checksum-"):
            raise unknown(name, "headers", known)
    return read


def located(members, location):
    return {
        member.serialization.get("name", name): (name, member)
        for name, member in members.items()
        if member.serialization.get("location") == location
    }


def check_sums(operation, call):
    """Where a body needs a checksum, one has to be there; where one is there, it has to be right."""
    given = {name: call.headers[name] for name in CHECKSUMS if name in call.headers}
    if (operation.http_checksum or {}).get("requestChecksumRequired") and not given:
        raise Violation(f"{operation.name} needs Content-MD5 or an x-amz-checksum header")
    for name, text in given.items():
        if base64.b64encode(CHECKSUMS[name](call.body)).decode() != text:
            raise Violation(f"{name}: '{text}' is not that of the body")


def from_body(shape, call):
    payload = shape and shape.serialization.get("payload")
    if not payload:
        if call.body:
            raise Violation("there is a body, and this operation has none")
        return {}
    member = shape.members[payload]
    if not call.body:
        return {}
    if member.type_name in ("string", "blob"):
        return {payload: call.body.decode() if member.type_name == "string" else call.body}
    root = parse(call.body)
    reader = XMLReader(member.serialization.get("xmlNamespace", {}).get("uri", ""))
    name = member.serialization.get("name", payload)
    if reader.name(root) != name:
        raise Violation(f"the body is a <{reader.name(root)}>, and should be a <{name}>")
    return {payload: reader.value(member, root, "")}


def read_answer(operation, headers, body):
    """The value of an answer, or a Violation. `headers` have names in lower case."""
    shape = operation.output_shape
    if not shape:
        return {}
    known = {name.lower(): member for name, member in located(shape.members, "header").items()}
    found = {
        known[name][0]: scalars.from_text(text, known[name][1], name) for name, text in headers.items() if name in known
    }
    payload = shape.serialization.get("payload")
    if payload and shape.members[payload].type_name in ("string", "blob"):
        return found | {payload: body.decode() if shape.members[payload].type_name == "string" else body}
    if not body:
        return found
    root = parse(body)
    reader = XMLReader(namespace=None)
    if payload:
        return found | {payload: reader.value(shape.members[payload], root, "")}
    if operation.name == "GetBucketLocation":
        # The one answer of S3 whose only member is the root itself.
        return {"LocationConstraint": root.text or ""}
    return found | reader.structure(shape, root, "")
