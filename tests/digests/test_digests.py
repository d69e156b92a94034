"""Both engines do, world by world, what was recorded before; digests.json changes only with the model."""

import json
from functools import cache

import numpy as np
import pytest

from simcorr.engine import simulate
from simcorr.jit import JIT_AVAILABLE
from simcorr.world import EventKind
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES
from tests.digests.digest import COLUMNS, LAST_KIND, LAST_MEASURES, digest, kept_events
from tests.digests.renew import FILE, text
from tests.digests.worlds import worlds

ADVICE = (
    "A run has changed. If the model is meant to do something else now, run `python -m tests.digests.renew` "
    "and add a line to CHANGELOG.md that says what changed and why."
)
WORLDS = worlds()
IN_MESA = [name for number, name in enumerate(WORLDS) if number % 4 == 0 or not JIT_AVAILABLE]
"""What the slower engine runs as well: it agrees with the other one in `tests/agreement`, and is alone without it."""
KEPT = json.loads(FILE.read_text(encoding="utf-8"))


@cache
def compiled_run(name):
    """Return the digest of a world and the kinds of its events, both needed more than once."""
    trace = simulate(WORLDS[name](), engine="compiled", events=True)
    return digest(trace), frozenset(np.unique(kept_events(trace)[:, 1]))


@pytest.mark.parametrize("name", WORLDS)
def test_the_compiled_engine_does_what_it_did(name):
    assert compiled_run(name)[0] == KEPT[name], ADVICE


@pytest.mark.parametrize("name", IN_MESA)
def test_the_mesa_engine_does_what_it_did(name):
    assert digest(simulate(WORLDS[name](), engine="mesa", events=True)) == KEPT[name], ADVICE


def test_every_world_is_kept_and_no_other():
    assert sorted(KEPT) == sorted(WORLDS)
    assert len(WORLDS) >= 24
    assert FILE.read_text(encoding="utf-8") == text(KEPT)


def test_the_measures_that_digests_hold_still_come_first():
    first = {"context": CONTEXT_MEASURES, "corridor": CORRIDOR_MEASURES, "rank": RANK_MEASURES}
    assert {name: measures[COLUMNS[name] - 1].name for name, measures in first.items()} == LAST_MEASURES


def test_no_two_worlds_do_the_same():
    """A measure or switch that changes nothing here would not be watched over."""
    done = {}
    for name, kept in KEPT.items():
        done.setdefault(tuple(kept.values()), []).append(name)
    assert [names for names in done.values() if len(names) > 1] == []


def test_the_worlds_are_eventful():
    kinds = frozenset().union(*(compiled_run(name)[1] for name in WORLDS))
    assert kinds == {int(kind) for kind in EventKind if kind <= LAST_KIND}
    assert sum(kept["n_kinds"] >= 12 for kept in KEPT.values()) >= 230
    assert sum(kept["n_kinds"] >= 28 for kept in KEPT.values()) >= 200
