"""Sweeping: every arm at every point in every replicate, each run once, whatever happens to workers."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from simcorr.analysis.estimates import BASELINE
from simcorr.checks import whole_number
from simcorr.errors import DesignError
from simcorr.executors import Unit
from simcorr.experiment.arms import Arms, checked_arms
from simcorr.experiment.conduct import bar, conduct, prepare
from simcorr.experiment.designs import Design, Grid
from simcorr.experiment.plan import Plan
from simcorr.experiment.request import MOST_REPLICATES, Workforce, checked_shard, checked_workforce
from simcorr.experiment.results.sweep import Sweep
from simcorr.experiment.store.keeping import InStore
from simcorr.experiment.store.store import Store
from simcorr.experiment.trial import Common, Ended, Trial
from simcorr.simulation.checks import (
    DEFAULT_ENGINE,
    checked_agents,
    checked_engine,
    checked_scenario,
    checked_seed,
)
from simcorr.simulation.own_outcomes import OwnOutcome, checked_own

if TYPE_CHECKING:
    from pathlib import Path

    from simcorr.experiment.designs import Linspace, Values
    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario import Scenario


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
    time_limit_minutes: float | None = None,
    memory_limit_mb: float | None = None,
    retry_failures: bool = False,
    engine: str = DEFAULT_ENGINE,
    agents: Mapping[type, type] | None = None,
    outcomes: Iterable[OwnOutcome] | Mapping[str, str] | None = None,
    series: bool = False,
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
        How many runs at the same time, in threads (compiled engine) or processes (Mesa engine); one for each core, if
        left out. With an executor: how many chunks it can do at a time. Results do not depend on it.
    executor : Executor or callable that makes one, optional
        Anything with the interface of `concurrent.futures`, in place of threads and processes of our own.
    shard : (number, of how many)
        Which part of the runs to do here, counted from 1; `merge` joins the stores of the parts.
    time_limit_minutes : float, optional
        How long one run may take before it counts as failed. If it is given, every run is done in a process that is
        watched, and ended; if not, an hour, which is looked at after every simulated week.
    memory_limit_mb : float, optional
        How much memory a worker may take, some 300 MB of its own among it, before its run counts as failed. If it is
        given, every run is done in a process of its own; not on Windows.
    retry_failures : bool
        Whether runs that failed before are tried again.
    engine : str
        The engine that simulates.
    agents : mapping of agent class to subclass, optional
        Classes of one's own that take the place of `Official` and so on; for the Mesa engine alone.
    outcomes : list of OwnOutcome, or mapping of name to expression, optional
        Outcomes of one's own: ``{"detained_share": "detained / irregular_journeys"}``; see `OwnOutcome`.
    series : bool
        Whether to keep what happened in every week of every run, for `Sweep.series`: 140 kilobytes for one of the
        baseline.
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
    own_outcomes = checked_own(outcomes)
    common = Common(scenario, checked_engine(engine), own, series=bool(series), own=own_outcomes)
    part = checked_shard(shard)
    workforce = checked_workforce(workers, executor, (time_limit_minutes, memory_limit_mb), common, arms)
    plan = Plan(scenario, arms, _checked_design(over), own)
    kept = Store(store)
    try:
        keeping = InStore(kept, plan, replicates, seed, common, retry=bool(retry_failures))
        units = list(plan.missing(keeping.done, seed, part))
        interrupted = _carried_out(common, units, keeping, kept, workforce, show=bool(progress))
        found = Sweep(
            kept if store is None else str(store),
            plan.id,
            {seed: replicates},
            members=arms,
            common=common,
            interrupted=interrupted,
        )
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


def _carried_out(
    common: Common, units: list[Unit], keeping: InStore, store: Store, workforce: Workforce, *, show: bool
) -> bool:
    """Do what is missing; return whether the user stopped it."""
    if not units:
        return False
    prepare(common)
    failed = 0
    with bar("Sweeping", len(units), show=show) as shown:

        def take(trial: Trial, ended: Ended, seconds: float) -> None:
            nonlocal failed
            keeping.add(trial, ended, seconds)
            failed += bool(ended.error)
            if failed:
                shown.set_postfix(failed=failed, refresh=False)
            shown.update()

        try:
            return conduct(common, units, take, workforce, len(units))
        finally:
            store.flush()


def _checked_design(over: Any) -> Design | None:
    if over is None or isinstance(over, Design):
        return over
    if isinstance(over, Mapping):
        return Grid(over)
    raise DesignError(
        f"over is a {type(over).__name__}; allowed is a design, such as LatinHypercube(...), or a mapping from dotted "
        "names to Values or Linspace"
    )
