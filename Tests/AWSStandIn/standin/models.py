"""botocore's models of the services that are refereed, loaded once each."""

import functools

import botocore.session
from botocore.exceptions import UnknownServiceError

# What a signature calls a service, where botocore's folder is called otherwise.
FOLDERS = {"tagging": "resourcegroupstaggingapi"}


@functools.cache
def service(signing_name):
    """The model of the service that signs as `signing_name`, or nothing where there is none."""
    try:
        return botocore.session.get_session().get_service_model(FOLDERS.get(signing_name, signing_name))
    except UnknownServiceError:
        return None


@functools.cache
def operation(signing_name, name):
    model = service(signing_name)
    return model.operation_model(name) if model and name in model.operation_names else None


def protocol(model):
    """query, ec2, json or rest-xml: what our client speaks, also where a service has a newer one besides."""
    spoken = model.metadata.get("protocols") or [model.metadata["protocol"]]
    return next((name for name in ("query", "ec2", "json", "rest-xml") if name in spoken), spoken[0])
