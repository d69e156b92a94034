"""Labour recruitment agencies: licences are conserved, and so are workers, their fees and debts (7.12)."""

import math

import numpy as np

from simcorr.contexts import Context
from simcorr.interventions import LEVER_INDEX
from simcorr.world.codes import Duty, Inspection, Licence, Party
from tests.laws.law import Law


def lever(world, name, week, corridor):
    """Return the value of a lever of a corridor in a week."""
    return world.levers[week, LEVER_INDEX[name], corridor, 0]


def legal_part(world, week, corridor):
    """Return what a worker pays of the legal cost, in cents."""
    legal = world.regular_cost[corridor] * lever(world, "regular_cost_factor", week, corridor)
    return legal * (1.0 - lever(world, "zero_fee", week, corridor))


class Agencies(Law):
    """Who is placed pays a licensed agency; a licence is lost by a breach that was established, and renewed in time.

    Of the first week the state is not known before it ends: who has an interest in an agency, and what it charges.
    """

    def __init__(self, world):
        super().__init__(world)
        self.home = np.repeat(np.arange(world.n_corridors), world.n_agencies)
        n = len(self.home)
        self.licensed, self.generation = np.ones(n, dtype=int), np.zeros(n, dtype=int)
        self.lost, self.weeks = np.zeros((2, n))  # what agencies remember of themselves, and hear along a corridor
        self.heard = np.zeros((2, world.n_corridors))
        self.excess = self.until = self.honest = self.owner = self.reopens = self.private = None
        self.placed, self.told = {}, {}
        self.seen, self.paid, self.identified = None, None, -1
        self._start_anew()

    def _start_anew(self):
        self.lost_now, self.new, self.misled = np.zeros(len(self.home)), set(), []

    # --- workers ----------------------------------------------------------------------------------------------------

    def on_channel(self, event):
        self.placed.pop(event.subject, None)

    def on_placement(self, event):
        agency, c = event.a, event.corridor
        self.must(self.home[agency] == c, "a worker is placed by an agency of another corridor", event)
        self.must(self.licensed[agency], "a worker is placed without a licence", event)
        if self.excess is not None:
            legal = self.world.regular_cost[c]
            right = legal_part(self.world, event.week, c) + legal * self.excess[agency]
            self.must(math.isclose(event.value, right, rel_tol=1e-9), f"a fee other than {right}", event)
            self.must(not (event.b and self.honest[agency]), "an honest agency deceives a worker", event)
        self.placed[event.subject] = agency, self.generation[agency]
        self.misled += [event.subject] * event.b

    def on_debt(self, event):
        agency = self.placed.get(event.subject, (-1, 0))[0]
        owed_to = event.other if event.party == Party.RECRUITER else -1
        self.must(owed_to == agency, "a worker owes another than the agency", event)

    def on_exploitation(self, event):
        agency = self.placed.get(event.subject, (-1, 0))[0]
        by = event.other if event.party == Party.RECRUITER else -1
        self.must(by == agency, "a worker is exploited whom another has placed", event)

    def on_testimony(self, event):
        agency, generation = self.placed.get(event.subject, (-1, 0))
        self.must(agency == event.a, "a complaint about another agency", event)
        if event.value and agency >= 0 and generation == self.generation[agency] and self.licensed[agency]:
            self.told[agency] = event

    # --- licences ---------------------------------------------------------------------------------------------------

    def on_bribe(self, event):
        self.paid = event

    def on_inspection(self, event):
        agency, why, p = event.subject, event.b, self.world.agencies
        self.seen = event
        if event.a == Inspection.BRIBED:
            price = 100.0 * (p.licence_bribe_usd if why == 1 else p.inspection_bribe_usd)
            self.must(self.paid is not None and self.paid.value == price, f"a bribe other than {price}", event)
        self.must(self.licensed[agency], "an agency without a licence is inspected", event)
        here = event.corridor == self.home[agency] and event.context in (Context.RECRUITMENT, Context.DOCUMENTS)
        self.must(here, "an agency is inspected from elsewhere", event)
        found = event.a in (Inspection.BRIBED, Inspection.BREACH)
        self.must(not found or event.value > 0.0, "a breach of who charges nothing beyond the legal cost", event)
        if self.excess is not None:
            self.must(math.isclose(event.value, self.excess[agency]), "inspected for another fee", event)
            self.must((why == 1) == (self.until[agency] <= event.week), "a renewal at another time", event)
            self.must(event.a != Inspection.FAVOUR or self.owner[agency], "a favour to no colleague", event)
            self.must(why != 2 or agency in self.told, "an inspection after no complaint", event)
            self.must(not self.private[event.other], "an inspector who is no public official", event)
            self.must(event.other != self.of[agency], "somebody inspects an agency of his own", event)
        self.told.pop(agency, None)

    def on_licence(self, event):
        agency, seen = event.subject, self.seen
        self.seen = None
        after = seen is not None and seen.subject == agency
        if event.a == Licence.GRANTED:
            self.must(not self.licensed[agency], "a licence for who has one", event)
            self.must(self.until is None or self.until[agency] == event.week, "granted at another time", event)
            if self.reopens is not None:
                same = event.b == self.generation[agency]
                self.must(same == bool(self.reopens[agency]), "a licence for another than was to get it", event)
            self.must(event.b - self.generation[agency] in (0, 1), "a licence for nobody", event)
            if event.b != self.generation[agency]:
                self.new.add(agency)
            self.generation[agency], self.licensed[agency] = event.b, 1
            return
        if event.a == Licence.HANDED_OVER:
            self.must(self.licensed[agency] and event.b == self.generation[agency] + 1, "handed over by another", event)
            self.generation[agency] = event.b
            self.new.add(agency)
            self.told.pop(agency, None)
            return
        self.must(self.licensed[agency] and event.b == self.generation[agency], "a licence of another", event)
        if event.a == Licence.LOST:
            self.must(after and seen.a == Inspection.BREACH, "a licence is lost without a breach", event)
            self.licensed[agency], self.lost_now[agency] = 0, 1.0
            self.told.pop(agency, None)
        else:
            self.must(after and seen.b == 1, "a licence is renewed that does not end", event)

    # --- what is held -----------------------------------------------------------------------------------------------

    def week_ends(self, state):
        self.seen, self.paid, self.identified = None, None, -1
        if not len(self.home):
            return
        firms = state.agencies
        self._learn(state.week, firms)
        self.same("licences of agencies", firms.licensed, self.licensed)
        self.same("holders of licences", firms.generation, self.generation)
        counted = np.bincount(self.home, self.licensed, minlength=self.world.n_corridors)
        self.same("agencies of corridors", state.corridors.licensed, counted)
        self.same("complaints that wait", np.flatnonzero(firms.denounced), sorted(self.told))
        self.excess, self.until = np.array(firms.excess), np.array(firms.until)
        self.honest, self.reopens = np.array(firms.honest), np.array(firms.reopens)
        self.private = np.array(state.officials.private)
        self._misled(state.migrants)
        self._owners(state, np.asarray(firms.owner_index), np.asarray(firms.owner_generation))
        self._start_anew()

    def _misled(self, people):
        """Hold who was told falsely this week against what they know: the informed are not deceived."""
        if len(people):
            told = np.isin(people.serial, self.misled)
            self.must_all(~told | (np.asarray(people.informed) == 0), "an informed worker is deceived")

    def must_all(self, holds, words):
        """Note that the law is broken, unless a condition holds everywhere."""
        if not np.all(holds):
            self.wrong(words)

    def _owners(self, state, index, generation):
        """Note which agencies have somebody with an interest on duty: nobody comes or goes before inspections."""
        officials = state.officials
        same = (index >= 0) & (np.asarray(officials.generation)[index] == generation)
        self.of = np.where(same, index, -1)
        self.owner = same & (np.asarray(officials.status)[index] == Duty.IN_POST)

    def _learn(self, week, firms):
        """Hold what agencies charge against what they have learned of the risk."""
        p, q = self.world.agencies, self.world.smugglers
        keep, heard = math.exp(-q.belief_fade_per_week), q.case_hearsay
        levers = ([lever(self.world, name, week, c) for c in self.home] for name in ("regular_cost_factor", "zero_fee"))
        cost, by_employers = (np.array(each, dtype=float) for each in levers)
        spared = 1.0 - cost * (1.0 - by_employers)
        most = (p.most_charged - 1.0) * np.maximum(1.0 - p.cost_pass_through * spared, 0.0)
        before = self.excess
        if before is None:
            before = self._charged(np.asarray(firms.honest), most)
        for agency in self.new:
            self.lost[agency] = self.weeks[agency] = before[agency] = 0.0
        counts = ((self.licensed > 0) | (self.lost_now > 0)) & (most > 0.0)
        exposed = np.divide(before, most, out=np.zeros(len(most)), where=counts)
        lost = self.lost_now * counts
        self.lost, self.weeks = self.lost * keep + lost, self.weeks * keep + exposed
        along = [np.bincount(self.home, one, minlength=self.world.n_corridors) for one in (lost, exposed)]
        self.heard = self.heard * keep + heard * np.array(along)
        self.close("what agencies charge", firms.excess, self._charged(np.asarray(firms.honest), most))

    def _charged(self, honest, most):
        p, own = self.world.agencies, 1.0 - self.world.smugglers.case_hearsay
        lost, weeks = own * self.lost + self.heard[0][self.home], own * self.weeks + self.heard[1][self.home]
        risk = (p.risk_prior * p.risk_prior_weeks + lost) / (p.risk_prior_weeks + weeks)
        loss = risk * p.closed_weeks * (p.legal_margin + most)
        gain, loss = np.maximum(most, 1e-6), np.maximum(loss, 1e-6)
        score = np.clip(p.fee_precision * np.log(gain / loss), -30.0, 30.0)
        return np.where((honest > 0) | (most <= 0.0), 0.0, most / (1.0 + np.exp(-score)))
