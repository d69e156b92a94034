"""Encounters per second of both engines, beside the physical limit: the same draws and functions alone.

``python -m benchmarks.engines`` takes about two minutes, most of it for counting. All figures of one line are
measured in one run on one core, so that their ratios hold on any machine. *Plain Mesa* is a much simpler model of an
encounter (`benchmarks.plain_mesa`), as one would write it with `shuffle_do`.
"""

import json
import math
import os
import subprocess
import sys

import numba

from benchmarks import plain_mesa
from benchmarks.timing import alternating_times, processor_time, warm_up
from benchmarks.worlds import WEEKS, encounters, world
from simcorr import draws
from simcorr.engine import compiled, mesa


@numba.njit(error_model="numpy")
def bare_loop(events, uniforms, exponentials, logarithms):
    """Do nothing but the draws and functions of a run, evenly mixed."""
    total, drawn, done_uniforms, done_exponentials, done_logarithms = 0.0, 0.5, 0, 0, 0
    for number in range(events):
        key = draws.event(1, 2, number)
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
    tries = round(100 / factor) + 10
    warm_up(3.0, compiled.simulate, arms)  # counting was done by another process
    functions = (counted["exp"] + counted["expm1"], counted["log"] + counted["sqrt"])
    draws_alone = (bare_loop, counted["event"], counted["uniform"], *functions)
    of_compiled, limit = alternating_times(tries, (compiled.simulate, arms), draws_alone)
    of_mesa = processor_time(3 if factor == 1.0 else 1, mesa.simulate, arms)
    plain_met, of_plain = measure_plain(met)
    print(
        f"{name:<18}{met:>9,}{met / of_mesa:>12,.0f}{met / of_compiled:>12,.0f}{met / limit:>12,.0f}"
        f"{plain_met / of_plain:>13,.0f}{of_mesa / of_compiled:>11.1f}x{of_compiled / limit:>11.2f}x",
        flush=True,
    )
    drawn = ", ".join(f"{counted[one] / met:.1f} {one}" for one in ("event", "uniform", "exp", "expm1", "log", "sqrt"))
    print(f"{'':<18}an encounter needs {drawn}")


def measure_plain(met):
    """Return encounters and seconds of the stylised encounter in plain Mesa, with about as many encounters."""
    parties = max(1, round(met / WEEKS / 3.6))  # a party meets 3.6 gatekeepers before it is stopped or arrives
    return plain_mesa.simulate(parties, WEEKS), processor_time(1, plain_mesa.simulate, parties, WEEKS)


def main():
    """Print the table."""
    compiled.prepare()
    bare_loop(1, 1, 1, 1)
    print(f"{'':<27}{'encounters per second of processor time':^49}{'compiled':^24}")
    print(
        f"{'world':<18}{'met':>9}{'Mesa':>12}{'compiled':>12}{'limit':>12}{'plain Mesa':>13}"
        f"{'over Mesa':>12}{'of limit':>12}"
    )
    measure("baseline", 1.0)
    measure("ten times larger", 10.0)


if __name__ == "__main__":
    main()
