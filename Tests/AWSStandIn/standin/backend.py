"""moto, one call at a time: its dictionaries change under whoever iterates over them."""

import sys
import threading
import traceback
from contextlib import closing

from moto.iam.models import get_account_id_from
from moto.moto_api._internal import moto_api_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import ec2, kms, repairs, s3
from .authorization import check
from .rds import backend as rds
from .reply import Reply

FAILURE = b"<html><head><title>500 Internal Server Error</title></head><body>moto failed; see the log</body></html>\n"


class Backend:
    def __init__(self):
        for part in (repairs, ec2, kms, rds, s3, check):
            part.install()
        self.application = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.RLock()

    def account(self, access_key):
        with self.lock:
            return get_account_id_from(access_key or "AKIAEXAMPLE")

    def ask(self, environ, checked=None):
        """moto's Reply to a request. Where it is `checked`, it needs a right signature and permissions."""
        head = {}

        def start(status, headers, _=None):
            head["status"], head["headers"] = int(status.split()[0]), headers

        try:
            with self.lock:
                check.begin(checked)
                with closing(self.application(environ, start)) as chunks:
                    body = b"".join(chunks)
        except Exception:
            # As moto's own server does: what it has not implemented is an exception, and a page in HTML.
            traceback.print_exc(file=sys.stderr)
            return Reply(500, FAILURE, {"Content-Type": "text/html"})
        return Reply(head["status"], body, {name: value for name, value in head["headers"] if not hop_by_hop(name)})

    def reset(self):
        """Forgets everything that was made, in every account and region."""
        with self.lock:
            moto_api_backend.reset()


def hop_by_hop(name):
    """Says whether a header is about one connection; also for the length, which the server counts itself."""
    return name.lower() in ("connection", "content-length", "keep-alive", "transfer-encoding", "server", "date")
