"""Custody: everyone who enters leaves exactly once, and in between is nowhere else and does nothing (7.3)."""

import math

import numpy as np

from simcorr.contexts import Context
from simcorr.world.codes import Bribe, Discharge, Status
from tests.laws.law import Law
from tests.laws.legs import paid_when_stopped


class Custody(Law):
    """Who is stopped and not recognised at once is held, and is then identified, released for its price, or returned.

    Nobody sets out, meets a gatekeeper, arrives or is exploited while in custody.
    """

    def __init__(self, world):
        super().__init__(world)
        self.weeks, self.screened = world.justice.detention_weeks, world.protection.screening_in_detention > 0.0
        self.held, self.operator, self.fee, self.home, self.route, self.stage = {}, {}, {}, {}, {}, {}
        self.stopped = self.released = None
        self.entered = self.left = 0
        self.deceived, self.exploits = {}, []

    def _is_free(self, event):
        self.must(event.subject not in self.held, "somebody acts who is in custody", event)

    on_arrival = on_exploitation = on_survey = on_give_up = _is_free

    def on_channel(self, event):
        self._is_free(event)
        self.operator.pop(event.subject, None)
        self.home[event.subject] = event.a

    def on_client(self, event):
        self._is_free(event)
        self.operator[event.subject], self.fee[event.subject] = event.other, event.value
        self.route[event.subject] = event.b

    def on_encounter(self, event):
        self._no_other()
        self._is_free(event)

    def _no_other(self):
        """Note whether somebody was stopped who had to be held or helped, and was neither."""
        if self.weeks and self.stopped is not None:
            self.must(False, "stopped, and neither held nor helped", self.stopped)
        self.stopped = None

    def on_interception(self, event):
        self._no_other()
        self.stopped = event

    def on_screening(self, event):
        if event.b:
            self.stopped = None

    def on_detention(self, event):
        stop, self.stopped = self.stopped, None
        before = None if stop is None else (stop.subject, stop.value, stop.corridor, stop.context, stop.other)
        here = event.subject, event.b, event.corridor, event.context, event.other
        self.must(before == here, "held who was not stopped just before, or there", event)
        self.must(event.value == self.weeks > 0, f"not the {self.weeks} weeks that are served", event)
        self._is_free(event)
        self.held[event.subject] = event.week
        self.stage[event.subject] = event.b
        self.entered += 1

    def on_discharge(self, event):
        self._no_other()
        since = self.held.pop(event.subject, None)
        self.must(since is not None, "who leaves custody is not there", event)
        self.must(event.value == event.week - (since or 0), "not the weeks since the stop", event)
        self.must(1 <= event.value <= self.weeks, "no week in custody, or one too many", event)
        self.must(event.context == Context.INVESTIGATION, "held by another than investigators", event)
        self.left += 1
        if event.b == Discharge.SERVED:
            self.must(event.value == self.weeks, "returned before the time was served", event)
        elif event.b == Discharge.RELEASED:
            self.must(event.subject in self.operator, "released for the bribe of nobody's operator", event)
            self.released = event
        else:
            self.must(self.screened, "identified where nobody is screened", event)
            self.must(self._may_be_trafficked(event.subject), "identified who is no victim of trafficking", event)

    def _may_be_trafficked(self, who):
        operator = self.operator.get(who, -1)
        return operator >= 0 and bool(self.deceived.get(who, True) and self.exploits[operator])

    def on_bribe(self, event):
        if event.b != Bribe.RELEASE:
            return
        freed, self.released = self.released, None
        if freed is None:
            self.must(False, "a release is paid for, and nobody is released", event)
            return
        p = self.world.smugglers
        size = self.world.party_size[self.home[freed.subject]]
        paid = paid_when_stopped(self.world, self.route[freed.subject], self.stage[freed.subject])
        lost = self.fee[freed.subject] * size * (1.0 - paid) + p.arrest_cost_usd * 100.0
        price = math.floor(lost * self.world.justice.release_payment_share + 0.5)
        self.must(abs(event.value - price) <= 1.0, f"not the price of {price}", event)

    def week_ends(self, state):
        self._no_other()
        serials = []
        if len(people := state.migrants):
            serials = np.asarray(people.serial)[np.asarray(people.status) == Status.DETAINED].tolist()
            self.deceived = dict(zip(people.serial.tolist(), people.deceived.tolist(), strict=True))
        self.same("who is in custody", sorted(serials), sorted(self.held))
        self.same("entered less left", [self.entered - self.left], [len(serials)])
        late = [who for who, since in self.held.items() if state.week >= since + self.weeks]
        self.same("who has served and is still held", late, [])
        self.exploits = list(state.smugglers.exploitative) if len(state.smugglers) else []
