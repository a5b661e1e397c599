"""XML bodies along a shape: S3's requests, and the answers of query, ec2 and S3."""

from xml.etree import ElementTree

from . import scalars
from .violation import Violation, unknown


def parse(body):
    try:
        return ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise Violation(f"the body is no XML: {error}") from None


def split(tag):
    """(namespace, name) of an element's tag."""
    return tuple(tag[1:].split("}", 1)) if tag.startswith("{") else ("", tag)


class XMLReader:
    """Walks an element along a shape. `ignored` are names that the protocol adds to a structure at the top."""

    def __init__(self, namespace, ignored=()):
        self.namespace, self.ignored = namespace, ignored

    def name(self, element):
        namespace, name = split(element.tag)
        if self.namespace is not None and namespace != self.namespace:
            raise Violation(f"<{name}>: its namespace is '{namespace}', and should be '{self.namespace}'")
        return name

    def value(self, shape, element, place):
        if shape.type_name == "structure":
            return self.structure(shape, element, place)
        if shape.type_name == "list":
            return self.wrapped_list(shape, element, place)
        if len(element):
            raise Violation(f"{place}: is one {shape.type_name}, and has <{self.name(element[0])}> in it")
        return scalars.from_text(element.text or "", shape, place)

    def structure(self, shape, element, place):
        members, lists, read = self.members(shape), {}, {}
        if (element.text or "").strip():
            raise Violation(f"{place}: is a structure, not the text '{element.text.strip()}'")
        for child in element:
            name = self.name(child)
            if name in self.ignored:
                continue
            if name not in members:
                raise unknown(name, place, members)
            member_name, member = members[name]
            inside = f"{place}.{name}" if place else name
            if member.type_name == "list" and member.serialization.get("flattened"):
                lists.setdefault(member_name, []).append(self.value(member.member, child, inside))
            elif member_name in read:
                raise Violation(f"{inside}: is given twice")
            else:
                read[member_name] = self.value(member, child, inside)
        return self.attributes(shape, element) | read | lists

    def members(self, shape):
        """Name on the wire to name and shape; what is elsewhere than in the body is left out."""
        members = {}
        for name, member in shape.members.items():
            if "location" in member.serialization or member.serialization.get("xmlAttribute"):
                continue
            wire_name = member.serialization.get("name", name)
            if member.type_name == "list" and member.serialization.get("flattened"):
                wire_name = member.member.serialization.get("name", wire_name)
            members[wire_name] = (name, member)
        return members

    def attributes(self, shape, element):
        """Members that are written as attributes, such as `xsi:type` of a grantee."""
        written = {f"{split(key)[1]}": text for key, text in element.attrib.items()}
        return {
            name: written[member.serialization["name"].rpartition(":")[2]]
            for name, member in shape.members.items()
            if member.serialization.get("xmlAttribute") and member.serialization["name"].rpartition(":")[2] in written
        }

    def wrapped_list(self, shape, element, place):
        step = shape.member.serialization.get("name", "member")
        if (element.text or "").strip():
            raise Violation(f"{place}: is a list, not the text '{element.text.strip()}'")
        for child in element:
            if self.name(child) != step:
                raise unknown(self.name(child), place, [step])
        return [self.value(shape.member, child, f"{place}.{step}") for child in element]
