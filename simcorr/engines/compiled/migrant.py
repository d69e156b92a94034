"""What a would-be migrant is, wants and chooses; the twin of `mesa.migrant`."""

from typing import Any

from simcorr import draws
from simcorr.engines.compiled.layout import N_VIEWS
from simcorr.engines.compiled.policy import around, lever
from simcorr.jit import rule
from simcorr.rules import migrant as rules
from simcorr.rules.mathematics import annuity, lognormal, whole_cents
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Channel, Status

IMPOSSIBLE = -1e15
"""Value, in cents, of a channel that is not open."""
INFORMED, UNINFORMED, DECEIVED = range(N_VIEWS)


@rule
def appear(m: Any, migrant: Any, corridor: int, cohort: int, number: int) -> None:
    """Let a new would-be migrant appear."""
    p = m.p.migrants
    key = draws.event(cohort, keys.MIGRANT, number)
    migrant.corridor = corridor
    migrant.key = key
    migrant.serial = m.run.serials
    m.run.serials += 1
    migrant.means = lognormal(p.means_median_usd * 100.0, p.means_sigma, draws.normal(key, keys.MEANS))
    migrant.urgency = draws.uniform(key, keys.URGENCY)
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
    migrant.attempt_key = draws.event(migrant.key, keys.ATTEMPT, migrant.attempt)
    migrant.route = migrant.corridor
    migrant.smuggler = -1
    migrant.stage = 0
    migrant.tries = 0
    migrant.fee = 0.0
    migrant.smuggler_paid = 0
    migrant.paid = 0
    migrant.paid_at_border = 0
    migrant.reported = 0
    migrant.passed_context = -1
    migrant.passed_stage = 0


@rule
def view_channels(m: Any, c: int) -> None:
    """Value this week's channels of a corridor as far as they are the same for all who see the same risks."""
    p, corridor = m.p.migrants, m.corridors[c]
    scale, nest = p.choice_scale_usd * 100.0, p.nest_dissimilarity
    corridor.regular_price = corridor.regular_cost * lever(m, LEVER.regular_cost_factor, c, 0)
    corridor.regular_expense = corridor.regular_price + corridor.regular_bribe
    corridor.regular_delay = corridor.regular_wait * lever(m, LEVER.regular_wait_factor, c, 0)
    corridor.regular_gain = rules.gain_after_wait(m.run.gain, p.discount_per_year, corridor.regular_delay)
    stay = p.attachment_usd * 100.0 / scale
    alone = _value_of_travelling_alone(m, corridor) / scale
    for view in range(N_VIEWS):
        smuggled = _view_corridors(m, c, view)
        irregular = rules.irregular_nest(alone, smuggled, nest)
        reference = max(stay, irregular)
        corridor.reference[view] = reference
        corridor.stay[view] = rules.channel_weight(stay, reference)
        corridor.irregular[view] = rules.channel_weight(irregular, reference)
        corridor.share_alone[view] = rules.share_alone(alone, smuggled, nest)


@rule
def _view_corridors(m: Any, home: int, view: int) -> float:
    """Note how likely each corridor is asked for, from the own one on, and return what all are worth together."""
    p, n = m.p.migrants, len(m.corridors)
    together = _value_of_smuggler(m, home, home, view) / (p.choice_scale_usd * 100.0)
    m.wishes[home, view, 0] = together
    for step in range(1, n):
        value = _value_of_smuggler(m, home, around(home + step, n), view) / (p.choice_scale_usd * 100.0)
        m.wishes[home, view, step] = value
        together = rules.irregular_nest(together, value, p.nest_dissimilarity)
    for step in range(n):
        m.wishes[home, view, step] = rules.irregular_weight(m.wishes[home, view, step], together, p.nest_dissimilarity)
    return float(together)


@rule
def choose_corridor(m: Any, migrant: Any) -> int:
    """Return the corridor that a smuggler is asked for: the own one, or another if that seems so much better."""
    home, n = migrant.corridor, len(m.corridors)
    if not m.flags.migrant_choice:
        return int(home)
    draw, reached = draws.uniform(migrant.attempt_key, keys.WISH), 0.0
    for step in range(n):
        reached += m.wishes[home, _view_of(migrant), step]
        if draw < reached:
            return around(home + step, n)
    return int(home)


@rule
def _view_of(migrant: Any) -> int:
    if migrant.informed:
        return INFORMED
    return DECEIVED if migrant.deceived else UNINFORMED


@rule
def choose_channel(m: Any, migrant: Any) -> int:
    """Return the channel of this attempt: stay, regular, alone or with a smuggler."""
    if not m.flags.migrant_choice:
        return Channel.SMUGGLER.value
    p, corridor = m.p.migrants, m.corridors[migrant.corridor]
    view = _view_of(migrant)
    regular = _value_of_regular_channel(m, corridor, migrant) / (p.choice_scale_usd * 100.0)
    return rules.channel(
        corridor.stay[view],
        rules.channel_weight(regular, corridor.reference[view]),
        corridor.irregular[view],
        corridor.share_alone[view],
        draws.uniform(migrant.attempt_key, keys.CHANNEL),
    )


@rule
def _value_of_regular_channel(m: Any, corridor: Any, migrant: Any) -> float:
    if corridor.regular_price > migrant.means:
        return IMPOSSIBLE
    urgency_cost = m.p.migrants.waiting_cost_usd * 100.0 * 2.0 * migrant.urgency
    return rules.regular_value(corridor.regular_gain, corridor.regular_delay, urgency_cost, corridor.regular_expense)


@rule
def _value_of_travelling_alone(m: Any, corridor: Any) -> float:
    p = m.p.migrants
    if corridor.alone_factor <= 0.0:
        return IMPOSSIBLE
    cost = p.alone_cost_usd * 100.0
    return rules.irregular_value(m.run.gain, corridor.success_alone, cost, 0.0, 0.0, p.detention_cost_usd * 100.0)


@rule
def _value_of_smuggler(m: Any, home: int, route: int, view: int) -> float:
    p, corridor = m.p.migrants, m.corridors[route]
    exploitation = corridor.exploitation if view == INFORMED else p.exploitation_prior
    if view == DECEIVED:
        exploitation = exploitation * p.deceived_harm_belief
    fee = m.corridors[home].fee
    if route != home:
        fee = rules.fee_after_detour(fee, corridor.fee, p.detour_cost_usd * 100.0)
    cost = fee + m.p.smugglers.fee_pass_through * corridor.average_bribe
    return rules.irregular_value(
        m.run.gain,
        corridor.success_smuggled,
        cost,
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
    return whole_cents(m.p.migrants.extortion_share_of_means * migrant.means * party_size(m, migrant))


@rule
def payment_probability(m: Any, migrant: Any, price: int, interception: float) -> float:
    """Return the probability that a demanded bribe is paid."""
    p = m.p.migrants
    if migrant.status == Status.AWAITING_VISA:
        stake = p.waiting_cost_usd * 100.0 * 2.0 * migrant.urgency * p.retry_delay_weeks * party_size(m, migrant)
    else:
        stake = interception * (migrant.fee + p.detention_cost_usd * 100.0) * party_size(m, migrant)
    return rules.payment_probability(stake, float(price), p.payment_precision)


@rule
def party_size(m: Any, migrant: Any) -> float:
    """Return how many persons travel together."""
    return float(m.corridors[migrant.corridor].party_size)


@rule
def detour(m: Any, migrant: Any) -> float:
    """Return what it costs to reach the corridor that a smuggler is asked for, in cents."""
    return float(m.p.migrants.detour_cost_usd * 100.0) if migrant.route != migrant.corridor else 0.0


@rule
def vulnerability(m: Any, migrant: Any) -> float:
    """Return the vulnerability, between 0 and 1; it counts for clients of smugglers alone."""
    p = m.p.migrants
    normal = draws.normal(migrant.key, keys.VULNERABILITY)
    return rules.vulnerability(p.vulnerability_location, p.vulnerability_spread, normal)


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
