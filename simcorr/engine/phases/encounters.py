"""Phase 3: each party under way meets a gatekeeper; offer or demand, acceptance or refusal, passage or not."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.phases.authorities import screen_stopped
from simcorr.engine.phases.detention import take_into_custody
from simcorr.engine.phases.documents import (
    chance_of_exposure,
    expose_document,
    obtain,
    stop_with_document,
    worth_of_issue,
)
from simcorr.engine.phases.gatekeepers import find_gatekeeper, is_held_up
from simcorr.engine.phases.journeys import (
    end_stopped_journey,
    note_officer,
    pass_stage,
    reach_destination,
    stop_journey,
)
from simcorr.jit import one_if
from simcorr.rules import official as official_rules, smuggler as smuggler_rules
from simcorr.rules.justice import combined_evidence
from simcorr.rules.mathematics import clip
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import NO_CASE, REFERENCE_BAND, Bribe, Opening, Party, Status
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from simcorr.world.trace import EventKind


def meet(m: Any) -> None:
    """Decide all encounters of the week on one state, then apply them in the order of the migrants."""
    m.encounters.clear()
    m.items.clear()
    for index in range(len(m.migrants)):
        migrant = m.migrants[index]
        travelling = migrant.status == Status.TRAVELLING
        if migrant.due > m.week or not (travelling or migrant.status == Status.AWAITING_VISA):
            continue
        if travelling and migrant.stage >= m.corridors[migrant.route].n_stages:
            m.items.append(index)  # all gatekeepers are behind this party
            continue
        stage = m.corridors[migrant.route].first_stage + migrant.stage if travelling else -1
        if is_held_up(m, migrant, stage):
            migrant.due = m.week + 1
        else:
            _decide(m, m.encounters.add(), migrant, index, stage)
    for number in range(len(m.items)):
        reach_destination(m, m.migrants[m.items[number]])
    for number in range(len(m.encounters)):
        encounter = m.encounters[number]
        _apply(m, encounter, m.migrants[encounter.migrant_index])


def _decide(m: Any, encounter: Any, migrant: Any, index: int, stage: int) -> None:
    """Let a party meet a gatekeeper, and both of them decide.

    The encounter is where the post stands, which may be another corridor than the one travelled (``migrant.route``).
    """
    regular = migrant.status == Status.AWAITING_VISA
    discretion = 1.0
    encounter.migrant_index = index
    encounter.corridor = migrant.route
    if regular:
        encounter.context = Context.DOCUMENTS
        encounter.key = draws.event(migrant.attempt_key, keys.VISA, migrant.tries)
    else:
        discretion = m.stages[stage].discretion
        encounter.context = m.stages[stage].context
        encounter.key = draws.event(migrant.attempt_key, keys.STAGE, migrant.stage)
    _begin(encounter)
    find_gatekeeper(m, encounter, migrant, stage)
    if encounter.official_index < 0:
        return
    official = m.officials[encounter.official_index]
    encounter.corridor = official.corridor
    encounter.ties = official.ties
    encounter.post_index = official.post_index
    interception = 0.0
    if not regular:
        interception = stop_with_document(m, official, migrant, official.interception_probability())
        _offer(m, encounter, migrant, official, interception, discretion)
    if encounter.opening == Opening.NOBODY:
        _demand(m, encounter, migrant, official, interception)
    if not regular:
        _inspect(m, encounter, migrant, official, interception, discretion)


def _begin(encounter: Any) -> None:
    """Write down that nothing has happened yet."""
    encounter.official_index = -1
    encounter.post_index = -1
    encounter.ties = 0
    encounter.trust = 0.0
    encounter.known = 0
    encounter.opening = Opening.NOBODY
    encounter.band = -1
    encounter.price = 0
    encounter.dealt = 0
    encounter.stopped = 0
    encounter.exposed = 0


def _offer(m: Any, encounter: Any, migrant: Any, official: Any, interception: float, discretion: float) -> None:
    k, key = encounter.context, encounter.key
    pinned = m.contexts[k].pinned_offer
    band = -1
    if pinned >= 0.0:
        if draws.uniform(key, keys.OFFERED) < pinned:
            band = REFERENCE_BAND
    elif migrant.has_operator:
        smuggler = migrant.operator
        document = worth_of_issue(m, encounter, migrant)
        saved = smuggler_rules.saved_by_deal(interception, discretion, migrant.cost_of_a_stop(), document)
        band = smuggler.choose_offer(k, smuggler.trust_known(encounter), saved)
    if band < 0:
        return
    encounter.opening = Opening.OFFERED
    encounter.band = band
    encounter.price = m.contexts[k].band_price[band]
    probability = m.contexts[k].pinned_acceptance
    if probability < 0.0:
        probability = official.acceptance_probability(encounter.price, encounter.trust)
    encounter.dealt = int(draws.uniform(key, keys.ACCEPTED) < probability)


def _demand(m: Any, encounter: Any, migrant: Any, official: Any, interception: float) -> None:
    key = encounter.key
    if migrant.has_operator:
        price = m.contexts[encounter.context].band_price[REFERENCE_BAND]
    else:
        price = migrant.extortion_price()
    if price <= 0:
        return
    draw = draws.uniform(key, keys.DEMANDED)
    if draw >= official.most_demands():
        return
    if draw < official.demand_probability(price, encounter.trust):
        encounter.opening = Opening.DEMANDED
        encounter.price = price
        pays = migrant.payment_probability(price, interception)
        encounter.dealt = int(draws.uniform(key, keys.PAID) < pays)


def _inspect(m: Any, encounter: Any, migrant: Any, official: Any, interception: float, discretion: float) -> None:
    stopped, exposed = interception, chance_of_exposure(m, official, migrant)
    if encounter.dealt:
        stopped = official_rules.deal_interception_probability(interception, discretion)
        exposed = official_rules.deal_interception_probability(exposed, discretion)
    if not migrant.has_operator:
        stopped = 1.0 - (1.0 - stopped) * clip(m.corridors[migrant.route].alone_factor, 0.0, 1.0)
    draw = draws.uniform(encounter.key, keys.STOPPED)
    encounter.stopped = int(draw < stopped)
    encounter.exposed = int(draw < exposed)  # of those who are stopped, whom a check of documents has exposed


def _apply(m: Any, encounter: Any, migrant: Any) -> None:
    if encounter.official_index < 0:
        _pass_on(m, encounter, migrant)
        return
    k, c, official = encounter.context, encounter.corridor, m.officials[encounter.official_index]
    travelling = migrant.status == Status.TRAVELLING
    row, post = m.context_row(k), official.post
    row[K.encounters] += 1.0
    who, index, party = migrant.serial, official.index, Party.OFFICIAL.value
    opening, price = encounter.opening, encounter.price
    m.log(EventKind.ENCOUNTER, who, index, opening, price, c, k, party=party, other=index)
    if encounter.opening == Opening.OFFERED:
        row[K.offers] += 1.0
        row[K.offers_accepted] += float(encounter.dealt)
        post.decisions += 1.0
        post.acceptances += float(encounter.dealt)
    elif encounter.opening == Opening.DEMANDED:
        row[K.demands] += 1.0
        row[K.demands_paid] += float(encounter.dealt)
    if encounter.dealt:
        _settle_payment(m, encounter, migrant, official)
    if travelling:
        post.anomaly += m.contexts[k].interception_rate - float(encounter.stopped)
    if encounter.stopped:
        row[K.interceptions] += 1.0
        recorded = draws.uniform(encounter.key, keys.RECORDED_STOP) < m.lever(LEVER.recording, c, k)
        row[K.recorded_interceptions] += one_if(recorded)
        route, stage, kept = migrant.route, migrant.stage, int(recorded)
        m.log(EventKind.INTERCEPTION, who, k, route, stage, c, k, party=party, other=index, recorded=kept)
        expose_document(m, encounter, migrant)
        _point_at_operator(m, encounter, migrant)
        if screen_stopped(m, migrant, official, encounter.key):
            end_stopped_journey(m, migrant)
            migrant.leave()
        elif m.p.justice.detention_weeks > 0:
            take_into_custody(m, migrant, official)
        else:
            stop_journey(m, migrant)
    else:
        row[K.passages] += one_if(travelling)
        obtain(m, encounter, migrant)
        _pass_on(m, encounter, migrant)


def _settle_payment(m: Any, encounter: Any, migrant: Any, official: Any) -> None:
    k, price = encounter.context, encounter.price
    kind = Bribe.OFFERED.value if encounter.opening == Opening.OFFERED else Bribe.DEMANDED.value
    at_border = int(k == Context.BORDER_CROSSINGS or k == Context.AIRPORTS)
    party, payer = Party.MIGRANT.value, migrant.serial
    row, weight = m.corridor_row(migrant.route), m.corridors[migrant.route].weight
    if migrant.paid == 0 and migrant.smuggler_paid == 0:  # with the first bribe, lest journeys under way be left out
        row[C.persons_with_bribe] += migrant.persons
    if kind == Bribe.OFFERED and migrant.has_operator:
        party, payer = Party.OPERATOR.value, migrant.operator_index
        migrant.smuggler_paid += price
        migrant.smuggler_paid_at_border |= at_border
    else:
        migrant.paid += price
        migrant.paid_at_border |= at_border
        row[C.paid_by_migrants_usd] += price / 100.0 * weight
    m.record_bribe(official, encounter.key, kind, price, party, payer, NO_CASE, encounter.migrant_index)


def _point_at_operator(m: Any, encounter: Any, migrant: Any) -> None:
    if not migrant.has_operator:
        return
    if encounter.dealt:  # he was paid and overruled: it is he who meant to let the party pass
        note_officer(migrant, m.officials[encounter.official_index], encounter.dealt)
    shared = m.lever(LEVER.shared_intelligence, 0, 0)
    lead = combined_evidence(m.p.justice.operator_lead, m.p.justice.sharing_lead * shared)
    if draws.uniform(encounter.key, keys.LEAD) < lead:
        m.add_incident(encounter.key, migrant, m.p.reporting.evidence_partner)


def _pass_on(m: Any, encounter: Any, migrant: Any) -> None:
    refused = encounter.opening == Opening.DEMANDED and not encounter.dealt
    if migrant.status == Status.AWAITING_VISA:
        if refused and migrant.tries == 0:
            migrant.tries += 1
            migrant.due = m.week + m.p.migrants.retry_delay_weeks
        else:
            reach_destination(m, migrant)
        return
    if encounter.official_index >= 0:
        note_officer(migrant, m.officials[encounter.official_index], encounter.dealt)
    pass_stage(m, migrant, int(refused))
