"""One request, read whole, before anybody says what it means."""

import io
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

# The credential scope of Signature Version 4: key/date/region/service/aws4_request.
SCOPE = re.compile(r"[^/,\s=]+/\d{8}/[^/]+/[^/]+/aws4_request")


@dataclass(frozen=True)
class Call:
    """`path` and `query` are as they were sent, still escaped; the names of `headers` are in lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @classmethod
    def read(cls, environ):
        """Takes the body out of `environ` and puts an equal one back, for whoever comes next."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        environ["wsgi.input"] = io.BytesIO(body)
        headers = {
            name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")
        }
        if environ.get("CONTENT_TYPE"):
            headers["content-type"] = environ["CONTENT_TYPE"]
        path, _, query = environ["REQUEST_URI"].partition("?")
        return cls(environ["REQUEST_METHOD"], path, query, headers, body)

    @property
    def parameters(self):
        """The query string's names and values in order; a name without `=` has an empty value."""
        return parse_qsl(self.query, keep_blank_values=True)

    @property
    def form(self):
        """The names and values of a form body, in order."""
        return parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)

    @property
    def scope(self):
        """(access key, region, signing name), from the signature; nothing where the request is not signed."""
        return self.credential and (self.credential[0], self.credential[2], self.credential[3])

    @property
    def credential(self):
        """(access key, day, region, signing name, `aws4_request`), from the signature in a header or in the URL."""
        signed = self.headers.get("authorization") or dict(self.parameters).get("X-Amz-Credential", "")
        found = SCOPE.search(signed)
        return found[0].split("/") if found else None
