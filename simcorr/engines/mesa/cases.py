"""Phase 5: allegations become cases or not; supervisors decide; the investigators and the court work off queues."""

from typing import TYPE_CHECKING

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.mesa.records import Act, Allegation, Case, Hush, Incident
from simcorr.engines.mesa.smuggler import Smuggler
from simcorr.engines.mesa.supervisor import Supervisor
from simcorr.rules import justice as justice_rules
from simcorr.rules import supervisor as rules
from simcorr.rules.mathematics import whole_cents
from simcorr.rules.official import acceptance_probability
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Bribe, Duty, Source, Verdict
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.measures import BY_RANK as R
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel
    from simcorr.engines.mesa.official import Official


def handle(model: "CorruptionModel") -> None:
    """Take in allegations, let supervisors decide, open cases on operators, work off both queues."""
    _take_in(model)
    _oversee(model)
    for incident in model.incidents:
        _open_operator_case(model, incident)
    model.incidents = []
    _work_off(model, in_trial=False)
    _work_off(model, in_trial=True)
    model.cases = [case for case in model.cases if not case.closed]


def _take_in(model: "CorruptionModel") -> None:
    """Follow up allegations within each desk's capacity, in a drawn order, and decide those that stand."""
    capacity = model.p.reporting.follow_up_per_supervisor_week
    for post in range(model.w.n_posts):
        c, k = model.w.post_corridor[post], model.w.post_context[post]
        weekly = capacity * model.levers[LEVER.follow_up_capacity_factor][c][k]
        model.desk_capacity[post] = justice_rules.replenished(model.desk_capacity[post], weekly)
    standing = []
    for allegation in sorted(model.allegations, key=lambda a: draws.uniform(a.key, keys.QUEUE)):
        if _is_followed_up(model, allegation) and _stands(model, allegation):
            standing.append(allegation)
    for allegation in standing:
        _decide(model, allegation)


def _is_followed_up(model: "CorruptionModel", allegation: Allegation) -> bool:
    """Audits and inquiries are followed up by those who made them; reports need somebody with time for them."""
    if allegation.sources & (Source.AUDIT | Source.INQUIRY):
        return True
    if model.desk_capacity[allegation.post] < 1.0:
        return False
    levers = model.levers
    c, k = allegation.corridor, allegation.context
    anonymous = levers[LEVER.anonymity][c][k] if allegation.sources in (Source.COLLEAGUE, Source.FALSE) else 0.0
    probability = rules.follow_up_probability(
        levers[LEVER.follow_up][c][k], anonymous, model.p.reporting.anonymity_follow_up_loss
    )
    if draws.uniform(allegation.key, keys.FOLLOWED_UP) >= probability:
        return False
    model.desk_capacity[allegation.post] -= 1.0
    model.ledger.context[k][K.reports_followed_up] += 1
    return True


def _stands(model: "CorruptionModel", allegation: Allegation) -> bool:
    if allegation.official.status == Duty.LEFT:
        return False
    return draws.uniform(allegation.key, keys.SUBSTANTIATED) < allegation.evidence


def _decide(model: "CorruptionModel", allegation: Allegation) -> None:
    """Let the supervisor of the official's post decide about a case that stands."""
    official = allegation.official
    if official.status == Duty.LEFT:
        return
    official.detections_this_week += 1
    if official.open_case:
        return
    k, c = allegation.context, allegation.corridor
    row, rank = model.ledger.context[k], model.ledger.rank[0]
    row[K.cases_opened] += 1
    rank[R.cases] += 1
    recording = model.levers[LEVER.recording][c][k]
    row[K.recorded_cases] += int(draws.uniform(allegation.key, keys.RECORDED_CASE) < recording)
    model.log(EventKind.CASE, official.row, 0, k, allegation.evidence)
    supervisor = model.supervisors[official.superior]
    norm = model.beliefs.post_norm[official.post]
    done = _disposal(model, official, supervisor, allegation.key, allegation.evidence, norm, c, k)
    model.log(EventKind.DISPOSAL, official.row, 0, done, allegation.evidence)
    recorded = draws.uniform(allegation.key, keys.RECORDED_DISCIPLINE) < recording
    if done == rules.SETTLE:
        row[K.settlements] += 1
    elif done == rules.PROSECUTE:
        row[K.prosecutions] += 1
        row[K.recorded_investigations] += int(recorded)
        rank[R.prosecuted] += 1
        official.open_case = True
        model.count_sanction(official)
        official.suspend(model.week + model.p.supervision.suspension_weeks)
        model.open_case(Case(allegation.key, official, official.generation, c, k, allegation.evidence, model.week))
    elif done == rules.SUSPEND:
        row[K.suspensions] += 1
        rank[R.disciplined] += 1
        row[K.recorded_discipline] += int(recorded)
        official.suspend(model.week + model.p.supervision.suspension_weeks)
        model.count_sanction(official)
    elif done == rules.TRANSFER:
        row[K.transfers] += 1
        rank[R.disciplined] += 1
        row[K.recorded_discipline] += int(recorded)
        model.transfers.append(official)
        model.count_sanction(official)
    else:
        row[K.no_actions] += 1
    if done != rules.SETTLE:
        model.outcomes.append((official.post, int(done == rules.PROSECUTE)))
    _implicate(model, official, supervisor, allegation, prosecuted=done == rules.PROSECUTE)


def _disposal(
    model: "CorruptionModel",
    accused: "Official | Supervisor",
    superior: Supervisor | None,
    key: int,
    evidence: float,
    norm: float,
    c: int,
    k: int,
) -> int:
    """Return what the superior does: settle for a hush payment, prosecute, or one of the lesser measures."""
    p = model.p.supervision
    if superior is not None and superior.in_post and _settles(model, accused, superior, key):
        return int(rules.SETTLE)
    prosecute = rules.prosecution_probability(
        p.prosecute_base,
        evidence,
        p.prosecute_evidence,
        model.levers[LEVER.mandate][c][k],
        p.prosecute_mandate,
        p.scandal_avoidance * norm,
    )
    if draws.uniform(key, keys.PROSECUTED) < prosecute * accused.liable():
        return int(rules.PROSECUTE)
    return int(rules.disposal(p.suspend_share, p.nothing_share, draws.uniform(key, keys.DISPOSED)))


def _settles(model: "CorruptionModel", accused: "Official | Supervisor", superior: Supervisor, key: int) -> bool:
    if superior.never_accepts or not model.w.flags.hush_payments:
        return False
    loss = accused.loss_if_pursued()
    required = superior.required_hush_payment()
    payment = rules.hush_payment(loss, required)
    if payment < 0.0:
        return False
    accepts = acceptance_probability(payment, required, model.p.officials.acceptance_precision)
    if draws.uniform(key, keys.SETTLES) >= accepts:
        return False
    amount = whole_cents(payment)
    superior.take_hush_payment(amount)
    model.hushes.append(Hush(int(draws.event(key, keys.HUSH)), superior, amount))
    subject = accused.index if isinstance(accused, Supervisor) else accused.row
    model.log(EventKind.SETTLEMENT, subject, superior.index, superior.rank, amount)
    return True


def _implicate(
    model: "CorruptionModel", official: "Official", supervisor: Supervisor, allegation: Allegation, *, prosecuted: bool
) -> None:
    """Let a prosecuted official name the superior who took a cut, or somebody follow the money."""
    p = model.p.supervision
    chance = rules.implication_probability(p.testimony_probability if prosecuted else 0.0, p.money_trail)
    if official.cut > 0.0 and draws.uniform(allegation.key, keys.TESTIMONY) < chance:
        key = int(draws.event(allegation.key, keys.TRANSFER))
        _decide_supervisor(model, supervisor, key, allegation.evidence)


def _oversee(model: "CorruptionModel") -> None:
    """Let each rank look at the hush payments of the one below, as seldom as it does."""
    hushes, model.hushes = model.hushes, []
    for hush in hushes:
        rate = model.p.supervision.oversight_rate
        if hush.supervisor is not model.supervisors[hush.supervisor.index]:
            continue  # convicted since, over another case
        if hush.supervisor.superior >= 0 and draws.uniform(hush.key, keys.AUDITED) < rate:
            _decide_supervisor(model, hush.supervisor, hush.key, model.p.reporting.evidence_audit)


def _decide_supervisor(model: "CorruptionModel", accused: Supervisor, key: int, evidence: float) -> None:
    if accused.open_case or accused.superior < 0:
        return
    k, c = accused.context, accused.corridor
    rank = model.ledger.rank[accused.rank]
    rank[R.cases] += 1
    accused.detections_this_week += 1
    model.log(EventKind.CASE, accused.index, accused.rank, k, evidence)
    superior = model.supervisors[accused.superior]
    norm = model.beliefs.context_norm[k]
    done = _disposal(model, accused, superior, key, evidence, norm, c, k)
    model.log(EventKind.DISPOSAL, accused.index, accused.rank, done, evidence)
    if done == rules.PROSECUTE:
        rank[R.prosecuted] += 1
        accused.open_case = True
        accused.suspend(model.week + model.p.supervision.suspension_weeks)
        model.open_case(Case(key, accused, accused.generation, c, k, evidence, model.week))
    elif done in (rules.SUSPEND, rules.TRANSFER):
        rank[R.disciplined] += 1
        accused.suspend(model.week + model.p.supervision.suspension_weeks)


def _open_operator_case(model: "CorruptionModel", incident: Incident) -> None:
    """Open a case against an operator, unless a retainer or a bribe keeps it from being opened."""
    smuggler, c, j = incident.smuggler, incident.corridor, model.p.justice
    if smuggler.open_case or not smuggler.is_active:
        return
    key = int(draws.event(incident.key, keys.INCIDENT))
    shared = model.levers[LEVER.shared_intelligence][0][0]
    evidence = justice_rules.combined_evidence(incident.evidence, j.sharing_evidence * shared)
    if draws.uniform(key, keys.OPENED) >= justice_rules.opening_probability(j.opening_probability, evidence):
        return
    model.threatened += 1
    handler = model.someone_in_post(Context.INVESTIGATION, key, keys.HANDLER)
    blocked = handler is None or _is_blocked(model, smuggler, key)
    if not blocked and handler is not None:
        blocked = _buys(model, smuggler, handler, key, keys.BRIBED, keys.CONTACT)
    model.log(EventKind.SMUGGLER_CASE, smuggler.index, int(not blocked), c, evidence)
    if blocked:
        return
    smuggler.open_case = True
    model.ledger.corridor[c][C.smuggler_cases] += 1
    model.open_case(Case(key, smuggler, smuggler.generation, c, int(Context.INVESTIGATION), evidence, model.week))
    contact = smuggler.best_contact_anywhere()
    if contact is not None:
        official = contact.official
        inquiry = model.levers[LEVER.inquiry][official.corridor][official.context]
        if draws.uniform(key, keys.INQUIRED) < inquiry:
            model.ledger.context[official.context][K.inquiries] += 1
            model.inquiries.append(
                Allegation(
                    int(draws.event(key, keys.INQUIRY)),
                    official,
                    int(Source.INQUIRY),
                    model.p.reporting.evidence_inquiry,
                    official.post,
                    official.corridor,
                    official.context,
                )
            )


def _is_blocked(model: "CorruptionModel", smuggler: Smuggler, key: int) -> bool:
    retainer = smuggler.retainer
    if retainer is None or not retainer.is_alive:
        return False
    return draws.uniform(key, keys.BLOCKED) < float(model.p.smugglers.retainer_block)


def _buys(
    model: "CorruptionModel",
    accused: "Smuggler | Official | Supervisor",
    handler: "Official",
    key: int,
    decision: int,
    offers: int,
) -> bool:
    """Return whether the accused pays the person who handles the case, and is taken up on it."""
    k = handler.context
    offer, pinned_acceptance = model.w.pins[0][k], model.w.pins[1][k]
    if offer < 0.0:
        offer = model.p.justice.accused_access
    stake = accused.loss_if_convicted()
    price = whole_cents(justice_rules.accused_offer(stake, model.p.justice.accused_payment_share))
    if price <= 0 or draws.uniform(key, offers) >= offer:
        return False
    trust = accused.trust_in(handler) if isinstance(accused, Smuggler) else 0.0
    probability = handler.acceptance_probability(price, trust) if pinned_acceptance < 0.0 else pinned_acceptance
    if draws.uniform(key, decision) >= probability:
        return False
    model.ledger.context[k][K.justice_bribes] += 1
    model.record_bribe(Act(key, int(Bribe.JUSTICE), handler, price, handler.corridor, k, handler.post))
    return True


def _work_off(model: "CorruptionModel", *, in_trial: bool) -> None:
    """Work off the oldest files first, as far as the staff on duty reaches."""
    j = model.p.justice
    k = Context.TRIAL if in_trial else Context.INVESTIGATION
    factor = model.levers[LEVER.trial_factor if in_trial else LEVER.investigation_factor][0][0]
    weekly = j.cases_per_official_week * model.staff_in_post(k) * factor
    model.capacity[in_trial] = justice_rules.replenished(model.capacity[in_trial], weekly)
    least_age = j.trial_weeks if in_trial else j.investigation_weeks
    for case in model.cases:
        if case.closed or case.in_trial != in_trial:
            continue
        if case.subject.generation != case.generation or _has_left(case):
            case.closed = True
        elif model.week - case.opened >= j.maximum_case_weeks:
            _close(model, case, Verdict.EXPIRED)
        elif model.week - case.stage_since >= least_age and model.capacity[in_trial] >= 1.0:
            model.capacity[in_trial] -= 1.0
            _try(model, case, k)


def _has_left(case: Case) -> bool:
    return not isinstance(case.subject, Smuggler) and case.subject.status == Duty.LEFT


def _try(model: "CorruptionModel", case: Case, k: int) -> None:
    """Let a case be handled at its stage: bought off, or decided on its evidence."""
    j = model.p.justice
    key = int(draws.event(case.key, keys.CASE, k))
    handler = model.someone_in_post(k, key, keys.CASE_HANDLER)
    if handler is not None and _buys(model, case.subject, handler, key, keys.CASE_BRIBED, keys.CASE_OFFER):
        _close(model, case, Verdict.BOUGHT)
        return
    protection = model.levers[LEVER.protection][case.corridor][case.context]
    evidence = justice_rules.evidence_in_court(case.evidence, j.intimidation, protection)
    if case.in_trial:
        chance = justice_rules.conviction_probability(j.conviction_base, j.conviction_evidence, evidence)
    else:
        chance = justice_rules.charge_probability(j.charge_base, j.charge_evidence, evidence)
    if draws.uniform(key, keys.CASE_RESULT) >= chance:
        _close(model, case, Verdict.DROPPED)
    elif case.in_trial:
        _close(model, case, Verdict.CONVICTED)
    else:
        case.in_trial, case.stage_since = True, model.week
        _count_charge(model, case, key)


def _count_charge(model: "CorruptionModel", case: Case, key: int) -> None:
    kind = model.kind_of(case.subject)
    model.log(EventKind.VERDICT, model.index_of(case.subject), kind, Verdict.CHARGED, 0)
    if kind == 1:
        row = model.ledger.context[case.context]
        row[K.charges] += 1
        recording = model.levers[LEVER.recording][case.corridor][case.context]
        row[K.recorded_charges] += int(draws.uniform(key, keys.RECORDED_CHARGE) < recording)


def _close(model: "CorruptionModel", case: Case, verdict: Verdict) -> None:
    """End a case and hand its subject over to the next phase."""
    case.closed = True
    subject, kind = case.subject, model.kind_of(case.subject)
    subject.open_case = False
    model.log(EventKind.VERDICT, model.index_of(subject), kind, int(verdict), int(case.in_trial))
    convicted = verdict == Verdict.CONVICTED
    if convicted:
        model.convicted.append(case)
    if kind != 0:
        model.verdicts[convicted] += 1
    if kind == 1:
        row = model.ledger.context[case.context]
        row[K.acquittals] += int(not convicted)
        row[K.convictions] += int(convicted)
        model.ledger.rank[0][R.convicted] += int(convicted)
        if convicted:
            key = int(draws.event(case.key, keys.CASE, Context.TRIAL))
            recording = model.levers[LEVER.recording][case.corridor][case.context]
            row[K.recorded_convictions] += int(draws.uniform(key, keys.RECORDED_CONVICTION) < recording)
    elif kind == 2 and convicted:
        model.ledger.rank[subject.rank][R.convicted] += 1
    elif kind == 0 and convicted:
        model.ledger.corridor[case.corridor][C.smugglers_convicted] += 1
        model.ends.answered_for[case.corridor] += float(subject.victims)
        subject.victims = 0
