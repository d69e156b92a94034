"""The week of the compiled engine: the same nine phases as `CorruptionModel.step`, compiled as one kernel."""

from typing import Any

from simcorr.engines.compiled.arrivals import arrive, newcomers
from simcorr.engines.compiled.binding import attach
from simcorr.engines.compiled.cases import handle
from simcorr.engines.compiled.clients import serve
from simcorr.engines.compiled.encounters import meet
from simcorr.engines.compiled.exposure import expose
from simcorr.engines.compiled.layout import LISTS
from simcorr.engines.compiled.learning import learn
from simcorr.engines.compiled.migrant import gain
from simcorr.engines.compiled.observation import observe
from simcorr.engines.compiled.official import appoint, career
from simcorr.engines.compiled.protection import protect
from simcorr.engines.compiled.smuggler import start_smuggler
from simcorr.engines.compiled.staff import administer
from simcorr.engines.compiled.supervisor import appoint_supervisor
from simcorr.jit import kernel, rule

DONE, NEEDS_ROOM, LIST_FULL, UNSOUND = 0, 1, 2, 3
"""What the kernel returns: the weeks are over; a list must grow before the next week; a list overflowed; something
that must be a number is none."""

(
    _MIGRANTS,
    _ENCOUNTERS,
    _PROFITS,
    _ACTS,
    _ALLEGATIONS,
    _INQUIRIES,
    _INCIDENTS,
    _HUSHES,
    _TRANSFERS,
    _OUTCOMES,
    _ORDER,
    _ITEMS,
    _EVENTS,
) = range(len(LISTS))


@kernel
def advance(table: Any, stop: int) -> int:
    """Let weeks pass until week ``stop``; each as in `CorruptionModel.step`.

    Returns
    -------
    int
        `DONE`; `NEEDS_ROOM` when a list may be too short for the next week, with what is needed in
        ``run.needed``; `LIST_FULL` when one was, with the phase in ``run.full_in_phase``; `UNSOUND` after the week
        in which a number ceased to be one (`world.soundness`).
    """
    m = attach(table)
    run = m.run
    if not run.is_set_up:
        _set_up_agents(m)
        run.is_set_up = 1
    while run.week < stop:
        if not _has_room(m):
            return NEEDS_ROOM
        run.phase = 1
        arrive(m)
        run.phase = 2
        serve(m)
        run.phase = 3
        meet(m)
        run.phase = 4
        expose(m)
        run.phase = 5
        handle(m)
        run.phase = 6
        administer(m)
        run.phase = 7
        protect(m)
        run.phase = 8
        learn(m)
        run.phase = 9
        observe(m)
        if run.full_in_phase:
            return LIST_FULL
        if run.is_unsound:
            return UNSOUND
        run.week += 1
    return DONE


@rule
def _set_up_agents(m: Any) -> None:
    for index in range(len(m.supervisors)):
        appoint_supervisor(m, index, 0)
    for row in range(len(m.officials)):
        appoint(m, row, 0, row)
    m.run.gain = gain(m)
    m.run.career = career(m)
    for index in range(len(m.smugglers)):
        start_smuggler(m, index, 0)


@rule
def _has_room(m: Any) -> bool:
    """Reckon how long each list can get in the week to come, and return whether all have that room.

    The bounds need not be tight; an entry beyond the end of a list would be an error, not a loss.
    """
    run, needed = m.run, m.run.needed
    people = run.migrants + 1
    for c in range(len(m.corridors)):
        m.corridors[c].newcomers = newcomers(m, c)
        people += m.corridors[c].newcomers
    people = max(people, run.expected)
    officials, smugglers = len(m.officials), len(m.smugglers)
    incidents = run.incidents + 2 * people
    acts = run.acts + smugglers + 2 * people + incidents + 2 * len(m.cases)
    allegations = run.inquiries + acts + officials
    hushes = 2 * (run.hushes + 2 * allegations)
    needed[_MIGRANTS] = people
    needed[_ENCOUNTERS] = people
    needed[_PROFITS] = people
    needed[_ACTS] = acts
    needed[_ALLEGATIONS] = allegations
    needed[_INQUIRIES] = incidents
    needed[_INCIDENTS] = incidents
    needed[_HUSHES] = hushes
    needed[_TRANSFERS] = allegations
    needed[_OUTCOMES] = allegations
    needed[_ORDER] = allegations + people
    needed[_ITEMS] = allegations + people
    needed[_EVENTS] = 0
    if run.keeps_events:
        of_journeys = 10 * people + 2 * acts
        of_cases = 10 * allegations + 4 * hushes + 2 * incidents + 2 * len(m.cases)
        needed[_EVENTS] = run.events + of_journeys + of_cases + 6 * officials + smugglers
    return bool(
        needed[_MIGRANTS] <= len(m.migrants)
        and needed[_ENCOUNTERS] <= len(m.encounters)
        and needed[_PROFITS] <= len(m.profits)
        and needed[_ACTS] <= len(m.acts)
        and needed[_ALLEGATIONS] <= len(m.allegations)
        and needed[_INQUIRIES] <= len(m.inquiries)
        and needed[_INCIDENTS] <= len(m.incidents)
        and needed[_HUSHES] <= len(m.hushes)
        and needed[_TRANSFERS] <= len(m.transfers)
        and needed[_OUTCOMES] <= len(m.outcomes)
        and needed[_ORDER] <= len(m.order)
        and needed[_ITEMS] <= len(m.items)
        and needed[_EVENTS] <= len(m.events)
    )
