"""Phase 8: trust, prices, routes, norms, perceived risks and public beliefs follow what happened this week."""

import math
from typing import Any

from simcorr.engines.compiled.encounters import OFFERED
from simcorr.engines.compiled.official import is_in_post
from simcorr.engines.compiled.policy import one_if
from simcorr.engines.compiled.smuggler import is_active, learn_price, learn_route, remember_deal
from simcorr.jit import rule
from simcorr.rules.mathematics import beta_mean, fade
from simcorr.rules.migrant import known_journeys, public_belief
from simcorr.rules.official import vicarious_experience, weighed_experience
from simcorr.rules.smuggler import case_hazard
from simcorr.world.codes import N_BANDS, Duty
from simcorr.world.values import N_CONTEXTS


@rule
def learn(m: Any) -> None:
    """Let everybody learn from the week, in the order of stable ids."""
    _learn_from_deals(m)
    for number in range(m.run.profits):
        profit = m.profits[number]
        learn_route(m, m.smugglers[profit.smuggler], profit.corridor, profit.profit)
    m.run.profits = 0
    _learn_norms(m)
    _learn_risks(m)
    _learn_case_hazard(m)
    for c in range(len(m.corridors)):
        _learn_publicly(m, m.corridors[c])
    _remember_signals(m)


@rule
def _learn_from_deals(m: Any) -> None:
    """Own experience first, then word of mouth, which everybody in a context shares."""
    p = m.p.smugglers
    for k in range(N_CONTEXTS):
        for band in range(N_BANDS):
            m.contexts[k].heard_accepted[band] = 0.0
            m.contexts[k].heard_refused[band] = 0.0
    for number in range(m.run.encounters):
        encounter = m.encounters[number]
        smuggler = m.migrants[encounter.migrant].smuggler
        if smuggler >= 0 and encounter.official >= 0 and encounter.initiated == OFFERED:
            _learn_from_deal(m, encounter, m.smugglers[smuggler])
    keep = math.exp(-p.belief_fade_per_week)
    for k in range(N_CONTEXTS):
        context = m.contexts[k]
        above = 0.0
        for band in range(N_BANDS):
            above += context.heard_accepted[band]
            context.accepted[band] = context.accepted[band] * keep + p.word_of_mouth * above
        below = 0.0
        for band in range(N_BANDS - 1, -1, -1):
            below += context.heard_refused[band]
            context.refused[band] = context.refused[band] * keep + p.word_of_mouth * below


@rule
def _learn_from_deal(m: Any, encounter: Any, smuggler: Any) -> None:
    k, band = encounter.context, encounter.band
    if m.flags.price_learning:
        learn_price(m, smuggler, k, band, encounter.dealt > 0)
        if encounter.dealt:
            m.contexts[k].heard_accepted[band] += 1.0
        else:
            m.contexts[k].heard_refused[band] += 1.0
    if m.officials[encounter.official].ties != encounter.ties:
        return
    if encounter.dealt and not encounter.stopped:
        remember_deal(m, smuggler, encounter.official, True)
    elif encounter.known:
        remember_deal(m, smuggler, encounter.official, False)


@rule
def _learn_norms(m: Any) -> None:
    """Move the norm of each post and context towards this week's share of decisions that were acceptances."""
    rate = m.p.officials.norm_rate_per_week
    for k in range(N_CONTEXTS):
        m.contexts[k].decisions = 0.0
        m.contexts[k].acceptances = 0.0
    for number in range(len(m.posts)):
        post = m.posts[number]
        m.contexts[post.context].decisions += post.decisions
        m.contexts[post.context].acceptances += post.acceptances
        if post.decisions > 0.0:
            post.norm = post.norm + rate * (post.acceptances / post.decisions - post.norm)
    for k in range(N_CONTEXTS):
        context = m.contexts[k]
        if context.decisions > 0.0:
            context.norm = context.norm + rate * (context.acceptances / context.decisions - context.norm)


@rule
def _learn_risks(m: Any) -> None:
    """Update perceived risks: own experience weighs most, then cases at the post, then in the whole context."""
    for number in range(len(m.posts)):
        for column in range(4):
            m.posts[number].seen[column] = 0.0
    for k in range(N_CONTEXTS):
        for column in range(4):
            m.contexts[k].seen[column] = 0.0
    for row in range(len(m.officials)):
        official = m.officials[row]
        if official.detections_this_week > 0 or official.bribes_this_week > 0:
            _see(m, official.post, 0, float(official.detections_this_week))
            _see(m, official.post, 1, float(official.bribes_this_week))
    for number in range(m.run.outcomes):
        outcome = m.outcomes[number]
        _see(m, outcome.post, 2, float(outcome.prosecuted))
        _see(m, outcome.post, 3, float(1 - outcome.prosecuted))
    m.run.outcomes = 0
    near, far = m.p.officials.post_weight, m.p.officials.context_weight
    for number in range(len(m.posts)):
        post = m.posts[number]
        for column in range(4):
            seen = m.contexts[post.context].seen[column]
            post.heard[column] = vicarious_experience(post.seen[column], seen, near, far)
    keep = math.exp(-m.p.officials.belief_fade_per_week)
    _learn_verdicts(m, keep)
    for row in range(len(m.officials)):
        official = m.officials[row]
        if official.status != Duty.LEFT:
            _learn_risk(m, official, m.posts[official.post].heard, keep)
    for index in range(len(m.supervisors)):
        _learn_supervisor_risk(m, m.supervisors[index], keep)


@rule
def _see(m: Any, post: int, column: int, number: float) -> None:
    """Let a post and its whole context see something."""
    m.posts[post].seen[column] += number
    m.contexts[m.posts[post].context].seen[column] += number


@rule
def _learn_risk(m: Any, official: Any, heard: Any, keep: float) -> None:
    """Update what an official fears; of what superiors decide he learns from others alone."""
    p = m.p.officials
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
    if is_in_post(official):
        official.experience += 1.0
        gain = m.p.supervision.trust_gain_per_week
        official.trust_in_superior += gain * (1.0 - official.trust_in_superior)


@rule
def _learn_verdicts(m: Any, keep: float) -> None:
    """Update what all officials believe of the courts: verdicts are public."""
    p, run = m.p.officials, m.run
    strength, prior = p.belief_strength, p.perceived_conviction_prior
    acquitted, convicted = p.verdict_weight * run.verdicts[0], p.verdict_weight * run.verdicts[1]
    run.believed_convicted = fade(run.believed_convicted, prior * strength, keep) + convicted
    run.believed_acquitted = fade(run.believed_acquitted, (1.0 - prior) * strength, keep) + acquitted
    run.conviction = beta_mean(run.believed_convicted, run.believed_acquitted)
    run.verdicts[0] = 0
    run.verdicts[1] = 0


@rule
def _learn_case_hazard(m: Any) -> None:
    """Update what all operators believe of the risk of a case: they hear of each other's."""
    p, run = m.p.smugglers, m.run
    keep = math.exp(-p.belief_fade_per_week)
    at_large = 0.0
    for index in range(len(m.smugglers)):
        at_large += one_if(is_active(m.smugglers[index]))
    run.heard_cases = run.heard_cases * keep + p.case_hearsay * run.threatened
    run.heard_weeks = run.heard_weeks * keep + p.case_hearsay * at_large
    run.case_hazard = case_hazard(p.case_hazard_prior, p.case_belief_weeks, run.heard_cases, run.heard_weeks)
    run.threatened = 0


@rule
def _learn_supervisor_risk(m: Any, supervisor: Any, keep: float) -> None:
    p = m.p.officials
    strength, prior = p.belief_strength, p.perceived_detection_prior
    detected = p.own_weight * supervisor.detections_this_week
    taken = p.own_weight * supervisor.took_this_week
    undetected = taken - detected if taken > detected else 0.0
    supervisor.detected = fade(supervisor.detected, prior * strength, keep) + detected
    supervisor.undetected = fade(supervisor.undetected, (1.0 - prior) * strength, keep) + undetected


@rule
def _learn_publicly(m: Any, c: Any) -> None:
    """Move what a corridor is known for: success, exploitation, bribes, impunity; forget how journeys ended."""
    p = m.p.migrants
    w, keep = p.belief_prior_weight, math.exp(-p.belief_fade_per_week)
    known, now = c.known_alone, known_journeys(c.known_alone, w, keep, c.alone)
    c.success_alone = public_belief(c.success_alone, known, p.success_prior_alone, w, keep, c.alone_arrived, now)
    c.known_alone = now

    known, now = c.known_smuggled, known_journeys(c.known_smuggled, w, keep, c.smuggled)
    arrived, prior = c.smuggled_arrived, p.success_prior_smuggled
    c.success_smuggled = public_belief(c.success_smuggled, known, prior, w, keep, arrived, now)
    harmed, prior = c.exploited if c.exploited < c.smuggled else c.smuggled, p.exploitation_prior
    c.exploitation = public_belief(c.exploitation, known, prior, w, keep, harmed, now)
    c.average_bribe = public_belief(c.average_bribe, known, 0.0, w, keep, c.bribes, now)
    c.known_smuggled = now

    known, now = c.known_regular, known_journeys(c.known_regular, w, keep, c.regular)
    c.regular_bribe = public_belief(c.regular_bribe, known, 0.0, w, keep, c.regular_bribes, now)
    c.known_regular = now

    known, now = c.known_exploited, known_journeys(c.known_exploited, 1.0, keep, c.exploited + c.answered_for)
    c.impunity = public_belief(c.impunity, known, 1.0, 1.0, keep, c.exploited, now)
    c.known_exploited = now
    c.alone = 0.0
    c.alone_arrived = 0.0
    c.smuggled = 0.0
    c.smuggled_arrived = 0.0
    c.exploited = 0.0
    c.bribes = 0.0
    c.regular = 0.0
    c.regular_bribes = 0.0
    c.answered_for = 0.0


@rule
def _remember_signals(m: Any) -> None:
    """Let the signals that guide audits fade, and add this week's."""
    keep = m.p.supervision.audit_memory_per_week
    for number in range(len(m.posts)):
        post = m.posts[number]
        post.recent_reports = post.recent_reports * keep + post.reports
        anomaly = post.recent_anomaly * keep + post.anomaly
        post.recent_anomaly = anomaly if anomaly > 0.0 else 0.0
        post.reports = 0.0
        post.anomaly = 0.0
        post.acceptances = 0.0
        post.decisions = 0.0
