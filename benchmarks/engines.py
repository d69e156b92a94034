"""Encounters per second of both engines, beside the physical limit: the same draws and functions alone.

``python -m benchmarks.engines`` takes about three minutes, most of it for counting. All figures of one line are
measured in one run on one core, so that their ratios hold on any machine.
"""

import json
import math
import os
import subprocess
import sys
import time

import numba

from benchmarks.worlds import encounters, world
from simcorr import draws
from simcorr.engines import compiled, mesa


@numba.njit(error_model="numpy")
def bare_loop(events, uniforms, exponentials, logarithms):
    """Do nothing but the draws and functions of a run, evenly mixed."""
    total, drawn, done_uniforms, done_exponentials, done_logarithms = 0.0, 0.5, 0, 0, 0
    for number in range(events):
        key = draws.event(1, number, 2, 3)
        while done_uniforms * events < uniforms * (number + 1):
            drawn = draws.uniform(key, done_uniforms & 63)
            total += drawn
            done_uniforms += 1
        while done_exponentials * events < exponentials * (number + 1):
            total += math.exp(-drawn - done_exponentials * 1e-9)
            done_exponentials += 1
        while done_logarithms * events < logarithms * (number + 1):
            total += math.log(drawn + done_logarithms * 1e-9)
            done_logarithms += 1
    return total


def best_of(times, function, *arguments):
    """Return the least processor time of some calls, in seconds: others may be using the machine."""
    durations = []
    for _ in range(times):
        started = time.process_time()
        function(*arguments)
        durations.append(time.process_time() - started)
    return min(durations)


def count(factor):
    """Return the number of draws and functions of a run, from a process in which nothing is compiled."""
    command = [sys.executable, "-m", "benchmarks.counting", str(factor)]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def measure(name, factor):
    """Print one line: rates and ratios for a world."""
    arms, counted = world(factor), count(factor)
    met = encounters(compiled.simulate(arms))
    assert met == counted["encounters"], "the engine does not do the same without compilation"
    of_compiled = best_of(7, compiled.simulate, arms)
    of_mesa = best_of(1, mesa.simulate, arms)
    functions = (counted["exp"] + counted["expm1"], counted["log"] + counted["sqrt"])
    limit = best_of(7, bare_loop, counted["event"], counted["uniform"], *functions)
    print(
        f"{name:<20} {met:>9,} {met / of_mesa:>12,.0f} {met / of_compiled:>12,.0f} {met / limit:>12,.0f}"
        f" {of_mesa / of_compiled:>10.1f}x {of_compiled / limit:>10.2f}x"
    )


def main():
    """Print the table."""
    compiled.prepare()
    bare_loop(1, 1, 1, 1)
    print(f"{'':<20} {'':>9} {'encounters per second':^38}")
    print(f"{'world':<20} {'met':>9} {'Mesa':>12} {'compiled':>12} {'limit':>12} {'over Mesa':>11} {'over limit':>11}")
    measure("baseline", 1.0)
    measure("ten times larger", 10.0)


if __name__ == "__main__":
    main()
