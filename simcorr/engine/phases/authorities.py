"""Victims of trafficking before authorities: met in exploitation (phase 7), or stopped before it begins (phase 3)."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.phases.journeys import send_back
from simcorr.engine.phases.victims import hear_victim, sell_silence
from simcorr.jit import one_if
from simcorr.rules.victim import punishment_probability, recognition_probability
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Finding, Party
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

INVESTIGATION = Context.INVESTIGATION.value
INSPECTION = 1.0
"""How far an inspection is a place of screening."""


def meet_authority(m: Any, migrant: Any) -> bool:
    """Return whether a week's meeting with an authority, if there is one, ends exploitation: by help or punishment."""
    p, c = m.p.protection, migrant.route
    if p.authority_rate <= 0.0:
        return False
    key = draws.event(migrant.attempt_key, keys.AUTHORITY_WEEK, m.week - migrant.due)
    if draws.uniform(key, keys.CONTACTED) >= p.authority_rate:
        return False
    index = m.someone_at(c, INVESTIGATION, key, keys.PROVIDER)
    if index < 0:
        return False
    official = m.officials[index]
    m.corridor_row(c)[C.victims_met] += migrant.persons
    m.corridors[c].met += 1.0
    if sell_silence(m, migrant, official, key):
        _log_meeting(m, migrant, index, Finding.SOLD_OUT.value)
        return False
    if _is_recognised(m, migrant, key, INSPECTION):
        _help(m, migrant, official, key)
        return True
    return _may_punish(m, migrant, index, key)


def _is_recognised(m: Any, migrant: Any, key: int, place: float) -> bool:
    added = m.lever(LEVER.screening, migrant.route, 0)
    recognition = recognition_probability(m.p.protection.screening, added, place)
    return bool(draws.uniform(key, keys.IDENTIFIED) < recognition)


def _help(m: Any, migrant: Any, official: Any, key: int) -> None:
    """Identify and refer a victim as service providers do; operators hear of it, whoever did it."""
    c = migrant.route
    row = m.corridor_row(c)
    row[C.identified] += migrant.persons
    row[C.identified_by_authorities] += migrant.persons
    m.corridors[c].identified += one_if(migrant.has_operator)
    _log_meeting(m, migrant, official.index, Finding.IDENTIFIED.value)
    hear_victim(m, migrant, official, key)
    migrant.leave()


def _may_punish(m: Any, migrant: Any, index: int, key: int) -> bool:
    """Return whether a victim who was not recognised is detained and returned as an offender, or left there."""
    c = migrant.route
    punished = punishment_probability(m.p.protection.punishment, m.lever(LEVER.non_punishment, c, 0))
    if draws.uniform(key, keys.PUNISHED) >= punished:
        _log_meeting(m, migrant, index, Finding.LEFT.value)
        return False
    m.corridor_row(c)[C.victims_punished] += migrant.persons
    m.corridors[c].punished += 1.0
    _log_meeting(m, migrant, index, Finding.PUNISHED.value)
    migrant.informed = 1  # who was exploited is deceived no longer
    migrant.deceived = 0
    send_back(m, migrant)
    return True


def _log_meeting(m: Any, migrant: Any, index: int, finding: int) -> None:
    c, k, party = migrant.route, INVESTIGATION, Party.OFFICIAL.value
    m.log(EventKind.MEETING, migrant.serial, c, finding, index, c, k, party=party, other=index)


def screen_stopped(m: Any, migrant: Any, official: Any, stop_key: int) -> bool:
    """Return whether a stopped party is recognised as victims of trafficking, and helped instead of sent back.

    Who is carried by deceit for the purpose of exploitation is a victim before exploitation begins (Trafficking
    Protocol, article 3 (a)): here those who were deceived, with an operator of the exploitative kind.
    """
    p, route = m.p.protection, migrant.route
    if p.screening_at_interception <= 0.0 or not migrant.is_trafficked():
        return False
    # an event beside the stop: the stop itself may have led to the operator already
    key, row = draws.event(stop_key, keys.SCREENED_STOP, 0), m.corridor_row(route)
    recognised = _is_recognised(m, migrant, key, p.screening_at_interception)
    index, c, k, party = official.index, official.corridor, official.context, Party.OFFICIAL.value
    m.log(EventKind.SCREENING, migrant.serial, route, int(recognised), index, c, k, party=party, other=index)
    row[C.victims_stopped] += migrant.persons
    if recognised:
        row[C.identified_at_interception] += migrant.persons
        hear_victim(m, migrant, official, key)
    return recognised
