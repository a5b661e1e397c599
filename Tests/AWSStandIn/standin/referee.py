"""Holds requests and answers against botocore's model of their operation."""

import re

from botocore.validate import ParamValidator

from . import models
from .wire import form, json_body, rest
from .wire.violation import Violation
from .wire.xml_body import XMLReader, parse


def read_request(operation, call):
    """The parameters of a request, or a Violation."""
    match models.protocol(operation.service_model):
        case "query":
            parameters = form.read(operation, call, ec2=False)
        case "ec2":
            parameters = form.read(operation, call, ec2=True)
        case "json":
            parameters = json_body.read(operation, call)
        case _:
            parameters = rest.read(operation, call)
    if operation.input_shape:
        validate(operation.input_shape, parameters)
        check_values(operation.input_shape, parameters, "")
    return parameters


def read_answer(operation, headers, body):
    """The value of a good answer, or a Violation. `headers` have names in lower case."""
    shape, model = operation.output_shape, operation.service_model
    match models.protocol(model):
        case "json":
            value = json_body.read_answer(shape, body)
        case "query":
            value = query_answer(operation, shape, body)
        case "ec2":
            reader = XMLReader(namespace=None, ignored=("requestId",))
            value = reader.structure(shape, parse(body), "") if shape else {}
        case _:
            value = rest.read_answer(operation, headers, body)
    if shape:
        validate(shape, value)
    return value


def query_answer(operation, shape, body):
    """An answer of the query protocol: <XResponse> with a <XResult> where there is one, and ResponseMetadata."""
    root, reader = parse(body), XMLReader(namespace=None, ignored=("ResponseMetadata",))
    expected = f"{operation.name}Response"
    if reader.name(root) != expected:
        raise Violation(f"the answer is a <{reader.name(root)}>, and should be a <{expected}>")
    wrapper = shape and shape.serialization.get("resultWrapper")
    if not wrapper:
        return reader.structure(shape, root, "") if shape else {}
    result = next((child for child in root if reader.name(child) == wrapper), None)
    if result is None:
        raise Violation(f"the answer has no <{wrapper}>")
    return reader.structure(shape, result, "")


def validate(shape, value):
    """What botocore itself checks: required members, types, least values and lengths."""
    report = ParamValidator().validate(value, shape)
    if report.has_errors():
        raise Violation(report.generate_report())


def check_values(shape, value, place):
    """What botocore leaves to the server: enumerations, patterns, and the greatest values and lengths."""
    if shape.type_name == "structure":
        for name, child in value.items():
            check_values(shape.members[name], child, f"{place}.{name}" if place else name)
    elif shape.type_name == "list":
        for index, child in enumerate(value, 1):
            check_values(shape.member, child, f"{place}.{index}")
    elif shape.type_name == "map":
        for name, child in value.items():
            check_values(shape.key, name, f"{place}.{name}")
            check_values(shape.value, child, f"{place}.{name}")
    else:
        check_scalar(shape, value, place)
    longest = shape.metadata.get("max")
    if longest is not None and shape.type_name in ("string", "list") and len(value) > longest:
        raise Violation(f"{place}: is longer than {longest}")


def check_scalar(shape, value, place):
    allowed = getattr(shape, "enum", None)
    if allowed and value not in allowed:
        raise Violation(f"{place}: '{value}' is none of {', '.join(allowed)}")
    pattern = shape.metadata.get("pattern")
    if pattern and isinstance(value, str) and not matches(pattern, value):
        raise Violation(f"{place}: '{value}' does not match {pattern}")
    greatest = shape.metadata.get("max")
    if greatest is not None and shape.type_name in ("integer", "long", "float", "double") and value > greatest:
        raise Violation(f"{place}: {value} is more than {greatest}")


def matches(pattern, value):
    """The patterns are Java's. The few that Python cannot read allow everything."""
    try:
        return re.fullmatch(pattern, value, re.DOTALL) is not None
    except re.error:
        return True


