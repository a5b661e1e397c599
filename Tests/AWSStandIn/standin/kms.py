"""KMS: keys by their ARN everywhere, lists in pages, and a key that waits for its deletion does nothing."""

import json
import time

from moto.kms import models, responses, urls

from . import pages

# What a key that waits for its deletion refuses, and where the request names the key. From KMS's table of key states.
NEED_A_KEY = {
    "CreateAlias": "TargetKeyId", "UpdateAlias": "TargetKeyId", "EnableKey": "KeyId", "EnableKeyRotation": "KeyId",
    "TagResource": "KeyId", "UntagResource": "KeyId", "ScheduleKeyDeletion": "KeyId", "Encrypt": "KeyId",
    "GenerateDataKey": "KeyId",
}


class Keys(dict):
    """Keys by id, which are found by their ARN too: moto looks some up as they come."""

    def __missing__(self, name):
        if name is None or ":key/" not in name:
            raise KeyError(name)
        return self[name.split(":key/")[1]]


class Backend(models.KmsBackend):
    _url_module = urls  # moto looks beside the class

    def __init__(self, region_name, account_id=None):
        super().__init__(region_name, account_id)
        self.keys = Keys()

    def create_key(self, policy, key_usage, *arguments, **options):
        """moto leaves the usage empty where the request does."""
        return super().create_key(policy, key_usage or "ENCRYPT_DECRYPT", *arguments, **options)

    def create_alias(self, target_key_id, alias_name):
        self.alias_times[alias_name] = time.time()
        return super().create_alias(target_key_id, alias_name)

    @property
    def alias_times(self):
        """When each alias was made, which moto does not tell."""
        return self.__dict__.setdefault("_alias_times", {})


class Responses(responses.KmsResponse):
    def call_action(self):
        parameter = NEED_A_KEY.get(self._get_action())
        named = self._get_param(parameter) if parameter else None
        try:
            key = self.kms_backend.keys[named] if named else None
        except KeyError:
            key = None
        if key and key.key_state == "PendingDeletion":
            refusal = {"__type": "KMSInvalidStateException", "message": f"{key.arn} is pending deletion."}
            return 400, self.response_headers, json.dumps(refusal)
        return super().call_action()

    def list_keys(self):
        return self.page(super().list_keys(), "Keys")

    def list_aliases(self):
        answer = json.loads(super().list_aliases())
        for alias in answer["Aliases"]:
            made = self.kms_backend.alias_times.get(alias["AliasName"])
            alias |= {"CreationDate": made, "LastUpdatedDate": made} if made else {}
        return self.page(json.dumps(answer), "Aliases")

    def page(self, answer, member):
        """The part of an answer that was asked for: by default 50 of all that there are, and 100 at most."""
        everything = json.loads(answer)[member]
        size = min(self._get_int_param("Limit") or 50, 100)
        page, marker = pages.cut(everything, size, self._get_param("Marker"))
        more = {"NextMarker": marker} if marker else {}
        return json.dumps({member: page, "Truncated": bool(marker)} | more)


def install():
    models.kms_backends.backend = Backend
    urls.url_paths = {path: Responses.dispatch for path in urls.url_paths}
