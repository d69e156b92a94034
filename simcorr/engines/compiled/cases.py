"""Phase 5: allegations become cases or not; supervisors decide; the investigators and the court work off queues.

Its twin is `mesa.cases`; what happens to cases against operators and in both queues is in `justice`.
"""

from typing import Any

from simcorr import draws
from simcorr.engines.compiled.desk import (
    context_row,
    count_sanction,
    free_place,
    log,
    open_case,
    rank_row,
    record_rank_income,
)
from simcorr.engines.compiled.exposure import AUDIT, COLLEAGUE, FALSE, INQUIRY
from simcorr.engines.compiled.justice import (
    OF_OFFICIAL,
    OF_SUPERVISOR,
    forget_closed_cases,
    open_operator_case,
    work_off,
)
from simcorr.engines.compiled.official import (
    bribe_cut,
    is_in_post,
    liable,
    loss_if_pursued,
    suspend_official,
)
from simcorr.engines.compiled.order import sort_items
from simcorr.engines.compiled.policy import lever, one_if
from simcorr.engines.compiled.supervisor import (
    required_hush_payment,
    supervisor_loss_if_pursued,
    suspend_supervisor,
    take,
)
from simcorr.jit import rule
from simcorr.rules import justice as justice_rules
from simcorr.rules import supervisor as rules
from simcorr.rules.mathematics import whole_cents
from simcorr.rules.official import acceptance_probability
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_RANK as R
from simcorr.world.trace import EventKind


@rule
def handle(m: Any) -> None:
    """Take in allegations, let supervisors decide, open cases on operators, work off both queues."""
    _take_in(m)
    _oversee(m)
    for number in range(m.run.incidents):
        open_operator_case(m, m.incidents[number])
    m.run.incidents = 0
    work_off(m, 0)
    work_off(m, 1)
    forget_closed_cases(m)


@rule
def _take_in(m: Any) -> None:
    """Follow up allegations within each desk's capacity, in a drawn order, and decide those that stand."""
    capacity = m.p.reporting.follow_up_per_supervisor_week
    for number in range(len(m.posts)):
        post = m.posts[number]
        weekly = capacity * lever(m, LEVER.follow_up_capacity_factor, post.corridor, post.context)
        post.desk_capacity = justice_rules.replenished(post.desk_capacity, weekly)
    for number in range(m.run.allegations):
        m.sort_by[number] = draws.uniform(m.allegations[number].key, keys.QUEUE)
    sort_items(m, m.run.allegations)
    standing = 0
    for position in range(m.run.allegations):
        allegation = m.allegations[m.order[position]]
        if _is_followed_up(m, allegation) and _stands(m, allegation):
            m.items[standing] = m.order[position]
            standing += 1
    for position in range(standing):
        _decide(m, m.allegations[m.items[position]])
    m.run.allegations = 0


@rule
def _is_followed_up(m: Any, allegation: Any) -> bool:
    """Audits and inquiries are followed up by those who made them; reports need somebody with time for them."""
    if (allegation.sources & (AUDIT | INQUIRY)) != 0:
        return True
    post = m.posts[allegation.post]
    if post.desk_capacity < 1.0:
        return False
    c, k = allegation.corridor, allegation.context
    anonymous = 0.0
    if allegation.sources == COLLEAGUE or allegation.sources == FALSE:
        anonymous = lever(m, LEVER.anonymity, c, k)
    probability = rules.follow_up_probability(
        lever(m, LEVER.follow_up, c, k), anonymous, m.p.reporting.anonymity_follow_up_loss
    )
    if draws.uniform(allegation.key, keys.FOLLOWED_UP) >= probability:
        return False
    post.desk_capacity -= 1.0
    context_row(m, k)[K.reports_followed_up] += 1.0
    return True


@rule
def _has_gone(m: Any, allegation: Any) -> bool:
    """Return whether the official named has left, whether or not he has a successor."""
    official = m.officials[allegation.official]
    return bool(official.generation != allegation.generation or official.status == Duty.LEFT)


@rule
def _stands(m: Any, allegation: Any) -> bool:
    if _has_gone(m, allegation):
        return False
    return bool(draws.uniform(allegation.key, keys.SUBSTANTIATED) < allegation.evidence)


@rule
def _decide(m: Any, allegation: Any) -> None:
    """Let the supervisor of the official's post decide about a case that stands."""
    official = m.officials[allegation.official]
    if _has_gone(m, allegation):
        return
    official.detections_this_week += 1
    if official.open_case:
        return
    k, c, evidence = allegation.context, allegation.corridor, allegation.evidence
    row, rank = context_row(m, k), rank_row(m, 0)
    row[K.cases_opened] += 1.0
    rank[R.cases] += 1.0
    recording = lever(m, LEVER.recording, c, k)
    row[K.recorded_cases] += one_if(draws.uniform(allegation.key, keys.RECORDED_CASE) < recording)
    log(m, EventKind.CASE, official.row, 0.0, float(k), evidence)
    norm = m.posts[official.post].norm
    done = _disposal(m, OF_OFFICIAL, official.row, official.post, allegation.key, evidence, norm, c, k)
    log(m, EventKind.DISPOSAL, official.row, 0.0, float(done), evidence)
    recorded = one_if(draws.uniform(allegation.key, keys.RECORDED_DISCIPLINE) < recording)
    until = m.run.week + m.p.supervision.suspension_weeks
    if done == rules.SETTLE:
        row[K.settlements] += 1.0
    elif done == rules.PROSECUTE:
        row[K.prosecutions] += 1.0
        rank[R.prosecuted] += 1.0
        row[K.recorded_investigations] += recorded
        official.open_case = 1
        count_sanction(m, official)
        suspend_official(official, until)
        open_case(m, allegation.key, OF_OFFICIAL, official.row, official.generation, c, k, evidence)
    elif done == rules.SUSPEND:
        row[K.suspensions] += 1.0
        rank[R.disciplined] += 1.0
        row[K.recorded_discipline] += recorded
        suspend_official(official, until)
        count_sanction(m, official)
    elif done == rules.TRANSFER:
        row[K.transfers] += 1.0
        rank[R.disciplined] += 1.0
        row[K.recorded_discipline] += recorded
        _order_transfer(m, official)
        count_sanction(m, official)
    else:
        row[K.no_actions] += 1.0
    if done != rules.SETTLE:
        _keep_outcome(m, official, int(done == rules.PROSECUTE))
    _implicate(m, official, allegation, done == rules.PROSECUTE)


@rule
def _order_transfer(m: Any, official: Any) -> None:
    if official.is_transferred:  # two cases in one week are one move
        return
    official.is_transferred = 1
    place = free_place(m, m.run.transfers, len(m.transfers))
    m.run.transfers = place + 1
    m.transfers[place] = official.row


@rule
def _keep_outcome(m: Any, official: Any, prosecuted: int) -> None:
    place = free_place(m, m.run.outcomes, len(m.outcomes))
    m.run.outcomes = place + 1
    m.outcomes[place].post = official.post
    m.outcomes[place].prosecuted = prosecuted


@rule
def _disposal(
    m: Any, kind: int, accused: int, superior: int, key: int, evidence: float, norm: float, c: int, k: int
) -> int:
    """Return what the superior does: settle for a hush payment, prosecute, or one of the lesser measures."""
    p = m.p.supervision
    if is_in_post(m.supervisors[superior]) and _settles(m, kind, accused, m.supervisors[superior], key):
        return rules.SETTLE
    prosecute = rules.prosecution_probability(
        p.prosecute_base,
        evidence,
        p.prosecute_evidence,
        lever(m, LEVER.mandate, c, k),
        p.prosecute_mandate,
        p.scandal_avoidance * norm,
    )
    if kind == OF_OFFICIAL:
        prosecute = prosecute * liable(m, m.officials[accused])
    if draws.uniform(key, keys.PROSECUTED) < prosecute:
        return rules.PROSECUTE
    return rules.disposal(p.suspend_share, p.nothing_share, draws.uniform(key, keys.DISPOSED))


@rule
def _loss_if_pursued(m: Any, kind: int, accused: int) -> float:
    """Return what an accused expects to lose unless the case is settled, in cents."""
    if kind == OF_OFFICIAL:
        return loss_if_pursued(m, m.officials[accused])
    return supervisor_loss_if_pursued(m, m.supervisors[accused])


@rule
def _settles(m: Any, kind: int, accused: int, superior: Any, key: int) -> bool:
    if superior.never_accepts or not m.flags.hush_payments:
        return False
    loss = _loss_if_pursued(m, kind, accused)
    required = required_hush_payment(m, superior)
    payment = rules.hush_payment(loss, required)
    if payment < 0.0:
        return False
    accepts = acceptance_probability(payment, required, m.p.officials.acceptance_precision)
    if draws.uniform(key, keys.SETTLES) >= accepts:
        return False
    amount = whole_cents(payment)
    take(superior)
    record_rank_income(m, superior.rank, amount)
    place = free_place(m, m.run.hushes, len(m.hushes))
    m.run.hushes = place + 1
    m.hushes[place].key = draws.event(key, keys.HUSH)
    m.hushes[place].supervisor = superior.index
    m.hushes[place].generation = superior.generation
    log(m, EventKind.SETTLEMENT, accused, float(superior.index), float(superior.rank), float(amount))
    return True


@rule
def _implicate(m: Any, official: Any, allegation: Any, prosecuted: bool) -> None:
    """Let a prosecuted official name the superior who took a cut, or somebody follow the money."""
    if bribe_cut(m, official) <= 0.0:
        return
    p = m.p.supervision
    chance = rules.implication_probability(p.testimony_probability if prosecuted else 0.0, p.money_trail)
    if draws.uniform(allegation.key, keys.TESTIMONY) < chance:
        key = draws.event(allegation.key, keys.TRANSFER)
        _decide_supervisor(m, m.supervisors[official.post], key, allegation.evidence)


@rule
def _oversee(m: Any) -> None:
    """Let each rank look at the hush payments of the one below, as seldom as it does.

    Payments for these very cases come after the others and wait until next week.
    """
    looked_at = m.run.hushes
    for number in range(looked_at):
        hush = m.hushes[number]
        supervisor = m.supervisors[hush.supervisor]
        if supervisor.superior < 0 or supervisor.generation != hush.generation:
            continue
        if draws.uniform(hush.key, keys.AUDITED) < m.p.supervision.oversight_rate:
            _decide_supervisor(m, supervisor, hush.key, m.p.reporting.evidence_audit)
    for number in range(looked_at, m.run.hushes):
        m.hushes[number - looked_at] = m.hushes[number]
    m.run.hushes -= looked_at


@rule
def _decide_supervisor(m: Any, accused: Any, key: int, evidence: float) -> None:
    if accused.open_case or accused.superior < 0:
        return
    k, c = accused.context, accused.corridor
    rank = rank_row(m, accused.rank)
    rank[R.cases] += 1.0
    accused.detections_this_week += 1
    log(m, EventKind.CASE, accused.index, float(accused.rank), float(k), evidence)
    norm = m.contexts[k].norm
    done = _disposal(m, OF_SUPERVISOR, accused.index, accused.superior, key, evidence, norm, c, k)
    log(m, EventKind.DISPOSAL, accused.index, float(accused.rank), float(done), evidence)
    until = m.run.week + m.p.supervision.suspension_weeks
    if done == rules.PROSECUTE:
        rank[R.prosecuted] += 1.0
        accused.open_case = 1
        suspend_supervisor(accused, until)
        open_case(m, key, OF_SUPERVISOR, accused.index, accused.generation, c, k, evidence)
    elif done == rules.SUSPEND or done == rules.TRANSFER:
        rank[R.disciplined] += 1.0
        suspend_supervisor(accused, until)
