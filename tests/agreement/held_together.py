"""Two runs held against each other: the first event that differs says where to look."""

import numpy as np
import pytest

from simcorr.engine import mesa, simulate
from simcorr.jit import JIT_AVAILABLE
from simcorr.world import EventKind, build
from simcorr.world.trace import EVENT_COLUMNS

RECORDS = ("context", "corridor", "rank")
BOTH_ENGINES = pytest.mark.skipif(not JIT_AVAILABLE, reason="without Numba there is one engine")


def same(one, other):
    """Return whether two numbers or arrays are the same, bit for bit but for the kind of NaN."""
    return np.array_equal(np.asarray(one), np.asarray(other), equal_nan=True)


def first_difference(one, other):
    """Return in words where two traces part, or None."""
    first, second = (np.column_stack([trace.events[name] for name in EVENT_COLUMNS]) for trace in (one, other))
    common = min(len(first), len(second))
    parted = np.flatnonzero((first[:common] != second[:common]).any(axis=1))
    if len(parted):
        return f"event {parted[0]}: {_worded(first[parted[0]])} / {_worded(second[parted[0]])}"
    if len(first) != len(second):
        longer = first if len(first) > len(second) else second
        return f"{len(first)} and {len(second)} events, the next being {_worded(longer[common])}"
    for record in RECORDS:
        left, right = getattr(one, record), getattr(other, record)
        if not same(left, right):
            places = np.argwhere(~((left == right) | (np.isnan(left) & np.isnan(right))))
            week, unit, measure = places[0]
            return f"{record} record, week {week}, unit {unit}, measure {measure}: same events, other record"
    if not same(one.income_top_tenth, other.income_top_tenth):
        return f"income_top_tenth: {one.income_top_tenth} / {other.income_top_tenth}"
    return None


def _worded(event):
    return f"week {event[0]:.0f} {EventKind(int(event[1])).name} {event[2:].tolist()}"


def assert_agree(scenario, interventions=(), seed=1):
    """Run a world in both engines, hold the traces together and return one."""
    world = build(scenario, interventions, seed)
    by_compiled, by_mesa = simulate(world, engine="compiled", events=True), mesa.simulate(world, events=True)
    assert (difference := first_difference(by_mesa, by_compiled)) is None, difference
    return by_compiled
