"""Comparing interventions: every arm runs in every replicate, on the same random draws as the baseline."""

import math
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing
from numbers import Real
from typing import TYPE_CHECKING, Any

from simcorr.errors import RunError
from simcorr.experiment.arms import checked_arms
from simcorr.experiment.comparison import Comparison
from simcorr.experiment.gathering import Gathered
from simcorr.experiment.jobs import Finished, Job, Work, all_jobs
from simcorr.experiment.workers import checked_workers, results_of
from simcorr.simulation.checks import (
    DEFAULT_ENGINE,
    checked_agents,
    checked_engine,
    checked_scenario,
    checked_seed,
    whole_number,
)
from simcorr.simulation.record import Stopwatch, make_record

if TYPE_CHECKING:
    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario import Scenario

MOST_REPLICATES = 1_000_000
FEWEST_COMPLETE = 2
"""Replicates without which nothing can be said, and which a time budget therefore never cuts."""


def compare(
    scenario: "Scenario",
    interventions: "Mapping[str, Intervention | Portfolio | list[Intervention]]",
    replicates: int = 100,
    seed: int = 0,
    *,
    engine: str = DEFAULT_ENGINE,
    workers: int | None = 1,
    progress: bool = True,
    budget_minutes: float | None = None,
    agents: Mapping[type, type] | None = None,
) -> Comparison:
    """Compare interventions with doing nothing, on common random numbers.

    Parameters
    ----------
    scenario : Scenario
        What is simulated. Interventions that it names are part of the baseline.
    interventions : mapping of str to intervention, portfolio or list of them
        The arms, by the names that tables and figures will use.
    replicates : int
        How often every arm runs; replicate ``r`` has the same seed in every arm.
    seed : int
        A non-negative integer from which the seeds of all replicates follow.
    engine : str
        The engine that simulates.
    workers : int or None
        Number of threads (compiled engine) or processes (Mesa engine); None takes one for each core. Results
        do not depend on it.
    progress : bool
        Whether to show a progress bar with the time that is left.
    budget_minutes : float, optional
        Begin no replicate that would end after this time; two are always completed.
    agents : mapping of agent class to subclass, optional
        Classes of one's own that take the place of `Official` and so on in every arm; for the Mesa engine alone.

    Returns
    -------
    Comparison
        After Ctrl-C, what the complete replicates show, with a warning, if there are at least two of them.

    Raises
    ------
    RunError, InterventionError
        Before anything is simulated, for a request that cannot be carried out. A run that fails later becomes
        a row of ``Comparison.failures``.
    """
    stopwatch = Stopwatch()
    scenario = checked_scenario(scenario)
    arms = checked_arms(scenario, interventions)
    replicates = whole_number("replicates", replicates, 1, MOST_REPLICATES)
    seed, own = checked_seed(seed), checked_agents(agents, engine)
    engine = checked_engine(engine)
    budget = _Budget(stopwatch, _checked_budget(budget_minutes), len(arms), replicates)
    work = Work(scenario, arms, engine, own)
    count = checked_workers(workers, work)
    jobs = all_jobs(list(arms), replicates, seed, budget.go_on)
    _prepare(engine)
    gathered = Gathered(scenario, list(arms))
    interrupted = _gather(work, jobs, count, gathered, budget, show=bool(progress))
    if interrupted and gathered.replicates < FEWEST_COMPLETE:
        raise KeyboardInterrupt
    if interrupted:
        warnings.warn(
            f"interrupted: the comparison rests on {gathered.replicates} complete replicates of {replicates}",
            RuntimeWarning,
            stacklevel=2,
        )
    record = make_record(
        scenario,
        {name: (*scenario.interventions, *members) for name, members in arms.items()},
        seed=seed,
        engine=engine,
        stopwatch=stopwatch,
        replicates=gathered.replicates,
        agents=own,
    )
    return gathered.comparison(record, interrupted=interrupted)


def _prepare(engine: str) -> None:
    """Compile the engine before several workers would wait for it, and before the bar appears."""
    if engine == "compiled":
        from simcorr.engines.compiled import prepare

        prepare()


def _gather(
    work: Work, jobs: Iterator[Job], workers: int, gathered: Gathered, budget: "_Budget", *, show: bool
) -> bool:
    """Take in the results replicate by replicate; return whether the user stopped it."""
    from tqdm import tqdm

    results = results_of(work, jobs, workers)
    interval = 0.1 if sys.stderr.isatty() else 5.0  # a log needs fewer lines than a terminal
    bar = tqdm(total=budget.expected_runs(), desc="Simulating", unit="run", disable=not show, mininterval=interval)
    replicate: list[Finished] = []
    try:
        with bar, closing(results):
            for finished in results:
                budget.count()
                replicate.append(finished)
                if len(replicate) == len(work.arms):
                    gathered.add(replicate)
                    replicate = []
                bar.total = budget.expected_runs()
                bar.update()
            bar.total = bar.n
    except KeyboardInterrupt:
        return True
    return False


class _Budget:
    """Whether there is time for one more replicate, judged by the pace so far."""

    def __init__(self, stopwatch: Stopwatch, seconds: float, arms: int, replicates: int) -> None:
        self._stopwatch = stopwatch
        self._seconds = seconds
        self._arms = arms
        self._replicates = replicates
        self._finished = 0

    def count(self) -> None:
        """Note that one more run is finished."""
        self._finished += 1

    def go_on(self, replicate: int) -> bool:
        """Return whether a replicate can be expected to end in time."""
        return replicate < min(FEWEST_COMPLETE, self._replicates) or replicate < self._affordable()

    def expected_runs(self) -> int:
        """Return how many runs there will be at this pace."""
        fewest = min(FEWEST_COMPLETE, self._replicates)
        return self._arms * max(min(self._affordable(), self._replicates), fewest, self._begun())

    def _begun(self) -> int:
        return math.ceil(self._finished / self._arms)

    def _affordable(self) -> int:
        if not self._finished or math.isinf(self._seconds):
            return self._replicates
        per_replicate = self._stopwatch.seconds / self._finished * self._arms
        return int(self._seconds / per_replicate)


def _checked_budget(minutes: Any) -> float:
    """Return the time in seconds; endless if none was given."""
    if minutes is None:
        return math.inf
    if isinstance(minutes, bool) or not isinstance(minutes, Real) or not 0.0 < float(minutes) < math.inf:
        raise RunError(f"budget_minutes is {minutes!r}; allowed is a number of minutes above 0")
    return 60.0 * float(minutes)
