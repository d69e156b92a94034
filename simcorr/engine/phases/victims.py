"""What service providers and authorities have in common before victims of trafficking: silence bought, words heard."""

import math
from typing import Any

from simcorr import draws
from simcorr.engine.phases.agencies import complain
from simcorr.rules.migrant import known_journeys, public_belief
from simcorr.world import keys
from simcorr.world.codes import NO_CASE, NOWHERE, REFERENCE_BAND, Bribe, Party
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from simcorr.world.trace import EventKind


def sell_silence(m: Any, migrant: Any, official: Any, key: int) -> bool:
    """Return whether the exploiter buys the silence of a service provider, or of an investigator.

    ``key`` is that of the meeting: a victim who meets both in a week may be sold out by both.
    """
    k = official.context
    here, row, p = m.contexts[k], m.context_row(k), m.p.protection
    offer, acceptance = here.pinned_offer, here.pinned_acceptance
    if offer < 0.0:
        offer = p.sale_rate
    if not migrant.has_operator or draws.uniform(key, keys.SALE) >= offer:
        return False
    price = here.band_price[REFERENCE_BAND]
    if price > p.exploitation_value_usd * 100.0 * p.exploitation_weeks:
        return False
    row[K.offers] += 1.0
    if acceptance < 0.0:
        acceptance = official.acceptance_probability(price, migrant.operator.trust_in(official))
    c, index, kind = migrant.route, official.index, Bribe.SILENCE.value
    party, payer = Party.OPERATOR.value, migrant.operator_index
    if draws.uniform(key, keys.SOLD) >= acceptance:
        m.log(EventKind.REFUSAL, index, k, kind, price, c, k, party=party, other=payer)
        return False
    row[K.offers_accepted] += 1.0
    m.record_bribe(official, key, kind, price, party, payer, NO_CASE, -1)
    m.corridor_row(c)[C.sold_out] += migrant.persons
    return True


def hear_victim(m: Any, migrant: Any, official: Any, key: int) -> None:
    """Let a victim who was identified speak; what is said may lead to the operator, or to an agency's inspection."""
    if not migrant.has_operator and not migrant.is_placed:
        return
    draw, speaks = draws.uniform(key, keys.REPORTS_HARM), migrant.harm_report_probability(official.norm())
    if draw >= speaks:
        return
    c, agency, leads = migrant.route, -1, draw < speaks * m.p.justice.report_lead
    if migrant.is_placed:  # a worker knows by whom
        agency, leads = migrant.placed_by.index, True
    m.corridor_row(c)[C.victims_reporting] += migrant.persons
    m.log(EventKind.TESTIMONY, migrant.serial, agency, c, int(leads), c, NOWHERE)
    if migrant.is_placed:
        complain(m, migrant)
    elif leads:
        m.add_incident(key, migrant, m.p.reporting.evidence_migrant)


def learn_of_punishment(m: Any) -> None:
    """Update what victims believe of authorities, corridor by corridor: punished over met, in parties."""
    q, keep = m.p.protection, math.exp(-m.p.migrants.belief_fade_per_week)
    weight, prior = q.punishment_prior_cases, q.punishment_prior
    for c in range(len(m.corridors)):
        corridor = m.corridors[c]
        known, met = corridor.known_met, corridor.met
        corridor.punishment = public_belief(corridor.punishment, known, prior, weight, keep, corridor.punished, met)
        corridor.known_met = known_journeys(known, weight, keep, met)
        corridor.met = 0.0
        corridor.punished = 0.0
