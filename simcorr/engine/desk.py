"""What all phases share, as verbs of the model: who is where, bribes and cases, how journeys begin and end.

Throughout, ``m`` or ``self`` is the model (`engine.state`), ``k`` a context, ``c`` a corridor.
"""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.records import Fields
from simcorr.rules import smuggler as smuggler_rules
from simcorr.world.codes import Bribe, Party, Subject
from simcorr.world.measures import BY_CONTEXT as K, BY_RANK as R, IMPUNITY_WEEKS
from simcorr.world.trace import EventKind


class Desk(Fields):
    """The verbs that both engines' models have."""

    def around(self, index: int, n: int) -> int:
        """Return an index below ``n``, counted on from the last to the first again: a remainder, without division."""
        return index if index < n else index - n

    # --- who is where -----------------------------------------------------------------------------------------------

    def official_at(self, place: int) -> Any:
        """Return who holds a place, or held it last while it is vacant."""
        return self.officials[self.holder[place]]

    def seat(self, official: Any, place: int) -> None:
        """Move an official to a place at another post, with what a move costs."""
        self.holder[place] = official.index
        official.move_to(place)

    def sit(self, official: Any, place: int) -> None:
        """Move an official to a place at the same post: nothing else changes."""
        self.holder[place] = official.index
        official.sit_at(place)

    def hire(self, index: int) -> Any:
        """Replace an official who has left and return the successor; the ties of the place go on counting."""
        old = self.officials[index]
        generation, place = old.generation + 1, old.place
        official = self.officials.renew(index)
        official.appoint(index, generation, place)
        return official

    def replace_supervisor(self, index: int, why: int) -> None:
        """Appoint a successor to a supervisor who was convicted or dismissed."""
        generation = self.supervisors[index].generation + 1
        supervisor = self.supervisors.renew(index)
        supervisor.appoint(index, generation)
        supervisor.required = supervisor.required_hush_payment()
        c, k = supervisor.corridor, supervisor.context
        self.log(EventKind.OFFICE, index, supervisor.rank, generation, why, c, k)
        for i in range(len(self.officials)):
            if self.officials[i].post_index == index:
                self.officials[i].trust_in_superior = 0.0

    def price_silence(self) -> None:
        """Let supervisors reckon what they would settle a case for, from the top down: each may pay the next."""
        for step in range(1, len(self.supervisors) + 1):
            supervisor = self.supervisors[len(self.supervisors) - step]
            supervisor.required = supervisor.required_hush_payment()

    def replace_operator(self, index: int) -> None:
        """Let a new operator start over with the parties that are under way."""
        generation = self.smugglers[index].generation + 1
        self.smugglers.renew(index).start(index, generation)

    def someone_in_post(self, context: int, key: int, decision: int) -> int:
        """Return a gatekeeper on duty in a context of any corridor, from a drawn place on; -1 for nobody."""
        return self.first_on_duty(self.contexts[context].first_listed, self.contexts[context].n_listed, key, decision)

    def someone_at(self, corridor: int, context: int, key: int, decision: int) -> int:
        """Return a gatekeeper on duty in a context of a corridor, from a drawn place on; -1 for nobody."""
        return self.first_on_duty(self.first_listed[corridor, context], self.n_places[corridor, context], key, decision)

    def first_on_duty(self, first: int, n: int, key: int, decision: int) -> int:
        """Return who is on duty at the first of ``n`` listed places, from a drawn one on; -1 for nobody."""
        if n == 0:
            return -1
        start = draws.integer(key, decision, n)
        for step in range(n):
            official = self.official_at(self.listed_places[first + self.around(start + step, n)])
            if official.on_duty:
                return int(official.index)
        return -1

    def licensing_official(self, corridor: int, key: int, decision: int, but: int) -> int:
        """Return a public official on duty who deals with recruiters, else one of documents; -1 for nobody.

        One official, ``but``, may be passed over.
        """
        index = self.public_official_at(corridor, Context.RECRUITMENT.value, key, decision, but)
        return index if index >= 0 else self.public_official_at(corridor, Context.DOCUMENTS.value, key, decision, but)

    def public_official_at(self, corridor: int, context: int, key: int, decision: int, but: int) -> int:
        """Return a public official on duty in a context of a corridor, from a drawn place on; -1 for nobody."""
        n, first = self.n_places[corridor, context], self.first_listed[corridor, context]
        if n == 0:
            return -1
        start = draws.integer(key, decision, n)
        for step in range(n):
            official = self.official_at(self.listed_places[first + self.around(start + step, n)])
            if official.on_duty and official.private == 0 and official.index != but:
                return int(official.index)
        return -1

    def staff_in_post(self, context: int) -> int:
        """Return how many are on duty in a context."""
        first, staff = self.contexts[context].first_listed, 0
        for step in range(self.contexts[context].n_listed):
            if self.official_at(self.listed_places[first + step]).on_duty:
                staff += 1
        return staff

    def asking_fee(self, corridor: int, base: float) -> float:
        """Return what a journey on a corridor costs a person that would cost ``base`` without bribes and risk."""
        p, c = self.p.smugglers, self.corridors[corridor]
        return smuggler_rules.fee(base, p.fee_pass_through, c.average_bribe, p.risk_pass_through, c.average_loss)

    def documents_are_carried(self) -> bool:
        """Return whether documents that were bought spare anybody a stop."""
        return bool(self.p.documents.issued_cover > 0.0 or self.p.documents.forged_cover > 0.0)

    # --- bribes and sanctions ---------------------------------------------------------------------------------------

    def record_bribe(
        self, official: Any, key: int, kind: int, price: int, party: int, payer: int, case: int, migrant_index: int
    ) -> None:
        """Hand over a bribe at the official's post, count it and keep it for exposure.

        ``party`` and ``payer`` say who pays, ``case`` in which case; ``migrant_index`` is that of the migrant who may
        report it, -1 for none.
        """
        row, usd = self.context_row(official.context), price / 100.0
        if kind == Bribe.RETAINER:
            row[K.retainers_paid] += 1.0
            row[K.retainers_usd] += usd
        else:
            row[K.bribes] += 1.0
            row[K.bribe_value_usd] += usd
        if kind == Bribe.JUSTICE:
            row[K.justice_bribes] += 1.0
            row[K.justice_usd] += usd
        elif kind == Bribe.SILENCE:
            row[K.silence_bribes] += 1.0
            row[K.silence_usd] += usd
        elif kind == Bribe.LICENCE:
            row[K.licence_bribes] += 1.0
            row[K.licence_usd] += usd
        elif kind == Bribe.RELEASE:
            row[K.release_bribes] += 1.0
            row[K.release_usd] += usd
        c, k = official.corridor, official.context
        self.log(EventKind.BRIBE, official.index, k, kind, price, c, k, case=case, party=party, other=payer)
        self.hand_over(official, price)
        act = self.acts.add()
        act.key = key
        act.kind = kind
        act.official_index = official.index
        act.generation = official.generation
        act.corridor = official.corridor
        act.context = official.context
        act.post_index = official.post_index
        act.migrant_index = migrant_index

    def hand_over(self, official: Any, price: int) -> None:
        """Let the official take a bribe and hand on the superior's cut."""
        cut = int(price * official.cut)
        official.bribes_this_week += 1
        self.count_income(official, price - cut)
        if cut > 0:
            superior, giver, party = official.superior, official.index, Party.OFFICIAL.value
            c, k, rank = official.corridor, official.context, superior.rank
            superior.take(cut)
            self.log(EventKind.CUT, superior.index, giver, rank, cut, c, k, party=party, other=giver)

    def count_income(self, official: Any, amount: int) -> None:
        """Count what a gatekeeper keeps of a bribe."""
        rank = self.rank_row(0)
        rank[R.bribes] += 1.0
        rank[R.bribe_income_usd] += amount / 100.0
        rank[R.cohort_bribes] += 1.0
        rank[R.cohort_private_bribes] += float(official.private)
        official.income += amount
        self.bribes_by_week[self.week % IMPUNITY_WEEKS, official.index] += 1
        if self.week >= self.burn_in:
            self.window_income[official.index] += amount

    def count_rank_income(self, rank: int, amount: int) -> None:
        """Count what a supervisor takes."""
        row = self.rank_row(rank)
        row[R.bribes] += 1.0
        row[R.bribe_income_usd] += amount / 100.0

    def count_sanction(self, official: Any) -> None:
        """Mark the bribes that an official took within the last 104 weeks as followed by a sanction."""
        for age in range(min(IMPUNITY_WEEKS, self.week + 1)):
            slot = (self.week - age) % IMPUNITY_WEEKS
            taken = self.bribes_by_week[slot, official.index]
            if taken > 0:
                rank = self.by_rank[self.week - age, 0]
                rank[R.cohort_sanctioned] += float(taken)
                rank[R.cohort_private_sanctioned] += float(taken * official.private)
                self.bribes_by_week[slot, official.index] = 0

    # --- allegations, incidents and files ---------------------------------------------------------------------------

    def next_case(self) -> int:
        """Return the number of a new case."""
        self.case_numbers += 1
        return int(self.case_numbers - 1)

    def open_case(
        self,
        key: int,
        number: int,
        kind: Subject,
        subject: Any,
        post_index: int,
        corridor: int,
        context: int,
        evidence: float,
    ) -> None:
        """Put a file at the end of the investigators' queue; the post is that of a gatekeeper, -1 for others."""
        case = self.cases.add()
        case.key = key
        case.number = number
        case.kind = kind
        case.subject_index = subject.index
        case.generation = subject.generation
        case.corridor = corridor
        case.context = context
        case.post_index = post_index
        case.evidence = evidence
        case.opened = self.week
        case.stage_since = self.week
        case.stage = 0
        case.others_before = self.other_files[0]
        case.closed = 0

    def make_known(self, official: Any, post_index: int, seen: int) -> None:
        """Let it be heard at the end of the week what became of somebody's case, above all where it arose.

        Whom a charge cannot reach teaches nothing about charges: the case counts as far as the accused is liable.
        """
        weight = official.liable()
        if weight > 0.0:
            outcome = self.outcomes.add()
            outcome.post_index = post_index
            outcome.seen = seen
            outcome.weight = weight
            outcome.official_index = official.index
            outcome.generation = official.generation

    def add_incident(self, key: int, migrant: Any, evidence: float) -> None:
        """Keep what points at the operator of a party, and who let it pass last."""
        incident = self.incidents.add()
        incident.key = key
        incident.smuggler_index = migrant.operator_index
        incident.operator_generation = migrant.operator.generation
        incident.corridor = migrant.route
        incident.migrant = migrant.serial
        incident.passed_by = migrant.passed_by
        incident.generation = migrant.passed_by_generation
        incident.for_money = migrant.passed_for_money
        incident.evidence = evidence
