"""Run a few worlds and save the traces, or read beyond an array; called in a process with another Numba set-up.

Without compilation that is the Mesa engine, else the compiled one.
"""

import sys
import warnings

import numpy as np

from simcorr.engine import simulate
from simcorr.interventions import all_at_dose
from simcorr.jit import JIT_AVAILABLE
from simcorr.scenario import Corridor, Post, Scenario
from simcorr.world import build
from simcorr.world.trace import EVENT_COLUMNS
from tests.agreement.held_together import RECORDS
from tests.agreement.scenarios import EVENTFUL, eventful

SMALL = {"smugglers.count": 4, "officials.hiring_weeks": 0}


def tiny_world(seed):
    """Return a world of fewer than two hundred encounters in which all kinds of things happen."""
    contexts = ("border_crossings", "transportation", "investigation", "trial", "service_providers")
    posts = [Post(name=f"{name} {n}", context=name, staff=2) for name in contexts for n in (1, 2)]
    route = Corridor(
        name="land",
        arrivals_per_year=300.0,
        stages=[{"context": "border_crossings"}, {"context": "transportation"}],
        posts=posts,
    )
    scenario = Scenario(name="tiny", corridors=[route], burn_in_weeks=3, window_weeks=12)
    measures = [all_at_dose("firm")[name] for name in ("Staff rotation", "Whistle-blower channel")]
    return build(scenario.with_changes({**EVENTFUL, **SMALL}), measures, seed)


def worlds(which):
    """Return the worlds of a set by name."""
    if which == "tiny":
        return [tiny_world(seed) for seed in (1, 2)]
    return [build(eventful(), (), 1), build(eventful(**{"smugglers.count": 0}), (), 2)]


def columns(which):
    """Return everything that the traces of a set hold, as arrays by name."""
    kept, engine = {}, "compiled" if JIT_AVAILABLE else "mesa"
    for number, world in enumerate(worlds(which)):
        trace = simulate(world, engine=engine, events=True)
        kept |= {f"{record} {number}": getattr(trace, record) for record in RECORDS}
        kept |= {f"{name} {number}": trace.events[name] for name in EVENT_COLUMNS}
        kept[f"top {number}"] = np.array(trace.income_top_tenth)
    return kept


def refuses_what_is_beyond():
    """Return whether compiled code refuses to read what lies beyond either end of an array, and nothing else."""
    from simcorr.engine.compiled.model import Model
    from simcorr.jit import kernel

    model, refused = Model(tiny_world(1)), []
    read = kernel(_place)
    last = len(model.arrays["listed_places"]) - 1
    for place in (-1, 0, last, last + 1):
        try:
            read(model, place)
        except IndexError:
            refused.append(place)
    return refused == [-1, last + 1]


def _place(model, index):
    return model.listed_places[index]


if __name__ == "__main__":
    which, path, jit = sys.argv[1:]
    if which == "beyond":
        sys.exit(not refuses_what_is_beyond())
    warnings.simplefilter("error")
    assert (jit == "jit") == JIT_AVAILABLE
    np.savez(path, **columns(which))
