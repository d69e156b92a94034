"""What comes to light has happened, somebody has brought it to light, and nothing is decided about anything else."""

import math
from collections import Counter, defaultdict

import numpy as np

from simcorr.world import EventKind
from simcorr.world.codes import Bribe, Discharge, Duty, Party, Source
from tests.laws.law import Law
from tests.laws.whereabouts import Whereabouts
from tests.recount.contexts import PROSECUTED

EVIDENCE = {
    Source.AUDIT: "evidence_audit",
    Source.COLLEAGUE: "evidence_colleague",
    Source.MIGRANT: "evidence_migrant",
    Source.PARTNER: "evidence_partner",
}
LATER = (Bribe.JUSTICE, Bribe.SILENCE)
"""Bribes that are paid after the week's exposure, and may come to light in the next."""


class Exposures(Law):
    """A true report is of a bribe paid since the exposure before, and the only one of it; who spoke was there."""

    def __init__(self, world):
        super().__init__(world)
        self.who, self.met, self.posts = Whereabouts(world), None, world.place_post.tolist()
        self.bribes, self.later, self.payers = Counter(), Counter(), set()

    def on_encounter(self, event):
        self.met = event.subject

    on_discharge = on_encounter

    def on_bribe(self, event):
        (self.later if event.b in LATER else self.bribes)[event.subject, event.corridor, event.context] += 1
        if event.b in (Bribe.OFFERED, Bribe.DEMANDED, Bribe.RELEASE):
            self.payers.add((self.met, event.subject))

    def on_report(self, event):
        sources = [source for source in EVIDENCE if event.b & source]
        if event.b == Source.FALSE:
            evidence = self.world.reporting.evidence_false
        else:
            by_whom = event.b & ~Source.OUTSIDER if event.b & Source.AUDIT else event.b
            self.must(sources and by_whom == sum(sources), "reported by nobody", event)
            doubts = [1.0 - getattr(self.world.reporting, EVIDENCE[source]) for source in sources]
            evidence = 1.0 - math.prod(doubts)
            act = (event.subject, event.corridor, event.context)
            self.must(self.bribes[act] > 0, "what is reported has not happened, or not so often", event)
            self.bribes[act] -= 1
        self.must(
            math.isclose(event.value, evidence, abs_tol=1e-12),
            f"not the evidence of {evidence} that its sources give",
            event,
        )
        self._is_spoken_for(event)

    def _is_spoken_for(self, event):
        if event.b & Source.MIGRANT:
            paid = (event.other, event.subject) in self.payers
            self.must(event.party == Party.MIGRANT and paid, "a migrant reports whom his party has not paid", event)
            self.payers.discard((event.other, event.subject))
        elif event.b & Source.COLLEAGUE:
            self.must(event.party == Party.OFFICIAL and event.other >= 0, "a colleague who is nobody", event)
            self.must(event.other != event.subject, "somebody reports himself", event)
            at = self.posts[self.who.place[event.other]]
            here = (self.world.post_corridor[at], self.world.post_context[at]) == (event.corridor, event.context)
            on_duty = self.who.duty[event.other] == Duty.IN_POST
            self.must(here and on_duty, "a colleague who was not there", event)
        else:
            self.must(event.party == Party.NOBODY and event.other == -1, "somebody speaks who did not", event)

    def _reads(self, event):
        self.who.reads(event)

    on_move = on_leave = on_hire = on_back = on_disposal = _reads

    def week_ends(self, state):
        self.bribes, self.later, self.payers = self.later, Counter(), set()


class Allegations(Law):
    """What is followed up was reported this week; what superiors decide on was found, followed up or asked for.

    What comes to an agency adds to its dossier, which may become a case of that strength and is then empty.
    Inquiries are into the public official who met a party of the operator last: who let it pass, or was paid and
    overruled. They name who took money for it.
    """

    def __init__(self, world):
        super().__init__(world)
        self.reported, self.known, self.asked = Counter(), Counter(), Counter()
        self.stands, self.ripe, self.dossiers = None, None, {}  # of officials, by number
        self.who, self.operator_of = Whereabouts(world), {}
        self.officers = defaultdict(lambda: [(-1, False)])  # by migrant, who met the party, and whether for money
        self.met, self.news = None, {}
        self.others = False  # whether the case in hand is known to others than the superior

    @staticmethod
    def _of(event):
        return event.subject, event.corridor, event.context, event.b, event.value

    def on_report(self, event):
        (self.known if event.b & Source.AUDIT else self.reported)[self._of(event)] += 1

    def on_client(self, event):
        self.operator_of[event.subject] = event.other

    def on_channel(self, event):
        self.operator_of.pop(event.subject, None)
        self.officers.pop(event.subject, None)

    def on_encounter(self, event):
        self.met = event.subject
        if self.world.place_private[self.who.place[event.other]] == 0:
            self.news[event.subject] = [event.other, False]

    def on_bribe(self, event):
        if event.b in (Bribe.OFFERED, Bribe.DEMANDED) and self.met in self.news:
            self.news[self.met][1] = True

    def on_interception(self, event):
        if event.subject in self.news and not self.news[event.subject][1]:
            del self.news[event.subject]  # he stopped the party, and was not paid

    def on_discharge(self, event):
        """Who has released a party for money has let it pass."""
        if event.b == Discharge.RELEASED and self.world.place_private[self.who.place[event.other]] == 0:
            self.news[event.subject] = [event.other, True]

    def on_hire(self, event):
        for known in self.officers.values():
            known[:] = [(-1, False) if officer == event.subject else (officer, paid) for officer, paid in known]
        self.dossiers.pop(event.subject, None)
        self.who.reads(event)

    def _reads(self, event):
        self.who.reads(event)

    on_move = on_leave = on_back = on_disposal = _reads

    def on_inquiry(self, event):
        known = list(self.officers[event.other])
        if event.other in self.news:
            known.append(tuple(self.news[event.other]))
        paid = event.value > 0.0
        self.must((event.subject, paid) in known[-2:], "an inquiry into somebody who let nobody pass", event)
        self.must(self.operator_of.get(event.other) == event.b, "an inquiry about a party of another operator", event)
        if not paid:
            return
        named = event.subject, event.corridor, event.context, int(Source.INQUIRY), event.value
        self.asked[named] += 1

    def on_exposure(self, event):
        """An exposed document leads to who issued it in the same week, as an inquiry does in the next."""
        if event.other >= 0:
            at, evidence = self.who.place[event.other], self.world.reporting.evidence_inquiry
            post = self.world.place_post[at]
            where = int(self.world.post_corridor[post]), int(self.world.post_context[post])
            self.known[event.other, *where, int(Source.INQUIRY), evidence] += 1

    def on_agency(self, event):
        received = [key for key, left in self.reported.items() if left > 0 and key[:4] == self._of(event)[:4]]
        before = self.dossiers.get(event.subject, 0.0)
        fitting = [key for key in received if abs(1.0 - (1.0 - before) * (1.0 - key[4]) - event.value) < 1e-12]
        self.must(fitting, "a dossier grows without a report, or by another strength", event)
        if fitting:
            self.reported[fitting[0]] -= 1
        self.dossiers[event.subject] = event.value
        self.ripe = self._of(event) if event.case >= 0 else None

    def on_follow_up(self, event):
        self.must(self.reported[self._of(event)] > 0, "followed up without a report, or twice", event)
        self.reported[self._of(event)] -= 1
        self.known[self._of(event)] += 1

    def on_detection(self, event):
        if self.ripe == self._of(event):
            self.dossiers[event.subject] = 0.0
        else:
            self.must(self.known[self._of(event)] > 0, "decided on what nobody has followed up, or twice", event)
            self.known[self._of(event)] -= 1
        self.ripe, self.stands = None, event
        self.others = (event.b & (Source.OUTSIDER | Source.INQUIRY)) > 0

    def on_settlement(self, event):
        if event.b == 1:
            self.must(not self.others, "what outsiders or investigators have found is settled at the post", event)

    def on_case(self, event):
        if event.a == 0:
            found, self.stands = self.stands, None
            accused = None if found is None else (found.subject, found.corridor, found.context, found.value)
            right = accused == (event.subject, event.corridor, event.context, event.value)
            self.must(right, "a case out of nothing", event)

    def week_ends(self, state):
        self.reported, self.known, self.asked, self.stands = Counter(), self.asked, Counter(), None
        for migrant, (officer, paid) in self.news.items():
            self.officers[migrant] = [*self.officers[migrant][-1:], (officer, paid)]
        self.news = {}
        left = self.who.duty
        for official in self.dossiers:
            if left[official] != Duty.LEFT:
                self.dossiers[official] *= self.world.justice.dossier_kept_per_week
        held = np.zeros(self.world.n_officials)
        held[list(self.dossiers)] = list(self.dossiers.values())
        self.close("dossiers of the agency", state.dossiers, held)


class Implications(Law):
    """Supervisors stand accused after a case of a subordinate, or because a hush payment to them was found.

    Without a trail of money a subordinate speaks only if he is prosecuted. A hush payment is looked at once: in the
    week in which it is made, or in the next if it was made after the others were looked at.
    """

    def __init__(self, world):
        super().__init__(world)
        self.who, self.posts = Whereabouts(world), world.place_post.tolist()
        self.before, self.week = None, 0
        self.hushes = defaultdict(list)  # by supervisor, the weeks in which somebody paid

    def _follows(self, event):
        """Remember the latest event of a case, and where everybody is."""
        self.before = event
        self.who.reads(event)

    on_detection = on_disposal = on_move = on_leave = on_hire = on_back = _follows

    def on_settlement(self, event):
        self.hushes[event.a].append(event.week)

    def on_office(self, event):
        self.hushes[event.subject] = []

    def on_case(self, event):
        if event.a == 0:
            return
        if not self._is_named_by_a_subordinate(event):
            paid = [week for week in self.hushes[event.subject] if week >= event.week - 1]
            self.must(paid, "a supervisor stands accused, and nothing points at him", event)
            self.hushes[event.subject] = paid[1:]
        self.before = None

    def _is_named_by_a_subordinate(self, event):
        case = self.before
        if case is None or case.kind != EventKind.DISPOSAL or case.a > 0:
            return False
        superior = self.posts[self.who.place[case.subject]]
        speaks = case.b == PROSECUTED or self.world.supervision.money_trail > 0.0
        return superior == event.subject and speaks and case.value == event.value
