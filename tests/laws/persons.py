"""Every person is in exactly one state, and those who are followed are those who decided and have not ended."""

import numpy as np

from simcorr.world.codes import AFTER_ARRIVAL, Channel, Discharge, Finding, Party, Status
from tests.laws.law import Law

STOPPED, ARRIVED = -1, -2
"""Between two states within a week: stopped or punished, and to try again or not; arrived, and exploited or not."""
AFTER_CHOICE = {
    Channel.REGULAR: Status.AWAITING_VISA,
    Channel.ALONE: Status.TRAVELLING,
    Channel.SMUGGLER: Status.AWAITING_SMUGGLER,
}
TRIES = 2
"""How often a regular migrant meets an official at most: a demand that is refused costs a delay once."""
ON_THE_WAY = (Status.AWAITING_VISA, Status.TRAVELLING)


class Journey:
    """What is known of a migrant who is followed."""

    def __init__(self):
        self.status, self.attempt, self.met = Status.RETURNED, -1, 0

    def begin(self, event):
        """Start an attempt on a channel."""
        self.attempt, self.channel, self.operator, self.route = int(event.value), event.b, -1, event.a
        self.status, self.met = AFTER_CHOICE.get(event.b, Status.OUT), 0


class Persons(Law):
    """Migrants appear once, go from state to state in an order that makes sense, and end once."""

    def __init__(self, world):
        super().__init__(world)
        self.followed, self.appeared = {}, 0

    def on_channel(self, event):
        if event.value == 0:
            self.must(event.subject == self.appeared, "somebody appears out of turn", event)
            self.appeared += 1
            self.followed[event.subject] = Journey()
        journey = self.followed.get(event.subject)
        self.must(journey is not None, "somebody decides who has ended", event)
        if journey is not None:
            again = journey.status == Status.RETURNED and event.value == journey.attempt + 1
            self.must(again, "somebody decides who is under way", event)
            self.must(event.value < max(1, self.world.migrants.maximum_attempts), "one attempt too many", event)
            journey.begin(event)

    def _move(self, event, allowed, status, words):
        """Let a migrant change over from one of the allowed states, and return what is known of him."""
        journey = self.followed.get(event.subject)
        self.must(journey is not None and journey.status in allowed, words, event)
        if journey is not None:
            journey.status = journey.status if status is None else status
        return journey or Journey()

    def on_client(self, event):
        journey = self._move(event, [Status.AWAITING_SMUGGLER], Status.TRAVELLING, "a client did not wait")
        journey.operator, journey.route = event.a, event.b

    def on_give_up(self, event):
        self._move(event, [Status.AWAITING_SMUGGLER], Status.OUT, "who gives up did not wait")

    def on_encounter(self, event):
        journey = self._move(event, ON_THE_WAY, None, "who meets an official is not under way")
        journey.met += 1
        regular = journey.status == Status.AWAITING_VISA
        most = TRIES if regular else self.world.n_stages[journey.route]
        self.must(journey.met <= most, f"more than {most} encounters", event)

    def on_interception(self, event):
        self._move(event, [Status.TRAVELLING], STOPPED, "who is stopped is not under way")

    def on_detention(self, event):
        self._move(event, [STOPPED], Status.DETAINED, "who is taken into custody was not stopped")

    def on_discharge(self, event):
        status = {Discharge.SERVED: STOPPED, Discharge.RELEASED: Status.TRAVELLING}.get(event.b, Status.OUT)
        self._move(event, [Status.DETAINED], status, "who leaves custody was not there")

    def on_survey(self, event):
        self._move(event, [Status.TRAVELLING], None, "who is asked has not just arrived")

    def on_arrival(self, event):
        self._move(event, ON_THE_WAY, ARRIVED, "who arrives was not under way")

    def on_exploitation(self, event):
        before = [ARRIVED] if event.a == AFTER_ARRIVAL else [Status.TRAVELLING]
        journey = self._move(event, before, Status.EXPLOITED, "who is exploited was not there")
        journey.harmed = event.week
        operator = -1 if event.party == Party.RECRUITER else event.other
        self.must(getattr(journey, "operator", -1) == operator, "exploited by somebody else's operator", event)

    def on_identification(self, event):
        status = Status.OUT if event.b == Finding.IDENTIFIED else None
        self._later(event, self._move(event, [Status.EXPLOITED], status, "who is met is not exploited"))

    def on_meeting(self, event):
        status = {Finding.IDENTIFIED: Status.OUT, Finding.PUNISHED: STOPPED}.get(event.b)
        self._later(event, self._move(event, [Status.EXPLOITED], status, "whom an authority meets is not exploited"))

    def on_screening(self, event):
        status = Status.OUT if event.b else None
        self._move(event, [STOPPED], status, "who is screened was not stopped")

    def on_freed(self, event):
        self._later(event, self._move(event, [Status.EXPLOITED], Status.OUT, "who gets away is not exploited"))

    def _later(self, event, journey):
        self.must(getattr(journey, "harmed", event.week) < event.week, "in the week in which it began", event)

    def week_ends(self, state):
        migrants = state.migrants
        serials = migrants.serial.tolist() if len(migrants) else []
        if serials != sorted(set(serials)):
            self.wrong("somebody is followed twice, or out of order")
        self._end_journeys(dict(zip(serials, migrants.status.tolist() if serials else [], strict=True)))
        self.same("who is followed", serials, sorted(self.followed))
        if serials == sorted(self.followed):
            for name in ("status", "attempt", "channel", "route", "operator_index"):
                books = [getattr(self.followed[one], name.removesuffix("_index")) for one in serials]
                if name == "route":  # who waits for a smuggler has a wish that no event tells
                    waits = migrants.status == Status.AWAITING_SMUGGLER if serials else []
                    books = np.where(waits, migrants.route if serials else [], books)
                self.same(f"{name} of migrants", getattr(migrants, name) if serials else [], books)
        if serials and (migrants.due[migrants.status != Status.EXPLOITED] < state.week).any():
            self.wrong("somebody was due before")
        self.same("migrants so far", [state.serials], [self.appeared])

    def _end_journeys(self, status_in_state):
        """Forget those who have ended; of those who were stopped the state tells who will try again."""
        for serial, journey in list(self.followed.items()):
            if journey.status == STOPPED and journey.attempt + 1 < self.world.migrants.maximum_attempts:
                returned = status_in_state.get(serial) == Status.RETURNED
                journey.status = Status.RETURNED if returned else Status.OUT
            if journey.status in (STOPPED, ARRIVED, Status.OUT):
                del self.followed[serial]


class Loads(Law):
    """What an operator has under way are the parties that travel with him or are held, and no more than he can take."""

    def __init__(self, world):
        super().__init__(world)
        self.load = np.zeros(int(world.smugglers.count), dtype=int)
        self.with_whom = {}

    def on_channel(self, event):
        self.with_whom.pop(event.subject, None)

    def on_client(self, event):
        self.must(self.load[event.other] < self.world.smugglers.capacity_parties, "one party too many", event)
        self.load[event.other] += 1
        self.with_whom[event.subject] = event.other

    def _ends(self, event):
        if event.subject in self.with_whom:
            self.load[self.with_whom.pop(event.subject)] -= 1

    on_arrival = _ends

    def on_interception(self, event):
        if not self.world.justice.detention_weeks:
            self._ends(event)

    def on_screening(self, event):
        if event.b:
            self._ends(event)

    def on_discharge(self, event):
        if event.b != Discharge.RELEASED:
            self._ends(event)

    def on_exploitation(self, event):
        self._ends(event)

    def week_ends(self, state):
        smugglers = state.smugglers.load if len(self.load) else []
        self.same("load of operators", smugglers, self.load)
        travelling = np.zeros(len(self.load), dtype=int)
        if len(state.migrants):
            with_operator = np.isin(state.migrants.status, (Status.TRAVELLING, Status.DETAINED))
            operators = state.migrants.operator_index[with_operator]
            np.add.at(travelling, operators[operators >= 0], 1)
        self.same("load of operators", smugglers, travelling)
