"""The weekly record of both engines is what their events add up to, in worlds that are drawn."""

import pytest

from simcorr.engine import simulate
from simcorr.jit import JIT_AVAILABLE
from tests.recount.chosen import over_drawn_worlds
from tests.recount.recount import differences


@pytest.mark.skipif(not JIT_AVAILABLE, reason="without compilation both engines are one")
@over_drawn_worlds(60)
def test_the_compiled_engine_counts_what_happens_in_drawn_worlds(world):
    assert differences(simulate(world, engine="compiled", events=True), world) == []


@over_drawn_worlds(20)
def test_the_mesa_engine_counts_what_happens_in_drawn_worlds(world):
    assert differences(simulate(world, engine="mesa", events=True), world) == []
