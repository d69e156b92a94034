"""Agents of one's own are handed on to the Mesa engine, and to no other."""

import numpy as np
import pytest

from simcorr.engine import simulate
from simcorr.engine.mesa import CorruptionModel, Official
from simcorr.errors import RunError
from simcorr.world import build
from tests.engine.mesa.worlds import lively


class Incorruptible(Official):
    """A gatekeeper who accepts nothing."""

    def acceptance_probability(self, price, trust):
        return 0.0


@pytest.fixture
def world():
    return build(lively(weeks=10), (), 3)


def test_the_mesa_engine_runs_them(world):
    model = CorruptionModel(lively(weeks=10), rng=3, agents={Official: Incorruptible})
    while model.running:
        model.step()
    trace = simulate(world, engine="mesa", agents={Official: Incorruptible})
    np.testing.assert_array_equal(trace.context, model.trace().context)
    assert (trace.context != simulate(world, engine="mesa").context).any()


@pytest.mark.parametrize("engine", [None, "compiled"])
@pytest.mark.parametrize("numba_works", [True, False])
def test_the_compiled_engine_refuses_them_whatever_takes_its_place(world, engine, numba_works, monkeypatch):
    monkeypatch.setattr("simcorr.jit.JIT_AVAILABLE", numba_works)
    with pytest.raises(RunError, match=r"\(Incorruptible\) run in the Mesa engine alone; ask for engine='mesa'"):
        simulate(world, engine=engine, agents={Official: Incorruptible})


def test_what_is_no_mapping_is_refused(world):
    with pytest.raises(RunError, match="agents are of type list; allowed is a mapping of classes"):
        simulate(world, engine="mesa", agents=[])
