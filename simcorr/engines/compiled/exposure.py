"""Phase 4: audits, colleagues, migrants and partner agencies turn some acts into allegations; some are false."""

from typing import Any

from simcorr import draws
from simcorr.engines.compiled.desk import context_row, free_place, log, official_at
from simcorr.engines.compiled.migrant import report_probability
from simcorr.engines.compiled.official import is_in_post, norm, protection, second_job
from simcorr.engines.compiled.policy import around, lever, one_if
from simcorr.jit import rule
from simcorr.rules import colleague as colleague_rules
from simcorr.rules import supervisor as supervisor_rules
from simcorr.rules.justice import combined_evidence
from simcorr.rules.mathematics import saturating
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Bribe, Duty, Source
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.trace import EventKind

AUDIT, COLLEAGUE, MIGRANT = int(Source.AUDIT), int(Source.COLLEAGUE), int(Source.MIGRANT)
PARTNER, FALSE, INQUIRY = int(Source.PARTNER), int(Source.FALSE), int(Source.INQUIRY)


@rule
def expose(m: Any) -> None:
    """Expose this week's acts and last week's that came after exposure; add false reports."""
    _set_audit_effort(m)
    for number in range(m.run.inquiries):
        m.allegations[number] = m.inquiries[number]
    m.run.allegations = m.run.inquiries
    found = m.run.inquiries
    m.run.inquiries = 0
    for number in range(m.run.acts):
        act = m.acts[number]
        official = m.officials[act.official]
        if official.generation == act.generation and official.status != Duty.LEFT:
            _expose_act(m, act, official)
    m.run.acts = 0
    _add_false_reports(m)
    for number in range(found, m.run.allegations):
        _publish(m, m.allegations[number])


@rule
def _set_audit_effort(m: Any) -> None:
    """Set the effort at each post: attention in proportion to signals, with mean one over all posts."""
    p, targeting = m.p.supervision, lever(m, LEVER.audit_targeting, 0, 0)
    total = 0.0
    for number in range(len(m.posts)):
        post = m.posts[number]
        post.audit_effort = supervisor_rules.attention(
            p.audit_base,
            post.recent_reports,
            p.report_weight,
            post.recent_anomaly,
            p.anomaly_weight,
            targeting,
        )
        total += post.audit_effort
    mean = total / len(m.posts)
    for number in range(len(m.posts)):
        post = m.posts[number]
        factor = lever(m, LEVER.audit_factor, post.corridor, post.context)
        post.audit_effort = post.audit_effort / mean * factor


@rule
def _add_allegation(
    m: Any,
    official: Any,
    key: int,
    sources: int,
    evidence: float,
    post: int,
    corridor: int,
    context: int,
) -> None:
    place = free_place(m, m.run.allegations, len(m.allegations))
    m.run.allegations = place + 1
    allegation = m.allegations[place]
    allegation.key = key
    allegation.official = official.row
    allegation.generation = official.generation
    allegation.sources = sources
    allegation.evidence = evidence
    allegation.post = post
    allegation.corridor = corridor
    allegation.context = context


@rule
def _expose_act(m: Any, act: Any, official: Any) -> None:
    sources, evidence, p = 0, 0.0, m.p.reporting
    if _found_by_audit(m, act, official):
        sources, evidence = sources | AUDIT, combined_evidence(evidence, p.evidence_audit)
    if m.contexts[act.context].pinned_detection < 0.0:
        if _reported_by_colleague(m, act):
            sources, evidence = sources | COLLEAGUE, combined_evidence(evidence, p.evidence_colleague)
        if _reported_by_migrant(m, act, official):
            sources, evidence = sources | MIGRANT, combined_evidence(evidence, p.evidence_migrant)
        if draws.uniform(act.key, keys.PARTNER_REPORTS) < _partner_rate(m):
            sources, evidence = sources | PARTNER, combined_evidence(evidence, p.evidence_partner)
    if sources != 0:
        _add_allegation(m, official, act.key, sources, evidence, act.post, act.corridor, act.context)


@rule
def _partner_rate(m: Any) -> float:
    shared = lever(m, LEVER.shared_intelligence, 0, 0)
    return float(m.p.reporting.partner_rate + m.p.reporting.partner_sharing * shared)


@rule
def _found_by_audit(m: Any, act: Any, official: Any) -> bool:
    c, k = act.corridor, act.context
    pinned = m.contexts[k].pinned_detection
    if pinned >= 0.0:
        return bool(draws.uniform(act.key, keys.AUDITED) < pinned)
    effort = m.posts[act.post].audit_effort
    if official.private > 0.0:
        effort *= lever(m, LEVER.private_audit, c, k)
    effort *= 1.0 - protection(m, official)
    probability = supervisor_rules.audit_detection(
        m.contexts[k].detection_rate,
        effort,
        official.trust_in_superior,
        m.p.supervision.trust_erosion,
        second_job(m, official),
        m.p.officials.second_job_laundering,
    )
    if draws.uniform(act.key, keys.AUDITED) < probability:
        return True
    return bool(draws.uniform(act.key, keys.SHOCKED) < m.shocks[m.run.week, c, k])


@rule
def _reported_by_colleague(m: Any, act: Any) -> bool:
    c, k = act.corridor, act.context
    if draws.uniform(act.key, keys.SEEN) >= m.contexts[k].visibility:
        return False
    row = _witness(m, act)
    if row < 0:
        return False
    p, witness = m.p.reporting, m.officials[row]
    anonymity, protection = lever(m, LEVER.anonymity, c, k), lever(m, LEVER.protection, c, k)
    speaks = colleague_rules.report_probability(
        p.colleague_base + lever(m, LEVER.public_spirit, c, k),
        p.colleague_precision,
        lever(m, LEVER.reward_usd, c, k) / p.reward_scale_usd,
        p.retaliation_weight,
        protection,
        anonymity,
        norm(m, witness),
    )
    if draws.uniform(act.key, keys.SPEAKS) >= speaks:
        return False
    context_row(m, k)[K.reports_colleague] += 1.0
    harmed = colleague_rules.retaliation_probability(p.retaliation_probability, protection, anonymity)
    if draws.uniform(act.key, keys.RETALIATED) < harmed:
        context_row(m, k)[K.retaliations] += 1.0
        log(m, EventKind.RETALIATION, row, float(k), 0.0, 0.0)
    return True


@rule
def _witness(m: Any, act: Any) -> int:
    """Return the row of another gatekeeper on duty at the post, from a drawn place on; -1 for nobody."""
    n, first = m.posts[act.post].staff, m.posts[act.post].first_place
    start = draws.integer(act.key, keys.WITNESS, n)
    for step in range(n):
        official = official_at(m, first + around(start + step, n))
        if is_in_post(official) and official.row != act.official:
            return int(official.row)
    return -1


@rule
def _reported_by_migrant(m: Any, act: Any, official: Any) -> bool:
    if act.migrant < 0:
        return False
    migrant, p = m.migrants[act.migrant], m.p.reporting
    paid_self = act.kind == Bribe.DEMANDED or migrant.smuggler < 0
    sees = p.migrant_sees if paid_self else p.migrant_sees_smuggler
    if draws.uniform(act.key, keys.MIGRANT_SEES) >= sees:
        return False
    if draws.uniform(act.key, keys.MIGRANT_REPORTS) >= report_probability(m, migrant, norm(m, official)):
        return False
    context_row(m, act.context)[K.reports_migrant] += 1.0
    migrant.reported = 1
    return True


@rule
def _add_false_reports(m: Any) -> None:
    """Let some officials be named falsely; the chance is the same for all at a post."""
    p = m.p.reporting
    for number in range(len(m.posts)):
        post = m.posts[number]
        rate = colleague_rules.false_report_rate(
            p.false_reports_per_official_year,
            lever(m, LEVER.anonymity, post.corridor, post.context),
            p.anonymous_false_factor,
        )
        post.false_reports = saturating(rate)
    week = draws.event(m.run.run_key, keys.FALSE_REPORTS, m.run.week)
    for row in range(len(m.officials)):
        official = m.officials[row]
        if is_in_post(official) and draws.uniform(week, row) < m.posts[official.post].false_reports:
            key = draws.event(official.key, keys.WEEK, m.run.week)
            context_row(m, official.context)[K.reports_false] += 1.0
            _add_allegation(
                m, official, key, FALSE, p.evidence_false, official.post, official.corridor, official.context
            )


@rule
def _publish(m: Any, allegation: Any) -> None:
    row = context_row(m, allegation.context)
    row[K.detections_audit] += one_if((allegation.sources & AUDIT) > 0)
    row[K.reports_partner] += one_if((allegation.sources & PARTNER) > 0)
    if allegation.sources != AUDIT:
        recording = lever(m, LEVER.recording, allegation.corridor, allegation.context)
        row[K.recorded_reports] += one_if(draws.uniform(allegation.key, keys.RECORDED_REPORT) < recording)
    m.posts[allegation.post].reports += 1.0
    log(
        m,
        EventKind.REPORT,
        allegation.official,
        float(allegation.context),
        float(allegation.sources),
        allegation.evidence,
    )
