"""Who owes something asked for the corridor that beliefs, and the draw of that attempt, give."""

import numpy as np
import pytest

from simcorr.engine import simulate
from simcorr.world import EventKind
from tests.recount.chosen import WORLDS
from tests.recount.log import Log
from tests.recount.wishes import wrong_wishes

SEVERAL_CORRIDORS = (
    "Eventful",
    "Five corridors, detours for nothing",
    "Twin corridors, detours that put in debt",
    "Migrants who try again and again",
    "Off: corridor_choice",
)


@pytest.mark.parametrize("name", SEVERAL_CORRIDORS)
def test_the_corridor_asked_for_is_what_the_draw_gives(name):
    world = WORLDS[name]()
    assert wrong_wishes(Log(simulate(world, engine="mesa", events=True).events, world)) == []


def test_another_corridor_in_the_log_is_named():
    world = WORLDS["Eventful"]()
    events = simulate(world, engine="mesa", events=True).events
    row = np.flatnonzero(events["kind"] == EventKind.DEBT)[3]
    events["b"][row] = (events["b"][row] + 1) % world.n_corridors
    (said,) = wrong_wishes(Log(events, world))
    assert said.startswith(f"migrant {events['subject'][row]:.0f} asks for corridor")
