"""Phase 7: exploitation may begin on the way or after it; victims meet service providers, or get away."""

from typing import TYPE_CHECKING

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.mesa.records import Act, Incident
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

AFTER_ARRIVAL = 9
IDENTIFIED, SOLD_OUT = 1, 2


def protect(model: "CorruptionModel") -> None:
    """Let exploitation begin where it does, then let those in exploitation be met, helped, sold out or get away."""
    in_exploitation = [m for m in model.migrants if m.status == Status.EXPLOITED]
    hazards = _hazards(model)
    for migrant in model.migrants:
        stage, migrant.passed_context = migrant.passed_context, -1
        if stage >= 0 and migrant.smuggler is not None and hazards[stage] > 0.0:
            _may_begin(model, migrant, stage, hazards[stage])
    for migrant in in_exploitation:
        _week_in_exploitation(model, migrant)


def _hazards(model: "CorruptionModel") -> list[float]:
    p = model.p.protection
    hazards = [0.0] * (AFTER_ARRIVAL + 1)
    hazards[Context.RECRUITMENT] = p.hazard_recruitment
    hazards[Context.TRANSPORTATION] = p.hazard_transit
    hazards[Context.ACCOMMODATION] = p.hazard_accommodation
    hazards[AFTER_ARRIVAL] = p.hazard_arrival
    return hazards


def _may_begin(model: "CorruptionModel", migrant: "Migrant", stage: int, hazard: float) -> None:
    key = draws.event(migrant.attempt_key, keys.STAGE, migrant.passed_stage)
    if draws.uniform(key, keys.HARMED) >= migrant.exploitation_probability(hazard):
        return
    smuggler = migrant.smuggler
    assert smuggler is not None
    c = migrant.route
    model.ledger.corridor[c][C.exploited] += model.persons(migrant.corridor)
    model.ends.exploited[c] += 1.0
    smuggler.victims += 1
    model.log(EventKind.EXPLOITATION, migrant.serial, stage, c, smuggler.index)
    if migrant.status == Status.TRAVELLING:
        model.end_smuggled_journey(migrant, arrived=False)
    migrant.status = int(Status.EXPLOITED)
    migrant.due = model.week


def _week_in_exploitation(model: "CorruptionModel", migrant: "Migrant") -> None:
    p, c = model.p.protection, migrant.route
    key = int(draws.event(migrant.attempt_key, keys.EXPLOITED_WEEK, model.week - migrant.due))
    support = model.levers[LEVER.support][c][0]
    if draws.uniform(key, keys.CONTACTED) < clip(p.contact_rate * (1.0 + support), 0.0, 1.0):
        provider = _provider(model, c, key)
        if provider is not None and _meets_provider(model, migrant, provider, key, support):
            return
    if draws.uniform(key, keys.RELEASED) < 1.0 / p.exploitation_weeks:
        model.forget(migrant)


def _provider(model: "CorruptionModel", c: int, key: int) -> "Official | None":
    n, first = (
        model.w.n_places[c][Context.SERVICE_PROVIDERS],
        model.w.first_place[c][Context.SERVICE_PROVIDERS],
    )
    if n == 0:
        return None
    start = draws.integer(key, keys.PROVIDER, n)
    for step in range(n):
        official = model.official_at(first + (start + step) % n)
        if official.in_post:
            return official
    return None


def _meets_provider(
    model: "CorruptionModel", migrant: "Migrant", provider: "Official", key: int, support: float
) -> bool:
    """Return whether the victim is identified; silence may be bought instead."""
    p, c = model.p.protection, migrant.route
    if _sells(model, migrant, provider, key):
        model.ledger.corridor[c][C.sold_out] += model.persons(migrant.corridor)
        model.log(EventKind.IDENTIFICATION, migrant.serial, c, SOLD_OUT, provider.row)
        return False
    identification = p.identification + support * (1.0 - p.identification)
    if draws.uniform(key, keys.IDENTIFIED) >= identification:
        return False
    model.ledger.corridor[c][C.identified] += model.persons(migrant.corridor)
    model.log(EventKind.IDENTIFICATION, migrant.serial, c, IDENTIFIED, provider.row)
    _may_report(model, migrant, provider, key)
    model.forget(migrant)
    return True


def _sells(model: "CorruptionModel", migrant: "Migrant", provider: "Official", key: int) -> bool:
    """Return whether the exploiter buys the provider's silence."""
    k, smuggler = int(Context.SERVICE_PROVIDERS), migrant.smuggler
    offer, acceptance = model.w.pins[0][k], model.w.pins[1][k]
    if offer < 0.0:
        offer = model.p.protection.sale_rate
    if smuggler is None or draws.uniform(key, keys.SALE) >= offer:
        return False
    price = model.w.band_price[k][REFERENCE_BAND]
    if price > model.p.protection.exploitation_value_usd * 100.0 * model.p.protection.exploitation_weeks:
        return False
    model.ledger.context[k][K.offers] += 1
    if acceptance < 0.0:
        acceptance = provider.acceptance_probability(price, smuggler.trust_in(provider))
    if draws.uniform(key, keys.SOLD) >= acceptance:
        return False
    row = model.ledger.context[k]
    row[K.offers_accepted] += 1
    row[K.silence_bribes] += 1
    model.record_bribe(Act(key, int(Bribe.SILENCE), provider, price, provider.corridor, k, provider.post))
    return True


def _may_report(model: "CorruptionModel", migrant: "Migrant", provider: "Official", key: int) -> None:
    """Let an identified victim speak; what is said may lead to the operator."""
    smuggler = migrant.smuggler
    if smuggler is None:
        return
    reports = migrant.report_probability(provider.norm()) * model.p.justice.report_lead
    if draws.uniform(key, keys.REPORTS_HARM) < reports:
        model.incidents.append(Incident(key, smuggler, migrant.route, model.p.reporting.evidence_migrant))
