"""The week: nine phases, one after the other, from week to week."""

from typing import Any

from simcorr.engine.phases.agencies import open_agencies, oversee
from simcorr.engine.phases.arrivals import announce, arrive
from simcorr.engine.phases.cases import handle
from simcorr.engine.phases.clients import serve
from simcorr.engine.phases.detention import hold
from simcorr.engine.phases.encounters import meet
from simcorr.engine.phases.exposure import expose
from simcorr.engine.phases.learning import learn
from simcorr.engine.phases.observation import observe
from simcorr.engine.phases.protection import protect
from simcorr.engine.phases.shocks import call_away
from simcorr.engine.phases.staff import administer

PHASES = ("arrive", "serve", "meet", "expose", "handle", "administer", "protect", "learn", "observe")
"""The names of the phases by number, counted from one."""

DONE, NEEDS_ROOM, LIST_FULL, UNSOUND = range(4)
"""How `advance` ends: the weeks are over; a list must grow before the next week; a list overflowed; something that
must be a number is none. Only arrays have to grow by somebody's hand."""


def advance(m: Any, stop: int) -> int:
    """Let weeks pass until week ``stop``; before the first, appoint everybody.

    ``m.phase`` says where a week stands. Compiled code has this function as its kernel, `CorruptionModel.step` calls it
    as it is.

    Returns
    -------
    int
        `DONE`; `NEEDS_ROOM` when a list may be too short for the next week; `LIST_FULL` when one was, with the phase
        in ``m.full_in_phase``; `UNSOUND` after the week in which a number ceased to be one (`world.soundness`).
    """
    if not m.is_set_up:
        set_up(m)
        m.is_set_up = 1
    while m.week < stop:
        announce(m)
        if not m.has_room():
            return NEEDS_ROOM
        m.phase = 1
        call_away(m)
        m.price_silence()
        arrive(m)
        m.phase = 2
        oversee(m)
        serve(m)
        m.phase = 3
        meet(m)
        hold(m)
        m.phase = 4
        expose(m)
        m.phase = 5
        handle(m)
        m.phase = 6
        administer(m)
        m.phase = 7
        protect(m)
        m.phase = 8
        learn(m)
        m.phase = 9
        observe(m)
        if m.full_in_phase:
            return LIST_FULL
        if m.is_unsound:
            return UNSOUND
        m.week += 1
    return DONE


def set_up(m: Any) -> None:
    """Appoint everybody who is there before the first week."""
    for index in range(len(m.supervisors)):
        m.supervisors[index].appoint(index, 0)
    for index in range(len(m.officials)):
        m.officials[index].ties = 0
        m.officials[index].appoint(index, 0, index)
    for index in range(len(m.smugglers)):
        m.smugglers[index].load = 0
        m.smugglers[index].start(index, 0)
    open_agencies(m)
