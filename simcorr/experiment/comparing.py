"""Comparing interventions: every arm runs in every replicate, on the same random draws as the baseline."""

import sys
import warnings
from collections.abc import Generator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from simcorr.checks import whole_number
from simcorr.experiment.arms import checked_arms, said_of_idle
from simcorr.experiment.budget import FEWEST_COMPLETE, Budget, checked_budget
from simcorr.experiment.gathering import Gathered
from simcorr.experiment.jobs import Finished, Work, all_jobs
from simcorr.experiment.results.comparison import Comparison
from simcorr.experiment.stopping import Looks, Precision, checked_precision
from simcorr.experiment.workers import checked_workers, results_of
from simcorr.simulation.checks import DEFAULT_ENGINE, checked_agents, checked_engine, checked_scenario, checked_seed
from simcorr.simulation.record import Stopwatch, make_record
from simcorr.simulation.running import prepare_engine

if TYPE_CHECKING:
    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario import Scenario

MOST_REPLICATES = 1_000_000


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
    until: Precision | None = None,
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
        How often every arm runs, or the most with ``until``; replicate ``r`` has the same seed in every arm.
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
    until : Precision, optional
        Begin no further replicate once the effects on an outcome are this precise, which is judged at 30, 45,
        68 and so on. The results are those of a plain comparison with as many replicates; see `sequential`.
    agents : mapping of agent class to subclass, optional
        Classes of one's own that take the place of `Official` and so on in every arm; for the Mesa engine alone.

    Returns
    -------
    Comparison
        After Ctrl-C, what the complete replicates show, with a warning, if there are at least two of them. A
        warning also says how much a precision that was asked for is missed; see ``precision_reached``.

    Raises
    ------
    RunError, InterventionError, AnalysisError
        Before anything is simulated, for a request that cannot be carried out. A run that fails later becomes
        a row of ``Comparison.failures``.
    """
    stopwatch = Stopwatch()
    scenario = checked_scenario(scenario)
    arms = checked_arms(scenario, interventions)
    for message in said_of_idle(scenario, arms):
        warnings.warn(message, RuntimeWarning, stacklevel=2)
    replicates = whole_number("replicates", replicates, 1, MOST_REPLICATES)
    seed, own = checked_seed(seed), checked_agents(agents, engine)
    engine = checked_engine(engine)
    looks = Looks(checked_precision(until), list(arms), replicates)
    budget = Budget(stopwatch, checked_budget(budget_minutes), len(arms), replicates)
    work = Work(scenario, arms, engine, own)
    count = checked_workers(workers, work)
    jobs = all_jobs(list(arms), replicates, seed, lambda replicate: budget.go_on(replicate) and looks.go_on(replicate))
    prepare_engine(engine)
    gathered = Gathered(scenario, list(arms))
    interrupted = _gather(results_of(work, jobs, count), gathered, looks, budget, show=bool(progress))
    if interrupted and gathered.replicates < FEWEST_COMPLETE:
        raise KeyboardInterrupt
    reached = looks.reached()
    if interrupted:
        warnings.warn(
            f"interrupted: the comparison rests on {gathered.replicates} complete replicates of {replicates}",
            RuntimeWarning,
            stacklevel=2,
        )
    elif reached is False:
        warnings.warn(looks.shortfall(), RuntimeWarning, stacklevel=2)
    record = make_record(
        scenario,
        {name: (*scenario.interventions, *members) for name, members in arms.items()},
        seed=seed,
        engine=engine,
        stopwatch=stopwatch,
        replicates=gathered.replicates,
        agents=own,
    )
    return gathered.comparison(record, interrupted=interrupted, precision_reached=reached)


def _gather(
    results: Generator[Finished, None, None], gathered: Gathered, looks: Looks, budget: Budget, *, show: bool
) -> bool:
    """Take in the results replicate by replicate; return whether the user stopped it."""
    from tqdm import tqdm

    interval = 0.1 if sys.stderr.isatty() else 5.0  # a log needs fewer lines than a terminal
    total = budget.expected_runs(looks.ahead)
    bar = tqdm(total=total, desc="Simulating", unit="run", disable=not show, mininterval=interval)
    replicate: list[Finished] = []
    try:
        with bar, closing(results):
            for finished in results:
                budget.count()
                replicate.append(finished)
                if len(replicate) == gathered.arms:
                    gathered.add(replicate)
                    looks.add(replicate)
                    replicate = []
                bar.total = budget.expected_runs(looks.ahead)
                bar.update()
            bar.total = bar.n
    except KeyboardInterrupt:
        return True
    return False
