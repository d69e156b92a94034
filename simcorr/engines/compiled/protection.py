"""Phase 7: exploitation may begin on the way or after it; victims meet service providers, or get away."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.compiled.desk import (
    add_incident,
    context_row,
    corridor_row,
    log,
    record_bribe,
    someone_at,
)
from simcorr.engines.compiled.journeys import AFTER_ARRIVAL, end_smuggled_journey, forget, persons
from simcorr.engines.compiled.migrant import exploitation_probability, report_probability
from simcorr.engines.compiled.official import acceptance_probability, norm
from simcorr.engines.compiled.policy import lever
from simcorr.engines.compiled.smuggler import trust_in
from simcorr.jit import rule
from simcorr.rules.mathematics import clip
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import REFERENCE_BAND, Bribe, Status
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

IDENTIFIED, SOLD_OUT = 1, 2
SERVICE = int(Context.SERVICE_PROVIDERS)


@rule
def protect(m: Any) -> None:
    """Let exploitation begin where it does, then let those in exploitation be met, helped, sold out or get away."""
    for number in range(m.run.migrants):
        migrant = m.migrants[number]
        stage = migrant.passed_context
        if stage < 0:
            continue
        migrant.passed_context = -1
        if migrant.smuggler >= 0 and _hazard(m, stage) > 0.0:
            _may_begin(m, migrant, stage, _hazard(m, stage))
    for number in range(m.run.migrants):
        migrant = m.migrants[number]
        if migrant.status == Status.EXPLOITED and migrant.due < m.run.week:  # not those of this week
            _week_in_exploitation(m, migrant)


@rule
def _hazard(m: Any, stage: int) -> float:
    p = m.p.protection
    if stage == Context.RECRUITMENT:
        return float(p.hazard_recruitment)
    if stage == Context.TRANSPORTATION:
        return float(p.hazard_transit)
    if stage == Context.ACCOMMODATION:
        return float(p.hazard_accommodation)
    return float(p.hazard_arrival) if stage == AFTER_ARRIVAL else 0.0


@rule
def _may_begin(m: Any, migrant: Any, stage: int, hazard: float) -> None:
    key = draws.event(migrant.attempt_key, keys.STAGE, migrant.passed_stage)
    if draws.uniform(key, keys.HARMED) >= exploitation_probability(m, migrant, hazard):
        return
    c = migrant.route
    corridor_row(m, c)[C.exploited] += persons(m, migrant)
    m.corridors[c].exploited += 1.0
    m.smugglers[migrant.smuggler].victims += 1
    log(m, EventKind.EXPLOITATION, migrant.serial, float(stage), float(c), float(migrant.smuggler))
    if migrant.status == Status.TRAVELLING:
        end_smuggled_journey(m, migrant, False)
    migrant.status = Status.EXPLOITED
    migrant.due = m.run.week


@rule
def _week_in_exploitation(m: Any, migrant: Any) -> None:
    p, c = m.p.protection, migrant.route
    key = draws.event(migrant.attempt_key, keys.EXPLOITED_WEEK, m.run.week - migrant.due)
    support = lever(m, LEVER.support, c, 0)
    if draws.uniform(key, keys.CONTACTED) < clip(p.contact_rate * (1.0 + support), 0.0, 1.0):
        provider = someone_at(m, c, SERVICE, key, keys.PROVIDER)
        if provider >= 0 and _meets_provider(m, migrant, m.officials[provider], key, support):
            return
    if draws.uniform(key, keys.RELEASED) < 1.0 / p.exploitation_weeks:
        forget(migrant)


@rule
def _meets_provider(m: Any, migrant: Any, provider: Any, key: int, support: float) -> bool:
    """Return whether the victim is identified; silence may be bought instead."""
    p, c = m.p.protection, migrant.route
    if _sells(m, migrant, provider, key):
        corridor_row(m, c)[C.sold_out] += persons(m, migrant)
        log(m, EventKind.IDENTIFICATION, migrant.serial, float(c), float(SOLD_OUT), float(provider.row))
        return False
    identification = p.identification + support * (1.0 - p.identification)
    if draws.uniform(key, keys.IDENTIFIED) >= identification:
        return False
    corridor_row(m, c)[C.identified] += persons(m, migrant)
    log(m, EventKind.IDENTIFICATION, migrant.serial, float(c), float(IDENTIFIED), float(provider.row))
    _may_report(m, migrant, provider, key)
    forget(migrant)
    return True


@rule
def _sells(m: Any, migrant: Any, provider: Any, key: int) -> bool:
    """Return whether the exploiter buys the provider's silence."""
    service, row = m.contexts[SERVICE], context_row(m, SERVICE)
    offer, acceptance = service.pinned_offer, service.pinned_acceptance
    if offer < 0.0:
        offer = m.p.protection.sale_rate
    if migrant.smuggler < 0 or draws.uniform(key, keys.SALE) >= offer:
        return False
    smuggler, price = m.smugglers[migrant.smuggler], service.band_price[REFERENCE_BAND]
    if price > m.p.protection.exploitation_value_usd * 100.0 * m.p.protection.exploitation_weeks:
        return False
    row[K.offers] += 1.0
    if acceptance < 0.0:
        acceptance = acceptance_probability(m, provider, price, trust_in(m, smuggler, provider))
    if draws.uniform(key, keys.SOLD) >= acceptance:
        return False
    row[K.offers_accepted] += 1.0
    row[K.silence_bribes] += 1.0
    record_bribe(m, provider, key, Bribe.SILENCE.value, price, -1)
    return True


@rule
def _may_report(m: Any, migrant: Any, provider: Any, key: int) -> None:
    """Let an identified victim speak; what is said may lead to the operator."""
    if migrant.smuggler < 0:
        return
    reports = report_probability(m, migrant, norm(m, provider)) * m.p.justice.report_lead
    if draws.uniform(key, keys.REPORTS_HARM) < reports:
        add_incident(m, key, migrant.smuggler, migrant.route, m.p.reporting.evidence_migrant)
