"""The master password that RDS manages: another value after each rotation, which moto leaves empty."""

import json
import secrets

from moto.rds import models


class Secret(models.MasterUserSecret):
    def _generate_secret_string(self):
        return json.dumps({"username": self.resource.master_username, "password": secrets.token_urlsafe(21)})

    def rotate_secret(self):
        self._status = "rotating"
        self.secretsmanager.put_secret_value(
            self.secret.arn, self._generate_secret_string(), None, None, ["AWSCURRENT"])
