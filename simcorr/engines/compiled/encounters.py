"""Phase 3: each party under way meets a gatekeeper; offer or demand, acceptance or refusal, passage or not."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.compiled.desk import (
    add_incident,
    context_row,
    corridor_row,
    count_decision,
    free_place,
    log,
    record_bribe,
    someone_at,
)
from simcorr.engines.compiled.journeys import next_stage, reach_destination, stop_journey
from simcorr.engines.compiled.migrant import extortion_price, party_size, payment_probability
from simcorr.engines.compiled.official import (
    acceptance_probability,
    demand_probability,
    interception_probability,
    starting_trust,
)
from simcorr.engines.compiled.policy import lever, one_if
from simcorr.engines.compiled.smuggler import best_contact, choose_offer, contact_with, party_value
from simcorr.jit import rule
from simcorr.rules import official as official_rules
from simcorr.rules.justice import combined_evidence
from simcorr.rules.mathematics import clip
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import REFERENCE_BAND, Bribe, Status
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

OFFERED, DEMANDED = 1, 2


@rule
def meet(m: Any) -> None:
    """Decide all encounters of the week on one state, then apply them in the order of the migrants."""
    m.run.encounters = 0
    arriving = 0
    for number in range(m.run.migrants):
        migrant = m.migrants[number]
        if not _is_due(m, migrant):
            continue
        if _is_through(m, migrant):
            m.items[arriving] = number
            arriving += 1
        else:
            place = free_place(m, m.run.encounters, len(m.encounters))
            m.run.encounters = place + 1
            _decide(m, m.encounters[place], migrant, number)
    for number in range(arriving):
        reach_destination(m, m.migrants[m.items[number]])
    for number in range(m.run.encounters):
        _apply(m, m.encounters[number])


@rule
def _is_due(m: Any, migrant: Any) -> bool:
    """Return whether a migrant is due before a gatekeeper or at the destination."""
    under_way = migrant.status == Status.AWAITING_VISA or migrant.status == Status.TRAVELLING
    return bool(under_way and migrant.due <= m.run.week)


@rule
def _is_through(m: Any, migrant: Any) -> bool:
    """Return whether all stages of an irregular journey are behind the migrant."""
    travelling = migrant.status == Status.TRAVELLING
    return bool(travelling and migrant.stage >= m.corridors[migrant.route].n_stages)


@rule
def _decide(m: Any, encounter: Any, migrant: Any, number: int) -> None:
    regular = migrant.status == Status.AWAITING_VISA
    if regular:
        c, k, discretion = migrant.corridor, Context.DOCUMENTS.value, 1.0
        encounter.key = draws.event(migrant.attempt_key, keys.VISA, migrant.tries)
    else:
        c = migrant.route
        stage = m.stages[m.corridors[c].first_stage + migrant.stage]
        k, discretion = stage.context, stage.discretion
        encounter.key = draws.event(migrant.attempt_key, keys.STAGE, migrant.stage)
    encounter.migrant = number
    encounter.corridor = c
    encounter.context = k
    encounter.official = -1
    encounter.trust = 0.0
    encounter.known = 0
    encounter.initiated = 0
    encounter.band = -1
    encounter.price = 0
    encounter.dealt = 0
    encounter.stopped = 0
    _find_gatekeeper(m, encounter, migrant)
    if encounter.official < 0:
        return
    official = m.officials[encounter.official]
    encounter.ties = official.ties
    interception = 0.0
    if not regular:
        interception = interception_probability(m, official)
        _offer(m, encounter, migrant, official, interception, discretion)
    if encounter.initiated == 0:
        _demand(m, encounter, migrant, official, interception)
    if not regular:
        _inspect(m, encounter, migrant, interception, discretion)


@rule
def _find_gatekeeper(m: Any, encounter: Any, migrant: Any) -> None:
    """Meet the trusted gatekeeper when present, else whoever is on duty from a drawn place on."""
    c, k = encounter.corridor, encounter.context
    if migrant.smuggler >= 0:
        smuggler = m.smugglers[migrant.smuggler]
        slot = best_contact(m, smuggler, c, k)
        if slot >= 0 and draws.uniform(encounter.key, keys.PRESENT) < m.p.smugglers.contact_presence:
            contact = m.books[smuggler.index, slot]
            encounter.official = contact.official
            encounter.trust = contact.trust
            encounter.known = 1
            return
    row = someone_at(m, c, k, encounter.key, keys.PLACE)
    if row < 0:
        return
    encounter.official = row
    if migrant.smuggler >= 0:
        smuggler = m.smugglers[migrant.smuggler]
        slot = contact_with(m, smuggler, row)
        if slot >= 0:
            encounter.known = 1
            encounter.trust = m.books[smuggler.index, slot].trust
        else:
            encounter.trust = starting_trust(m, m.officials[row])


@rule
def _offer(m: Any, encounter: Any, migrant: Any, official: Any, interception: float, discretion: float) -> None:
    k, key = encounter.context, encounter.key
    pinned = m.contexts[k].pinned_offer
    band = -1
    if pinned >= 0.0:
        if draws.uniform(key, keys.OFFERED) < pinned:
            band = REFERENCE_BAND
    elif migrant.smuggler >= 0:
        value = party_value(m, migrant.fee, party_size(m, migrant))
        trust = encounter.trust if encounter.known else 0.0
        smuggler = m.smugglers[migrant.smuggler]
        band = choose_offer(m, smuggler, k, trust, value, interception, discretion)
    if band < 0:
        return
    encounter.initiated = OFFERED
    encounter.band = band
    encounter.price = m.contexts[k].band_price[band]
    probability = m.contexts[k].pinned_acceptance
    if probability < 0.0:
        probability = acceptance_probability(m, official, encounter.price, encounter.trust)
    encounter.dealt = int(draws.uniform(key, keys.ACCEPTED) < probability)


@rule
def _demand(m: Any, encounter: Any, migrant: Any, official: Any, interception: float) -> None:
    key = encounter.key
    if migrant.smuggler >= 0:
        price = m.contexts[encounter.context].band_price[REFERENCE_BAND]
    else:
        price = extortion_price(m, migrant)
    if price <= 0:
        return
    draw = draws.uniform(key, keys.DEMANDED)
    if draw >= m.p.officials.demand_propensity:  # nobody asks more often: no need to reckon how often he does
        return
    if draw < demand_probability(m, official, price, encounter.trust):
        encounter.initiated = DEMANDED
        encounter.price = price
        pays = payment_probability(m, migrant, price, interception)
        encounter.dealt = int(draws.uniform(key, keys.PAID) < pays)


@rule
def _inspect(m: Any, encounter: Any, migrant: Any, interception: float, discretion: float) -> None:
    stopped = interception
    if encounter.dealt:
        stopped = official_rules.deal_interception_probability(interception, discretion)
    if migrant.smuggler < 0:
        stopped = 1.0 - (1.0 - stopped) * clip(m.corridors[encounter.corridor].alone_factor, 0.0, 1.0)
    encounter.stopped = int(draws.uniform(encounter.key, keys.STOPPED) < stopped)


@rule
def _apply(m: Any, encounter: Any) -> None:
    migrant, k, c = m.migrants[encounter.migrant], encounter.context, encounter.corridor
    if encounter.official < 0:
        _pass_on(m, encounter, migrant)
        return
    row, official = context_row(m, k), m.officials[encounter.official]
    row[K.encounters] += 1.0
    log(
        m,
        EventKind.ENCOUNTER,
        migrant.serial,
        float(official.row),
        float(encounter.initiated),
        float(encounter.price),
    )
    if encounter.initiated == OFFERED:
        row[K.offers] += 1.0
        row[K.offers_accepted] += float(encounter.dealt)
        count_decision(m, official, encounter.dealt)
    elif encounter.initiated == DEMANDED:
        row[K.demands] += 1.0
        row[K.demands_paid] += float(encounter.dealt)
    if encounter.dealt:
        _settle_payment(m, encounter, migrant, official)
    if migrant.status == Status.TRAVELLING:
        m.posts[official.post].anomaly += m.contexts[k].interception_rate - float(encounter.stopped)
    if encounter.stopped:
        row[K.interceptions] += 1.0
        recorded = draws.uniform(encounter.key, keys.RECORDED_STOP) < lever(m, LEVER.recording, c, k)
        row[K.recorded_interceptions] += one_if(recorded)
        log(m, EventKind.INTERCEPTION, migrant.serial, float(k), float(c), float(migrant.stage))
        _point_at_operator(m, encounter, migrant)
        stop_journey(m, migrant)
    else:
        row[K.passages] += 1.0 if migrant.status == Status.TRAVELLING else 0.0
        _pass_on(m, encounter, migrant)


@rule
def _settle_payment(m: Any, encounter: Any, migrant: Any, official: Any) -> None:
    k, price = encounter.context, encounter.price
    kind = Bribe.OFFERED.value if encounter.initiated == OFFERED else Bribe.DEMANDED.value
    if k == Context.BORDER_CROSSINGS or k == Context.AIRPORTS:
        migrant.paid_at_border = 1
    if kind == Bribe.OFFERED and migrant.smuggler >= 0:
        migrant.smuggler_paid += price
    else:
        migrant.paid += price
        corridor_row(m, encounter.corridor)[C.paid_by_migrants_usd] += (
            price / 100.0 * m.corridors[encounter.corridor].weight
        )
    record_bribe(m, official, encounter.key, kind, price, encounter.migrant)


@rule
def _point_at_operator(m: Any, encounter: Any, migrant: Any) -> None:
    if migrant.smuggler < 0:
        return
    shared = lever(m, LEVER.shared_intelligence, 0, 0)
    lead = combined_evidence(m.p.justice.operator_lead, m.p.justice.sharing_lead * shared)
    if draws.uniform(encounter.key, keys.LEAD) < lead:
        evidence = m.p.reporting.evidence_partner
        add_incident(m, encounter.key, migrant.smuggler, encounter.corridor, evidence)


@rule
def _pass_on(m: Any, encounter: Any, migrant: Any) -> None:
    refused = encounter.initiated == DEMANDED and not encounter.dealt
    if migrant.status == Status.AWAITING_VISA:
        if refused and migrant.tries == 0:
            migrant.tries += 1
            migrant.due = m.run.week + m.p.migrants.retry_delay_weeks
        else:
            reach_destination(m, migrant)
        return
    migrant.passed_context = encounter.context
    migrant.passed_stage = migrant.stage
    corridor = m.corridors[encounter.corridor]
    duration = m.stages[corridor.first_stage + migrant.stage].duration
    migrant.due = m.run.week + duration + int(refused)
    if m.flags.product_passage:
        migrant.stage = next_stage(m, migrant, migrant.stage + 1)
    else:
        migrant.stage = corridor.n_stages
