"""What a gatekeeper is and does; the twin of `mesa.official`."""

from typing import Any

from simcorr import draws
from simcorr.engines.compiled.layout import RING
from simcorr.engines.compiled.policy import lever
from simcorr.jit import rule
from simcorr.rules import official as rules
from simcorr.rules.mathematics import beta_mean, clip, lognormal
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty


@rule
def appoint(m: Any, row: int, generation: int, place: int) -> None:
    """Put a new official in a row; only the count of ties and the row's income go on."""
    p = m.p.officials
    official = m.officials[row]
    official.row = row
    official.generation = generation
    official.status = Duty.IN_POST
    official.until = 0
    official.key = keys.person(m.run.run_key, keys.ROW, row, generation)
    sit_at(m, official, place)
    _draw_traits(m, official)
    prior, strength = p.perceived_detection_prior, p.belief_strength
    official.detected = prior * strength
    official.undetected = (1.0 - prior) * strength
    prior = p.perceived_prosecution_prior
    official.prosecuted = prior * strength
    official.spared = (1.0 - prior) * strength
    official.trust_in_superior = 0.0
    if generation > 0:
        for slot in range(RING):
            m.bribes_by_week[slot, row] = 0
    official.bribes_this_week = 0
    official.detections_this_week = 0
    official.open_case = 0


@rule
def _draw_traits(m: Any, official: Any) -> None:
    p, key, c, k = m.p.officials, official.key, official.corridor, official.context
    median = p.reservation_median_wages * p.baseline_wage_usd * 100.0
    share = p.never_accepts_share
    if official.generation > 0:  # a policy of recruitment acts on recruits
        median = median * lever(m, LEVER.hire_integrity, c, k)
        share = clip(share + lever(m, LEVER.hire_never_accepts, c, k), 0.0, 1.0)
    official.reservation = lognormal(median, p.reservation_sigma, draws.normal(key, keys.RESERVATION))
    official.never_accepts = int(draws.uniform(key, keys.NEVER_ACCEPTS) < share)
    official.second_job_draw = draws.uniform(key, keys.SECOND_JOB)
    official.protected = int(draws.uniform(key, keys.PROTECTED) < p.protected_share)
    official.experience = 0.0
    if official.generation == 0:
        official.experience = p.experience_weeks * draws.exponential(key, keys.TENURE)


@rule
def sit_at(m: Any, official: Any, place: int) -> None:
    """Take a place; nothing else changes."""
    post = m.places[place].post
    official.place = place
    official.post = post
    official.corridor = m.posts[post].corridor
    official.context = m.posts[post].context
    official.private = m.places[place].private


@rule
def move_to(m: Any, official: Any, place: int) -> None:
    """Change to another place: ties may be cut, experience may be lost, type and habits come along."""
    sit_at(m, official, place)
    if m.flags.rotation_cuts_ties:
        official.ties += 1
    if m.flags.rotation_cuts_superiors:
        official.trust_in_superior = 0.0
    if m.flags.rotation_costs_experience:
        official.experience *= 1.0 - m.p.officials.experience_lost_on_move


@rule
def suspend_official(official: Any, until: int) -> None:
    """Be off duty until a week."""
    official.status = Duty.SUSPENDED
    official.until = until


@rule
def is_in_post(person: Any) -> bool:
    """Return whether an official or supervisor is on duty."""
    return bool(person.status == Duty.IN_POST)


@rule
def second_job(m: Any, official: Any) -> float:
    """Return 1.0 while a second job is held; rules on second jobs end a share of them."""
    allowed = 1.0 - lever(m, LEVER.second_job_ban, official.corridor, official.context)
    return 1.0 if official.second_job_draw < m.p.officials.second_job_share * allowed else 0.0


@rule
def protection(m: Any, official: Any) -> float:
    """Return the protection bought from the superior: it grows with the trust between the two."""
    if m.supervisors[official.post].never_accepts:
        return 0.0
    return float(m.p.officials.protection_from_cut * official.protected * official.trust_in_superior)


@rule
def bribe_cut(m: Any, official: Any) -> float:
    """Return the share of each bribe handed on to the superior."""
    if m.supervisors[official.post].never_accepts:
        return 0.0
    return float(m.p.officials.cut_share * official.protected)


@rule
def wage(m: Any, official: Any) -> float:
    """Return the weekly wage in cents, under the wage policy in force."""
    factor = lever(m, LEVER.wage_factor, official.corridor, official.context)
    return float(m.contexts[official.context].wage_usd * 100.0 * factor)


@rule
def career(m: Any) -> float:
    """Return what a career is worth in weekly wages; the same for all, so reckoned once as ``m.run.career``."""
    p = m.p.officials
    return rules.career_value(p.career_premium, p.career_horizon_weeks, p.discount_per_year)


@rule
def loss_if_convicted(m: Any, official: Any) -> float:
    """Return the fine and the career that a conviction would cost, in cents."""
    p = m.p.officials
    penalty = lever(m, LEVER.penalty_factor, official.corridor, official.context)
    lost = rules.career_loss(wage(m, official), m.run.career)
    return float((p.fine_usd * 100.0 * penalty + lost) * liable(m, official))


@rule
def loss_if_transferred(m: Any, official: Any) -> float:
    """Return what a transfer would cost, in cents."""
    return float(m.p.officials.transfer_cost_wages * wage(m, official) * liable(m, official))


@rule
def liable(m: Any, official: Any) -> float:
    """Return the share of public penalties that a gatekeeper faces."""
    liability = lever(m, LEVER.firm_liability, official.corridor, official.context)
    return rules.liable_share(official.private, liability)


@rule
def expected_loss(m: Any, official: Any) -> float:
    """Return the loss expected from one more deal, in cents."""
    salience = lever(m, LEVER.salience, official.corridor, official.context)
    detection = rules.announced_belief(beta_mean(official.detected, official.undetected), salience)
    return rules.expected_loss(detection, protection(m, official), loss_if_pursued(m, official))


@rule
def loss_if_pursued(m: Any, official: Any) -> float:
    """Return the loss expected once a bribe has come to light, in cents."""
    salience = lever(m, LEVER.prosecution_salience, official.corridor, official.context)
    prosecution = rules.announced_belief(beta_mean(official.prosecuted, official.spared), salience)
    convicted, transferred = loss_if_convicted(m, official), loss_if_transferred(m, official)
    return rules.loss_if_pursued(prosecution, m.run.conviction, convicted, transferred)


@rule
def norm(m: Any, official: Any) -> float:
    """Return the share of colleagues whom an official sees accept."""
    seen = rules.perceived_norm(
        m.posts[official.post].norm, m.contexts[official.context].norm, m.p.officials.norm_own_post_share
    )
    return clip(seen + lever(m, LEVER.norm_shift, official.corridor, official.context), 0.0, 1.0)


@rule
def acceptance_probability(m: Any, official: Any, price: int, trust: float) -> float:
    """Return the probability that he takes ``price`` cents from someone he trusts to degree ``trust``."""
    if official.never_accepts:
        return 0.0
    p = m.p.officials
    required = rules.required_price(
        official.reservation,
        trust,
        norm(m, official),
        p.stranger_aversion,
        p.peer_effect,
        expected_loss(m, official),
    )
    kept = price * rules.kept_share(bribe_cut(m, official), 1.0)
    return rules.acceptance_probability(kept, required, p.acceptance_precision)


@rule
def demand_probability(m: Any, official: Any, price: int, trust: float) -> float:
    """Return the probability that he asks for ``price`` cents although nothing was offered."""
    acceptance = acceptance_probability(m, official, price, trust)
    return rules.demand_probability(m.p.officials.demand_propensity, acceptance)


@rule
def interception_probability(m: Any, official: Any) -> float:
    """Return the probability that he stops a party with which he has no deal."""
    c, k, p = official.corridor, official.context, m.p.officials
    pinned = m.contexts[k].pinned_interception
    if pinned >= 0.0:
        return float(pinned)
    return rules.interception_probability(
        m.contexts[k].interception_rate,
        lever(m, LEVER.interception_factor, c, k),
        rules.experience_factor(official.experience, p.experience_weeks, p.experience_floor),
        lever(m, LEVER.document_checks, c, k) * m.contexts[k].documents_shown,
    )


@rule
def starting_trust(m: Any, official: Any) -> float:
    """Return the trust that a smuggler who does not know him meets: more where a second job opens doors."""
    start = m.p.smugglers.starting_trust
    return float(start + (1.0 - start) * second_job(m, official) * m.p.officials.second_job_trust)
