"""Text to a scalar of a shape, and no further: what AWS would have to guess at is refused."""

import base64
import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .violation import Violation

NUMBERS = {
    "integer": (re.compile(r"-?\d+"), int),
    "long": (re.compile(r"-?\d+"), int),
    "float": (re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?"), float),
    "double": (re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?"), float),
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")


def from_text(text, shape, place):
    """The value of a scalar that is written as text: a form field, a header, an XML element."""
    kind = shape.type_name
    if kind in ("string", "character"):
        return text
    if kind == "boolean":
        if text not in ("true", "false"):
            raise Violation(f"{place}: '{text}' is neither true nor false")
        return text == "true"
    if kind in NUMBERS:
        pattern, number = NUMBERS[kind]
        if not pattern.fullmatch(text):
            raise Violation(f"{place}: '{text}' is no {kind}")
        return number(text)
    if kind == "timestamp":
        return instant(text, shape, place)
    if kind == "blob":
        return blob(text, place)
    raise Violation(f"{place}: a {kind} is expected, not the text '{text}'")


def instant(text, shape, place):
    form = shape.serialization.get("timestampFormat")
    try:
        if form == "unixTimestamp":
            return datetime.fromtimestamp(float(text), UTC)
        if form == "rfc822":
            return parsedate_to_datetime(text)
        if INSTANT.fullmatch(text):
            return datetime.fromisoformat(text)
    except (ValueError, TypeError):
        pass
    raise Violation(f"{place}: '{text}' is no time as this operation writes it")


def blob(text, place):
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Violation(f"{place}: no base64") from None
