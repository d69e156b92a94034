"""What clients of smugglers owe, which the log does not say: it follows from fee, means and the detour asked for.

A migrant's means, and the corridor that he asks for, are drawn anew from the seed, the second by what is publicly
believed of each corridor in the week of the decision (ODD document, 7.1 and 7.9).
"""

import math
from functools import cache

import numpy as np

from simcorr import draws
from simcorr.interventions import LEVERS
from simcorr.world import EventKind, keys
from simcorr.world.codes import AFTER_ARRIVAL, Channel, Perspective
from tests.recount.beliefs import Remembered

INFORMED_SHIFT = list(LEVERS).index("informed_shift")


def debts(log, met, paid):
    """Return how many set out owing part of what the journey costs, and how much; on the corridor travelled."""
    clients, n = met[met["kind"] == EventKind.CLIENT], log.world.n_corridors
    wishes = Wishes(log, met, paid)
    cost = clients["value"].to_numpy() + log.world.migrants.detour_cost_usd * 100.0 * wishes.is_detour(clients)
    owed = np.maximum(cost - np.array([wishes.people.means(one) for one in clients["subject"]]), 0.0)
    weights = owed / 100.0 * clients["persons"]
    indebted = clients[owed > 0.0]
    return {
        "indebted": log.tally(indebted, "corridor", n, indebted["persons"]),
        "debt_usd": log.tally(clients, "corridor", n, weights),
    }


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

    def means(self, serial):
        """Return the money at hand, in cents."""
        p = self.world.migrants
        return p.means_median_usd * 100.0 * math.exp(p.means_sigma * draws.normal(self.key(serial), keys.MEANS))

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

    def is_detour(self, clients):
        """Return for each client whether another corridor than the own was asked for."""
        p = self.world.migrants
        if not self.world.flags.migrant_choice or self.world.n_corridors == 1 or p.detour_cost_usd == 0.0:
            return np.zeros(len(clients), dtype=bool)
        rows = zip(clients["subject"], clients["attempt"], clients["home"], strict=True)
        return np.array([self._goes_elsewhere(*row) for row in rows], dtype=bool)

    def _goes_elsewhere(self, serial, attempt, home):
        attempt_key = draws.event(self.people.key(serial), keys.ATTEMPT, attempt)
        chances = self.chances(self._week[serial, attempt], home, self.people.perspective(serial))
        return chances[0] <= draws.uniform(attempt_key, keys.WISH) < sum(chances)

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
        success, exploitation, bribe = (belief[week, route] for belief in self.beliefs)
        harm = exploitation if perspective == Perspective.INFORMED else p.exploitation_prior
        harm *= p.deceived_harm_belief if perspective == Perspective.DECEIVED else 1.0
        fee = fees[home] if route == home else max(fees[home], fees[route]) + p.detour_cost_usd * 100.0
        cost = fee + self.world.smugglers.fee_pass_through * bribe
        arrived = present_value(p) * 100.0 - harm * p.harm_cost_usd * 100.0
        return success * arrived - (1.0 - success) * p.detention_cost_usd * 100.0 - cost


def present_value(p):
    """Return what weekly gains over the horizon are worth today."""
    rate = p.discount_per_year / 52.0
    weeks = -math.expm1(-rate * p.horizon_weeks) / rate if rate > 0.0 else p.horizon_weeks
    return p.weekly_gain_usd * weeks


def smuggled_beliefs(log, met, paid):
    """Return what is believed at the start of each week: success and exploitation with a smuggler, and the bribes."""
    p, n = log.world.migrants, log.world.n_corridors
    begun = met[met["kind"] == EventKind.EXPLOITATION]
    smuggled = met[met["channel"] == Channel.SMUGGLER]
    arrived = smuggled[smuggled["kind"] == EventKind.ARRIVAL]
    ends = smuggled[
        smuggled["kind"].isin([EventKind.ARRIVAL, EventKind.INTERCEPTION])
        | ((smuggled["kind"] == EventKind.EXPLOITATION) & (smuggled["a"] != AFTER_ARRIVAL))
    ]
    ended = log.tally(ends, "corridor", n)
    cost = paid.groupby(["migrant", "attempt"])["for_them"].sum()
    cost = cost.reindex(list(zip(ends["subject"], ends["attempt"], strict=True))).fillna(0.0).to_numpy()
    favourable = (
        log.tally(arrived, "corridor", n),
        np.minimum(log.tally(begun, "corridor", n), ended),
        log.tally(ends, "corridor", n, cost / log.world.party_size[ends["home"]]),
    )
    found = []
    for first, weekly in zip((p.success_prior_smuggled, p.exploitation_prior, 0.0), favourable, strict=True):
        belief = Remembered(first, p.belief_prior_weight, p.belief_fade_per_week, n)
        means = [belief.mean, *(belief.learn(*week) for week in zip(weekly, ended, strict=True))]
        found.append(np.array(means))
    return found
