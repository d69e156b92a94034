"""Where the time of the compiled engine goes: ``python -m benchmarks.phases [FACTOR]`` times each phase of the week.

Each phase is compiled as a kernel of its own (about a minute, kept nowhere) and called week by week from Python; the
week is then the same as in `simcorr.engines.compiled.week.advance`, which is one kernel and a little faster.
"""

import sys
import time
from collections import Counter

import numba

from benchmarks.worlds import encounters, world
from simcorr.engines import compiled
from simcorr.engines.compiled import week
from simcorr.engines.compiled.binding import attach
from simcorr.engines.compiled.model import Model

PHASES = ("arrive", "serve", "meet", "expose", "handle", "administer", "protect", "learn", "observe")


def kernel_of(function):
    """Compile a function of a model as a kernel."""

    @numba.njit(error_model="numpy")
    def kernel(table):
        return function(attach(table))

    return kernel


def run(arms, kernels, spent):
    """Run a world phase by phase and add up seconds by phase."""
    model = Model(arms)
    record = model.arrays["run"][0]
    kernels["set up"](model.table)
    record["is_set_up"] = 1
    while record["week"] < arms.weeks:
        if not kernels["room"](model.table):
            model.make_room()
            continue
        for number, name in enumerate(PHASES, start=1):
            record["phase"] = number
            started = time.perf_counter()
            kernels[name](model.table)
            spent[name] += time.perf_counter() - started
        record["week"] += 1
    return model.arrays["by_context"]


def main():
    """Print the share of each phase."""
    arms = world(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
    functions = {name: getattr(week, name) for name in PHASES}
    functions |= {"set up": week._set_up_agents, "room": week._has_room}
    kernels = {name: kernel_of(function) for name, function in functions.items()}
    record = run(arms, kernels, Counter())
    trace = compiled.simulate(arms)
    assert (record == trace.context).all(), "phase by phase is not what the engine does"
    tries = []
    for _ in range(7):
        spent: Counter[str] = Counter()
        run(arms, kernels, spent)
        tries.append(spent)
    least = {name: min(spent[name] for spent in tries) for name in PHASES}
    total = sum(least.values())
    print(f"{encounters(trace):,} encounters, {1e3 * total:.1f} ms in the phases")
    for number, (name, seconds) in enumerate(least.items(), start=1):
        print(f"  {number}  {name:<12}{seconds / total:>6.1%}{1e9 * seconds / encounters(trace):>8.0f} ns an encounter")


if __name__ == "__main__":
    main()
