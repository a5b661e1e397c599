"""What a referee says when a request or an answer is not what the model of its operation allows."""

import difflib


class Violation(Exception):
    """Its text says what is wrong and where, for whoever wrote the request."""


def unknown(name, place, allowed):
    """A violation for a name that nothing explains, with what was probably meant."""
    near = difflib.get_close_matches(name, allowed, 1)
    hint = f"; did you mean '{near[0]}'?" if near else f"; known are {', '.join(sorted(allowed)) or 'none'}"
    return Violation(f"{place or 'the request'}: '{name}' is no member{hint}")
