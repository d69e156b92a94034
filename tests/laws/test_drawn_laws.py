"""No law of conservation is broken by either engine in worlds that are drawn."""

import pytest

from simcorr.jit import JIT_AVAILABLE
from tests.laws.checker import broken
from tests.recount.chosen import over_drawn_worlds


@pytest.mark.skipif(not JIT_AVAILABLE, reason="without compilation both engines are one")
@over_drawn_worlds(60)
def test_the_compiled_engine_keeps_the_laws_in_drawn_worlds(world):
    assert broken(world, "compiled") == []


@over_drawn_worlds(20)
def test_the_mesa_engine_keeps_the_laws_in_drawn_worlds(world):
    assert broken(world, "mesa") == []
