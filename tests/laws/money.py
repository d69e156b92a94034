"""Money that is paid is received: by whom, for what, and what everybody has taken so far."""

from collections import Counter

import numpy as np

from simcorr.world.codes import Bribe, Channel, Departure, Discharge, Finding, Inspection, Opening, Party, Verdict
from simcorr.world.trace import EventKind
from tests.laws.law import Law

PAYERS = {
    Bribe.OFFERED: (Party.MIGRANT, Party.OPERATOR),
    Bribe.DEMANDED: (Party.MIGRANT,),
    Bribe.RETAINER: (Party.OPERATOR,),
    Bribe.JUSTICE: (Party.OPERATOR, Party.OFFICIAL, Party.SUPERVISOR),
    Bribe.SILENCE: (Party.OPERATOR,),
    Bribe.LICENCE: (Party.RECRUITER,),
    Bribe.RELEASE: (Party.OPERATOR,),
}
OPENINGS = {Bribe.OFFERED: Opening.OFFERED, Bribe.DEMANDED: Opening.DEMANDED}


class Incomes(Law):
    """What each official and supervisor holds is what was paid to him, less what he handed on."""

    def __init__(self, world):
        super().__init__(world)
        self.gatekeepers = np.zeros(world.n_officials, dtype=np.int64)
        self.window = np.zeros(world.n_officials, dtype=np.int64)
        self.supervisors = np.zeros(world.n_supervisors, dtype=np.int64)
        self.last_bribe = None

    def _earn(self, event, who, amount):
        self.gatekeepers[who] += amount
        if event.week >= self.world.burn_in:
            self.window[who] += amount

    def on_bribe(self, event):
        self._earn(event, event.subject, int(event.value))
        self.last_bribe = event

    def on_cut(self, event):
        bribe, self.last_bribe = self.last_bribe, None
        self.must(bribe is not None and bribe.subject == event.a, "a share of no bribe", event)
        share = self.world.officials.cut_share
        right = bribe is not None and event.value == int(bribe.value * share)
        self.must(right, f"not the share of {share} of the bribe", event)
        self._earn(event, event.a, -int(event.value))
        self.supervisors[event.subject] += int(event.value)

    def on_settlement(self, event):
        self.supervisors[event.a] += int(event.value)

    def on_hire(self, event):
        self.gatekeepers[event.subject] = 0

    def on_office(self, event):
        self.supervisors[event.subject] = 0

    def week_ends(self, state):
        self.last_bribe = None
        self.same("income of gatekeepers", state.officials.income, self.gatekeepers)
        self.same("income of places in the window", state.window_income, self.window)
        self.same("income of supervisors", state.supervisors.income, self.supervisors)


class Payments(Law):
    """Every bribe was agreed on by somebody who could pay it, and every agreement was kept."""

    def __init__(self, world):
        super().__init__(world)
        self.encounter = self.retainer = self.silence = self.licence = self.release = None
        self.operators = {}
        self.justice, self.done = Counter(), Counter()
        self.paid = {}

    def on_channel(self, event):
        self.operators.pop(event.subject, None)
        self.paid[event.subject] = [0, 0]
        if event.b == Channel.STAY:
            del self.paid[event.subject]

    def on_client(self, event):
        self.operators[event.subject] = event.other

    def on_encounter(self, event):
        self.encounter = event
        prices = self.world.band_price[event.context]
        self.must(event.b != Opening.OFFERED or event.value in prices, "a price that nobody offers", event)
        self.must((event.b == Opening.NOBODY) == (event.value == 0), "a price without an offer", event)

    def on_retainer(self, event):
        self.must(self.retainer is None, "the retainer before was agreed on and not paid", event)
        self.retainer = event if event.b else None

    def on_bribe(self, event):
        self.must(event.value > 0, "a bribe of nothing", event)
        self.must(event.party in PAYERS.get(Bribe(event.b), ()), "paid by whom it is no business of", event)
        if event.b in OPENINGS:
            self._in_an_encounter(event)
        elif event.b == Bribe.RETAINER:
            agreed, self.retainer = self.retainer, None
            right = agreed is not None and (agreed.subject, agreed.a, agreed.value) == (
                event.other,
                event.subject,
                event.value,
            )
            self.must(right, "a retainer that was not agreed on", event)
        elif event.b == Bribe.JUSTICE:
            self.justice[event.case] += 1
        elif event.b == Bribe.LICENCE:
            self.must(self.licence is None, "an inspector who was paid and reported nothing", event)
            self.licence = event
        elif event.b == Bribe.RELEASE:
            self._for_a_release(event)
        else:
            self.must(self.silence is None, "silence that was paid for and not kept", event)
            self.silence = event

    def _in_an_encounter(self, event):
        met, self.encounter = self.encounter, None
        if met is None:
            self.wrong(f"a bribe without an encounter: {tuple(event[2:])}")
            return
        agreed = (met.other, met.b, met.value, met.corridor, met.context)
        given = (event.subject, OPENINGS[event.b], event.value, event.corridor, event.context)
        self.must(agreed == given, "not what was agreed on in the encounter", event)
        by_operator = event.b == Bribe.OFFERED and met.subject in self.operators
        payer = (Party.OPERATOR, self.operators[met.subject]) if by_operator else (Party.MIGRANT, met.subject)
        self.must((event.party, event.other) == payer, f"paid by somebody else than {payer}", event)
        if met.subject in self.paid:
            self.paid[met.subject][by_operator] += int(event.value)

    def on_discharge(self, event):
        self.must(self.release is None, "a release before was not paid for", event)
        self.release = event if event.b == Discharge.RELEASED else None

    def _for_a_release(self, event):
        freed, self.release = self.release, None
        if freed is None:
            self.wrong(f"a bribe for a release of nobody: {tuple(event[2:])}")
            return
        payer = self.operators.get(freed.subject), freed.other
        self.must((event.other, event.subject) == payer, "a release paid by another, or to another", event)
        if freed.subject in self.paid:
            self.paid[freed.subject][True] += int(event.value)

    def on_identification(self, event):
        bought, self.silence = self.silence, None
        sold = bought is not None and bought.subject == event.other
        self.must(sold == (event.b == Finding.SOLD_OUT), "silence without payment, or payment without silence", event)

    on_meeting = on_identification

    def on_inspection(self, event):
        paid, self.licence = self.licence, None
        bought = paid is not None and (paid.subject, paid.other) == (event.other, event.subject)
        self.must(bought == (event.a == Inspection.BRIBED), "a breach left out for nothing, or paid for in vain", event)

    def on_smuggler_case(self, event):
        if event.a and self.justice[event.case]:
            self.wrong(f"a case was opened that was bought off: {tuple(event[2:])}")
        self.done[event.case] = self.justice[event.case]

    def on_verdict(self, event):
        new = self.justice[event.case] - self.done[event.case]
        bought = event.b == Verdict.BOUGHT
        self.must(new == int(bought), "a verdict that was bought without payment, or paid for without effect", event)
        self.done[event.case] = self.justice[event.case]

    def week_ends(self, state):
        if self.retainer is not None:
            self.wrong(f"a retainer was agreed on and not paid: {tuple(self.retainer[2:])}")
        if self.silence is not None:
            self.wrong(f"silence was paid for and not kept: {tuple(self.silence[2:])}")
        if self.licence is not None:
            self.wrong(f"an inspector was paid and nothing came of it: {tuple(self.licence[2:])}")
        if self.release is not None:
            self.wrong(f"a party was released for a bribe that nobody paid: {tuple(self.release[2:])}")
        if self.justice != self.done:
            self.wrong(f"justice was paid for without effect: cases {sorted(self.justice - self.done)[:3]}")
        self.encounter = self.retainer = self.silence = self.licence = self.release = None
        if len(state.migrants):
            books = np.array([self.paid.get(one, [-1, -1]) for one in state.migrants.serial.tolist()])
            self.same("what migrants have paid", state.migrants.paid, books[:, 0])
            self.same("what operators have paid for them", state.migrants.smuggler_paid, books[:, 1])


class Consequences(Law):
    """Whoever is convicted loses office, post or freedom in the same week; dismissed is who could not be convicted."""

    def __init__(self, world):
        super().__init__(world)
        self.open, self.unproven = Counter(), set()

    def on_verdict(self, event):
        if event.a > 0:
            kind = EventKind.LEAVE if event.a == 1 else EventKind.OFFICE
            self.open[kind, event.subject] += event.b == Verdict.CONVICTED
            if event.b in (Verdict.DROPPED, Verdict.EXPIRED):
                self.unproven.add((kind, event.subject))

    def _goes(self, event, why):
        who = event.kind, event.subject
        if why == Departure.CONVICTED:
            self.open[who] -= 1
        elif why == Departure.DISMISSED:
            self.must(who in self.unproven, "dismissed without a file that ended unproven and unbought", event)

    def on_leave(self, event):
        self._goes(event, event.b)

    def on_office(self, event):
        self._goes(event, event.value)

    def week_ends(self, state):
        for (kind, who), number in self.open.items():
            if number:
                self.wrong(f"{kind.name} of {who}: {number} convictions more than dismissals")
        self.open.clear()
        self.unproven.clear()
