"""Where the time of the compiled engine goes: ``python -m benchmarks.phases [FACTOR]`` times each phase of the week.

Each phase is compiled as a kernel of its own (about a minute, kept nowhere) and called week by week from Python; what a
call of nothing takes is subtracted. The week is the same as in `simcorr.engine.phases.week.advance`, which is one
kernel and a little faster.
"""

import sys
import time
from collections import Counter

import numba

from benchmarks.worlds import encounters, world
from simcorr.engine import compiled
from simcorr.engine.compiled import kernel  # noqa: F401 - phases and models can be compiled once this is imported
from simcorr.engine.compiled.model import Model
from simcorr.engine.phases import week


def kernel_of(function):
    """Compile a function of a model as a kernel."""

    @numba.njit(error_model="numpy")
    def of_model(model):
        return function(model)

    return of_model


def has_room(m):
    """Return whether the lists are long enough for the week to come."""
    return m.has_room()


def nothing(m):
    """Do nothing."""


def run(arms, kernels, spent):
    """Run a world phase by phase and add up seconds by phase."""
    model = Model(arms)
    record = model.arrays["run"][0]
    kernels["set up"](model)
    record["is_set_up"] = 1
    while record["week"] < arms.weeks:
        kernels["announce"](model)
        if not kernels["room"](model):
            model.make_room()
            continue
        for number, name in enumerate((*week.PHASES, "nothing"), start=1):
            record["phase"] = number
            started = time.perf_counter()
            kernels[name](model)
            spent[name] += time.perf_counter() - started
        record["week"] += 1
    return model.arrays["by_context"]


def main():
    """Print the share of each phase."""
    arms = world(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
    functions = {name: getattr(week, name) for name in week.PHASES}
    functions |= {"set up": week.set_up, "announce": week.announce, "room": numba.njit(has_room)}
    functions["nothing"] = numba.njit(nothing)
    kernels = {name: kernel_of(function) for name, function in functions.items()}
    record = run(arms, kernels, Counter())
    trace = compiled.simulate(arms)
    assert (record == trace.context).all(), "phase by phase is not what the engine does"
    tries = []
    for _ in range(7):
        spent: Counter[str] = Counter()
        run(arms, kernels, spent)
        tries.append(spent)
    calls = min(spent["nothing"] for spent in tries)
    least = {name: min(spent[name] for spent in tries) - calls for name in week.PHASES}
    total = sum(least.values())
    print(f"{encounters(trace):,} encounters, {1e3 * total:.1f} ms in the phases")
    for number, (name, seconds) in enumerate(least.items(), start=1):
        print(f"  {number}  {name:<12}{seconds / total:>6.1%}{1e9 * seconds / encounters(trace):>8.0f} ns an encounter")


if __name__ == "__main__":
    main()
