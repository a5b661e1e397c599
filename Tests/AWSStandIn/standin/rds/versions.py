"""PostgreSQL's versions: a major version means its default minor one, and there is no way back."""

from .refusal import combination

# What each major version means. Of each there is one newer minor version, to be raised to, and the older ones.
DEFAULT = {13: 23, 14: 23, 15: 18, 16: 14, 17: 10}
OLDEST = 2


def numbers(version):
    return tuple(int(part) for part in version.split("."))


def resolve(engine, version):
    """The whole version for one that is asked for, `15` or `15.4`; other engines' versions are taken as they are."""
    if engine != "postgres":
        return version
    major, *minor = str(version or max(DEFAULT)).split(".")
    default = DEFAULT.get(int(major)) if major.isdigit() else None
    if default is None or len(minor) > 1 or not all(
            part.isdigit() and OLDEST <= int(part) <= default + 1 for part in minor):
        raise combination(f"Cannot find version {version} for {engine}")
    return f"{major}.{minor[0] if minor else default}"


def check_upgrade(engine, current, wanted, allow_major):
    if engine != "postgres" or current == wanted:
        return
    if numbers(wanted) < numbers(current):
        raise combination(f"Cannot upgrade {engine} from {current} to {wanted}")
    if numbers(wanted)[0] > numbers(current)[0] and not allow_major:
        raise combination("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.")
