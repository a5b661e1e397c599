"""Answers, and errors in the form of each protocol."""

import json
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from xml.sax.saxutils import escape

from . import models


@dataclass
class Reply:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def line(self):
        return f"{self.status} {HTTPStatus(self.status).phrase}"


class AWSError(Exception):
    """What a service answers when it refuses. `code` is as in AWS's documentation of the operation."""

    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def error(service, failure):
    """The Reply of `service` for an AWSError; in the query form where the service is not known."""
    model = models.service(service) if service else None
    request = str(uuid.uuid4())
    code, message = escape(failure.code), escape(failure.message)
    match models.protocol(model) if model else "query":
        case "json":
            return Reply(failure.status, json.dumps({"__type": failure.code, "message": failure.message}).encode(), {
                "Content-Type": f"application/x-amz-json-{model.metadata['jsonVersion']}", "x-amzn-RequestId": request,
            })
        case "ec2":
            text = (f"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>"
                    f"<RequestID>{request}</RequestID></Response>")
        case "rest-xml":
            text = (f"<Error><Code>{code}</Code><Message>{message}</Message>"
                    f"<RequestId>{request}</RequestId></Error>")
        case _:
            blame = "Sender" if failure.status < 500 else "Receiver"
            namespace = (model.metadata.get("xmlNamespace") if model else None) or ""
            text = (f'<ErrorResponse xmlns="{namespace}"><Error><Type>{blame}</Type><Code>{code}</Code>'
                    f"<Message>{message}</Message></Error><RequestId>{request}</RequestId></ErrorResponse>")
    body = '<?xml version="1.0" encoding="UTF-8"?>\n' + text
    return Reply(failure.status, body.encode(), {"Content-Type": "text/xml", "x-amzn-RequestId": request})


def as_json(value, status=200):
    return Reply(status, json.dumps(value, indent=1).encode() + b"\n", {"Content-Type": "application/json"})
