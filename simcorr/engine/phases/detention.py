"""Custody: stopped parties are held, may be recognised as victims or released for a bribe, and are returned (phase 3).

Who holds them are officials of the context of investigation on the corridor travelled.
"""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.phases.journeys import end_stopped_journey, note_officer, pass_stage, send_back
from simcorr.engine.phases.victims import hear_victim
from simcorr.rules.custody import release_access
from simcorr.rules.victim import recognition_probability
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import NO_CASE, Bribe, Discharge, Party, Status
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from simcorr.world.trace import EventKind

HOLDERS = Context.INVESTIGATION.value
SERVED, RELEASED, IDENTIFIED = Discharge.SERVED.value, Discharge.RELEASED.value, Discharge.IDENTIFIED.value
SCREENED = 1.0
"""How far custody is a place of screening: its chance of recognition is its own."""


def take_into_custody(m: Any, migrant: Any, official: Any) -> None:
    """Hold a stopped party: its journey has not ended yet, and its books stay open."""
    route, weeks, party = migrant.route, m.p.justice.detention_weeks, Party.OFFICIAL.value
    migrant.status = Status.DETAINED
    migrant.due = m.week + weeks
    m.corridor_row(route)[C.detained] += migrant.persons
    c, k, kind, who, stage = official.corridor, official.context, EventKind.DETENTION, migrant.serial, migrant.stage
    m.log(kind, who, route, stage, weeks, c, k, party=party, other=official.index)


def hold(m: Any) -> None:
    """Let a week in custody pass for all who were stopped before this week."""
    for index in range(len(m.migrants)):
        migrant = m.migrants[index]
        if migrant.status == Status.DETAINED and migrant.weeks_held() > 0:
            _week_in_custody(m, migrant, index)


def _week_in_custody(m: Any, migrant: Any, index: int) -> None:
    """Recognise victims, or else take a bribe for a release, or else return those who have served their time."""
    c, weeks = migrant.route, migrant.weeks_held()
    m.corridor_row(c)[C.detained_weeks] += migrant.persons
    stop = draws.event(migrant.attempt_key, keys.STAGE, migrant.stage)
    key = draws.event(stop, keys.CUSTODY_WEEK, weeks)
    holder = m.someone_at(c, HOLDERS, key, keys.PROVIDER)
    if holder >= 0:
        official = m.officials[holder]
        if _is_recognised(m, migrant, key):
            _help(m, migrant, official, key)
            return
        if _accepts_release(m, migrant, official, key):
            _release(m, migrant, index, official, key)
            return
    if migrant.due <= m.week:
        _log_discharge(m, migrant, SERVED, holder)
        end_stopped_journey(m, migrant)
        send_back(m, migrant)


def _is_recognised(m: Any, migrant: Any, key: int) -> bool:
    screening = m.p.protection.screening_in_detention
    if screening <= 0.0 or not migrant.is_trafficked():
        return False
    chance = recognition_probability(screening, m.lever(LEVER.screening, migrant.route, 0), SCREENED)
    return bool(draws.uniform(key, keys.IDENTIFIED) < chance)


def _help(m: Any, migrant: Any, official: Any, key: int) -> None:
    """Help victims of trafficking instead of returning them; to the operator the stop is one all the same."""
    m.corridor_row(migrant.route)[C.identified_in_detention] += migrant.persons
    _log_discharge(m, migrant, IDENTIFIED, official.index)
    hear_victim(m, migrant, official, key)
    end_stopped_journey(m, migrant)
    migrant.leave()


def _accepts_release(m: Any, migrant: Any, official: Any, key: int) -> bool:
    """Return whether the operator can offer a bribe for the party, and the official takes it."""
    if not migrant.has_operator:
        return False
    c, here, price = migrant.route, m.contexts[HOLDERS], migrant.price_of_release()
    offer, acceptance = here.pinned_offer, here.pinned_acceptance
    if offer < 0.0:
        offer = release_access(m.p.justice.release_access, m.lever(LEVER.custody_oversight, c, 0))
    if price <= 0 or draws.uniform(key, keys.SALE) >= offer:
        return False
    m.context_row(HOLDERS)[K.offers] += 1.0
    if acceptance < 0.0:
        acceptance = official.acceptance_probability(price, migrant.operator.trust_in(official))
    if draws.uniform(key, keys.SOLD) < acceptance:
        return True
    index, kind, party, payer = official.index, Bribe.RELEASE.value, Party.OPERATOR.value, migrant.operator_index
    m.log(EventKind.REFUSAL, index, HOLDERS, kind, price, c, HOLDERS, party=party, other=payer)
    return False


def _release(m: Any, migrant: Any, index: int, official: Any, key: int) -> None:
    """Let a party go on for a bribe, from the stage where it was stopped, with the document that it carries."""
    c, price, party, payer = migrant.route, migrant.price_of_release(), Party.OPERATOR.value, migrant.operator_index
    row = m.corridor_row(c)
    m.context_row(HOLDERS)[K.offers_accepted] += 1.0
    row[C.released_for_bribe] += migrant.persons
    if migrant.paid == 0 and migrant.smuggler_paid == 0:
        row[C.persons_with_bribe] += migrant.persons
    migrant.smuggler_paid += price
    _log_discharge(m, migrant, RELEASED, official.index)
    m.record_bribe(official, key, Bribe.RELEASE.value, price, party, payer, NO_CASE, index)
    note_officer(migrant, official, 1)
    migrant.status = Status.TRAVELLING
    pass_stage(m, migrant, 0)


def _log_discharge(m: Any, migrant: Any, how: int, holder: int) -> None:
    c, weeks, party = migrant.route, migrant.weeks_held(), Party.OFFICIAL.value if holder >= 0 else Party.NOBODY.value
    m.log(EventKind.DISCHARGE, migrant.serial, c, how, weeks, c, HOLDERS, party=party, other=holder)
