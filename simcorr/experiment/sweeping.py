"""Sweeping: every arm at every point in every replicate, each run once, whatever happens to workers."""

from __future__ import annotations

import json
import math
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from simcorr.analysis.estimates import BASELINE
from simcorr.checks import whole_number
from simcorr.draws import replicate_seed
from simcorr.errors import DesignError, RunError
from simcorr.executors import Crew, Done, Here, Lent, Lost, Processes, Raised, carry_out, workers_of
from simcorr.executors.workers import available_cores, worker_count
from simcorr.experiment.arms import Arms, checked_arms
from simcorr.experiment.designs import Design, Grid
from simcorr.experiment.plan import Plan
from simcorr.experiment.results.sweep import Sweep
from simcorr.experiment.store.store import Store
from simcorr.experiment.trial import WORKER, Common, Ended, try_out
from simcorr.experiment.workers import check_importable
from simcorr.simulation.checks import DEFAULT_ENGINE, checked_agents, checked_engine, checked_scenario, checked_seed
from simcorr.simulation.record import table
from simcorr.simulation.running import prepare_engine

if TYPE_CHECKING:
    from pathlib import Path

    from simcorr.experiment.designs import Linspace, Values
    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario import Scenario

MOST_REPLICATES = 1_000_000
_MOST_LENT = 10_000
"""Workers behind an executor that somebody else made."""
FEW_RUNS = 50
"""Runs for which starting processes takes longer than they save."""


def sweep(
    scenario: Scenario,
    interventions: Mapping[str, Intervention | Portfolio | list[Intervention]] | None = None,
    over: Design | Mapping[str, Values | Linspace] | None = None,
    replicates: int = 10,
    seed: int = 0,
    *,
    store: str | Path | None = None,
    workers: int | None = None,
    executor: Executor | Callable[[], Executor] | None = None,
    shard: tuple[int, int] = (1, 1),
    time_limit_minutes: float = 60.0,
    retry_failures: bool = False,
    engine: str = DEFAULT_ENGINE,
    agents: Mapping[type, type] | None = None,
    progress: bool = True,
) -> Sweep:
    """Simulate every arm at every point of a design, on common random numbers.

    Replicate ``r`` has the same seed at all points and in all arms, and the same as in `compare`; it follows from
    ``seed`` and ``r`` alone, so that more points, arms or replicates never change a run.

    Parameters
    ----------
    scenario : Scenario
        What is simulated; the arm without interventions is called "Baseline".
    interventions : mapping of str to intervention, portfolio or list of them, optional
        Further arms, by name.
    over : Design, or mapping of dotted name to Values or Linspace, optional
        What is varied: values of the scenario (``officials.fine_usd``), factors on all nine contexts
        (``contexts.*.visibility``), and fields of arms (``Rotation.interval_weeks``). A mapping is a full grid.
    replicates : int
        How often each arm runs at each point.
    seed : int
        A non-negative integer from which the seeds of all replicates follow.
    store : str or Path, optional
        A file that keeps every run as it ends; what is there already is not run again. In memory, if left out.
    workers : int, optional
        Processes; one for each core, if left out. With an executor: how many chunks it can do at a time.
    executor : Executor or callable that makes one, optional
        Anything with the interface of `concurrent.futures`, in place of processes of our own.
    shard : (number, of how many)
        Which part of the runs to do here, counted from 1; `merge` joins the stores of the parts.
    time_limit_minutes : float
        How long one run may take.
    retry_failures : bool
        Whether runs that failed before are tried again.
    engine : str
        The engine that simulates.
    agents : mapping of agent class to subclass, optional
        Classes of one's own that take the place of `Official` and so on; for the Mesa engine alone.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    Sweep
        After Ctrl-C, what there is, with a warning.

    Raises
    ------
    DesignError, RunError, InterventionError, StoreError
        Before anything is simulated, for a request that cannot be carried out. A run that fails later becomes a
        row of ``Sweep.failures``.

    Examples
    --------
    >>> import simcorr as sc
    >>> scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")], burn_in_weeks=4, window_weeks=8)
    >>> found = sc.sweep(
    ...     scenario,
    ...     over={"smugglers.count": sc.Values([5, 10])},
    ...     replicates=2,
    ...     workers=1,
    ...     engine="mesa",
    ...     progress=False,
    ... )
    >>> found.runs[["smugglers.count", "replicate"]].to_numpy().tolist()
    [[5, 0], [5, 1], [10, 0], [10, 1]]
    """
    scenario = checked_scenario(scenario)
    arms: Arms = {BASELINE: ()} if not interventions else checked_arms(scenario, interventions)
    replicates = whole_number("replicates", replicates, 1, MOST_REPLICATES)
    seed, own = checked_seed(seed), checked_agents(agents, engine)
    engine = checked_engine(engine)
    part, limit = checked_shard(shard), _checked_limit(time_limit_minutes)
    count = _workers(workers, executor)
    plan = Plan(scenario, arms, _checked_design(over), own)
    if executor is None and count > 1:
        check_importable(plan.arms, own)
    kept = Store(store)
    try:
        interrupted = _Sweeping(plan, kept, replicates, seed, part, retry_failures).go(
            Common(scenario, engine, own), count, executor, limit, show=bool(progress)
        )
        found = Sweep(kept if store is None else str(store), plan.id, interrupted=interrupted)
    finally:
        if store is not None:
            kept.close()
    if interrupted:
        counts = found.counts
        warnings.warn(
            f"interrupted: {counts['done']} of {counts['planned']} runs are done"
            + ("" if store is None else "; the same call does the rest"),
            RuntimeWarning,
            stacklevel=2,
        )
    return found


class _Sweeping:
    """A plan and a store, and the runs that lie between them."""

    def __init__(
        self, plan: Plan, store: Store, replicates: int, seed: int, shard: tuple[int, int], retry: bool
    ) -> None:
        self.plan, self.store, self.seed, self.shard = plan, store, seed, shard
        self.numbers = store.cell_numbers([cell.digest for cell in plan.cells])
        seeds = [replicate_seed(seed, replicate) for replicate in range(replicates)]
        self.done = store.done(self.numbers, seeds, failures=not retry)
        store.remember(plan.id, _description(plan, replicates, seed), self._points())
        self.place_of = {id(cell): number for cell, number in zip(plan.cells, self.numbers, strict=True)}

    def _points(self) -> Iterator[tuple[str, str]]:
        names = [str(name) for name in self.plan.points.columns]
        rows = self.plan.points.itertuples(index=False, name=None)
        for row, cells in zip(rows, self.plan.layout, strict=True):
            values = {name: _plain(value) for name, value in zip(names, row, strict=True)}
            yield json.dumps(values), json.dumps([self.numbers[place] for place in cells])

    def go(
        self,
        common: Common,
        workers: int,
        executor: Executor | Callable[[], Executor] | None,
        limit: float,
        *,
        show: bool,
    ) -> bool:
        """Do what is missing; return whether the user stopped it."""
        units = list(self.plan.missing(self.done, self.seed, self.shard))
        if not units:
            return False
        if common.engine == "compiled":
            prepare_engine()
        crew = _crew(min(workers, len(units)) if len(units) > FEW_RUNS or workers > 1 else 1, executor)
        trials = {unit.number: unit.content for unit in units}
        results = carry_out(try_out, common, units, crew, limit_seconds=limit)
        failed = 0
        try:
            with _bar(len(units), show=show) as bar, closing(results):
                for done in results:
                    ended = _ended(done)
                    trial = trials[done.unit.number]
                    self.store.add((self.place_of[id(trial.cell)], trial.seed), ended, done.seconds)
                    failed += bool(ended.error)
                    if failed:
                        bar.set_postfix(failed=failed, refresh=False)
                    bar.update()
        except KeyboardInterrupt:
            return True
        finally:
            self.store.flush()
        return False


def _ended(done: Done) -> Ended:
    """Return what a run left; for a lost worker and an error outside the run, a failure."""
    if isinstance(done.result, Lost):
        return Ended(stage=WORKER, error=done.result.error, traceback=done.result.traceback)
    if isinstance(done.result, Raised):
        error = done.result.error
        return Ended(stage=WORKER, error=f"{type(error).__name__}: {error}", traceback=done.result.traceback)
    ended: Ended = done.result
    return ended


def _crew(workers: int, executor: Executor | Callable[[], Executor] | None) -> Crew:
    if executor is not None:
        return Lent(executor, workers)
    return Here() if workers == 1 else Processes(workers)


def _bar(runs: int, *, show: bool) -> Any:
    """Return a progress bar with rate and estimate, for a terminal, a notebook or a log."""
    from tqdm import tqdm

    bar: Any = tqdm
    if "ipykernel" in sys.modules:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # without its widgets, tqdm falls back to text and says so at length
            from tqdm.auto import tqdm as bar
    interval = 0.1 if sys.stderr.isatty() else 5.0  # a log needs fewer lines than a terminal
    return bar(total=runs, desc="Sweeping", unit="run", disable=not show, mininterval=interval)


def _description(plan: Plan, replicates: int, seed: int) -> dict[str, Any]:
    return {
        "names": [str(name) for name in plan.points.columns],
        "scenario": plan.scenario.to_dict(),
        "scenario_hash": plan.scenario.hash,
        "arms": {name: [table(member) for member in members] for name, members in plan.arms.items()},
        "design": _design(plan.design),
        "forms": {form.name: form.described() for form in plan.forms},
        "replicates": replicates,
        "seed": seed,
    }


def _design(design: Design | None) -> dict[str, Any]:
    """Return what is worth remembering of a design; its points are kept anyway."""
    if design is None:
        return {}
    return (
        {"kind": "points"} if design.kind == "points" else json.loads(json.dumps(design.description(), default=_plain))
    )


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _checked_design(over: Any) -> Design | None:
    if over is None or isinstance(over, Design):
        return over
    if isinstance(over, Mapping):
        return Grid(over)
    raise DesignError(
        f"over is a {type(over).__name__}; allowed is a design, such as LatinHypercube(...), or a mapping from dotted "
        "names to Values or Linspace"
    )


def checked_shard(shard: Any) -> tuple[int, int]:
    """Return which part of how many."""
    if not isinstance(shard, tuple) or len(shard) != 2:
        raise RunError(f"shard is {shard!r}; allowed is a pair, such as (1, 4) for the first of four")
    of = whole_number("the number of shards", shard[1], 1, MOST_REPLICATES)
    return whole_number("shard", shard[0], 1, of), of


def _checked_limit(minutes: Any) -> float:
    if isinstance(minutes, bool) or not isinstance(minutes, Real) or not 0.0 < float(minutes) < math.inf:
        raise RunError(f"time_limit_minutes is {minutes!r}; allowed is a number of minutes above 0")
    return 60.0 * float(minutes)


def _workers(workers: Any, executor: Any) -> int:
    if executor is not None and not isinstance(executor, Executor) and not callable(executor):
        raise RunError(f"executor is {executor!r}; allowed is an Executor, or a function that makes one")
    if workers is None:
        return (workers_of(executor) if executor is not None else None) or available_cores()
    return whole_number("workers", workers, 1, _MOST_LENT) if executor is not None else worker_count(workers)
