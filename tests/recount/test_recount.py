"""The weekly record of both engines is what their events add up to, in the worlds that are kept."""

import pytest

from simcorr.engine import simulate
from simcorr.jit import JIT_AVAILABLE
from simcorr.world.measures import CONTEXT_INDEX, CORRIDOR_INDEX, RANK_INDEX
from tests.recount.chosen import OF_EVERYTHING, OF_MESA, WORLDS
from tests.recount.recount import differences, recount

needs_compiled_code = pytest.mark.skipif(not JIT_AVAILABLE, reason="without compilation both engines are one")


def check(world, engine):
    assert differences(simulate(world, engine=engine, events=True), world) == []


@needs_compiled_code
@pytest.mark.parametrize("name", WORLDS)
def test_the_compiled_engine_counts_what_happens(name):
    check(WORLDS[name](), "compiled")


@pytest.mark.parametrize("name", OF_MESA)
def test_the_mesa_engine_counts_what_happens(name):
    check(WORLDS[name](), "mesa")


def test_every_column_is_counted():
    world = WORLDS["One week"]()
    counted = recount(simulate(world, engine="mesa", events=True).events, world)
    assert counted.context.keys() == CONTEXT_INDEX.keys()
    assert counted.corridor.keys() == CORRIDOR_INDEX.keys()
    assert counted.rank.keys() == RANK_INDEX.keys()


def test_every_column_has_something_to_count():
    """A column that is zero in all these worlds would not be watched over."""
    told = set()
    for name in OF_EVERYTHING:
        world = WORLDS[name]()
        counted = recount(simulate(world, engine="mesa", events=True).events, world)
        columns = counted.context | counted.corridor | {f"rank {key}": of for key, of in counted.rank.items()}
        told |= {key for key, of in columns.items() if of.any()}
    every = {*CONTEXT_INDEX, *CORRIDOR_INDEX, *(f"rank {key}" for key in RANK_INDEX)}
    assert every - told == set()
