"""What sweeps cost beside the runs themselves: ``python -m benchmarks.experiments`` (about four minutes).

A few runs beside a plain loop of them; the store, a second worker as a thread and as a process, Dask in place of
processes of one's own; then the figures of a cost model, what it predicts for one and two workers beside what was
measured, and what it predicts for many. ``python -m benchmarks.experiments store 10000`` measures the store alone, in
so many runs.
"""

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import simcorr as sc
from benchmarks.worlds import baseline
from simcorr.draws import replicate_seed
from simcorr.executors import Check, Processes, Unit, run_units
from simcorr.experiment.plan import Plan
from simcorr.experiment.trial import Common, Trial, try_out

RUNS = 2_000
ROUNDS = 3
BLOCK = 200


def swept(runs, store=None, **values):
    """Return how long a sweep of so many runs of the baseline takes, and the processor time of this process."""
    started, busy = time.perf_counter(), time.process_time()
    sc.sweep(baseline(), replicates=runs, store=store, progress=False, **values)
    return time.perf_counter() - started, time.process_time() - busy


def bare(first, runs):
    """Run without any store, executor or plan: what a loop of one's own would do."""
    (cell,) = Plan(baseline(), {"Baseline": ()}, None, {}).cells
    common, check = Common(baseline(), "compiled", {}), Check("bare", None)
    for replicate in range(first, first + runs):
        try_out(common, Trial(0, cell, replicate, replicate_seed(0, replicate)), check)


def few(rounds=15):
    """Return the least time of eight runs in a plain loop, in a sweep and in a comparison of one measure, in turn."""
    arms = {"Wages": sc.OfficialWages(factor=1.0)}
    kinds = {
        "a plain loop": lambda: [sc.run(baseline(), seed=replicate_seed(0, replicate)) for replicate in range(8)],
        "a sweep": lambda: sc.sweep(baseline(), replicates=8, progress=False),
        "a comparison": lambda: sc.compare(baseline(), arms, 4, progress=False),
    }
    least = dict.fromkeys(kinds, float("inf"))
    for _ in range(rounds):
        for name, kind in kinds.items():
            started = time.perf_counter()
            kind()
            least[name] = min(least[name], time.perf_counter() - started)
    return least


def store_cost(folder, runs=RUNS):
    """Return seconds of a run without and with the store; blocks alternate, so that both see the same machine."""
    path, done = folder / "cost.sqlite", 0
    without = with_store = 0.0
    bare(0, 20)
    for _ in range(runs // BLOCK):
        started = time.perf_counter()
        bare(done, BLOCK)
        middle = time.perf_counter()
        done += BLOCK
        sc.sweep(baseline(), replicates=done, store=path, workers=1, progress=False)
        without, with_store = without + middle - started, with_store + time.perf_counter() - middle
    return without / done, with_store / done


def alternating(folder, **kinds):
    """Return the least time of a sweep in each of some ways, and the processor time of this process in it."""
    least = dict.fromkeys(kinds, (float("inf"), 0.0))
    for number in range(ROUNDS):
        for name, values in kinds.items():
            least[name] = min(least[name], swept(RUNS, folder / f"{name}-{number}.sqlite", **values))
    return least


@dataclass
class Figures:
    """What the cost model rests on.

    Attributes
    ----------
    run : seconds in a worker.
    parent : seconds of the process that hands out and stores, for each run.
    start : seconds until processes work.
    row_bytes : size of a run in the store.
    """

    run: float
    parent: float
    start: float
    row_bytes: float

    def wall(self, runs, workers):
        """Return the expected time: workers side by side, unless the one that stores cannot keep up."""
        working = runs * self.run / workers
        if workers == 1:
            return working + runs * self.parent
        return self.start + max(working, runs * self.parent)

    def bottleneck(self, runs, workers):
        """Return what most of the time goes to."""
        if workers == 1 or runs * self.run / workers >= runs * self.parent:
            return "runs" if runs * self.run / workers > self.start else "start of processes"
        return "the process that stores"


def nothing(_shared, _content, _check):
    """Do nothing, to see what a unit costs apart from its work."""


def start_seconds():
    """Return how long two processes take until the first, empty unit is done."""
    started = time.perf_counter()
    list(run_units(nothing, None, [Unit(number, None) for number in range(4)], Processes(2)))
    return time.perf_counter() - started


def message_seconds(executor, units=200):
    """Return what an executor needs for one message and its answer, in a row."""
    started = time.perf_counter()
    for _ in range(units):
        executor.submit(nothing, None, None, None).result()
    return (time.perf_counter() - started) / units


def show_predictions(figures):
    """Print wall time, size of the store and bottleneck for many runs."""
    print(f"\n{'runs':>12}{'workers':>9}{'one store':>12}{'shards':>12}{'size':>10}  bottleneck of one store")
    for runs in (10**5, 10**6, 10**7, 10**8):
        for workers in (1, 10, 100, 1000):
            apart = runs * (figures.run + figures.parent) / workers
            size = runs * figures.row_bytes / 1e9
            print(f"{runs:>12,}{workers:>9,}{hours(figures.wall(runs, workers)):>12}{hours(apart):>12}{size:>7.1f} GB"
                  f"  {figures.bottleneck(runs, workers)}")  # fmt: skip


def hours(seconds):
    """Return a duration in the unit that a reader would use."""
    for size, unit in ((86400.0, "days"), (3600.0, "h"), (60.0, "min")):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} s"


def main():
    """Print ratios, then the cost model."""
    if sys.argv[1:2] == ["store"]:
        with tempfile.TemporaryDirectory() as name:
            show_store(Path(name), int(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = few()
        loop = times["a plain loop"]
        print(
            "eight runs: " + ", ".join(f"{name} {1e3 * one:.0f} ms ({one / loop:.2f}x)" for name, one in times.items())
        )
        without = show_store(folder)
        size = (folder / "cost.sqlite").stat().st_size / RUNS
        start = start_seconds()
        watched = {"workers": 2, "time_limit_minutes": 60.0}
        least = alternating(folder, one={"workers": 1}, threads={"workers": 2}, two=watched)
        one, threads, two = (least[name][0] for name in ("one", "threads", "two"))
        print(f"{RUNS} runs: one worker {one:.1f} s, two threads {threads:.1f} s ({one / threads:.2f}x), ", end="")
        print(f"two processes {two:.1f} s ({one / two:.2f}x)", flush=True)
        figures = Figures(without, least["two"][1] / RUNS, start, size)
        show_dask(folder)
    print(
        f"\nper run {1e3 * figures.run:.2f} ms in a worker, {1e3 * figures.parent:.3f} ms in the process that ", end=""
    )
    print(f"stores; start {figures.start:.1f} s; {figures.row_bytes:.0f} bytes a run")
    for workers, measured in ((1, one), (2, two)):
        predicted = figures.wall(RUNS, workers)
        print(
            f"  {workers} workers: predicted {predicted:.1f} s, measured {measured:.1f} s ({predicted / measured:.2f}x)"
        )
    show_predictions(figures)


def show_store(folder, runs=RUNS):
    """Print what the store costs; return the seconds of a bare run."""
    without, with_store = store_cost(folder, runs)
    print(f"a run: {1e3 * without:.2f} ms bare, {1e3 * with_store:.2f} ms in a sweep with its store: ", end="")
    print(f"{100.0 * (with_store / without - 1.0):+.1f} % ({runs} runs each, alternating)", flush=True)
    return without


def show_dask(folder):
    """Print a sweep on two local Dask workers beside two processes of our own, in turn."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        print("Dask is not installed: pip install 'simcorr[distributed]'")
        return
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        executor = client.get_executor(pure=False)
        swept(50, executor=executor)  # its workers import simcorr and load the engine
        own = {"workers": 2, "time_limit_minutes": 60.0}
        least = alternating(folder, own=own, dask={"executor": executor})
        own, dask = least["own"][0], least["dask"][0]
        print(
            f"{RUNS} runs: processes of our own {own:.1f} s, Dask {dask:.1f} s: {100 * (dask / own - 1):+.1f} %; ",
            end="",
        )
        print(f"a message {1e3 * message_seconds(executor):.1f} ms", flush=True)


if __name__ == "__main__":
    sys.exit(main())
