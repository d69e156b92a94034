"""Phase 5: allegations become cases or not; supervisors decide; what happens to the files is in `justice`."""

from typing import Any

from simcorr import draws
from simcorr.engine.phases.justice import forget_closed_cases, open_operator_case, work_off
from simcorr.engine.phases.queues import receive_other_work
from simcorr.jit import one_if
from simcorr.rules import justice as justice_rules, supervisor as rules
from simcorr.rules.mathematics import whole_cents
from simcorr.rules.official import acceptance_probability
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import NO_CASE, Duty, Party, Sighting, Source, Stage, Subject
from simcorr.world.measures import BY_CONTEXT as K, BY_RANK as R
from simcorr.world.trace import EventKind

AUDIT, COLLEAGUE = Source.AUDIT.value, Source.COLLEAGUE.value
FALSE, INQUIRY, OUTSIDER = Source.FALSE.value, Source.INQUIRY.value, Source.OUTSIDER.value


def handle(m: Any) -> None:
    """Take in allegations, let supervisors decide, open cases on operators, work off both queues.

    A week's other work is in the queues before its cases: who came first within a week nobody knows.
    """
    receive_other_work(m)
    _take_in(m)
    _oversee(m)
    for number in range(len(m.incidents)):
        open_operator_case(m, m.incidents[number])
    m.incidents.clear()
    work_off(m, Stage.INVESTIGATION)
    work_off(m, Stage.TRIAL)
    forget_closed_cases(m)


def _take_in(m: Any) -> None:
    """Follow up allegations within each desk's capacity, in a drawn order, and decide those that stand."""
    capacity = m.p.reporting.follow_up_per_supervisor_week
    for index in range(len(m.posts)):
        post = m.posts[index]
        weekly = capacity * m.lever(LEVER.follow_up_capacity_factor, post.corridor, post.context)
        post.desk_capacity = justice_rules.replenished(post.desk_capacity, weekly)
    m.items.clear()
    m.sort_by.clear()
    for number in range(len(m.allegations)):
        m.items.append(number)
        m.sort_by.append(draws.uniform(m.allegations[number].key, keys.QUEUE))
    m.sort_items()
    standing = 0
    for position in range(len(m.items)):
        number = m.items[position]
        allegation = m.allegations[number]
        if _goes_to_agency(m, allegation):
            _collect(m, allegation, m.officials[allegation.official_index])
            continue
        m.posts[allegation.post_index].reports += one_if((allegation.sources & INQUIRY) == 0)
        if _is_followed_up(m, allegation) and _stands(m, allegation):
            m.items[standing] = number
            standing += 1
    for position in range(standing):
        allegation = m.allegations[m.items[position]]
        _decide(m, allegation, m.officials[allegation.official_index])


def _goes_to_agency(m: Any, allegation: Any) -> bool:
    """Return whether a report is made to an independent agency: it takes on those whom the law reaches.

    Audits and inquiries have those who made them.
    """
    if (allegation.sources & (AUDIT | INQUIRY)) != 0:
        return False
    share = m.lever(LEVER.agency_share, allegation.corridor, allegation.context)
    liable = m.officials[allegation.official_index].liable()
    return bool(draws.uniform(allegation.key, keys.TO_AGENCY) < share * liable)


def _collect(m: Any, allegation: Any, official: Any) -> None:
    """Let the agency add a report to what it holds against an official, and open a file when that is enough."""
    if _has_gone(allegation, official):
        return
    k, c, j = allegation.context, allegation.corridor, m.p.justice
    held = justice_rules.dossier(m.dossiers[official.index], allegation.evidence)
    m.dossiers[official.index] = held
    chance = justice_rules.agency_opens(j.agency_base, j.agency_evidence, held)
    opens = official.open_case == 0 and draws.uniform(allegation.key, keys.AGENCY_OPENS) < chance
    m.context_row(k)[K.reports_to_agency] += 1.0
    number = m.case_numbers if opens else NO_CASE
    m.log(EventKind.AGENCY, official.index, k, allegation.sources, held, c, k, case=number)
    if not opens:
        return
    allegation.evidence = held
    m.dossiers[official.index] = 0.0
    m.context_row(k)[K.agency_files] += 1.0
    m.opened_by_others += official.liable()
    _conclude(m, allegation, official, _open_case(m, allegation, official), rules.PROSECUTE)


def _is_followed_up(m: Any, allegation: Any) -> bool:
    """Audits and inquiries are followed up by those who made them; reports need somebody with time for them."""
    if (allegation.sources & (AUDIT | INQUIRY)) != 0:
        return True
    post = m.posts[allegation.post_index]
    if post.desk_capacity < 1.0:
        return False
    c, k = allegation.corridor, allegation.context
    anonymous = 0.0
    if allegation.sources == COLLEAGUE or allegation.sources == FALSE:
        anonymous = m.lever(LEVER.anonymity, c, k)
    follow_up, loss = m.lever(LEVER.follow_up, c, k), m.p.reporting.anonymity_follow_up_loss
    probability = rules.follow_up_probability(follow_up, anonymous, loss)
    if draws.uniform(allegation.key, keys.FOLLOWED_UP) >= probability:
        return False
    post.desk_capacity -= 1.0
    m.context_row(k)[K.reports_followed_up] += 1.0
    m.log(EventKind.FOLLOW_UP, allegation.official_index, k, allegation.sources, allegation.evidence, c, k)
    return True


def _has_gone(allegation: Any, official: Any) -> bool:
    """Return whether the official named has left, whether or not he has a successor."""
    return bool(official.generation != allegation.generation or official.status == Duty.LEFT)


def _stands(m: Any, allegation: Any) -> bool:
    if _has_gone(allegation, m.officials[allegation.official_index]):
        return False
    return bool(draws.uniform(allegation.key, keys.SUBSTANTIATED) < allegation.evidence)


def _decide(m: Any, allegation: Any, official: Any) -> None:
    """Let the supervisor of the official's post decide about a case that stands.

    What outsiders or investigators have found is known to them, and nobody is paid to let it rest.
    """
    if _has_gone(allegation, official):
        return
    if official.open_case:
        _find_out(m, allegation, official)
        return
    k, c, evidence = allegation.context, allegation.corridor, allegation.evidence
    number, others = _open_case(m, allegation, official), (allegation.sources & (OUTSIDER | INQUIRY)) != 0
    if others:
        m.opened_by_others += official.liable()
    else:
        m.opened_by_superiors += official.liable()
    if not others and _settles(m, official, official.superior, allegation.key, number, c, k):
        done = rules.SETTLE
    else:
        done = _disposal(m, allegation.key, evidence, official.post.norm, official.liable(), c, k)
    _conclude(m, allegation, official, number, done)


def _find_out(m: Any, allegation: Any, official: Any) -> None:
    """Note that something stands against an official, whether or not a case comes of it."""
    official.detections_this_week += 1
    c, k = allegation.corridor, allegation.context
    m.log(EventKind.DETECTION, official.index, k, allegation.sources, allegation.evidence, c, k)


def _open_case(m: Any, allegation: Any, official: Any) -> int:
    """Open a case against an official and return its number."""
    _find_out(m, allegation, official)
    k, c, evidence = allegation.context, allegation.corridor, allegation.evidence
    number, recording = m.next_case(), m.lever(LEVER.recording, c, k)
    m.context_row(k)[K.cases_opened] += 1.0
    m.rank_row(0)[R.cases] += 1.0
    recorded = draws.uniform(allegation.key, keys.RECORDED_CASE) < recording
    m.context_row(k)[K.recorded_cases] += one_if(recorded)
    m.log(EventKind.CASE, official.index, 0, k, evidence, c, k, case=number, recorded=int(recorded))
    return int(number)


def _conclude(m: Any, allegation: Any, official: Any, number: int, done: int) -> None:
    """Do what was decided about a gatekeeper's case, and let it lead on to the superior."""
    k, c, evidence = allegation.context, allegation.corridor, allegation.evidence
    counts = done == rules.PROSECUTE or done == rules.SUSPEND or done == rules.TRANSFER
    recording = m.lever(LEVER.recording, c, k)
    recorded = counts and draws.uniform(allegation.key, keys.RECORDED_DISCIPLINE) < recording
    m.log(EventKind.DISPOSAL, official.index, 0, done, evidence, c, k, case=number, recorded=int(recorded))
    _dispose(m, allegation, official, number, done, one_if(recorded))
    _implicate(m, official, allegation, done == rules.PROSECUTE)


def _dispose(m: Any, allegation: Any, official: Any, number: int, done: int, recorded: float) -> None:
    """Carry out what the superior has decided about a gatekeeper, and count it."""
    row, rank = m.context_row(allegation.context), m.rank_row(0)
    until = m.week + m.p.supervision.suspension_weeks
    if done == rules.SETTLE:
        row[K.settlements] += 1.0
    elif done == rules.PROSECUTE:
        row[K.prosecutions] += 1.0
        rank[R.prosecuted] += 1.0
        row[K.recorded_investigations] += recorded
        official.open_case = 1
        m.count_sanction(official)
        official.suspend(until)
        c, k = allegation.corridor, allegation.context
        key, post, evidence = allegation.key, official.post_index, allegation.evidence
        m.open_case(key, number, Subject.GATEKEEPER, official, post, c, k, evidence)
    elif done == rules.SUSPEND:
        row[K.suspensions] += 1.0
        rank[R.disciplined] += 1.0
        row[K.recorded_discipline] += recorded
        m.make_known(official, official.post_index, Sighting.UNCHARGED.value)
        m.kept_this_week += official.liable()
        official.suspend(until)
        m.count_sanction(official)
    elif done == rules.TRANSFER:
        row[K.transfers] += 1.0
        rank[R.disciplined] += 1.0
        row[K.recorded_discipline] += recorded
        m.make_known(official, official.post_index, Sighting.UNCHARGED.value)
        m.kept_this_week += official.liable()
        if not official.is_transferred:  # two cases in one week are one move
            official.is_transferred = 1
            m.transfers.append(official.index)
        m.count_sanction(official)
    else:
        row[K.no_actions] += 1.0
        m.make_known(official, official.post_index, Sighting.SPARED.value)
        m.spared_this_week += official.liable()


def _disposal(m: Any, key: int, evidence: float, norm: float, liable: float, c: int, k: int) -> int:
    """Return what is done about a case that is not settled: prosecution, or one of the lesser measures."""
    p = m.p.supervision
    mandate, scandal = m.lever(LEVER.mandate, c, k), p.scandal_avoidance * norm
    prosecute = rules.prosecution_probability(
        p.prosecute_base, evidence, p.prosecute_evidence, mandate, p.prosecute_mandate, scandal
    )
    if draws.uniform(key, keys.PROSECUTED) < prosecute * liable:
        return rules.PROSECUTE
    return rules.disposal(p.suspend_share, p.nothing_share, draws.uniform(key, keys.DISPOSED))


def _settles(m: Any, accused: Any, superior: Any, key: int, number: int, c: int, k: int) -> bool:
    """Return whether a gatekeeper or supervisor pays the superior for letting a case rest."""
    if not superior.settles():
        return False
    loss, required = accused.loss_if_pursued(), superior.required
    payment = rules.hush_payment(loss, required)
    if payment < 0.0:
        return False
    accepts = acceptance_probability(payment, required, m.p.officials.acceptance_precision)
    if draws.uniform(key, keys.SETTLES) >= accepts:
        return False
    amount = whole_cents(payment)
    superior.take(amount)
    m.context_row(k)[K.hush_usd] += amount / 100.0
    hush = m.hushes.add()
    hush.key = draws.event(key, keys.HUSH)
    hush.supervisor_index = superior.index
    hush.generation = superior.generation
    hush.corridor = c
    hush.context = k
    index, rank, party = superior.index, superior.rank, Party.SUPERVISOR.value
    m.log(EventKind.SETTLEMENT, accused.index, index, rank, amount, c, k, case=number, party=party, other=index)
    return True


def _implicate(m: Any, official: Any, allegation: Any, prosecuted: bool) -> None:
    """Let a prosecuted official name the superior who took a cut, or somebody follow the money."""
    if official.cut <= 0.0:
        return
    p = m.p.supervision
    chance = rules.implication_probability(p.testimony_probability if prosecuted else 0.0, p.money_trail)
    if draws.uniform(allegation.key, keys.TESTIMONY) < chance:
        key = draws.event(allegation.key, keys.TRANSFER)
        c, k = allegation.corridor, allegation.context
        _decide_supervisor(m, official.superior, key, allegation.evidence, c, k)


def _oversee(m: Any) -> None:
    """Let each rank look at the hush payments of the one below, as seldom as it does.

    Payments for these very cases come after the others and wait until next week.
    """
    looked_at = len(m.hushes)
    for number in range(looked_at):
        hush = m.hushes[number]
        supervisor = m.supervisors[hush.supervisor_index]
        if supervisor.superior_index < 0 or supervisor.generation != hush.generation:
            continue
        if draws.uniform(hush.key, keys.AUDITED) < m.p.supervision.oversight_rate:
            evidence = m.p.reporting.evidence_audit
            _decide_supervisor(m, supervisor, hush.key, evidence, hush.corridor, hush.context)
    for number in range(looked_at, len(m.hushes)):
        m.hushes.keep(number - looked_at, number)
    m.hushes.cut(len(m.hushes) - looked_at)


def _decide_supervisor(m: Any, accused: Any, key: int, evidence: float, c: int, k: int) -> None:
    """Let the next rank decide about a supervisor's case; it stays with the place where it arose."""
    if accused.open_case or accused.superior_index < 0:
        return
    superior = accused.superior
    number, index, level = m.next_case(), accused.index, accused.rank
    rank = m.rank_row(accused.rank)
    rank[R.cases] += 1.0
    accused.detections_this_week += 1
    m.log(EventKind.CASE, index, level, k, evidence, c, k, case=number)
    if _settles(m, accused, superior, key, number, c, k):
        done = rules.SETTLE
    else:
        done = _disposal(m, key, evidence, accused.norm(), accused.liable(), c, k)
    m.log(EventKind.DISPOSAL, index, level, done, evidence, c, k, case=number)
    until = m.week + m.p.supervision.suspension_weeks
    if done == rules.PROSECUTE:
        rank[R.prosecuted] += 1.0
        accused.open_case = 1
        accused.suspend(until)
        m.open_case(key, number, Subject.SUPERVISOR, accused, -1, c, k, evidence)
    elif done == rules.SUSPEND or done == rules.TRANSFER:
        rank[R.disciplined] += 1.0
        accused.suspend(until)
