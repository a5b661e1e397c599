"""How RDS says no. A Refusal's code is the name of an exception in botocore's model, which gives the code and status on
the wire, or one of the common errors, which have no exception."""

from moto.rds.exceptions import RDSClientError as Refusal

__all__ = ["Refusal", "combination", "value"]


def value(text):
    return Refusal("InvalidParameterValue", text)


def combination(text):
    return Refusal("InvalidParameterCombination", text)
