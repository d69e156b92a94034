"""Phase 5, the second half: cases against operators, and the queues of the investigators and the court."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.phases.queues import context_of, move_up, serve_others
from simcorr.jit import one_if
from simcorr.rules import justice as justice_rules
from simcorr.rules.mathematics import whole_cents
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import NOWHERE, Bribe, Duty, Party, Sighting, Source, Stage, Subject, Verdict
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C, BY_RANK as R
from simcorr.world.trace import EventKind


def open_operator_case(m: Any, incident: Any) -> None:
    """Open a case against an operator, unless a retainer or a bribe keeps it from being opened."""
    smuggler, c, j = m.smugglers[incident.smuggler_index], incident.corridor, m.p.justice
    if smuggler.open_case or not smuggler.is_active or smuggler.generation != incident.operator_generation:
        return
    key = draws.event(incident.key, keys.INCIDENT)
    shared = m.lever(LEVER.shared_intelligence, 0, 0)
    evidence = justice_rules.combined_evidence(incident.evidence, j.sharing_evidence * shared)
    if draws.uniform(key, keys.OPENED) >= justice_rules.opening_probability(j.opening_probability, evidence):
        return
    m.threatened += 1
    number, party, index = m.next_case(), Party.OPERATOR.value, smuggler.index
    handler = m.someone_in_post(Context.INVESTIGATION.value, key, keys.HANDLER)
    retained = smuggler.has_living_retainer()
    blocked = retained and draws.uniform(key, keys.BLOCKED) < m.p.smugglers.retainer_block
    if not blocked and handler >= 0:
        official = m.officials[handler]
        stake, trust = smuggler.loss_if_convicted(), smuggler.trust_in(official)
        blocked = _buys(m, stake, trust, official, key, keys.CONTACT, party, index, number)
    m.log(EventKind.SMUGGLER_CASE, index, int(not blocked), c, evidence, c, NOWHERE, case=number)
    if blocked:
        m.operators_spared += 1
        return
    smuggler.open_case = 1
    m.corridor_row(c)[C.smuggler_cases] += 1.0
    m.open_case(key, number, Subject.OPERATOR, smuggler, -1, c, Context.INVESTIGATION.value, evidence)
    _inquire(m, incident, key, number)


def _inquire(m: Any, incident: Any, key: int, number: int) -> None:
    """Ask, with the chance that the inquiry lever gives, who let the party pass; only who was paid for it is named."""
    if incident.passed_by < 0:
        return
    official = m.officials[incident.passed_by]
    c, k = official.corridor, official.context
    if official.generation != incident.generation or official.status == Duty.LEFT:
        return
    if draws.uniform(key, keys.INQUIRED) >= m.lever(LEVER.inquiry, c, k):
        return
    m.context_row(k)[K.inquiries] += 1.0
    evidence = 0.0
    if incident.for_money:
        evidence = m.p.reporting.evidence_inquiry
        m.inquiries.add().name(official, official, draws.event(key, keys.INQUIRY), Source.INQUIRY.value, evidence)
    operator, party, whose = incident.smuggler_index, Party.MIGRANT.value, incident.migrant
    m.log(EventKind.INQUIRY, official.index, k, operator, evidence, c, k, case=number, party=party, other=whose)


def _buys(
    m: Any, stake: float, trust: float, handler: Any, key: int, offers: int, party: int, accused: int, number: int
) -> bool:
    """Return whether an accused pays the person who handles the case, and is taken up on it."""
    k, j = handler.context, m.p.justice
    offer, probability = m.contexts[k].pinned_offer, m.contexts[k].pinned_acceptance
    if offer < 0.0:
        offer = _access(m, k)
    price = whole_cents(justice_rules.accused_offer(stake, j.accused_payment_share))
    if price <= 0 or draws.uniform(key, offers) >= offer:
        return False
    if probability < 0.0:
        probability = handler.acceptance_probability(price, trust)
    c, kind = handler.corridor, Bribe.JUSTICE.value
    if draws.uniform(key, keys.BRIBED) >= probability:
        m.log(EventKind.REFUSAL, handler.index, k, kind, price, c, k, case=number, party=party, other=accused)
        return False
    m.record_bribe(handler, key, kind, price, party, accused, number, -1)
    return True


def _access(m: Any, k: int) -> float:
    """Return the chance that an accused finds a way to whoever handles the case, before a court or elsewhere."""
    j = m.p.justice
    if k != Context.TRIAL:
        return float(j.accused_access)
    integrity = m.lever(LEVER.court_integrity, 0, 0)
    return float(justice_rules.court_access(j.accused_access, j.trial_access_factor, integrity))


def work_off(m: Any, stage: Stage) -> None:
    """Work off files in the order of the queue, as far as the staff on duty reaches.

    Files of other work that came earlier are served first. What is not ripe yet is passed over; the time that is left
    goes to files of other work behind. Files come to court in the order of opening, too, for investigators keep to it.
    """
    j, tried = m.p.justice, stage == Stage.TRIAL
    k = context_of(stage)
    factor = m.lever(LEVER.trial_factor if tried else LEVER.investigation_factor, 0, 0)
    weekly = j.cases_per_official_week * m.staff_in_post(k) * factor
    m.capacity[stage] = justice_rules.replenished(m.capacity[stage], weekly)
    least_age = j.trial_weeks if tried else j.investigation_weeks
    served = 0
    for number in range(len(m.cases)):
        case = m.cases[number]
        if case.closed or case.stage != stage:
            continue
        if _has_lost_its_subject(m, case):
            _lapse(m, case)
        elif m.week - case.opened >= j.maximum_case_weeks:
            _close(m, case, Verdict.EXPIRED.value)
        elif m.week - case.stage_since >= least_age:
            served += serve_others(m, stage, case.others_before - served)
            if m.capacity[stage] >= 1.0:  # then nobody stands before it any more
                m.capacity[stage] -= 1.0
                _try(m, case, k)
    served += serve_others(m, stage, m.other_files[stage])
    move_up(m, stage, served)


def _log_case(m: Any, kind: EventKind, case: Any, b: int, value: int, recorded: int) -> None:
    """Keep what happens to a file."""
    c, k, number = case.corridor, case.context, case.number
    m.log(kind, case.subject_index, case.kind, b, value, c, k, case=number, recorded=recorded)


def _has_lost_its_subject(m: Any, case: Any) -> bool:
    """Return whether the accused has left or has a successor; supervisors stay until a verdict."""
    if case.kind == Subject.OPERATOR:
        return bool(m.smugglers[case.subject_index].generation != case.generation)
    if case.kind == Subject.SUPERVISOR:
        return False
    official = m.officials[case.subject_index]
    return bool(official.generation != case.generation or official.status == Duty.LEFT)


def _lapse(m: Any, case: Any) -> None:
    """End a case without a decision; who has left and has no successor yet stands accused no longer."""
    case.closed = 1
    _log_case(m, EventKind.LAPSE, case, case.stage, 0, 0)
    if case.kind == Subject.GATEKEEPER and m.officials[case.subject_index].generation == case.generation:
        m.officials[case.subject_index].open_case = 0


def _stake(m: Any, case: Any) -> float:
    """Return what the accused of a case stands to lose by a conviction, in cents."""
    if case.kind == Subject.OPERATOR:
        return float(m.smugglers[case.subject_index].loss_if_convicted())
    if case.kind == Subject.GATEKEEPER:
        return float(m.officials[case.subject_index].loss_if_convicted())
    return float(m.supervisors[case.subject_index].loss_if_convicted())


def _is_bought(m: Any, case: Any, key: int, k: int) -> bool:
    """Return whether the accused buys whoever handles the case; officials are strangers to one another."""
    handler = m.someone_in_post(k, key, keys.CASE_HANDLER)
    if handler < 0:
        return False
    official, trust, party, index = m.officials[handler], 0.0, Party.SUPERVISOR.value, case.subject_index
    if case.kind == Subject.OPERATOR:
        trust, party = m.smugglers[index].trust_in(official), Party.OPERATOR.value
    elif case.kind == Subject.GATEKEEPER:
        party = Party.OFFICIAL.value
    stake, number = _stake(m, case), case.number
    return _buys(m, stake, trust, official, key, keys.CASE_OFFER, party, index, number)


def _try(m: Any, case: Any, k: int) -> None:
    """Let a case be handled at its stage: bought off, or decided on its evidence."""
    j, tried = m.p.justice, case.stage == Stage.TRIAL
    key = draws.event(case.key, keys.CASE, k)
    if _is_bought(m, case, key, k):
        _close(m, case, Verdict.BOUGHT.value)
        return
    protection = m.lever(LEVER.protection, case.corridor, case.context)
    evidence = justice_rules.evidence_in_court(case.evidence, j.intimidation, protection)
    if tried:
        chance = justice_rules.conviction_probability(j.conviction_base, j.conviction_evidence, evidence)
    else:
        chance = justice_rules.charge_probability(j.charge_base, j.charge_evidence, evidence)
    if draws.uniform(key, keys.CASE_RESULT) >= chance:
        _close(m, case, Verdict.DROPPED.value)
    elif tried:
        _close(m, case, Verdict.CONVICTED.value)
    else:
        case.stage = Stage.TRIAL
        case.stage_since = m.week
        case.others_before = m.other_files[Stage.TRIAL]
        _count_charge(m, case, key)


def _count_charge(m: Any, case: Any, key: int) -> None:
    recorded = False
    if case.kind == Subject.GATEKEEPER:
        row = m.context_row(case.context)
        recording = m.lever(LEVER.recording, case.corridor, case.context)
        recorded = draws.uniform(key, keys.RECORDED_CHARGE) < recording
        m.make_known(m.officials[case.subject_index], case.post_index, Sighting.CHARGED.value)
        row[K.charges] += 1.0
        row[K.recorded_charges] += one_if(recorded)
    _log_case(m, EventKind.VERDICT, case, Verdict.CHARGED.value, 0, int(recorded))


def _close(m: Any, case: Any, verdict: int) -> None:
    """End a case and hand its subject over to the next phase."""
    case.closed = 1
    convicted = verdict == Verdict.CONVICTED
    recorded = False
    if convicted and case.kind == Subject.GATEKEEPER:
        key = draws.event(case.key, keys.CASE, Context.TRIAL.value)
        recording = m.lever(LEVER.recording, case.corridor, case.context)
        recorded = draws.uniform(key, keys.RECORDED_CONVICTION) < recording
    _log_case(m, EventKind.VERDICT, case, verdict, case.stage, int(recorded))
    if convicted:
        m.convicted.append(case)
    if case.kind == Subject.OPERATOR:
        _close_operator_case(m, case, convicted)
        return
    in_court = case.stage == Stage.TRIAL and verdict != Verdict.EXPIRED
    m.convicted_this_week += int(convicted)
    m.acquitted_this_week += int(in_court and not convicted)
    if case.kind == Subject.GATEKEEPER:
        official = m.officials[case.subject_index]
        official.open_case = 0
        _end_service(m, case, official.liable(), verdict == Verdict.DROPPED or verdict == Verdict.EXPIRED)
        if case.stage == Stage.INVESTIGATION:
            m.make_known(official, case.post_index, Sighting.UNCHARGED.value)
        _count_verdict(m, case, in_court, convicted, recorded)
    else:
        m.supervisors[case.subject_index].open_case = 0
        _end_service(m, case, 0.0, verdict == Verdict.DROPPED or verdict == Verdict.EXPIRED)
        m.rank_row(m.supervisors[case.subject_index].rank)[R.convicted] += one_if(convicted)


def _end_service(m: Any, case: Any, heard: float, unproven: bool) -> None:
    """Let an official go whom nobody could convict, and who has not bought that, the likelier the more is known.

    What becomes of gatekeepers is ``heard`` of, as far as they are liable; so few superiors are accused that nobody
    learns from them.
    """
    k = Context.TRIAL.value if case.stage == Stage.TRIAL else Context.INVESTIGATION.value
    chance = justice_rules.dismissal_probability(m.p.justice.dismissal_share, case.evidence)
    if unproven and draws.uniform(draws.event(case.key, keys.CASE, k), keys.DISMISSED) < chance:
        m.dismissed.append(case)
        m.dismissed_this_week += heard
    else:
        m.kept_this_week += heard


def _close_operator_case(m: Any, case: Any, convicted: bool) -> None:
    """Let a convicted operator answer for the victims since the conviction before."""
    smuggler = m.smugglers[case.subject_index]
    smuggler.open_case = 0
    m.operators_convicted += int(convicted)
    m.operators_spared += int(not convicted)
    if convicted:
        m.corridor_row(case.corridor)[C.smugglers_convicted] += 1.0
        m.corridors[case.corridor].answered_for += float(smuggler.victims)
        smuggler.victims = 0


def _count_verdict(m: Any, case: Any, in_court: bool, convicted: bool, recorded: bool) -> None:
    row = m.context_row(case.context)
    row[K.files_closed] += one_if(not in_court)
    row[K.acquittals] += one_if(in_court and not convicted)
    row[K.convictions] += one_if(convicted)
    m.rank_row(0)[R.convicted] += one_if(convicted)
    row[K.recorded_convictions] += one_if(recorded)


def forget_closed_cases(m: Any) -> None:
    """Keep the open files, in their order."""
    kept = 0
    for number in range(len(m.cases)):
        if not m.cases[number].closed:
            m.cases.keep(kept, number)
            kept += 1
    m.cases.cut(kept)
