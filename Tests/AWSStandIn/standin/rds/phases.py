"""States that pass by themselves: `creating` is `available` after so many descriptions, or so much virtual time."""

from collections import deque

from ..accounts import accounts


class Phase:
    def __init__(self, status, then):
        self.status, self.then = status, then
        self.reports, self.began = 0, None

    def over(self, account):
        if "calls" in account.pace:
            return self.reports >= account.pace["calls"]
        if "seconds" in account.pace:
            if self.began is None:
                self.began = account.clock
            return account.clock >= self.began + account.pace["seconds"]
        return True


class Phased:
    """Gives a moto object a `status` that goes through phases before it is what moto says."""

    @property
    def phases(self):
        return self.__dict__.setdefault("_phases", deque())

    @property
    def status(self):
        return self.phases[0].status if self.phases else self._status

    @status.setter
    def status(self, value):
        self._status = value

    def go_through(self, *statuses, then=lambda: None):
        """Adds phases after those that there are; `then` is done when the last of them is over."""
        for status in statuses[:-1]:
            self.phases.append(Phase(status, lambda: None))
        self.phases.append(Phase(statuses[-1], then))
        accounts[self.account_id].moving[id(self)] = self
        self.settle()

    def settle(self):
        """Ends the phases that are over."""
        account = accounts[self.account_id]
        while self.phases and self.phases[0].over(account):
            self.phases.popleft().then()
            if self.phases and "seconds" in account.pace:
                self.phases[0].began = account.clock
        if not self.phases:
            account.moving.pop(id(self), None)

    def reported(self):
        """Counts a description of it."""
        if self.phases:
            self.phases[0].reports += 1
