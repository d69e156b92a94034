"""No law of conservation is broken by either engine, in any week of the worlds that are kept."""

import pytest

from simcorr.jit import JIT_AVAILABLE
from tests.laws.checker import broken
from tests.recount.chosen import OF_MESA, WORLDS

needs_compiled_code = pytest.mark.skipif(not JIT_AVAILABLE, reason="without compilation both engines are one")


@needs_compiled_code
@pytest.mark.parametrize("name", WORLDS)
def test_the_compiled_engine_keeps_the_laws(name):
    assert broken(WORLDS[name](), "compiled") == []


@pytest.mark.parametrize("name", OF_MESA)
def test_the_mesa_engine_keeps_the_laws(name):
    assert broken(WORLDS[name](), "mesa") == []
