"""Phase 4: audits, colleagues, migrants and partner agencies turn some acts into allegations; some are false."""

from typing import TYPE_CHECKING

from simcorr import draws
from simcorr.engines.mesa.records import Act, Allegation
from simcorr.rules import colleague as colleague_rules
from simcorr.rules import supervisor as supervisor_rules
from simcorr.rules.justice import combined_evidence
from simcorr.rules.mathematics import saturating
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Bribe, Duty, Source
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel
    from simcorr.engines.mesa.official import Official


def expose(model: "CorruptionModel") -> None:
    """Expose this week's acts and last week's that came after exposure; add false reports."""
    model.audit_effort = _audit_effort(model)
    found = []
    for act in model.acts:
        if act.official.status != Duty.LEFT:
            allegation = _exposed(model, act)
            if allegation is not None:
                found.append(allegation)
    found.extend(_false_reports(model))
    model.allegations = model.inquiries + found
    model.inquiries = []
    model.acts = []
    for allegation in found:
        _publish(model, allegation)


def _audit_effort(model: "CorruptionModel") -> list[float]:
    """Return the effort at each post: attention in proportion to signals, with mean one over all posts."""
    p, beliefs = model.p.supervision, model.beliefs
    targeting = model.levers[LEVER.audit_targeting][0][0]
    weights = [
        supervisor_rules.attention(
            p.audit_base,
            beliefs.recent_reports[post],
            p.report_weight,
            beliefs.recent_anomaly[post],
            p.anomaly_weight,
            targeting,
        )
        for post in range(model.w.n_posts)
    ]
    total = 0.0
    for weight in weights:
        total += weight
    mean = total / model.w.n_posts
    efforts = []
    for post, weight in enumerate(weights):
        c, k = model.w.post_corridor[post], model.w.post_context[post]
        efforts.append(weight / mean * model.levers[LEVER.audit_factor][c][k])
    return efforts


def _exposed(model: "CorruptionModel", act: Act) -> Allegation | None:
    sources, evidence = 0, 0.0
    p = model.p.reporting
    if _found_by_audit(model, act):
        sources, evidence = sources | Source.AUDIT, combined_evidence(evidence, p.evidence_audit)
    if model.w.pins[3][act.context] < 0.0:
        if _reported_by_colleague(model, act):
            sources, evidence = sources | Source.COLLEAGUE, combined_evidence(evidence, p.evidence_colleague)
        if _reported_by_migrant(model, act):
            sources, evidence = sources | Source.MIGRANT, combined_evidence(evidence, p.evidence_migrant)
        if draws.uniform(act.key, keys.PARTNER_REPORTS) < _partner_rate(model):
            sources, evidence = sources | Source.PARTNER, combined_evidence(evidence, p.evidence_partner)
    if sources == 0:
        return None
    return Allegation(act.key, act.official, int(sources), evidence, act.post, act.corridor, act.context)


def _partner_rate(model: "CorruptionModel") -> float:
    shared = model.levers[LEVER.shared_intelligence][0][0]
    return float(model.p.reporting.partner_rate + model.p.reporting.partner_sharing * shared)


def _found_by_audit(model: "CorruptionModel", act: Act) -> bool:
    c, k, official = act.corridor, act.context, act.official
    pinned = model.w.pins[3][k]
    if pinned >= 0.0:
        return draws.uniform(act.key, keys.AUDITED) < float(pinned)
    effort = model.audit_effort[act.post]
    if official.private > 0.0:
        effort *= model.levers[LEVER.private_audit][c][k]
    effort *= 1.0 - official.protection
    probability = supervisor_rules.audit_detection(
        model.w.detection_rate[k],
        effort,
        official.trust_in_superior,
        model.p.supervision.trust_erosion,
        official.second_job,
        model.p.officials.second_job_laundering,
    )
    shock = model.w.shocks[model.week][c][k]
    found = draws.uniform(act.key, keys.AUDITED) < probability
    return found or draws.uniform(act.key, keys.SHOCKED) < shock


def _reported_by_colleague(model: "CorruptionModel", act: Act) -> bool:
    c, k = act.corridor, act.context
    if draws.uniform(act.key, keys.SEEN) >= model.w.visibility[k]:
        return False
    witness = _witness(model, act)
    if witness is None:
        return False
    p, levers = model.p.reporting, model.levers
    anonymity, protection = levers[LEVER.anonymity][c][k], levers[LEVER.protection][c][k]
    hostility = witness.norm()
    speaks = colleague_rules.report_probability(
        p.colleague_base + levers[LEVER.public_spirit][c][k],
        p.colleague_precision,
        levers[LEVER.reward_usd][c][k] / p.reward_scale_usd,
        p.retaliation_weight,
        protection,
        anonymity,
        hostility,
    )
    if draws.uniform(act.key, keys.SPEAKS) >= speaks:
        return False
    model.ledger.context[k][K.reports_colleague] += 1
    harmed = colleague_rules.retaliation_probability(p.retaliation_probability, protection, anonymity)
    if draws.uniform(act.key, keys.RETALIATED) < harmed:
        model.ledger.context[k][K.retaliations] += 1
        model.log(EventKind.RETALIATION, witness.row, k, 0, 0.0)
    return True


def _witness(model: "CorruptionModel", act: Act) -> "Official | None":
    """Return another gatekeeper on duty at the post, from a drawn place on."""
    n, first = model.w.post_staff[act.post], model.w.post_first_place[act.post]
    start = draws.integer(act.key, keys.WITNESS, n)
    for step in range(n):
        official = model.official_at(first + (start + step) % n)
        if official.in_post and official is not act.official:
            return official
    return None


def _reported_by_migrant(model: "CorruptionModel", act: Act) -> bool:
    migrant = act.migrant
    if migrant is None:
        return False
    p = model.p.reporting
    paid_self = act.kind == Bribe.DEMANDED or migrant.smuggler is None
    sees = p.migrant_sees if paid_self else p.migrant_sees_smuggler
    if draws.uniform(act.key, keys.MIGRANT_SEES) >= sees:
        return False
    if draws.uniform(act.key, keys.MIGRANT_REPORTS) >= migrant.report_probability(act.official.norm()):
        return False
    model.ledger.context[act.context][K.reports_migrant] += 1
    migrant.reported = True
    return True


def _false_reports(model: "CorruptionModel") -> list[Allegation]:
    p, levers = model.p.reporting, model.levers
    found = []
    week = draws.event(model.run_key, keys.FALSE_REPORTS, model.week)
    for row, official in enumerate(model.officials):
        if not official.in_post:
            continue
        c, k = official.corridor, official.context
        rate = colleague_rules.false_report_rate(
            p.false_reports_per_official_year, levers[LEVER.anonymity][c][k], p.anonymous_false_factor
        )
        if draws.uniform(week, row) < saturating(rate):
            key = int(draws.event(official.key, keys.WEEK, model.week))
            model.ledger.context[k][K.reports_false] += 1
            found.append(Allegation(key, official, int(Source.FALSE), p.evidence_false, official.post, c, k))
    return found


def _publish(model: "CorruptionModel", allegation: Allegation) -> None:
    row = model.ledger.context[allegation.context]
    row[K.detections_audit] += int(allegation.sources & Source.AUDIT > 0)
    row[K.reports_partner] += int(allegation.sources & Source.PARTNER > 0)
    if allegation.sources != Source.AUDIT:
        recording = model.levers[LEVER.recording][allegation.corridor][allegation.context]
        row[K.recorded_reports] += int(draws.uniform(allegation.key, keys.RECORDED_REPORT) < recording)
    model.reports_at_post[allegation.post] += 1.0
    model.log(
        EventKind.REPORT,
        allegation.official.row,
        allegation.context,
        allegation.sources,
        allegation.evidence,
    )
