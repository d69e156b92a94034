"""What the mechanisms cost that are off by default: the baseline, which has them all, beside the three corridors.

``python -m benchmarks.editions [PAIRS]`` runs both worlds in turn, in the compiled engine on one core, and prints the
ratio of their times, of their encounters and of what a run leaves in memory.
"""

import statistics
import sys
import time

import simcorr as sc
from benchmarks.worlds import SCENARIOS, encounters
from simcorr.engine import simulate
from simcorr.world import build

NAMES = ("three_corridors", "baseline")
RUNS = 20
"""Runs a block: a block of each world makes a pair."""


def block(scenario, first):
    """Return the processor seconds, the encounters and the bytes of the records of a block of runs, a run each."""
    worlds = [build(scenario, (), seed) for seed in range(first, first + RUNS)]
    start = time.process_time()
    traces = [simulate(world) for world in worlds]
    seconds = time.process_time() - start
    kept = sum(table.nbytes for table in (traces[0].context, traces[0].corridor, traces[0].rank))
    return seconds / RUNS, sum(map(encounters, traces)) / RUNS, kept


def main(pairs=15):
    """Run the pairs and print medians."""
    scenarios = {name: sc.load_scenario(SCENARIOS / f"{name}.toml") for name in NAMES}
    for scenario in scenarios.values():
        block(scenario, 0)
    found = {name: [] for name in NAMES}
    for pair in range(pairs):
        for name, scenario in scenarios.items():
            found[name].append(block(scenario, 1 + pair * RUNS))
    ratios = [new[0] / old[0] for old, new in zip(*found.values(), strict=True)]
    for name, rows in found.items():
        seconds, met, kept = (statistics.median(row[place] for row in rows) for place in range(3))
        print(f"{name:16} {1000 * seconds:6.1f} ms a run, {met:,.0f} encounters, records of {kept / 1e6:.1f} MB")
    cuts = statistics.quantiles(ratios, n=20)
    told = f"{statistics.median(ratios):.2f} ({cuts[0]:.2f} to {cuts[-1]:.2f})"
    print(f"baseline over three corridors, {pairs} pairs of {RUNS} runs: {told}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
