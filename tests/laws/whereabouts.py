"""Where everybody is, read from the events one after the other."""

from simcorr.world.codes import Duty, Subject, Verdict
from simcorr.world.trace import EventKind
from tests.recount.contexts import PROSECUTED, SUSPENDED, TRANSFERRED


class Whereabouts:
    """Place, duty and generation of gatekeepers; duty and generation of supervisors; which operators are at large.

    ``supervisors`` and ``office`` are duty and generation of supervisors, ``operator`` the generation of operators.
    """

    def __init__(self, world):
        officials, supervisors, operators = world.n_officials, world.n_supervisors, int(world.smugglers.count)
        self.place = list(range(officials))
        self.duty = [int(Duty.IN_POST)] * officials
        self.generation = [0] * officials
        self.supervisors = [int(Duty.IN_POST)] * supervisors
        self.office = [0] * supervisors
        self.at_large = [True] * operators
        self.operator = [0] * operators
        self._convicted = []
        self._readers = {
            int(EventKind.MOVE): self._moves,
            int(EventKind.LEAVE): self._leaves,
            int(EventKind.HIRE): self._is_hired,
            int(EventKind.BACK): self._is_back,
            int(EventKind.OFFICE): self._takes_office,
            int(EventKind.RELEASE): self._is_released,
            int(EventKind.DISPOSAL): self._is_dealt_with,
            int(EventKind.VERDICT): self._is_judged,
        }

    def reads(self, event):
        """Let an event change where somebody is."""
        if event.kind in self._readers:
            self._readers[event.kind](event)

    def week_ends(self):
        """Take operators to prison who were convicted this week; none is released in the same week."""
        for operator in self._convicted:
            self.at_large[operator] = False
        self._convicted = []

    def _moves(self, event):
        self.place[event.subject] = event.b

    def _leaves(self, event):
        self.duty[event.subject] = int(Duty.LEFT)

    def _is_hired(self, event):
        self.duty[event.subject] = int(Duty.IN_POST)
        self.generation[event.subject] += 1

    def _is_back(self, event):
        (self.supervisors if event.a else self.duty)[event.subject] = int(Duty.IN_POST)

    def _takes_office(self, event):
        self.supervisors[event.subject] = int(Duty.IN_POST)
        self.office[event.subject] += 1

    def _is_released(self, event):
        self.at_large[event.subject] = True
        self.operator[event.subject] += event.b

    def _is_dealt_with(self, event):
        if event.a == 0 and event.b in (PROSECUTED, SUSPENDED):
            self.duty[event.subject] = int(Duty.SUSPENDED)
        elif event.a > 0 and event.b in (PROSECUTED, SUSPENDED, TRANSFERRED):
            self.supervisors[event.subject] = int(Duty.SUSPENDED)

    def _is_judged(self, event):
        if event.a == Subject.OPERATOR and event.b == Verdict.CONVICTED:
            self._convicted.append(event.subject)
