"""Victims of trafficking: exploitation ends once, each meeting in one way, and what is believed of punishment (7.8)."""

import numpy as np

from simcorr.contexts import Context
from simcorr.world.codes import Bribe, Discharge, Finding, Status
from tests.laws.law import Law
from tests.recount.beliefs import Remembered


class Victims(Law):
    """Whose exploitation began is identified, punished, freed or still there, once; met is bought or one of three more.

    What the record holds of it is counted anew by `tests.recount`.
    """

    def __init__(self, world):
        super().__init__(world)
        p, fade = world.protection, world.migrants.belief_fade_per_week
        self.belief = Remembered(p.punishment_prior, p.punishment_prior_cases, fade, world.n_corridors)
        self.there = {}
        self.identified = -1
        self.ended = 0
        self.begun = 0
        self._start_anew()

    def _start_anew(self):
        self.met, self.punished = np.zeros((2, self.world.n_corridors))  # parties
        self.silence = set()

    def on_channel(self, event):
        self.must(event.subject not in self.there, "somebody decides who is in exploitation", event)

    def on_exploitation(self, event):
        self.must(event.subject not in self.there, "exploitation begins twice", event)
        self.there[event.subject] = event.corridor
        self.begun += 1

    def _ends(self, event):
        self.must(self.there.pop(event.subject, None) == event.corridor, "exploitation ends where there is none", event)
        self.ended += 1

    def on_identification(self, event):
        self.must(event.b in (Finding.IDENTIFIED, Finding.SOLD_OUT), "no business of a service provider", event)
        self.identified = event.subject if event.b == Finding.IDENTIFIED else -1
        if event.b == Finding.IDENTIFIED:
            self._ends(event)

    def on_bribe(self, event):
        if event.b == Bribe.SILENCE and event.context == Context.INVESTIGATION:
            self.silence.add(event.subject)

    def on_meeting(self, event):
        self.must(self.world.protection.authority_rate > 0.0, "an authority meets victims where none does", event)
        self.must(self.there.get(event.subject) == event.corridor, "an authority meets who is not there", event)
        self.must(event.context == Context.INVESTIGATION, "victims are met by another than an authority", event)
        self.met[event.corridor] += 1.0
        bought = event.other in self.silence
        self.silence.discard(event.other)
        self.identified = event.subject if event.b == Finding.IDENTIFIED else -1
        self.must(bought == (event.b == Finding.SOLD_OUT), "met and bought, and yet recognised or punished", event)
        if event.b == Finding.PUNISHED:
            self.punished[event.corridor] += 1.0
        if event.b in (Finding.IDENTIFIED, Finding.PUNISHED):
            self._ends(event)
        else:
            self.must(event.b in (Finding.SOLD_OUT, Finding.LEFT), "met without an end that is known", event)

    def on_screening(self, event):
        self.identified = event.subject if event.b else -1

    def on_discharge(self, event):
        self.identified = event.subject if event.b == Discharge.IDENTIFIED else -1

    def on_testimony(self, event):
        self.must(self.identified == event.subject, "testimony of who was not identified just before", event)
        self.identified = -1

    def on_freed(self, event):
        self._ends(event)

    def week_ends(self, state):
        serials = []
        if len(people := state.migrants):
            serials = np.asarray(people.serial)[np.asarray(people.status) == Status.EXPLOITED].tolist()
        self.same("who is in exploitation", sorted(serials), sorted(self.there))
        self.same("exploitation begun less ended", [self.begun - self.ended], [len(serials)])
        self.belief.learn(self.punished, self.met)
        self.close("punishment, as victims believe", state.corridors.punishment, self.belief.mean)
        self._start_anew()


class Screenings(Law):
    """Who is screened was stopped just before, and is a victim of trafficking; who is helped sets out no more.

    Of those who appear and are stopped within a week the state never tells whether they were deceived.
    """

    def __init__(self, world):
        super().__init__(world)
        self.on = world.protection.screening_at_interception > 0.0
        self.operator, self.helped, self.stopped = {}, set(), None
        self.deceived, self.exploits = {}, []

    def on_channel(self, event):
        self.operator[event.subject] = -1
        self.must(event.subject not in self.helped, "somebody sets out again who was recognised and helped", event)

    def on_client(self, event):
        self.operator[event.subject] = event.other

    def on_interception(self, event):
        self._no_other()
        self.stopped = event

    def _trafficked(self, who):
        """Return whether somebody is a victim of trafficking; None where it cannot be told."""
        operator, deceived = self.operator.get(who, -1), self.deceived.get(who)
        if operator < 0:
            return False
        return None if deceived is None else bool(deceived and self.exploits[operator])

    def _no_other(self):
        """Note whether somebody was stopped who had to be screened, and was not."""
        if self.on and self.stopped is not None and self._trafficked(self.stopped.subject):
            self.must(False, "victims of trafficking are stopped and not screened", self.stopped)
        self.stopped = None

    def on_screening(self, event):
        stop, self.stopped = self.stopped, None
        before = None if stop is None else (stop.subject, stop.other, stop.corridor, stop.context)
        here = event.subject, event.other, event.corridor, event.context
        self.must(before == here, "screened who was not stopped just before, or by somebody else", event)
        self.must(self.operator.get(event.subject, -1) >= 0, "a victim of trafficking without an operator", event)
        self.must(self._trafficked(event.subject) is not False, "screened who is no victim of trafficking", event)
        self.must(self.on, "screened where nobody is", event)
        if event.b:
            self.helped.add(event.subject)

    def on_meeting(self, event):
        if event.b == Finding.IDENTIFIED:
            self.helped.add(event.subject)

    def on_discharge(self, event):
        if event.b == Discharge.IDENTIFIED:
            self.helped.add(event.subject)

    def week_ends(self, state):
        self._no_other()
        self.exploits = list(state.smugglers.exploitative) if len(state.smugglers) else []
        people = state.migrants
        if len(people):
            self.deceived = dict(zip(people.serial.tolist(), people.deceived.tolist(), strict=True))
