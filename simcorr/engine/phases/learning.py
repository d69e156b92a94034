"""Phase 8: trust, prices, routes, norms, perceived risks and public beliefs follow what happened this week."""

import math
from typing import Any

from simcorr.engine.phases.agencies import learn_of_fees
from simcorr.engine.phases.gatekeepers import learn_posts
from simcorr.engine.phases.victims import learn_of_punishment
from simcorr.jit import one_if
from simcorr.rules.mathematics import beta_mean, fade
from simcorr.rules.migrant import known_journeys, public_belief
from simcorr.rules.official import distance_weight, vicarious_experience, weighed_experience
from simcorr.rules.smuggler import case_hazard
from simcorr.world.codes import N_BANDS, N_SIGHTINGS, Duty, Opening, Sighting
from simcorr.world.values import N_CONTEXTS


def learn(m: Any) -> None:
    """Let everybody learn from the week, in the order of stable ids."""
    _learn_from_deals(m)
    for number in range(len(m.profits)):
        profit = m.profits[number]
        m.smugglers[profit.smuggler_index].learn_route(profit.corridor, profit.profit)
    m.profits.clear()
    learn_posts(m)
    _learn_norms(m)
    _learn_risks(m)
    _learn_case_hazard(m)
    _learn_of_exploiting(m)
    learn_of_punishment(m)
    learn_of_fees(m)
    for c in range(len(m.corridors)):
        _learn_publicly(m.p.migrants, m.corridors[c])
        _forget_ends(m.corridors[c])
    _remember_signals(m)


def _learn_from_deals(m: Any) -> None:
    """Own experience first, then word of mouth, which everybody in a context shares."""
    p = m.p.smugglers
    for k in range(N_CONTEXTS):
        m.contexts[k].heard_deals = 0.0
        m.contexts[k].heard_trusted = 0.0
        for band in range(N_BANDS):
            m.contexts[k].heard_accepted[band] = 0.0
            m.contexts[k].heard_refused[band] = 0.0
    for number in range(len(m.encounters)):
        encounter = m.encounters[number]
        migrant = m.migrants[encounter.migrant_index]
        if migrant.has_operator and encounter.official_index >= 0 and encounter.opening == Opening.OFFERED:
            _learn_from_deal(m, encounter, migrant.operator, m.officials[encounter.official_index])
    keep = math.exp(-p.belief_fade_per_week)
    for k in range(N_CONTEXTS):
        context = m.contexts[k]
        context.deals = context.deals * keep + p.word_of_mouth * context.heard_deals
        context.trusted = context.trusted * keep + p.word_of_mouth * context.heard_trusted
        above = 0.0
        for band in range(N_BANDS):
            above += context.heard_accepted[band]
            context.accepted[band] = context.accepted[band] * keep + p.word_of_mouth * above
        below = 0.0
        for band in range(N_BANDS - 1, -1, -1):
            below += context.heard_refused[band]
            context.refused[band] = context.refused[band] * keep + p.word_of_mouth * below


def _learn_from_deal(m: Any, encounter: Any, smuggler: Any, official: Any) -> None:
    k, band = encounter.context, encounter.band
    if m.flags.price_learning:
        trust, context = smuggler.trust_known(encounter), m.contexts[k]
        smuggler.learn_price(k, band, encounter.dealt > 0, trust)
        context.heard_deals += 1.0
        context.heard_trusted += trust
        if encounter.dealt:
            context.heard_accepted[band] += 1.0
        else:
            context.heard_refused[band] += 1.0
    if official.ties != encounter.ties:
        return
    if encounter.dealt and not encounter.stopped:
        smuggler.remember_deal(official, True)
    elif encounter.known:
        smuggler.remember_deal(official, False)


def _learn_norms(m: Any) -> None:
    """Move the norm of each post and context towards this week's share of decisions that were acceptances."""
    rate = m.p.officials.norm_rate_per_week
    for k in range(N_CONTEXTS):
        m.contexts[k].decisions = 0.0
        m.contexts[k].acceptances = 0.0
    for index in range(len(m.posts)):
        post = m.posts[index]
        m.contexts[post.context].decisions += post.decisions
        m.contexts[post.context].acceptances += post.acceptances
        if post.decisions > 0.0:
            post.norm = post.norm + rate * (post.acceptances / post.decisions - post.norm)
    for k in range(N_CONTEXTS):
        context = m.contexts[k]
        if context.decisions > 0.0:
            context.norm = context.norm + rate * (context.acceptances / context.decisions - context.norm)


def _learn_risks(m: Any) -> None:
    """Update perceived risks: own experience weighs most, then cases at the post, then in the whole context."""
    p = m.p.officials
    _look_around(m)
    for index in range(len(m.posts)):
        post = m.posts[index]
        for column in range(N_SIGHTINGS):
            public = _publicity(m, column)
            context, service = m.contexts[post.context].seen[column], m.seen[column]
            post.heard[column] = vicarious_experience(
                post.seen[column], context, service, p.post_weight, p.context_weight, public
            )
    keep = math.exp(-p.belief_fade_per_week)
    _learn_verdicts(m, keep)
    _learn_of_cases(m, keep)
    for index in range(len(m.officials)):
        official = m.officials[index]
        if official.status != Duty.LEFT:
            _learn_risk(m, official, official.post.heard, keep)
    _learn_from_own_cases(m)
    for index in range(len(m.supervisors)):
        _learn_supervisor_risk(m, m.supervisors[index], keep)


def _publicity(m: Any, column: int) -> float:
    """Return how much one event of a kind counts for those who hear of it in public alone."""
    p = m.p.officials
    if column == Sighting.CHARGED:
        return float(p.charge_publicity)
    if column == Sighting.UNCHARGED:
        return float(p.discipline_publicity)
    return float(p.spared_publicity) if column == Sighting.SPARED else 0.0


def _look_around(m: Any) -> None:
    """Count what is seen at each post, in each context and in the service: detections, bribes, how cases ended."""
    for column in range(N_SIGHTINGS):
        m.seen[column] = 0.0
        for index in range(len(m.posts)):
            m.posts[index].seen[column] = 0.0
        for k in range(N_CONTEXTS):
            m.contexts[k].seen[column] = 0.0
    for index in range(len(m.officials)):
        official = m.officials[index]
        if official.detections_this_week > 0 or official.bribes_this_week > 0:
            _see(m, official.post_index, Sighting.DETECTIONS.value, float(official.detections_this_week))
            _see(m, official.post_index, Sighting.BRIBES.value, float(official.bribes_this_week))
    for number in range(len(m.outcomes)):
        _see(m, m.outcomes[number].post_index, m.outcomes[number].seen, m.outcomes[number].weight)


def _see(m: Any, post_index: int, column: int, number: float) -> None:
    """Let a post, its whole context and the service see something."""
    m.posts[post_index].seen[column] += number
    m.contexts[m.posts[post_index].context].seen[column] += number
    m.seen[column] += number


def _learn_risk(m: Any, official: Any, heard: Any, keep: float) -> None:
    """Update what an official fears."""
    p = m.p.officials
    own, near = p.own_weight, p.post_weight
    detected = weighed_experience(float(official.detections_this_week), heard[Sighting.DETECTIONS], own, near)
    bribes = weighed_experience(float(official.bribes_this_week), heard[Sighting.BRIBES], own, near)
    undetected = bribes - detected if bribes > detected else 0.0
    strength, prior = p.belief_strength, official.first_belief()
    official.detected = fade(official.detected, prior * strength, keep) + detected
    official.undetected = fade(official.undetected, (1.0 - prior) * strength, keep) + undetected
    prior, uncharged = p.perceived_charge_prior, heard[Sighting.UNCHARGED] + heard[Sighting.SPARED]
    official.charged = fade(official.charged, prior * strength, keep) + heard[Sighting.CHARGED]
    official.uncharged = fade(official.uncharged, (1.0 - prior) * strength, keep) + uncharged
    m.dossiers[official.index] *= m.p.justice.dossier_kept_per_week
    if official.in_post:
        official.experience += 1.0
        gain = m.p.supervision.trust_gain_per_week
        official.trust_in_superior += gain * (1.0 - official.trust_in_superior)


def _learn_from_own_cases(m: Any) -> None:
    """Let those whose cases ended count them as their own, and no longer like others' that they hear of."""
    p = m.p.officials
    for number in range(len(m.outcomes)):
        outcome = m.outcomes[number]
        official, post = m.officials[outcome.official_index], m.posts[outcome.post_index]
        if official.generation != outcome.generation or official.status == Duty.LEFT:
            continue
        at_post, in_context = official.post_index == outcome.post_index, official.context == post.context
        heard = distance_weight(at_post, in_context, p.post_weight, p.context_weight, _publicity(m, outcome.seen))
        most = heard if heard > p.own_weight else p.own_weight
        more = weighed_experience(outcome.weight, 0.0, most, heard)
        if outcome.seen == Sighting.CHARGED:
            official.charged += more
        else:
            official.uncharged += more
    m.outcomes.clear()


def _learn_verdicts(m: Any, keep: float) -> None:
    """Update what all officials believe of the courts, by decisions in court alone."""
    p = m.p.officials
    strength, prior, public = p.belief_strength, p.perceived_conviction_prior, p.verdict_publicity
    acquitted, convicted = public * m.acquitted_this_week, public * m.convicted_this_week
    m.believed_convicted = fade(m.believed_convicted, prior * strength, keep) + convicted
    m.believed_acquitted = fade(m.believed_acquitted, (1.0 - prior) * strength, keep) + acquitted
    m.conviction = beta_mean(m.believed_convicted, m.believed_acquitted)
    m.acquitted_this_week = 0
    m.convicted_this_week = 0


def _learn_of_cases(m: Any, keep: float) -> None:
    """Update what all officials believe of dismissals, and of who decides: by cases of which something is heard."""
    p = m.p.officials
    strength, prior, public = p.belief_strength, p.perceived_dismissal_prior, p.discipline_publicity
    m.believed_dismissed = fade(m.believed_dismissed, prior * strength, keep) + public * m.dismissed_this_week
    kept = public * m.kept_this_week + p.spared_publicity * m.spared_this_week
    m.believed_kept = fade(m.believed_kept, (1.0 - prior) * strength, keep) + kept
    m.dismissal = beta_mean(m.believed_dismissed, m.believed_kept)
    prior = p.perceived_independence_prior
    m.believed_others = fade(m.believed_others, prior * strength, keep) + public * m.opened_by_others
    m.believed_superiors = fade(m.believed_superiors, (1.0 - prior) * strength, keep) + public * m.opened_by_superiors
    m.independence = beta_mean(m.believed_others, m.believed_superiors)
    m.dismissed_this_week = 0.0
    m.kept_this_week = 0.0
    m.spared_this_week = 0.0
    m.opened_by_others = 0.0
    m.opened_by_superiors = 0.0


def _learn_case_hazard(m: Any) -> None:
    """Update what all operators believe of the risk of a case: they hear of each other's."""
    p = m.p.smugglers
    keep = math.exp(-p.belief_fade_per_week)
    at_large = 0.0
    for index in range(len(m.smugglers)):
        at_large += one_if(m.smugglers[index].is_active)
    m.heard_cases = m.heard_cases * keep + p.case_hearsay * m.threatened
    m.heard_weeks = m.heard_weeks * keep + p.case_hearsay * at_large
    m.case_hazard = case_hazard(p.case_hazard_prior, p.case_belief_weeks, m.heard_cases, m.heard_weeks)
    m.threatened = 0


def _learn_of_exploiting(m: Any) -> None:
    """Update what all operators believe of convictions and of identification: they hear of each other's."""
    p, q = m.p.smugglers, m.p.protection
    keep, weight = math.exp(-p.belief_fade_per_week), p.case_hearsay
    m.heard_convicted = m.heard_convicted * keep + weight * m.operators_convicted
    m.heard_spared = m.heard_spared * keep + weight * m.operators_spared
    prior, strength = q.operator_conviction_prior, q.operator_conviction_cases
    m.operator_conviction = beta_mean(prior * strength + m.heard_convicted, (1.0 - prior) * strength + m.heard_spared)
    m.operators_convicted = 0
    m.operators_spared = 0
    prior, strength = q.contact_rate * q.identification, q.identification_belief_weeks
    for c in range(len(m.corridors)):
        corridor = m.corridors[c]
        corridor.heard_identified = corridor.heard_identified * keep + weight * corridor.identified
        corridor.heard_victim_weeks = corridor.heard_victim_weeks * keep + weight * corridor.victim_weeks
        heard, weeks = corridor.heard_identified, corridor.heard_victim_weeks
        corridor.identification_rate = case_hazard(prior, strength, heard, weeks)
        corridor.identified = 0.0
        corridor.victim_weeks = 0.0


def _learn_supervisor_risk(m: Any, supervisor: Any, keep: float) -> None:
    p = m.p.officials
    strength, prior = p.belief_strength, p.perceived_detection_prior
    detected = p.own_weight * supervisor.detections_this_week
    taken = p.own_weight * supervisor.took_this_week
    undetected = taken - detected if taken > detected else 0.0
    supervisor.detected = fade(supervisor.detected, prior * strength, keep) + detected
    supervisor.undetected = fade(supervisor.undetected, (1.0 - prior) * strength, keep) + undetected


def _learn_publicly(p: Any, c: Any) -> None:
    """Move what a corridor is known for: success, exploitation, bribes, impunity."""
    w, keep, known, n = p.belief_prior_weight, math.exp(-p.belief_fade_per_week), c.known_alone, c.alone
    c.success_alone = public_belief(c.success_alone, known, p.success_prior_alone, w, keep, c.alone_arrived, n)
    c.known_alone = known_journeys(known, w, keep, n)

    known, n = c.known_smuggled, c.smuggled
    arrived, prior = c.smuggled_arrived, p.success_prior_smuggled
    c.success_smuggled = public_belief(c.success_smuggled, known, prior, w, keep, arrived, n)
    harmed, prior = c.exploited if c.exploited < n else n, p.exploitation_prior
    c.exploitation = public_belief(c.exploitation, known, prior, w, keep, harmed, n)
    c.known_smuggled = known_journeys(known, w, keep, n)

    known = c.known_costs  # from operators' own books: there is no first belief
    c.average_bribe = public_belief(c.average_bribe, known, 0.0, 0.0, keep, c.bribes, n)
    c.average_loss = public_belief(c.average_loss, known, 0.0, 0.0, keep, c.losses, n)
    c.known_costs = known_journeys(known, 0.0, keep, n)

    known, n = c.known_regular, c.regular
    c.regular_bribe = public_belief(c.regular_bribe, known, 0.0, w, keep, c.regular_bribes, n)
    c.known_regular = known_journeys(known, w, keep, n)

    known, n = c.known_exploited, c.exploited + c.answered_for
    c.impunity = public_belief(c.impunity, known, 1.0, 1.0, keep, c.exploited, n)
    c.known_exploited = known_journeys(known, 1.0, keep, n)


def _forget_ends(c: Any) -> None:
    """Start to count anew how journeys end."""
    c.alone = 0.0
    c.alone_arrived = 0.0
    c.smuggled = 0.0
    c.smuggled_arrived = 0.0
    c.exploited = 0.0
    c.bribes = 0.0
    c.losses = 0.0
    c.regular = 0.0
    c.regular_bribes = 0.0
    c.answered_for = 0.0


def _remember_signals(m: Any) -> None:
    """Let the signals that guide audits fade, and add this week's."""
    keep = m.p.supervision.audit_memory_per_week
    for index in range(len(m.posts)):
        post = m.posts[index]
        post.recent_reports = post.recent_reports * keep + post.reports
        anomaly = post.recent_anomaly * keep + post.anomaly
        post.recent_anomaly = anomaly if anomaly > 0.0 else 0.0
        post.reports = 0.0
        post.anomaly = 0.0
        post.acceptances = 0.0
        post.decisions = 0.0
