"""What the driver of the compiled engine does around the kernel."""

import subprocess
import sys

import numpy as np
import pytest

from simcorr.engine import compiled, simulate
from simcorr.engine.compiled.layout import BOUNDS, FIELDS, LISTS
from simcorr.engine.compiled.model import Model
from simcorr.errors import RunError
from simcorr.world import build
from tests.agreement.held_together import first_difference
from tests.agreement.scenarios import eventful


@pytest.fixture(scope="module")
def world():
    return build(eventful(), (), 1)


def test_progress_ends_with_the_last_week(world):
    seen = []
    compiled.simulate(world, progress=lambda week, weeks: seen.append((week, weeks)))
    assert seen == sorted(seen)
    assert seen[-1] == (world.weeks, world.weeks)


def test_an_interrupt_in_progress_ends_the_run(world):
    def interrupt(week, weeks):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compiled.simulate(world, progress=interrupt)


def test_the_first_room_makes_no_difference(world, monkeypatch):
    plenty = compiled.simulate(world, events=True)
    monkeypatch.setattr("simcorr.engine.compiled.model._FIRST_ROOM", 1)
    assert first_difference(plenty, compiled.simulate(world, events=True)) is None


def test_a_list_that_overflows_is_an_error_that_names_week_and_phase(world, monkeypatch):
    class Cramped(Model):
        """A model with room for a single file, however many there should be."""

        def __init__(self, world, *, events=False):
            super().__init__(world, events=events)
            self.put("cases", np.zeros(1, FIELDS["cases"][0]))

    monkeypatch.setattr(compiled, "Model", Cramped)
    with pytest.raises(RunError, match=r"overflowed in week \d+, phase 5"):
        compiled.simulate(world)


def test_a_run_leaves_its_world_as_it_was(world):
    levers, shocks = world.levers.copy(), world.shocks.copy()
    compiled.simulate(world)
    assert np.array_equal(levers, world.levers)
    assert np.array_equal(shocks, world.shocks)


def test_memory_follows_those_under_way():
    scenario = eventful(**{"corridors.land.arrivals_per_year": 20_000.0, "migrants.attachment_usd": 50_000.0})
    world = build(scenario, (), 1)
    model = Model(world)
    while not compiled.pass_weeks(model, world, 40):
        pass
    assert model.number("serials") > 10_000
    assert len(model.arrays["migrants"]) < 0.4 * model.number("serials")


@pytest.mark.parametrize("bound", range(len(BOUNDS)), ids=lambda bound: BOUNDS[bound][0])
def test_every_list_can_grow_and_keeps_what_it_holds(world, bound):
    model = Model(world, events=True)
    while not compiled.pass_weeks(model, world, 20):
        pass
    room = int(model.arrays["room"][bound])
    assert {len(model.arrays[name]) for name in BOUNDS[bound]} == {room}
    held = {name: model.arrays[name][: model.length(name)].copy() for name in BOUNDS[bound] if name in LISTS}
    model.arrays["needed"][:] = 0
    model.arrays["needed"][bound] = room + 1
    model.make_room()
    assert {len(model.arrays[name]) for name in BOUNDS[bound]} == {int(model.arrays["room"][bound])}
    assert model.arrays["room"][bound] > room
    for name, before in held.items():
        assert np.array_equal(model.arrays[name][: model.length(name)], before)
    while not compiled.pass_weeks(model, world, world.weeks):
        pass
    assert model.number("week") == world.weeks


def test_the_room_is_asked_for_of_every_list(world):
    """Before the first week each bound is reckoned with, and in a week of many each list has been too short."""
    model = Model(build(eventful(**{"corridors.land.arrivals_per_year": 20_000.0}), (), 1), events=True)
    model.arrays["needed"][:] = -1
    assert not compiled.pass_weeks(model, world, 1)
    assert (model.arrays["needed"] >= 0).all()
    assert (model.arrays["room"] >= model.arrays["needed"]).all()


def test_engines_by_name(world):
    one, other = simulate(world, events=True), simulate(world, engine="mesa", events=True)
    assert first_difference(one, other) is None
    with pytest.raises(RunError, match="mesa"):
        simulate(world, engine="messa")


def test_without_numba_the_mesa_engine_takes_over():
    script = "from simcorr.engine import usable_engine; print(usable_engine(), usable_engine('compiled'))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"NUMBA_DISABLE_JIT": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["mesa", "mesa"]
    assert len(done.stderr.strip().splitlines()) == 1
