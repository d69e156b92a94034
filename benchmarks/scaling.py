"""What an encounter costs in small and large worlds, what a second thread gains, and a corridor at true scale.

``python -m benchmarks.scaling`` takes about three minutes; ``python -m benchmarks.scaling true-scale`` runs only the
last part, in this process.
"""

import json
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import simcorr as sc
from benchmarks.timing import processor_time, wall_time
from benchmarks.worlds import TRUE_SCALE, baseline, encounters, size, true_scale, world
from simcorr.engine import compiled
from simcorr.world import build

MOST_AGENTS = 100
REPLICATES = 24
MEASURES = 12


def cost(factor):
    """Return encounters and processor time of an encounter, in nanoseconds, and the world."""
    arms = world(factor, agents=min(factor, MOST_AGENTS))
    met = encounters(compiled.simulate(arms))
    return met, 1e9 * processor_time(7 if met < 200_000 else 1, compiled.simulate, arms) / met, arms


def show_costs(title, factors):
    """Print the cost of an encounter in a series of worlds, beside the first."""
    print(title)
    first = None
    for factor in factors:
        met, nanoseconds, arms = cost(factor)
        first = first or nanoseconds
        print(f"  {met:>11,} encounters{nanoseconds:>8.0f} ns{nanoseconds / first:>7.2f}x   {size(arms)}", flush=True)


def show_threads():
    """Print what a second thread gains: for the kernel alone, and for a whole comparison with all that it reports."""
    worlds = [world(10.0, seed=seed) for seed in range(REPLICATES)]

    def sweep(workers):
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(compiled.simulate, worlds))

    measures = dict(list(sc.all_at_dose("firm").items())[:MEASURES])

    def compare(workers):
        sc.compare(baseline(), measures, replicates=100, workers=workers, progress=False)

    print("two threads against one, elapsed time, least of three, alternating")
    compared = f"{MEASURES} measures x 100 replicates"
    for name, work in ((f"{REPLICATES} runs of ten times the baseline", sweep), (compared, compare)):
        one, two = [], []
        for _ in range(3):
            one.append(wall_time(1, work, 1))
            two.append(wall_time(1, work, 2))
        print(f"  {name:<36}{min(one):>7.2f} s{min(two):>8.2f} s{min(one) / min(two):>7.2f}x", flush=True)


def show_replicate():
    """Print what one replicate of the whole baseline takes."""
    arms = build(baseline(), (), 1)
    inside = processor_time(9, compiled.simulate, arms)
    outside = processor_time(5, lambda: sc.run(baseline(), seed=1))
    print(f"a replicate of the baseline ({arms.weeks} weeks): {1e3 * inside:.0f} ms in the engine; ", end="")
    print(f"{1e3 * outside:.0f} ms with reading the scenario, building the world and the tables of a run", flush=True)


def peak_megabytes():
    """Return the most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():  # on Linux getrusage would count what the parent process held
        return next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM")) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def run_true_scale():
    """Run the corridor at true scale and print a line of JSON."""
    compiled.prepare()
    arms = true_scale()
    before = peak_megabytes()
    started = time.perf_counter(), time.process_time()
    met = encounters(compiled.simulate(arms))
    elapsed, spent = time.perf_counter() - started[0], time.process_time() - started[1]
    found = {"weeks": arms.weeks, "met": met, "elapsed": elapsed, "spent": spent, "size": size(arms)}
    print(json.dumps(found | {"peak": peak_megabytes(), "before": before}))


def show_true_scale():
    """Print time and peak memory of a process that runs the corridor at true scale."""
    command = [sys.executable, "-m", "benchmarks.scaling", "true-scale"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(
        f"a corridor with {TRUE_SCALE:,} would-be migrants a year at weight 1, {found['weeks']} weeks, {found['size']}"
    )
    print(f"  {found['met']:,} encounters, {found['elapsed']:.1f} s elapsed, {found['spent']:.1f} s of one core,")
    print(f"  peak memory {found['peak']:.0f} MB, of which {found['before']:.0f} MB before the run")


def main():
    """Print all parts."""
    compiled.prepare()
    show_replicate()
    show_costs("cost of an encounter with ever more of everything", (1, 10, 100))
    show_costs("cost of an encounter with ever more migrants", (2, 20, 200, 2000))
    show_threads()
    show_true_scale()


if __name__ == "__main__":
    run_true_scale() if sys.argv[1:] == ["true-scale"] else main()
