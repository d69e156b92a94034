"""Phase 3: each party under way meets a gatekeeper; offer or demand, acceptance or refusal, passage or not."""

from typing import TYPE_CHECKING

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.mesa.records import Act, Encounter, Incident
from simcorr.rules import official as official_rules
from simcorr.rules.justice import combined_evidence
from simcorr.rules.mathematics import clip
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import REFERENCE_BAND, Bribe, Status
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.engines.mesa.migrant import Migrant
    from simcorr.engines.mesa.model import CorruptionModel
    from simcorr.engines.mesa.official import Official

OFFERED, DEMANDED = 1, 2


def meet(model: "CorruptionModel") -> None:
    """Decide all encounters of the week on one state, then apply them in the order of the migrants."""
    due = [m for m in model.migrants if m.due <= model.week and m.status in (Status.AWAITING_VISA, Status.TRAVELLING)]
    arriving = [m for m in due if m.status == Status.TRAVELLING and m.stage >= model.w.n_stages[m.route]]
    meeting = [m for m in due if not (m.status == Status.TRAVELLING and m.stage >= model.w.n_stages[m.route])]
    model.encounters = [_encounter(model, migrant) for migrant in meeting]
    for migrant in arriving:
        model.arrive(migrant)
    for encounter in model.encounters:
        _apply(model, encounter)


def _encounter(model: "CorruptionModel", migrant: "Migrant") -> Encounter:
    regular = migrant.status == Status.AWAITING_VISA
    c = migrant.corridor if regular else migrant.route
    if regular:
        k, key = int(Context.DOCUMENTS), draws.event(migrant.attempt_key, keys.VISA, migrant.tries)
    else:
        k = model.w.stage_context[model.w.first_stage[c] + migrant.stage]
        key = draws.event(migrant.attempt_key, keys.STAGE, migrant.stage)
    encounter = Encounter(migrant, int(key), c, k)
    _find_gatekeeper(model, encounter)
    official = encounter.official
    if official is None:
        return encounter
    interception = 0.0 if regular else official.interception_probability()
    if regular:
        discretion = 1.0
    else:
        discretion = model.w.stage_discretion[model.w.first_stage[c] + migrant.stage]
        _offer(model, encounter, official, interception, discretion)
    if encounter.initiated == 0:
        _demand(model, encounter, official, interception)
    _inspect(model, encounter, regular, interception, discretion)
    return encounter


def _find_gatekeeper(model: "CorruptionModel", encounter: Encounter) -> None:
    """Meet the trusted gatekeeper when present, else whoever is on duty from a drawn place on."""
    migrant, c, k = encounter.migrant, encounter.corridor, encounter.context
    smuggler = migrant.smuggler
    if smuggler is not None:
        contact = smuggler.best_contact(c, k)
        if contact is not None:
            present = model.p.smugglers.contact_presence
            if draws.uniform(encounter.key, keys.PRESENT) < present:
                encounter.official, encounter.trust, encounter.known = contact.official, contact.trust, True
                encounter.ties = contact.ties
                return
    n = model.w.n_places[c][k]
    if n == 0:
        return
    first = model.w.first_place[c][k]
    start = draws.integer(encounter.key, keys.PLACE, n)
    for step in range(n):
        official = model.official_at(first + (start + step) % n)
        if official.in_post:
            encounter.official, encounter.ties = official, official.ties
            if smuggler is not None:
                found = smuggler.contact_with(official)
                encounter.known = found is not None
                encounter.trust = official.starting_trust() if found is None else found.trust
            else:
                encounter.trust = 0.0
            return


def _offer(
    model: "CorruptionModel",
    encounter: Encounter,
    official: "Official",
    interception: float,
    discretion: float,
) -> None:
    k, key, smuggler = encounter.context, encounter.key, encounter.migrant.smuggler
    pinned = model.w.pins[0][k]
    band = -1
    if pinned >= 0.0:
        if draws.uniform(key, keys.OFFERED) < pinned:
            band = REFERENCE_BAND
    elif smuggler is not None:
        value = smuggler.party_value(encounter.migrant.fee, encounter.migrant.party_size)
        trust = encounter.trust if encounter.known else 0.0
        band = smuggler.choose_offer(k, trust, value, interception, discretion)
    if band < 0:
        return
    encounter.initiated, encounter.band = OFFERED, band
    encounter.price = model.w.band_price[k][band]
    probability = model.w.pins[1][k]
    if probability < 0.0:
        probability = official.acceptance_probability(encounter.price, encounter.trust)
    encounter.dealt = draws.uniform(key, keys.ACCEPTED) < probability


def _demand(model: "CorruptionModel", encounter: Encounter, official: "Official", interception: float) -> None:
    k, key, migrant = encounter.context, encounter.key, encounter.migrant
    price = model.w.band_price[k][REFERENCE_BAND] if migrant.smuggler is not None else migrant.extortion_price()
    if price <= 0:
        return
    if draws.uniform(key, keys.DEMANDED) < official.demand_probability(price, encounter.trust):
        encounter.initiated, encounter.price = DEMANDED, price
        encounter.dealt = draws.uniform(key, keys.PAID) < migrant.payment_probability(price, interception)


def _inspect(
    model: "CorruptionModel", encounter: Encounter, regular: bool, interception: float, discretion: float
) -> None:
    if regular:
        return
    stopped = interception
    if encounter.dealt:
        stopped = official_rules.deal_interception_probability(interception, discretion)
    if encounter.migrant.smuggler is None:
        stopped = 1.0 - (1.0 - stopped) * clip(model.w.alone_factor[encounter.corridor], 0.0, 1.0)
    encounter.stopped = draws.uniform(encounter.key, keys.STOPPED) < stopped


def _apply(model: "CorruptionModel", encounter: Encounter) -> None:
    migrant, official, k, c = encounter.migrant, encounter.official, encounter.context, encounter.corridor
    if official is None:
        _pass_on(model, encounter)
        return
    row = model.ledger.context[k]
    row[K.encounters] += 1
    model.log(EventKind.ENCOUNTER, migrant.serial, official.row, encounter.initiated, encounter.price)
    if encounter.initiated == OFFERED:
        row[K.offers] += 1
        row[K.offers_accepted] += int(encounter.dealt)
        model.count_decision(official, encounter.dealt)
    elif encounter.initiated == DEMANDED:
        row[K.demands] += 1
        row[K.demands_paid] += int(encounter.dealt)
    if encounter.dealt:
        _settle_payment(model, encounter, official)
    if migrant.status == Status.TRAVELLING:
        model.anomaly_at_post[official.post] += model.w.interception_rate[k] - float(encounter.stopped)
    if encounter.stopped:
        row[K.interceptions] += 1
        recording = model.levers[LEVER.recording][c][k]
        row[K.recorded_interceptions] += int(draws.uniform(encounter.key, keys.RECORDED_STOP) < recording)
        model.log(EventKind.INTERCEPTION, migrant.serial, k, c, migrant.stage)
        _point_at_operator(model, encounter)
        model.stop_journey(migrant)
    else:
        row[K.passages] += int(migrant.status == Status.TRAVELLING)
        _pass_on(model, encounter)


def _settle_payment(model: "CorruptionModel", encounter: Encounter, official: "Official") -> None:
    migrant, k = encounter.migrant, encounter.context
    kind = Bribe.OFFERED if encounter.initiated == OFFERED else Bribe.DEMANDED
    if k in (Context.BORDER_CROSSINGS, Context.AIRPORTS):
        migrant.paid_at_border = True
    if kind == Bribe.OFFERED and migrant.smuggler is not None:
        migrant.smuggler_paid += encounter.price
    else:
        migrant.pay(encounter.price)
        model.ledger.corridor[encounter.corridor][C.paid_by_migrants_usd] += encounter.price / 100.0 * model.w.weight
    model.record_bribe(
        Act(encounter.key, int(kind), official, encounter.price, encounter.corridor, k, official.post, migrant)
    )


def _point_at_operator(model: "CorruptionModel", encounter: Encounter) -> None:
    smuggler = encounter.migrant.smuggler
    if smuggler is None:
        return
    shared = model.levers[LEVER.shared_intelligence][0][0]
    lead = combined_evidence(model.p.justice.operator_lead, model.p.justice.sharing_lead * shared)
    if draws.uniform(encounter.key, keys.LEAD) < lead:
        model.incidents.append(
            Incident(encounter.key, smuggler, encounter.corridor, model.p.reporting.evidence_partner)
        )


def _pass_on(model: "CorruptionModel", encounter: Encounter) -> None:
    migrant = encounter.migrant
    if migrant.status == Status.AWAITING_VISA:
        if encounter.initiated == DEMANDED and not encounter.dealt and migrant.tries == 0:
            migrant.tries += 1
            migrant.due = model.week + model.p.migrants.retry_delay_weeks
        else:
            model.arrive(migrant)
        return
    migrant.passed_context, migrant.passed_stage = encounter.context, migrant.stage
    duration = model.w.stage_duration[model.w.first_stage[encounter.corridor] + migrant.stage]
    migrant.due = model.week + duration + int(encounter.initiated == DEMANDED and not encounter.dealt)
    done = not model.w.flags.product_passage
    migrant.stage = model.w.n_stages[migrant.route] if done else model.next_stage(migrant, migrant.stage + 1)
