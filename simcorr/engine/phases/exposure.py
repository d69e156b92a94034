"""Phase 4: audits, colleagues, migrants and partner agencies turn some acts into allegations; some are false."""

from typing import Any

from simcorr import draws
from simcorr.jit import one_if
from simcorr.rules import colleague as colleague_rules, supervisor as supervisor_rules
from simcorr.rules.justice import combined_evidence
from simcorr.rules.mathematics import saturating
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Bribe, Duty, Party, Source
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.trace import EventKind

AUDIT, COLLEAGUE, MIGRANT = Source.AUDIT.value, Source.COLLEAGUE.value, Source.MIGRANT.value
PARTNER, FALSE, OUTSIDER = Source.PARTNER.value, Source.FALSE.value, Source.OUTSIDER.value


def expose(m: Any) -> None:
    """Expose this week's acts and last week's that came after exposure; add false reports."""
    _set_audit_effort(m)
    m.allegations.clear()
    for number in range(len(m.inquiries)):
        m.allegations.append(m.inquiries[number])
    found = len(m.allegations)
    m.inquiries.clear()
    for number in range(len(m.acts)):
        act = m.acts[number]
        official = m.officials[act.official_index]
        if official.generation == act.generation and official.status != Duty.LEFT:
            _expose_act(m, act, official)
    m.acts.clear()
    _add_false_reports(m)
    for number in range(found, len(m.allegations)):
        _publish(m, m.allegations[number])


def _set_audit_effort(m: Any) -> None:
    """Divide the usual effort over posts: attention in proportion to signals, with mean one."""
    p, targeting = m.p.supervision, m.lever(LEVER.audit_targeting, 0, 0)
    total = 0.0
    for index in range(len(m.posts)):
        post = m.posts[index]
        post.audit_effort = supervisor_rules.attention(
            p.audit_base, post.recent_reports, p.report_weight, post.recent_anomaly, p.anomaly_weight, targeting
        )
        total += post.audit_effort
    mean = total / len(m.posts)
    for index in range(len(m.posts)):
        post = m.posts[index]
        post.audit_effort = post.audit_effort / mean


def _expose_act(m: Any, act: Any, official: Any) -> None:
    sources, evidence, p = _found_by_audit(m, act, official), 0.0, m.p.reporting
    party, reporter = Party.NOBODY.value, -1
    if sources != 0:
        evidence = p.evidence_audit
    if m.contexts[act.context].pinned_detection < 0.0:
        witness = _witness(m, act)
        if witness >= 0 and _reported_by_colleague(m, act, m.officials[witness]):
            party, reporter = Party.OFFICIAL.value, witness
            sources, evidence = sources | COLLEAGUE, combined_evidence(evidence, p.evidence_colleague)
        if _reported_by_migrant(m, act, official):
            party, reporter = Party.MIGRANT.value, m.migrants[act.migrant_index].serial
            sources, evidence = sources | MIGRANT, combined_evidence(evidence, p.evidence_migrant)
        partners = p.partner_rate + p.partner_sharing * m.lever(LEVER.shared_intelligence, 0, 0)
        if draws.uniform(act.key, keys.PARTNER_REPORTS) < partners:
            sources, evidence = sources | PARTNER, combined_evidence(evidence, p.evidence_partner)
    if sources != 0:
        allegation = m.allegations.add()
        allegation.name(official, act, act.key, sources, evidence)
        allegation.party = party
        allegation.reporter = reporter


def _found_by_audit(m: Any, act: Any, official: Any) -> int:
    """Return whether an audit or a scandal brings an act to light, as bits of sources: by outsiders or not."""
    c, k, draw = act.corridor, act.context, draws.uniform(act.key, keys.AUDITED)
    pinned = m.contexts[k].pinned_detection
    if pinned >= 0.0:
        return AUDIT if draw < pinned else 0
    attention, factor = m.posts[act.post_index].audit_effort, m.lever(LEVER.audit_factor, c, k)
    external = m.lever(LEVER.external_audit_factor, c, k)
    found = official.audit_chance(c, k, attention, factor, external)
    if draw < found:
        by_superiors = official.audit_chance(c, k, attention, factor, 1.0)
        outside = supervisor_rules.found_by_outsiders(found, by_superiors, draw)
        return AUDIT | OUTSIDER if outside else AUDIT
    return AUDIT | OUTSIDER if draws.uniform(act.key, keys.SHOCKED) < m.shock(c, k) else 0


def _reported_by_colleague(m: Any, act: Any, witness: Any) -> bool:
    c, k, p = act.corridor, act.context, m.p.reporting
    anonymity, protection = m.lever(LEVER.anonymity, c, k), m.lever(LEVER.protection, c, k)
    spirit, reward = m.lever(LEVER.public_spirit, c, k), m.lever(LEVER.reward_usd, c, k) / p.reward_scale_usd
    base, precision, fear = p.colleague_base + spirit, p.colleague_precision, p.retaliation_weight
    speaks = colleague_rules.report_probability(base, precision, reward, fear, protection, anonymity, witness.norm())
    if draws.uniform(act.key, keys.SPEAKS) >= speaks:
        return False
    m.context_row(k)[K.reports_colleague] += 1.0
    harmed = colleague_rules.retaliation_probability(p.retaliation_probability, protection, anonymity)
    if draws.uniform(act.key, keys.RETALIATED) < harmed:
        m.context_row(k)[K.retaliations] += 1.0
        m.log(EventKind.RETALIATION, witness.index, k, 0, 0, c, k)
    return True


def _witness(m: Any, act: Any) -> int:
    """Return who saw it: another gatekeeper on duty at the post, from a drawn place on; -1 for nobody."""
    if draws.uniform(act.key, keys.SEEN) >= m.contexts[act.context].visibility:
        return -1
    n, first = m.posts[act.post_index].staff, m.posts[act.post_index].first_place
    start = draws.integer(act.key, keys.WITNESS, n)
    for step in range(n):
        official = m.official_at(first + m.around(start + step, n))
        if official.on_duty and official.index != act.official_index:
            return int(official.index)
    return -1


def _reported_by_migrant(m: Any, act: Any, official: Any) -> bool:
    if act.migrant_index < 0:
        return False
    migrant, p = m.migrants[act.migrant_index], m.p.reporting
    paid_self = act.kind == Bribe.DEMANDED or not migrant.has_operator
    sees = p.migrant_sees if paid_self else p.migrant_sees_smuggler
    if draws.uniform(act.key, keys.MIGRANT_SEES) >= sees:
        return False
    if draws.uniform(act.key, keys.MIGRANT_REPORTS) >= migrant.report_probability(official.norm()):
        return False
    m.context_row(act.context)[K.reports_migrant] += 1.0
    migrant.reported = 1
    return True


def _add_false_reports(m: Any) -> None:
    """Let some officials be named falsely; the chance is the same for all at a post."""
    p = m.p.reporting
    for index in range(len(m.posts)):
        post = m.posts[index]
        per_year, anonymity = p.false_reports_per_official_year, m.lever(LEVER.anonymity, post.corridor, post.context)
        rate = colleague_rules.false_report_rate(per_year, anonymity, p.anonymous_false_factor)
        post.false_reports = saturating(rate)
    week = draws.event(m.run_key, keys.FALSE_REPORTS, m.week)
    for index in range(len(m.officials)):
        official = m.officials[index]
        if official.on_duty and draws.uniform(week, index) < official.post.false_reports:
            m.context_row(official.context)[K.reports_false] += 1.0
            key = draws.event(official.key, keys.WEEK, m.week)
            m.allegations.add().name(official, official, key, FALSE, p.evidence_false)


def _publish(m: Any, allegation: Any) -> None:
    k, sources = allegation.context, allegation.sources
    row = m.context_row(k)
    row[K.detections_audit] += one_if((sources & AUDIT) > 0)
    row[K.reports_partner] += one_if((sources & PARTNER) > 0)
    recorded = False
    if sources != AUDIT and sources != AUDIT | OUTSIDER:
        recording = m.lever(LEVER.recording, allegation.corridor, k)
        recorded = draws.uniform(allegation.key, keys.RECORDED_REPORT) < recording
    row[K.recorded_reports] += one_if(recorded)
    party, reporter = allegation.party, allegation.reporter
    c, index, evidence, kept = allegation.corridor, allegation.official_index, allegation.evidence, int(recorded)
    m.log(EventKind.REPORT, index, k, sources, evidence, c, k, party=party, other=reporter, recorded=kept)
