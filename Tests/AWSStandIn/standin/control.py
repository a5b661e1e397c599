"""The stand-in's own addresses, under /stand-in/."""

import json

from .reply import as_json


class Control:
    def __init__(self, journal, faults, reset):
        self.journal, self.faults, self.reset = journal, faults, reset

    def answer(self, call):
        route = f"{call.method} {call.path.removeprefix('/stand-in')}"
        try:
            return self.routed(route, call)
        except (ValueError, TypeError) as mistake:
            return as_json({"error": str(mistake)}, 400)

    def routed(self, route, call):
        wanted = dict(call.parameters)
        match route:
            case "GET /violations":
                return as_json({"violations": self.journal.select(self.journal.violations, wanted)})
            case "GET /log":
                return as_json({"calls": self.journal.select(self.journal.calls, wanted)})
            case "DELETE /log":
                self.journal.clear()
            case "POST /faults":
                rules = json.loads(call.body)
                self.faults.add(rules if isinstance(rules, list) else [rules])
            case "DELETE /faults":
                self.faults.clear()
            case "POST /reset":
                self.reset()
            case _:
                return as_json({"error": f"{route}: there is no such address"}, 404)
        return as_json({})
