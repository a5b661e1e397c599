"""The WSGI application: faults, referee, moto, referee, journal, in this order."""

import re
import time

from . import faults, identities, referee, s3, tag_index
from .accounts import accounts
from .authorization import check
from .backend import Backend
from .call import Call
from .control import Control
from .journal import Journal
from .operations import checked
from .recognition import recognise
from .reply import AWSError, error
from .wire.violation import Violation

# An access key that says its account itself: AKIA, the account's twelve digits, four more letters or digits.
ACCOUNT_KEY = re.compile(r"AKIA(\d{12})[A-Z0-9]{4}")


class Application:
    def __init__(self):
        self.backend, self.journal, self.faults = Backend(), Journal(), faults.Faults()
        self.control = Control(self.journal, self.faults, self.backend, self.reset)

    def reset(self):
        self.backend.reset()
        accounts.clear()
        self.faults.clear()
        self.journal.clear({})

    def __call__(self, environ, start_response):
        call = Call.read(environ)
        if call.path.startswith("/stand-in/"):
            reply = self.control.answer(call)
        elif call.path.startswith("/moto-api"):
            reply = self.backend.ask(environ)
        else:
            reply = self.serve(call, environ)
        start_response(reply.line, [*reply.headers.items(), ("Content-Length", str(len(reply.body)))])
        return [reply.body]

    def serve(self, call, environ):
        about = recognise(call)
        if call.scope and "authorization" not in call.headers:
            # moto looks for the service of a presigned request in this header alone.
            environ["HTTP_AUTHORIZATION"] = f"AWS4-HMAC-SHA256 Credential={'/'.join(call.credential)}"
        named = ACCOUNT_KEY.fullmatch(about.access_key or "")
        if named:
            environ["HTTP_X_MOTO_ACCOUNT_ID"] = named[1]
        account = environ.get("HTTP_X_MOTO_ACCOUNT_ID") or self.backend.account(about.access_key)
        rules, status = self.faults.striking(about, account), None
        try:
            reply = self.answer(call, environ, about, account, rules)
            status = reply.status
            return reply
        finally:
            fault = next((rule.kind for rule in rules if rule.kind != "latency"), None)
            self.journal.call(about, account, status, fault)

    def answer(self, call, environ, about, account, rules):
        for rule in rules:
            if rule.kind == "latency":
                time.sleep(rule.milliseconds / 1000)
            elif instead := faults.before(rule, about, call):
                return instead
        reply = self.refereed(call, environ, about, account)
        if any(rule.kind == "lost" for rule in rules):
            raise faults.Cut(reset=False)
        return reply

    def refereed(self, call, environ, about, account):
        """What moto answers, if the referee finds nothing wrong with the request."""
        parameters = None
        if checked(about.service, about.operation):
            try:
                parameters = referee.read_request(about.model, call)
            except Violation as violation:
                self.journal.violation(about, account, "request", str(violation))
                return error(about.service, AWSError("StandInViolation", str(violation), 400))
            if elsewhere := s3.refusal(call, about, parameters, account):
                return elsewhere
        permission = check.of(call, about, parameters, account) if accounts[account].authorization else None
        reply = identities.readable(about, tag_index.looked_up(
            about, call, account, lambda: self.backend.ask(environ, permission)))
        if parameters is not None and reply.status < 300:
            self.look_at(reply, about, account)
        return reply

    def look_at(self, reply, about, account):
        """Holds an answer against its model; what is wrong with it is told, and it is sent all the same."""
        headers = {name.lower(): value for name, value in reply.headers.items()}
        try:
            referee.read_answer(about.model, headers, reply.body)
        except Violation as violation:
            self.journal.violation(about, account, "answer", str(violation))
