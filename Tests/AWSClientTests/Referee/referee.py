"""botocore as the judge of what is sent: reads questions from stdin, one JSON object a line, and answers each with one."""
import datetime
import json
import sys
from urllib.parse import quote

import botocore.auth
import botocore.session
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

session = botocore.session.get_session()


def signature(question):
    """The signature of a request, and what it covers."""
    moment = datetime.datetime.fromtimestamp(question["time"], datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda: moment
    encoded = [
        quote(name, safe="-_.~") + ("" if value is None else "=" + quote(value, safe="-_.~"))
        for name, value in question["query"]
    ]
    url = question["origin"] + question["path"] + ("?" + "&".join(encoded) if encoded else "")
    request = AWSRequest(
        method=question["method"], url=url, headers=dict(question["headers"]), data=bytes.fromhex(question["body"])
    )
    credentials = Credentials(question["key"], question["secret"], question["token"])
    is_s3 = question["service"] == "s3"
    if "expires" in question:
        request.data = b""
        kind = S3SigV4QueryAuth if is_s3 else SigV4QueryAuth
        auth = kind(credentials, question["service"], question["region"], expires=question["expires"])
        auth.add_auth(request)
        return {"signature": request.url.rpartition("X-Amz-Signature=")[2]}
    (S3SigV4Auth if is_s3 else SigV4Auth)(credentials, question["service"], question["region"]).add_auth(request)
    return {"signature": request.headers["Authorization"]}


def request(question):
    """What botocore makes of an operation's parameters, which it first finds to be valid or not."""
    model = session.get_service_model(question["service"])
    operation = model.operation_model(question["operation"])
    report = ParamValidator().validate(question["parameters"], operation.input_shape)
    if report.has_errors():
        return {"invalid": report.generate_report()}
    # Some services are also spoken to in a binary form, which newer versions of botocore prefer.
    serializer = create_serializer("json" if "json" in model.metadata.get("protocols", []) else model.protocol)
    made = serializer.serialize_to_request(question["parameters"], operation)
    body = made["body"]
    form = None
    if isinstance(body, dict):
        form, body = sorted([key, str(value)] for key, value in body.items()), b""
    if isinstance(body, str):
        body = body.encode()
    query = made["query_string"]
    return {
        "method": made["method"],
        "path": made["url_path"],
        "query": {key: str(value) for key, value in query.items()} if isinstance(query, dict) else query,
        "headers": {key.lower(): str(value) for key, value in made["headers"].items()},
        "form": form,
        "body": (body or b"").decode(),
    }


def elements(question):
    """How the elements of each list in a service's requests are called, by the list's name."""
    model = session.get_service_model(question["service"])
    found = {}

    def walk(shape, seen):
        if shape.type_name == "list":
            walk(shape.member, seen)
        elif shape.type_name == "structure" and shape.name not in seen:
            for name, member in shape.members.items():
                if member.type_name == "list":
                    found.setdefault(name, set()).add(member.member.serialization.get("name", "member"))
                walk(member, seen | {shape.name})

    for name in model.operation_names:
        if model.operation_model(name).input_shape:
            walk(model.operation_model(name).input_shape, frozenset())
    return {name: sorted(names) for name, names in found.items()}


for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps(globals()[question.pop("ask")](question)))
