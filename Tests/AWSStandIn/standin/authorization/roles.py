"""The role that RDS acts as in an account: made by the first call that needs it, in the name of whoever calls."""

from moto.core.exceptions import _RESTError
from moto.iam.models import iam_backends

RDS = "rds.amazonaws.com"
NAME = "AWSServiceRoleForRDS"


def of_rds(account):
    """Says whether the account has it."""
    return any(role.path == f"/aws-service-role/{RDS}/" for role in iam_backends[account]["aws"].get_roles())


def arn_of_rds(account):
    return f"arn:aws:iam::{account}:role/aws-service-role/{RDS}/{NAME}"


def make(account):
    iam_backends[account]["aws"].create_service_linked_role(RDS, "", "")


class RoleNotMade(_RESTError):
    """RDS does not say what is not allowed, as others do."""
    code = 400

    def __init__(self):
        super().__init__("InvalidParameterValue", (
            "Unable to create the resource. Verify that you have permission to create service linked role."
            " Otherwise wait and try again later"))
