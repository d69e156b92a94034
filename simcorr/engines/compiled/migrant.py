"""What a would-be migrant is, wants and chooses; the twin of `mesa.migrant`."""

from typing import Any

from simcorr import draws
from simcorr.engines.compiled.policy import lever
from simcorr.jit import rule
from simcorr.rules import migrant as rules
from simcorr.rules.mathematics import annuity, lognormal, whole_cents
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Channel, Status

IMPOSSIBLE = -1e15
"""Value, in cents, of a channel that is not open."""


@rule
def appear(m: Any, migrant: Any, corridor: int, number: int) -> None:
    """Let a new would-be migrant appear."""
    p = m.p.migrants
    cohort = draws.event(m.run.run_key, keys.MIGRANT, corridor, m.run.week)
    key = draws.event(cohort, number, 0, 0)
    migrant.corridor = corridor
    migrant.party_size = m.corridors[corridor].party_size
    migrant.key = key
    migrant.serial = m.run.serials
    m.run.serials += 1
    migrant.means = lognormal(p.means_median_usd * 100.0, p.means_sigma, draws.normal(key, keys.MEANS))
    migrant.urgency = draws.uniform(key, keys.URGENCY)
    normal = draws.normal(key, keys.VULNERABILITY)
    migrant.vulnerability = rules.vulnerability(p.vulnerability_location, p.vulnerability_spread, normal)
    shift = lever(m, LEVER.informed_shift, corridor, 0)
    informed = p.informed_share + shift * (1.0 - p.informed_share)
    migrant.informed = int(draws.uniform(key, keys.INFORMED) < informed)
    migrant.deceived = 0
    if not migrant.informed:
        migrant.deceived = int(draws.uniform(key, keys.DECEIVED) < p.deceived_share)
    migrant.status = Status.NEW
    migrant.channel = Channel.STAY
    migrant.attempt = -1
    migrant.due = m.run.week
    begin_attempt(migrant)


@rule
def begin_attempt(migrant: Any) -> None:
    """Start the first attempt, or a new one after a return."""
    migrant.attempt += 1
    migrant.attempt_key = draws.event(migrant.key, keys.ATTEMPT, migrant.attempt, 0)
    migrant.route = migrant.corridor
    migrant.smuggler = -1
    migrant.stage = 0
    migrant.tries = 0
    migrant.fee = 0.0
    migrant.debt = 0.0
    migrant.smuggler_paid = 0
    migrant.paid = 0
    migrant.paid_at_border = 0
    migrant.reported = 0
    migrant.passed_context = -1
    migrant.passed_stage = 0


@rule
def choose_channel(m: Any, migrant: Any) -> int:
    """Return the channel of this attempt: stay, regular, alone or with a smuggler."""
    if not m.flags.migrant_choice:
        return Channel.SMUGGLER.value
    p = m.p.migrants
    return rules.channel(
        p.attachment_usd * 100.0,
        _value_of_regular_channel(m, migrant),
        _value_of_travelling_alone(m, migrant),
        _value_of_smuggler(m, migrant),
        p.choice_scale_usd * 100.0,
        p.nest_dissimilarity,
        draws.uniform(migrant.attempt_key, keys.CHANNEL),
    )


@rule
def _value_of_regular_channel(m: Any, migrant: Any) -> float:
    p, c = m.p.migrants, migrant.corridor
    cost = m.corridors[c].regular_cost * lever(m, LEVER.regular_cost_factor, c, 0)
    if cost > migrant.means:
        return IMPOSSIBLE
    urgency_cost = p.waiting_cost_usd * 100.0 * 2.0 * migrant.urgency
    return rules.regular_value(
        p.weekly_gain_usd * 100.0,
        p.horizon_weeks,
        p.discount_per_year,
        regular_wait(m, migrant),
        urgency_cost,
        cost + m.corridors[c].regular_bribe,
    )


@rule
def regular_wait(m: Any, migrant: Any) -> float:
    """Return the weeks that the regular channel takes."""
    c = migrant.corridor
    return float(m.corridors[c].regular_wait * lever(m, LEVER.regular_wait_factor, c, 0))


@rule
def _value_of_travelling_alone(m: Any, migrant: Any) -> float:
    p, c = m.p.migrants, migrant.corridor
    if m.corridors[c].alone_factor <= 0.0:
        return IMPOSSIBLE
    success, cost = m.corridors[c].success_alone, p.alone_cost_usd * 100.0
    return rules.irregular_value(m.run.gain, success, cost, 0.0, 0.0, p.detention_cost_usd * 100.0)


@rule
def _value_of_smuggler(m: Any, migrant: Any) -> float:
    p, c = m.p.migrants, migrant.corridor
    exploitation = m.corridors[c].exploitation if migrant.informed else p.exploitation_prior
    if migrant.deceived:
        exploitation = exploitation * p.deceived_harm_belief
    fee = m.corridors[c].fee + m.p.smugglers.fee_pass_through * m.corridors[c].average_bribe
    return rules.irregular_value(
        m.run.gain,
        m.corridors[c].success_smuggled,
        fee,
        exploitation,
        p.harm_cost_usd * 100.0,
        p.detention_cost_usd * 100.0,
    )


@rule
def gain(m: Any) -> float:
    """Return what arriving is worth, in cents; the same for all, so reckoned once as ``m.run.gain``."""
    p = m.p.migrants
    return annuity(p.weekly_gain_usd * 100.0, p.horizon_weeks, p.discount_per_year)


@rule
def extortion_price(m: Any, migrant: Any) -> int:
    """Return what an official asks of somebody who travels without a smuggler, in cents."""
    return whole_cents(m.p.migrants.extortion_share_of_means * migrant.means * migrant.party_size)


@rule
def payment_probability(m: Any, migrant: Any, price: int, interception: float) -> float:
    """Return the probability that a demanded bribe is paid."""
    p = m.p.migrants
    if migrant.status == Status.AWAITING_VISA:
        stake = p.waiting_cost_usd * 100.0 * 2.0 * migrant.urgency * p.retry_delay_weeks * migrant.party_size
    else:
        stake = interception * (migrant.fee + p.detention_cost_usd * 100.0) * migrant.party_size
    return rules.payment_probability(stake, float(price), p.payment_precision)


@rule
def exploitation_probability(m: Any, migrant: Any, hazard: float) -> float:
    """Return the probability that exploitation begins at a stage with the given hazard."""
    p = m.p.protection
    return rules.exploitation_probability(
        hazard,
        1.0 if m.smugglers[migrant.smuggler].exploitative else p.ordinary_factor,
        migrant.vulnerability,
        p.vulnerability_effect,
        migrant.debt / migrant.fee if migrant.fee > 0.0 else 0.0,
        p.debt_effect,
        p.deception_effect if migrant.deceived else 0.0,
        m.corridors[migrant.route].impunity,
        p.impunity_effect,
    )


@rule
def report_probability(m: Any, migrant: Any, norm: float) -> float:
    """Return the probability of reporting an act to an authority where ``norm`` of the officials accept."""
    p, route = m.p.reporting, migrant.route
    corruption = rules.local_corruption(norm, m.corridors[route].impunity)
    return rules.report_probability(
        p.migrant_base,
        lever(m, LEVER.migrant_protection, route, 0),
        p.deportation_fear,
        p.corruption_fear,
        corruption,
    )
