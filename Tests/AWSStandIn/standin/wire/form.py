"""The query and ec2 protocols: form fields whose names are paths (`Filters.Filter.1.Values.Value.1`)."""

from . import scalars
from .violation import Violation, unknown

# Fields that the protocol itself needs.
PROTOCOL_FIELDS = ("Action", "Version")


def read(operation, call, ec2):
    """The parameters of a request to `operation`, or a Violation."""
    model = operation.service_model
    fields = call.form if call.method == "POST" else call.parameters
    version = dict(fields).get("Version")
    if version != model.api_version:
        raise Violation(f"Version is '{version}', and {model.service_name}'s is '{model.api_version}'")
    if call.method == "POST" and "application/x-www-form-urlencoded" not in call.headers.get("content-type", ""):
        raise Violation(f"content-type '{call.headers.get('content-type')}' does not say that the body is a form")
    root = tree(fields)
    return FormReader(ec2).structure(operation.input_shape, root, "") if operation.input_shape else no_fields(root)


def no_fields(root):
    for name in root:
        raise unknown(name, "", [])
    return {}


def tree(fields):
    """Nested dicts by the parts of the names, with texts as leaves. Signatures in the query string are left out."""
    root = {}
    for name, value in fields:
        if name in PROTOCOL_FIELDS or name.startswith("X-Amz-"):
            continue
        *parents, last = name.split(".")
        node = root
        for part in parents:
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                raise Violation(f"{name}: another field gives '{part}' a value of its own")
        if last in node:
            raise Violation(f"{name}: is given twice")
        node[last] = value
    return root


class FormReader:
    """Walks a tree of fields along a shape."""

    def __init__(self, ec2):
        self.ec2 = ec2

    def value(self, shape, node, place):
        if shape.type_name == "structure":
            return self.structure(shape, node, place)
        if shape.type_name == "list":
            return self.list(shape, node, place)
        if isinstance(node, dict):
            raise Violation(f"{place}: is one {shape.type_name}, not '{place}.{next(iter(node))}'")
        return scalars.from_text(node, shape, place)

    def structure(self, shape, node, place):
        if not isinstance(node, dict):
            raise Violation(f"{place}: is a structure, not the text '{node}'")
        members = {self.member_name(name, member): (name, member) for name, member in shape.members.items()}
        read = {}
        for wire_name, child in node.items():
            if wire_name not in members:
                raise unknown(wire_name, place, members)
            name, member = members[wire_name]
            read[name] = self.value(member, child, f"{place}.{wire_name}" if place else wire_name)
        return read

    def member_name(self, name, shape):
        """The name of a structure's member on the wire."""
        if self.ec2:
            given = shape.serialization.get("queryName") or shape.serialization.get("name", name)
            return given[0].upper() + given[1:]
        if shape.type_name == "list" and shape.serialization.get("flattened"):
            return shape.member.serialization.get("name") or name
        return shape.serialization.get("name") or name

    def list(self, shape, node, place):
        if node == "" and not self.ec2:
            return []
        if not isinstance(node, dict):
            raise Violation(f"{place}: is a list, not the text '{node}'")
        if not self.ec2 and not shape.serialization.get("flattened"):
            step = shape.member.serialization.get("name") or "member"
            for name in node:
                if name != step:
                    raise unknown(name, place, [step])
            node, place = node[step], f"{place}.{step}"
            if not isinstance(node, dict):
                raise Violation(f"{place}: needs a number after it: '{place}.1'")
        numbers = [str(number) for number in range(1, len(node) + 1)]
        if sorted(node) != sorted(numbers):
            raise Violation(f"{place}: its numbers are {', '.join(node)}, and have to be 1 to {len(node)}")
        return [self.value(shape.member, node[number], f"{place}.{number}") for number in numbers]
