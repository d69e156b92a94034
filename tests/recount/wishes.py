"""Which corridor a client asks for: drawn anew from the seed, by what is publicly believed in the week of the decision.

The log says it of those who owe something alone. The equations are those of the ODD document (7.1 and 7.9).
"""

import math
from functools import cache

import numpy as np
import pandas as pd

from simcorr import draws
from simcorr.interventions import LEVERS
from simcorr.world import EventKind, keys
from simcorr.world.codes import AFTER_ARRIVAL, Channel, Discharge, Perspective
from tests.recount.beliefs import Remembered
from tests.recount.journeys import journeys, payments

INFORMED_SHIFT = list(LEVERS).index("informed_shift")


def wrong_wishes(log):
    """Return in words the first debt whose client asked for another corridor than the draw gives; nothing if none."""
    met = journeys(log)
    owing = met[(met["kind"] == EventKind.DEBT) & (met["other"] >= 0)]  # to an operator
    wishes = Wishes(log, met, payments(log, met))
    for row in owing.to_dict("records"):
        expected = wishes.corridor(row["subject"], row["attempt"], row["home"])
        if row["b"] != expected:
            return [f"migrant {row['subject']} asks for corridor {row['b']} in the log, for {expected} by the draw"]
    return []


class People:
    """What is drawn for each migrant, by number: who he is follows from where and when he first thought of going."""

    def __init__(self, log, met):
        first = met[(met["kind"] == EventKind.CHANNEL) & (met["value"] == 0)]
        number = first.groupby(["week", "home"]).cumcount()
        rows = zip(first["subject"], first["home"], first["week"], number, strict=True)
        self.world, self._came = log.world, {serial: (home, week, number) for serial, home, week, number in rows}

    def key(self, serial):
        """Return the key of a migrant's draws."""
        home, week, number = self._came[serial]
        return draws.event(keys.cohort(self.world.run_key, home, week), keys.MIGRANT, number)

    def perspective(self, serial):
        """Return how the risks are seen: who is not informed may be deceived."""
        p, key, (home, week, _) = self.world.migrants, self.key(serial), self._came[serial]
        informed = p.informed_share + self.world.levers[week, INFORMED_SHIFT, home, 0] * (1.0 - p.informed_share)
        if draws.uniform(key, keys.INFORMED) < informed:
            return Perspective.INFORMED
        deceived = draws.uniform(key, keys.DECEIVED) < p.deceived_share
        return Perspective.DECEIVED if deceived else Perspective.UNINFORMED


class Wishes:
    """The corridors that clients ask for: a logit over what a journey with a smuggler is worth on each."""

    def __init__(self, log, met, paid):
        self.world, self.people = log.world, People(log, met)
        decided = met[met["kind"] == EventKind.CHANNEL]
        rows = zip(decided["subject"], decided["attempt"], decided["week"], strict=True)
        self._week = {(serial, attempt): week for serial, attempt, week in rows}
        self.beliefs = smuggled_beliefs(log, met, paid)
        self.chances = cache(self._chances)

    def corridor(self, serial, attempt, home):
        """Return which corridor a migrant asks for."""
        n = self.world.n_corridors
        if not self.world.flags.migrant_choice or n == 1:
            return home
        attempt_key = draws.event(self.people.key(serial), keys.ATTEMPT, attempt)
        chances = np.cumsum(self.chances(self._week[serial, attempt], home, self.people.perspective(serial)))
        step = int(np.searchsorted(chances, draws.uniform(attempt_key, keys.WISH), side="right"))
        return (home + min(step, n - 1)) % n

    def _chances(self, week, home, perspective):
        """Return how likely each corridor is asked for, from the own one on."""
        p, n = self.world.migrants, self.world.n_corridors
        values = np.array([self._value(week, home, (home + step) % n, perspective) for step in range(n)])
        values = values / (p.choice_scale_usd * 100.0) / p.nest_dissimilarity
        weights = np.exp(values - values.max())
        return tuple((weights / weights.sum()).tolist())

    def _value(self, week, home, route, perspective):
        """Return what a journey with a smuggler on a corridor seems worth, in cents."""
        p, fees = self.world.migrants, self.world.fee
        success, exploitation, bribe, lost = (belief[week, route] for belief in self.beliefs)
        harm = exploitation if perspective == Perspective.INFORMED else p.exploitation_prior
        harm *= p.deceived_harm_belief if perspective == Perspective.DECEIVED else 1.0
        detour = 0.0 if route == home else p.detour_cost_usd * 100.0
        asked = self.world.smugglers.base_fee_share * max(fees[home], fees[route])
        passed_on = self.world.smugglers.fee_pass_through * bribe + self.world.smugglers.risk_pass_through * lost
        advance, by_leg = self.world.smugglers.fee_advance_share, self.world.smugglers.fees_by_leg
        advance += (1.0 - advance) * by_leg / 2.0  # of who is stopped, half of the way is expected to be behind
        cost = (asked + passed_on) * (advance + (1.0 - advance) * success) + detour
        arrived = present_value(p) * 100.0 - harm * p.harm_cost_usd * 100.0
        return success * arrived - (1.0 - success) * p.detention_cost_usd * 100.0 - cost


def present_value(p):
    """Return what weekly gains over the horizon are worth today."""
    rate = p.discount_per_year / 52.0
    weeks = -math.expm1(-rate * p.horizon_weeks) / rate if rate > 0.0 else p.horizon_weeks
    return p.weekly_gain_usd * weeks


def journeys_that_fail(log, rows):
    """Return which events end a journey by a stop: the stop itself or, where parties are held, what came of it."""
    if not log.world.justice.detention_weeks:
        return rows["kind"].eq(EventKind.INTERCEPTION)
    recognised = rows["kind"].eq(EventKind.SCREENING) & rows["b"].eq(1)
    return recognised | (rows["kind"].eq(EventKind.DISCHARGE) & rows["b"].ne(Discharge.RELEASED))


def smuggled_beliefs(log, met, paid):
    """Return what is believed as each week starts: success and harm with a smuggler, bribes and losses by person."""
    p, n = log.world.migrants, log.world.n_corridors
    begun = met[met["kind"] == EventKind.EXPLOITATION]
    smuggled = met[met["channel"] == Channel.SMUGGLER]
    arrived = smuggled[smuggled["kind"] == EventKind.ARRIVAL]
    failed = journeys_that_fail(log, smuggled)
    ends = smuggled[
        smuggled["kind"].eq(EventKind.ARRIVAL)
        | failed
        | ((smuggled["kind"] == EventKind.EXPLOITATION) & (smuggled["a"] != AFTER_ARRIVAL))
    ]
    ended = log.tally(ends, "route", n)
    forged = met[met["kind"] == EventKind.DOCUMENT].rename(columns={"subject": "migrant", "value": "for_them"})
    outlays = pd.concat([paid[["migrant", "attempt", "for_them"]], forged[["migrant", "attempt", "for_them"]]])
    cost = outlays.groupby(["migrant", "attempt"])["for_them"].sum()
    cost = cost.reindex(list(zip(ends["subject"], ends["attempt"], strict=True))).fillna(0.0).to_numpy()
    stopped = failed[ends.index].to_numpy()
    fees = met[met["kind"] == EventKind.CLIENT].set_index(["subject", "attempt"])["value"]
    fees = fees.reindex(list(zip(ends["subject"], ends["attempt"], strict=True))).fillna(0.0).to_numpy()
    smugglers, size = log.world.smugglers, log.world.party_size[ends["home"]]
    behind = (ends["value"] / log.world.n_stages[ends["route"]]).to_numpy()
    unpaid = (1.0 - smugglers.fee_advance_share) * (1.0 - smugglers.fees_by_leg * behind)
    lost = stopped * (fees * unpaid + smugglers.arrest_cost_usd * 100.0 / size)
    favourable = (
        log.tally(arrived, "corridor", n),
        np.minimum(log.tally(begun, "corridor", n), ended),
        log.tally(ends, "route", n, cost / size),
        log.tally(ends, "route", n, lost),
    )
    found = []
    w = p.belief_prior_weight
    firsts = (p.success_prior_smuggled, w), (p.exploitation_prior, w), (0.0, 0.0), (0.0, 0.0)
    for (first, weight), weekly in zip(firsts, favourable, strict=True):
        belief = Remembered(first, weight, p.belief_fade_per_week, n)
        means = [belief.mean, *(belief.learn(*week) for week in zip(weekly, ended, strict=True))]
        found.append(np.array(means))
    return found
