"""The would-be migrant: chooses a channel, travels, may be asked for money, stopped, exploited or helped."""

from typing import TYPE_CHECKING

import mesa

from simcorr import draws
from simcorr.rules import migrant as rules
from simcorr.rules.mathematics import lognormal, whole_cents
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Channel, Status

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel
    from simcorr.engines.mesa.smuggler import Smuggler

IMPOSSIBLE = -1e15
"""Value, in cents, of a channel that is not open."""


class Migrant(mesa.Agent):
    """A would-be migrant, and the party that travels together under one deal.

    Attributes
    ----------
    corridor, arrival_week, number : int
        The stable identity.
    party_size : float
        Persons who travel together.
    means : float
        Money at hand, in cents.
    urgency, vulnerability : float
        Between 0 and 1.
    route : int
        The corridor asked for, then travelled; either may be another than the own.
    stage : int
        The next stage of the itinerary; the number of stages once all are passed.
    """

    model: "CorruptionModel"

    def __init__(self, model: "CorruptionModel", corridor: int, arrival_week: int, number: int) -> None:
        super().__init__(model)
        p = model.p.migrants
        self.corridor = corridor
        self.party_size = float(model.w.party_size[corridor])
        self.arrival_week = arrival_week
        self.number = number
        self.key = int(draws.event(keys.cohort(model.run_key, corridor, arrival_week), keys.MIGRANT, number))
        self.serial = model.next_serial()
        self.means = lognormal(p.means_median_usd * 100.0, p.means_sigma, draws.normal(self.key, keys.MEANS))
        self.urgency = draws.uniform(self.key, keys.URGENCY)
        normal = draws.normal(self.key, keys.VULNERABILITY)
        self.vulnerability = rules.vulnerability(p.vulnerability_location, p.vulnerability_spread, normal)
        shift = model.levers[LEVER.informed_shift][corridor][0]
        informed = p.informed_share + shift * (1.0 - p.informed_share)
        self.informed = draws.uniform(self.key, keys.INFORMED) < informed
        self.deceived = not self.informed and draws.uniform(self.key, keys.DECEIVED) < p.deceived_share
        self.status = int(Status.NEW)
        self.channel = int(Channel.STAY)
        self.attempt = -1
        self.attempt_key = 0
        self.due = model.week
        self._begin_attempt()

    def _begin_attempt(self) -> None:
        self.attempt += 1
        self.attempt_key = int(draws.event(self.key, keys.ATTEMPT, self.attempt))
        self.route = self.corridor
        self.smuggler: Smuggler | None = None
        self.stage = 0
        self.tries = 0
        self.fee = 0.0
        self.debt = 0.0
        self.smuggler_paid = 0
        self.paid = 0
        self.paid_at_border = False
        self.reported = False
        self.passed_context = -1
        self.passed_stage = 0

    def try_again(self) -> None:
        """Start a new attempt after a return."""
        self._begin_attempt()

    def choose_channel(self) -> int:
        """Return the channel of this attempt: stay, regular, alone or with a smuggler."""
        model = self.model
        if not model.w.flags.migrant_choice:
            return int(Channel.SMUGGLER)
        p = model.p.migrants
        scale, nest = p.choice_scale_usd * 100.0, p.nest_dissimilarity
        stay = p.attachment_usd * 100.0 / scale
        alone, smuggled = self.value_of_travelling_alone() / scale, self.value_of_smugglers()
        irregular = rules.irregular_nest(alone, smuggled, nest)
        reference = max(stay, irregular)
        return int(
            rules.channel(
                rules.channel_weight(stay, reference),
                rules.channel_weight(self.value_of_regular_channel() / scale, reference),
                rules.channel_weight(irregular, reference),
                rules.share_alone(alone, smuggled, nest),
                draws.uniform(self.attempt_key, keys.CHANNEL),
            )
        )

    def value_of_regular_channel(self) -> float:
        """Return the value of the regular channel in cents; impossible when its cost exceeds the means."""
        model, p, c = self.model, self.model.p.migrants, self.corridor
        cost = model.w.regular_cost[c] * model.levers[LEVER.regular_cost_factor][c][0]
        if cost > self.means:
            return IMPOSSIBLE
        urgency_cost = p.waiting_cost_usd * 100.0 * 2.0 * self.urgency
        wait = self.regular_wait()
        gain = rules.gain_after_wait(model.gain, p.discount_per_year, wait)
        return rules.regular_value(gain, wait, urgency_cost, cost + model.beliefs.regular_bribe[c])

    def regular_wait(self) -> float:
        """Return the weeks that the regular channel takes."""
        c = self.corridor
        return float(self.model.w.regular_wait[c] * self.model.levers[LEVER.regular_wait_factor][c][0])

    def value_of_travelling_alone(self) -> float:
        """Return the value of an irregular journey without a smuggler, in cents."""
        model, p, c = self.model, self.model.p.migrants, self.corridor
        if model.w.alone_factor[c] <= 0.0:
            return IMPOSSIBLE
        success = model.beliefs.success_alone[c]
        cost = p.alone_cost_usd * 100.0
        return rules.irregular_value(model.gain, success, cost, 0.0, 0.0, p.detention_cost_usd * 100.0)

    def choose_corridor(self) -> int:
        """Return the corridor that a smuggler is asked for: the own one, or another if that seems so much better."""
        model, p = self.model, self.model.p.migrants
        if not model.w.flags.migrant_choice:
            return self.corridor
        scale, smuggled = p.choice_scale_usd * 100.0, self.value_of_smugglers()
        draw, reached, n = draws.uniform(self.attempt_key, keys.WISH), 0.0, model.w.n_corridors
        for step in range(n):
            route = (self.corridor + step) % n
            value = self.value_of_smuggler(route) / scale
            reached += rules.irregular_weight(value, smuggled, p.nest_dissimilarity)
            if draw < reached:
                return int(route)
        return self.corridor

    def value_of_smugglers(self) -> float:
        """Return what journeys with a smuggler on all corridors are worth together, in units of the logit's scale."""
        p, n = self.model.p.migrants, self.model.w.n_corridors
        scale = p.choice_scale_usd * 100.0
        together = self.value_of_smuggler(self.corridor) / scale
        for step in range(1, n):
            value = self.value_of_smuggler((self.corridor + step) % n) / scale
            together = rules.irregular_nest(together, value, p.nest_dissimilarity)
        return float(together)

    def value_of_smuggler(self, route: int) -> float:
        """Return the value of a journey with a smuggler on a corridor, in cents, as this person sees its risks."""
        model, p, c = self.model, self.model.p.migrants, self.corridor
        exploitation = model.beliefs.exploitation[route] if self.informed else p.exploitation_prior
        if self.deceived:
            exploitation = exploitation * p.deceived_harm_belief
        fee = model.w.fee[c]
        if route != c:
            fee = rules.fee_after_detour(fee, model.w.fee[route], p.detour_cost_usd * 100.0)
        cost = fee + model.p.smugglers.fee_pass_through * model.beliefs.average_bribe[route]
        return rules.irregular_value(
            model.gain,
            model.beliefs.success_smuggled[route],
            cost,
            exploitation,
            p.harm_cost_usd * 100.0,
            p.detention_cost_usd * 100.0,
        )

    def detour(self) -> float:
        """Return what it costs to reach the corridor that a smuggler is asked for, in cents."""
        return float(self.model.p.migrants.detour_cost_usd * 100.0) if self.route != self.corridor else 0.0

    def extortion_price(self) -> int:
        """Return what an official asks of somebody who travels without a smuggler, in cents."""
        return whole_cents(self.model.p.migrants.extortion_share_of_means * self.means * self.party_size)

    def payment_probability(self, price: int, interception: float) -> float:
        """Return the probability that a demanded bribe is paid.

        At stake is what refusing risks: the journey's cost and detention, or for a regular migrant the wait.
        """
        p = self.model.p.migrants
        if self.status == Status.AWAITING_VISA:
            stake = p.waiting_cost_usd * 100.0 * 2.0 * self.urgency * p.retry_delay_weeks * self.party_size
        else:
            stake = interception * (self.fee + p.detention_cost_usd * 100.0) * self.party_size
        return rules.payment_probability(stake, price, p.payment_precision)

    def pay(self, price: int) -> None:
        """Pay an official out of the own pocket."""
        self.paid += price

    def exploitation_probability(self, hazard: float) -> float:
        """Return the probability that exploitation begins at a stage with the given hazard."""
        p = self.model.p.protection
        assert self.smuggler is not None
        return rules.exploitation_probability(
            hazard,
            1.0 if self.smuggler.exploitative else p.ordinary_factor,
            self.vulnerability,
            p.vulnerability_effect,
            self.debt / self.fee if self.fee > 0.0 else 0.0,
            p.debt_effect,
            p.deception_effect if self.deceived else 0.0,
            self.model.beliefs.impunity[self.route],
            p.impunity_effect,
        )

    def report_probability(self, norm: float) -> float:
        """Return the probability of reporting an act to an authority where ``norm`` of the officials accept."""
        p = self.model.p.reporting
        corruption = rules.local_corruption(norm, self.model.beliefs.impunity[self.route])
        protection = self.model.levers[LEVER.migrant_protection][self.route][0]
        return rules.report_probability(p.migrant_base, protection, p.deportation_fear, p.corruption_fear, corruption)
