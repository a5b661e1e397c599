"""KMS keys as RDS sees them: one that is disabled, or waits for its deletion, is as good as none."""

from moto.rds.exceptions import KMSKeyNotAccessibleFault


def usable_key(backend, name):
    """The ARN of a key, for its ARN, id or alias; a key of another region is not to be had."""
    if name.startswith("arn:") and name.split(":")[3] != backend.region_name:
        raise KMSKeyNotAccessibleFault(name)
    alias = name[name.index("alias/"):] if "alias/" in name else None
    found = backend.kms.get_key_id_from_alias(alias) if alias else name
    try:
        key = backend.kms.keys[found]
    except KeyError:
        raise KMSKeyNotAccessibleFault(name) from None
    if key.key_state != "Enabled":
        raise KMSKeyNotAccessibleFault(name)
    return key.arn
