"""Phase 8: trust, prices, routes, norms, perceived risks and public beliefs follow what happened this week."""

import math
from typing import TYPE_CHECKING

from simcorr.engines.mesa.encounters import OFFERED
from simcorr.rules.mathematics import beta_mean, fade
from simcorr.rules.migrant import known_journeys, public_belief
from simcorr.rules.official import vicarious_experience, weighed_experience
from simcorr.rules.smuggler import case_hazard
from simcorr.world.codes import N_BANDS, Duty
from simcorr.world.values import N_CONTEXTS

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel
    from simcorr.engines.mesa.official import Official
    from simcorr.engines.mesa.supervisor import Supervisor


def learn(model: "CorruptionModel") -> None:
    """Let everybody learn from the week, in the order of stable ids."""
    _learn_from_deals(model)
    for smuggler, corridor, profit in model.profits:
        smuggler.learn_route(corridor, profit)
    model.profits = []
    _learn_norms(model)
    _learn_risks(model)
    _learn_case_hazard(model)
    _learn_publicly(model)
    _remember_signals(model)


def _learn_from_deals(model: "CorruptionModel") -> None:
    """Own experience first, then word of mouth, which everybody in a context shares."""
    w, p = model.w, model.p.smugglers
    accepted = [[0.0] * N_BANDS for _ in range(N_CONTEXTS)]
    refused = [[0.0] * N_BANDS for _ in range(N_CONTEXTS)]
    for encounter in model.encounters:
        smuggler, official = encounter.migrant.smuggler, encounter.official
        if smuggler is None or official is None or encounter.initiated != OFFERED:
            continue
        if w.flags.price_learning:
            smuggler.learn_price(encounter.context, encounter.band, encounter.dealt)
            heard = accepted if encounter.dealt else refused
            heard[encounter.context][encounter.band] += 1.0
        if official.ties != encounter.ties:
            continue
        if encounter.dealt and not encounter.stopped:
            smuggler.remember_deal(official, kept=True)
        elif encounter.known:
            smuggler.remember_deal(official, kept=False)
    keep = math.exp(-p.belief_fade_per_week)
    for k in range(N_CONTEXTS):
        above = 0.0
        for band in range(N_BANDS):
            above += accepted[k][band]
            model.beliefs.accepted[k][band] = model.beliefs.accepted[k][band] * keep + p.word_of_mouth * above
        below = 0.0
        for band in range(N_BANDS - 1, -1, -1):
            below += refused[k][band]
            model.beliefs.refused[k][band] = model.beliefs.refused[k][band] * keep + p.word_of_mouth * below


def _learn_norms(model: "CorruptionModel") -> None:
    """Move the norm of each post and context towards this week's share of decisions that were acceptances."""
    rate = model.p.officials.norm_rate_per_week
    decided = [0.0] * N_CONTEXTS
    accepted = [0.0] * N_CONTEXTS
    for post in range(model.w.n_posts):
        k = model.w.post_context[post]
        decided[k] += model.decisions_at_post[post]
        accepted[k] += model.acceptances_at_post[post]
        if model.decisions_at_post[post] > 0.0:
            share = model.acceptances_at_post[post] / model.decisions_at_post[post]
            norm = model.beliefs.post_norm[post]
            model.beliefs.post_norm[post] = norm + rate * (share - norm)
    for k in range(N_CONTEXTS):
        if decided[k] > 0.0:
            norm = model.beliefs.context_norm[k]
            model.beliefs.context_norm[k] = norm + rate * (accepted[k] / decided[k] - norm)


def _learn_risks(model: "CorruptionModel") -> None:
    """Update perceived risks: own experience weighs most, then cases at the post, then in the whole context."""
    w, p = model.w, model.p.officials
    at_post = [[0.0] * 4 for _ in range(w.n_posts)]
    at_context = [[0.0] * 4 for _ in range(N_CONTEXTS)]
    for official in model.officials:
        for seen in (at_post[official.post], at_context[official.context]):
            seen[0] += official.detections_this_week
            seen[1] += official.bribes_this_week
    for post, prosecuted in model.outcomes:
        for seen in (at_post[post], at_context[w.post_context[post]]):
            seen[2] += prosecuted
            seen[3] += 1 - prosecuted
    near, far = p.post_weight, p.context_weight
    heard = [
        [vicarious_experience(at_post[post][n], at_context[w.post_context[post]][n], near, far) for n in range(4)]
        for post in range(w.n_posts)
    ]
    keep = math.exp(-p.belief_fade_per_week)
    _learn_verdicts(model, keep)
    for official in model.officials:
        if official.status != Duty.LEFT:
            _learn_risk(model, official, heard[official.post], keep)
    for supervisor in model.supervisors:
        _learn_supervisor_risk(model, supervisor, keep)
    model.outcomes = []


def _learn_risk(model: "CorruptionModel", official: "Official", heard: list[float], keep: float) -> None:
    """Update what an official fears; of what superiors decide he learns from others alone."""
    p = model.p.officials
    own, near = p.own_weight, p.post_weight
    detected = weighed_experience(float(official.detections_this_week), heard[0], own, near)
    bribes = weighed_experience(float(official.bribes_this_week), heard[1], own, near)
    undetected = bribes - detected if bribes > detected else 0.0
    strength, prior = p.belief_strength, p.perceived_detection_prior
    official.detected = fade(official.detected, prior * strength, keep) + detected
    official.undetected = fade(official.undetected, (1.0 - prior) * strength, keep) + undetected
    prior = p.perceived_prosecution_prior
    official.prosecuted = fade(official.prosecuted, prior * strength, keep) + heard[2]
    official.spared = fade(official.spared, (1.0 - prior) * strength, keep) + heard[3]
    if official.in_post:
        official.experience += 1.0
        gain = model.p.supervision.trust_gain_per_week
        official.trust_in_superior += gain * (1.0 - official.trust_in_superior)


def _learn_verdicts(model: "CorruptionModel", keep: float) -> None:
    """Update what all officials believe of the courts: verdicts are public."""
    p, beliefs = model.p.officials, model.beliefs
    strength, prior = p.belief_strength, p.perceived_conviction_prior
    acquitted, convicted = model.verdicts
    beliefs.convicted = fade(beliefs.convicted, prior * strength, keep) + p.verdict_weight * convicted
    beliefs.acquitted = fade(beliefs.acquitted, (1.0 - prior) * strength, keep) + p.verdict_weight * acquitted
    beliefs.conviction = beta_mean(beliefs.convicted, beliefs.acquitted)
    model.verdicts = [0, 0]


def _learn_case_hazard(model: "CorruptionModel") -> None:
    """Update what all operators believe of the risk of a case: they hear of each other's."""
    p, beliefs = model.p.smugglers, model.beliefs
    keep = math.exp(-p.belief_fade_per_week)
    at_large = 0.0
    for smuggler in model.smugglers:
        at_large += float(smuggler.is_active)
    beliefs.cases = beliefs.cases * keep + p.case_hearsay * model.threatened
    beliefs.case_weeks = beliefs.case_weeks * keep + p.case_hearsay * at_large
    beliefs.case_hazard = case_hazard(p.case_hazard_prior, p.case_belief_weeks, beliefs.cases, beliefs.case_weeks)
    model.threatened = 0


def _learn_supervisor_risk(model: "CorruptionModel", supervisor: "Supervisor", keep: float) -> None:
    p = model.p.officials
    strength, prior = p.belief_strength, p.perceived_detection_prior
    detected = p.own_weight * supervisor.detections_this_week
    taken = p.own_weight * supervisor.took_this_week
    undetected = taken - detected if taken > detected else 0.0
    supervisor.detected = fade(supervisor.detected, prior * strength, keep) + detected
    supervisor.undetected = fade(supervisor.undetected, (1.0 - prior) * strength, keep) + undetected


def _learn_publicly(model: "CorruptionModel") -> None:
    """Move what a corridor is known for: success, exploitation, bribes, impunity."""
    p, b, ends = model.p.migrants, model.beliefs, model.ends
    w, keep = p.belief_prior_weight, math.exp(-p.belief_fade_per_week)
    for c in range(model.w.n_corridors):
        known, now = b.known_alone[c], known_journeys(b.known_alone[c], w, keep, ends.alone[c])
        arrived = ends.alone_arrived[c]
        b.success_alone[c] = public_belief(b.success_alone[c], known, p.success_prior_alone, w, keep, arrived, now)
        b.known_alone[c] = now

        known, now = b.known_smuggled[c], known_journeys(b.known_smuggled[c], w, keep, ends.smuggled[c])
        arrived, prior = ends.smuggled_arrived[c], p.success_prior_smuggled
        b.success_smuggled[c] = public_belief(b.success_smuggled[c], known, prior, w, keep, arrived, now)
        harmed, prior = min(ends.exploited[c], ends.smuggled[c]), p.exploitation_prior
        b.exploitation[c] = public_belief(b.exploitation[c], known, prior, w, keep, harmed, now)
        b.average_bribe[c] = public_belief(b.average_bribe[c], known, 0.0, w, keep, ends.bribes[c], now)
        b.known_smuggled[c] = now

        known, now = b.known_regular[c], known_journeys(b.known_regular[c], w, keep, ends.regular[c])
        b.regular_bribe[c] = public_belief(b.regular_bribe[c], known, 0.0, w, keep, ends.regular_bribes[c], now)
        b.known_regular[c] = now

        cases = ends.exploited[c] + ends.answered_for[c]
        known, now = b.known_exploited[c], known_journeys(b.known_exploited[c], 1.0, keep, cases)
        b.impunity[c] = public_belief(b.impunity[c], known, 1.0, 1.0, keep, ends.exploited[c], now)
        b.known_exploited[c] = now
    model.ends = type(ends).empty(model.w.n_corridors)


def _remember_signals(model: "CorruptionModel") -> None:
    """Let the signals that guide audits fade, and add this week's."""
    keep = model.p.supervision.audit_memory_per_week
    for post in range(model.w.n_posts):
        beliefs = model.beliefs
        beliefs.recent_reports[post] = beliefs.recent_reports[post] * keep + model.reports_at_post[post]
        anomaly = beliefs.recent_anomaly[post] * keep + model.anomaly_at_post[post]
        beliefs.recent_anomaly[post] = anomaly if anomaly > 0.0 else 0.0
        model.reports_at_post[post] = 0.0
        model.anomaly_at_post[post] = 0.0
        model.acceptances_at_post[post] = 0.0
        model.decisions_at_post[post] = 0.0
