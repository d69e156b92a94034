"""Phase 5, the second half: cases against operators, and the queues of the investigators and the court."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.compiled.desk import (
    context_row,
    corridor_row,
    free_place,
    log,
    open_case,
    rank_row,
    record_bribe,
    someone_in_post,
    staff_in_post,
)
from simcorr.engines.compiled.exposure import INQUIRY
from simcorr.engines.compiled.official import acceptance_probability
from simcorr.engines.compiled.official import loss_if_convicted as official_loss_if_convicted
from simcorr.engines.compiled.policy import lever, one_if
from simcorr.engines.compiled.smuggler import (
    best_contact_anywhere,
    has_living_retainer,
    is_active,
    loss_if_convicted,
    trust_in,
)
from simcorr.engines.compiled.supervisor import supervisor_loss_if_convicted
from simcorr.jit import rule
from simcorr.rules import justice as justice_rules
from simcorr.rules.mathematics import whole_cents
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Bribe, Duty, Verdict
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.measures import BY_RANK as R
from simcorr.world.trace import EventKind

OF_SMUGGLER, OF_OFFICIAL, OF_SUPERVISOR = 0, 1, 2
"""Whom a case is about."""


@rule
def open_operator_case(m: Any, incident: Any) -> None:
    """Open a case against an operator, unless a retainer or a bribe keeps it from being opened."""
    smuggler, c, j = m.smugglers[incident.smuggler], incident.corridor, m.p.justice
    if smuggler.open_case or not is_active(smuggler):
        return
    key = draws.event(incident.key, keys.INCIDENT)
    shared = lever(m, LEVER.shared_intelligence, 0, 0)
    evidence = justice_rules.combined_evidence(incident.evidence, j.sharing_evidence * shared)
    if draws.uniform(key, keys.OPENED) >= justice_rules.opening_probability(j.opening_probability, evidence):
        return
    m.run.threatened += 1
    handler = someone_in_post(m, Context.INVESTIGATION.value, key, keys.HANDLER)
    blocked = handler < 0 or _is_blocked(m, smuggler, key)
    if not blocked:
        blocked = _buys(m, OF_SMUGGLER, smuggler.index, m.officials[handler], key, keys.BRIBED, keys.CONTACT)
    log(m, EventKind.SMUGGLER_CASE, smuggler.index, one_if(not blocked), float(c), evidence)
    if blocked:
        return
    smuggler.open_case = 1
    corridor_row(m, c)[C.smuggler_cases] += 1.0
    open_case(m, key, OF_SMUGGLER, smuggler.index, smuggler.generation, c, Context.INVESTIGATION.value, evidence)
    _inquire(m, smuggler, key)


@rule
def _inquire(m: Any, smuggler: Any, key: int) -> None:
    """Ask, with the chance that the inquiry lever gives, who let the operator's parties pass."""
    slot = best_contact_anywhere(m, smuggler, -1)
    if slot < 0:
        return
    official = m.officials[m.books[smuggler.index, slot].official]
    c, k = official.corridor, official.context
    if draws.uniform(key, keys.INQUIRED) >= lever(m, LEVER.inquiry, c, k):
        return
    context_row(m, k)[K.inquiries] += 1.0
    place = free_place(m, m.run.inquiries, len(m.inquiries))
    m.run.inquiries = place + 1
    inquiry = m.inquiries[place]
    inquiry.key = draws.event(key, keys.INQUIRY)
    inquiry.official = official.row
    inquiry.generation = official.generation
    inquiry.sources = INQUIRY
    inquiry.evidence = m.p.reporting.evidence_inquiry
    inquiry.post = official.post
    inquiry.corridor = c
    inquiry.context = k


@rule
def _is_blocked(m: Any, smuggler: Any, key: int) -> bool:
    if not has_living_retainer(m, smuggler):
        return False
    return bool(draws.uniform(key, keys.BLOCKED) < m.p.smugglers.retainer_block)


@rule
def _stake(m: Any, kind: int, accused: int) -> float:
    """Return what an accused stands to lose by a conviction, in cents."""
    if kind == OF_SMUGGLER:
        return loss_if_convicted(m, m.smugglers[accused])
    if kind == OF_OFFICIAL:
        return official_loss_if_convicted(m, m.officials[accused])
    return supervisor_loss_if_convicted(m, m.supervisors[accused])


@rule
def _buys(m: Any, kind: int, accused: int, handler: Any, key: int, decision: int, offers: int) -> bool:
    """Return whether the accused pays the person who handles the case, and is taken up on it."""
    k = handler.context
    offer, probability = m.contexts[k].pinned_offer, m.contexts[k].pinned_acceptance
    if offer < 0.0:
        offer = m.p.justice.accused_access
    price = whole_cents(justice_rules.accused_offer(_stake(m, kind, accused), m.p.justice.accused_payment_share))
    if price <= 0 or draws.uniform(key, offers) >= offer:
        return False
    trust = trust_in(m, m.smugglers[accused], handler) if kind == OF_SMUGGLER else 0.0
    if probability < 0.0:
        probability = acceptance_probability(m, handler, price, trust)
    if draws.uniform(key, decision) >= probability:
        return False
    context_row(m, k)[K.justice_bribes] += 1.0
    record_bribe(m, handler, key, Bribe.JUSTICE.value, price, -1)
    return True


@rule
def work_off(m: Any, in_trial: int) -> None:
    """Work off the oldest files first, as far as the staff on duty reaches."""
    j = m.p.justice
    k = Context.TRIAL.value if in_trial else Context.INVESTIGATION.value
    factor = lever(m, LEVER.trial_factor if in_trial else LEVER.investigation_factor, 0, 0)
    weekly = j.cases_per_official_week * staff_in_post(m, k) * factor
    m.run.capacity[in_trial] = justice_rules.replenished(m.run.capacity[in_trial], weekly)
    least_age = j.trial_weeks if in_trial else j.investigation_weeks
    for number in range(m.run.cases):
        case = m.cases[number]
        if case.closed or case.in_trial != in_trial:
            continue
        if _has_lost_its_subject(m, case):
            case.closed = 1
        elif m.run.week - case.opened >= j.maximum_case_weeks:
            _close(m, case, Verdict.EXPIRED.value)
        elif m.run.week - case.stage_since >= least_age and m.run.capacity[in_trial] >= 1.0:
            m.run.capacity[in_trial] -= 1.0
            _try(m, case, k)


@rule
def _has_lost_its_subject(m: Any, case: Any) -> bool:
    """Return whether the accused has left or has a successor; supervisors stay until a verdict."""
    if case.kind == OF_SMUGGLER:
        return bool(m.smugglers[case.subject].generation != case.generation)
    if case.kind == OF_SUPERVISOR:
        return False
    official = m.officials[case.subject]
    return bool(official.generation != case.generation or official.status == Duty.LEFT)


@rule
def _try(m: Any, case: Any, k: int) -> None:
    """Let a case be handled at its stage: bought off, or decided on its evidence."""
    j = m.p.justice
    key = draws.event(case.key, keys.CASE, k)
    handler = someone_in_post(m, k, key, keys.CASE_HANDLER)
    if handler >= 0 and _buys(m, case.kind, case.subject, m.officials[handler], key, keys.CASE_BRIBED, keys.CASE_OFFER):
        _close(m, case, Verdict.BOUGHT.value)
        return
    protection = lever(m, LEVER.protection, case.corridor, case.context)
    evidence = justice_rules.evidence_in_court(case.evidence, j.intimidation, protection)
    if case.in_trial:
        chance = justice_rules.conviction_probability(j.conviction_base, j.conviction_evidence, evidence)
    else:
        chance = justice_rules.charge_probability(j.charge_base, j.charge_evidence, evidence)
    if draws.uniform(key, keys.CASE_RESULT) >= chance:
        _close(m, case, Verdict.DROPPED.value)
    elif case.in_trial:
        _close(m, case, Verdict.CONVICTED.value)
    else:
        case.in_trial = 1
        case.stage_since = m.run.week
        _count_charge(m, case, key)


@rule
def _count_charge(m: Any, case: Any, key: int) -> None:
    log(m, EventKind.VERDICT, case.subject, float(case.kind), float(Verdict.CHARGED.value), 0.0)
    if case.kind == OF_OFFICIAL:
        row = context_row(m, case.context)
        row[K.charges] += 1.0
        recording = lever(m, LEVER.recording, case.corridor, case.context)
        row[K.recorded_charges] += one_if(draws.uniform(key, keys.RECORDED_CHARGE) < recording)


@rule
def _close(m: Any, case: Any, verdict: int) -> None:
    """End a case and hand its subject over to the next phase."""
    case.closed = 1
    log(m, EventKind.VERDICT, case.subject, float(case.kind), float(verdict), float(case.in_trial))
    convicted = verdict == Verdict.CONVICTED
    if convicted:
        place = free_place(m, m.run.convicted, len(m.convicted))
        m.run.convicted = place + 1
        m.convicted[place] = case
    if case.kind != OF_SMUGGLER:
        m.run.verdicts[1 if convicted else 0] += 1
    if case.kind == OF_OFFICIAL:
        m.officials[case.subject].open_case = 0
        _count_verdict(m, case, convicted)
    elif case.kind == OF_SUPERVISOR:
        m.supervisors[case.subject].open_case = 0
        rank_row(m, m.supervisors[case.subject].rank)[R.convicted] += one_if(convicted)
    else:
        smuggler = m.smugglers[case.subject]
        smuggler.open_case = 0
        if convicted:
            corridor_row(m, case.corridor)[C.smugglers_convicted] += 1.0
            m.corridors[case.corridor].answered_for += float(smuggler.victims)
            smuggler.victims = 0


@rule
def _count_verdict(m: Any, case: Any, convicted: bool) -> None:
    row = context_row(m, case.context)
    row[K.acquittals] += one_if(not convicted)
    row[K.convictions] += one_if(convicted)
    rank_row(m, 0)[R.convicted] += one_if(convicted)
    if convicted:
        key = draws.event(case.key, keys.CASE, Context.TRIAL.value)
        recording = lever(m, LEVER.recording, case.corridor, case.context)
        row[K.recorded_convictions] += one_if(draws.uniform(key, keys.RECORDED_CONVICTION) < recording)


@rule
def forget_closed_cases(m: Any) -> None:
    """Keep the open files, in their order."""
    kept = 0
    for number in range(m.run.cases):
        if not m.cases[number].closed:
            if kept < number:
                m.cases[kept] = m.cases[number]
            kept += 1
    m.run.cases = kept
