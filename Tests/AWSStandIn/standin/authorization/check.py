"""Puts our evaluation where moto has its own: after it checked the signature, before it does anything."""

import json
import threading
from dataclasses import dataclass

from moto import settings
from moto.core.exceptions import AccessDeniedError
from moto.iam import access_control
from moto.iam.models import Policy

from ..call import Call
from . import needs, policy, roles
from .needs import Need

_current = threading.local()
_moto_check = access_control.IAMRequestBase.check_action_permitted
_moto_request = access_control.IAMRequestBase._create_aws_request


@dataclass
class Checked:
    """A call that is to be checked. `needs` is None where it was not read."""

    call: Call
    needs: list[Need] | None


def of(call, about, parameters, account):
    return Checked(call, needs.of(about, parameters, account) if parameters is not None else None)


def begin(checked):
    """Tells what the next call of this thread is, or None where it is not checked. The caller holds moto's lock."""
    settings.INITIAL_NO_AUTH_ACTION_COUNT = 0 if checked else float("inf")
    _current.checked = checked


def create_request(self):
    """What was signed. moto writes a form anew, with another letter for a space than who signed it may have."""
    self._body = _current.checked.call.body or self._body
    return _moto_request(self)


def check_action_permitted(self, resource):
    """For calls that were read; moto's own check for the others, and for trust in a role that is assumed."""
    if _current.checked.needs is None or self._action == "sts:GetCallerIdentity":
        return _moto_check(self, resource)
    if self._is_assuming_role_operation(resource):
        _moto_check(self, resource)
    documents = [document(each) for each in self._access_key.collect_policies()]
    for need in _current.checked.needs:
        if not policy.allowed(documents, need.action, need.resource, need.context):
            if need.action == "iam:CreateServiceLinkedRole":
                raise roles.RoleNotMade()
            raise AccessDeniedError(self._access_key.arn, f"{need.action} on resource: {need.resource}")
    if any(need.action == "iam:CreateServiceLinkedRole" for need in _current.checked.needs):
        roles.make(self._access_key.account_id)


def document(given):
    """The text that moto keeps in three ways."""
    if isinstance(given, Policy):
        given = next(version.document for version in given.versions if version.is_default)
    elif isinstance(given, dict):
        given = given["policy_document"]
    return json.loads(given)


def install():
    access_control.IAMRequest.check_action_permitted = check_action_permitted
    access_control.S3IAMRequest.check_action_permitted = check_action_permitted
    access_control.IAMRequestBase._create_aws_request = create_request
