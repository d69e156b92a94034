"""What a supervisor of a post, of a context or of the whole service is and does; the twin of `mesa.supervisor`."""

from typing import Any

from simcorr import draws
from simcorr.engines.compiled.policy import lever
from simcorr.jit import rule
from simcorr.rules import official as official_rules
from simcorr.rules.mathematics import beta_mean, lognormal
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty
from simcorr.world.values import N_CONTEXTS


@rule
def appoint_supervisor(m: Any, index: int, generation: int) -> None:
    """Put a new supervisor in an office."""
    p, officials = m.p.supervision, m.p.officials
    supervisor = m.supervisors[index]
    supervisor.index = index
    supervisor.generation = generation
    supervisor.key = keys.person(m.run.run_key, keys.OFFICE, index, generation)
    _take_seat(m, supervisor, index)
    supervisor.status = Duty.IN_POST
    supervisor.until = 0
    wage = officials.baseline_wage_usd * 100.0
    for _ in range(supervisor.rank):
        wage *= p.supervisor_wage_factor
    supervisor.wage = wage
    median = p.supervisor_reservation_wages * wage
    normal = draws.normal(supervisor.key, keys.RESERVATION)
    supervisor.reservation = lognormal(median, officials.reservation_sigma, normal)
    draw = draws.uniform(supervisor.key, keys.NEVER_ACCEPTS)
    supervisor.never_accepts = int(draw < p.supervisor_never_accepts_share)
    prior, strength = officials.perceived_detection_prior, officials.belief_strength
    supervisor.detected = prior * strength
    supervisor.undetected = (1.0 - prior) * strength
    supervisor.took_this_week = 0
    supervisor.detections_this_week = 0
    supervisor.open_case = 0


@rule
def _take_seat(m: Any, supervisor: Any, index: int) -> None:
    """Set rank, superior, context and corridor of an office: first those of posts, then contexts, then one."""
    n_posts = len(m.posts)
    if index < n_posts:
        context = m.posts[index].context
        supervisor.rank = 1
        supervisor.superior = n_posts + context
        supervisor.context = context
        supervisor.corridor = m.posts[index].corridor
    elif index < n_posts + N_CONTEXTS:
        supervisor.rank = 2
        supervisor.superior = n_posts + N_CONTEXTS
        supervisor.context = index - n_posts
        supervisor.corridor = 0
    else:
        supervisor.rank = 3
        supervisor.superior = -1
        supervisor.context = 0
        supervisor.corridor = 0


@rule
def suspend_supervisor(supervisor: Any, until: int) -> None:
    """Be off duty until a week."""
    supervisor.status = Duty.SUSPENDED
    supervisor.until = until


@rule
def supervisor_loss_if_convicted(m: Any, supervisor: Any) -> float:
    """Return the fine and the career that a conviction would cost, in cents."""
    p = m.p.officials
    career = official_rules.career_loss(supervisor.wage, m.run.career)
    penalty = lever(m, LEVER.penalty_factor, supervisor.corridor, supervisor.context)
    return float(p.fine_usd * 100.0 * penalty + career)


@rule
def supervisor_loss_if_transferred(m: Any, supervisor: Any) -> float:
    """Return what a transfer would cost, in cents."""
    return float(m.p.officials.transfer_cost_wages * supervisor.wage)


@rule
def supervisor_loss_if_pursued(m: Any, supervisor: Any) -> float:
    """Return the loss expected once a case is open, in cents; so few are that nobody learns from them."""
    return official_rules.loss_if_pursued(
        m.p.officials.perceived_prosecution_prior,
        m.run.conviction,
        supervisor_loss_if_convicted(m, supervisor),
        supervisor_loss_if_transferred(m, supervisor),
    )


@rule
def required_hush_payment(m: Any, supervisor: Any) -> float:
    """Return the least for which a case would be settled, in cents."""
    p = m.p.officials
    detection = beta_mean(supervisor.detected, supervisor.undetected)
    loss = official_rules.expected_loss(detection, 0.0, supervisor_loss_if_pursued(m, supervisor))
    norm = m.contexts[supervisor.context].norm
    return official_rules.required_price(supervisor.reservation, 1.0, norm, p.stranger_aversion, p.peer_effect, loss)


@rule
def take(supervisor: Any) -> None:
    """Receive a share of a subordinate's bribe or a hush payment."""
    supervisor.took_this_week += 1
