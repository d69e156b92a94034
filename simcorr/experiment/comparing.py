"""Comparing interventions: every arm runs in every replicate, on the same random draws as the baseline."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simcorr.checks import whole_number
from simcorr.draws import replicate_seed
from simcorr.executors import Unit
from simcorr.experiment.arms import checked_arms, said_of_idle
from simcorr.experiment.conduct import bar, conduct, prepare
from simcorr.experiment.gathering import Gathered
from simcorr.experiment.plan import Plan
from simcorr.experiment.request import MOST_REPLICATES, checked_workforce
from simcorr.experiment.results.comparison import Comparison
from simcorr.experiment.stopping import FEWEST_COMPLETE, Budget, Looks, Precision, checked_budget, checked_precision
from simcorr.experiment.store.keeping import Keeping, keeping
from simcorr.experiment.trial import Common, Ended, Trial
from simcorr.simulation.checks import (
    DEFAULT_ENGINE,
    checked_agents,
    checked_engine,
    checked_scenario,
    checked_seed,
)
from simcorr.simulation.own_outcomes import OwnOutcome, checked_own
from simcorr.simulation.record import Stopwatch, make_record

if TYPE_CHECKING:
    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario import Scenario


def compare(
    scenario: "Scenario",
    interventions: "Mapping[str, Intervention | Portfolio | list[Intervention]]",
    replicates: int = 100,
    seed: int = 0,
    *,
    store: str | Path | None = None,
    workers: int | None = None,
    executor: Executor | Callable[[], Executor] | None = None,
    time_limit_minutes: float | None = None,
    memory_limit_mb: float | None = None,
    retry_failures: bool = False,
    engine: str = DEFAULT_ENGINE,
    agents: Mapping[type, type] | None = None,
    outcomes: "Iterable[OwnOutcome] | Mapping[str, str] | None" = None,
    progress: bool = True,
    budget_minutes: float | None = None,
    until: Precision | None = None,
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
    store : str or Path, optional
        A file that keeps every run as it ends; what is there already is not run again, so that the same call goes on
        where an earlier one was stopped. In memory, if left out.
    workers : int, optional
        How many runs at the same time, in threads (compiled engine) or processes (Mesa engine); one for each core, if
        left out. Results do not depend on it.
    executor : Executor or callable that makes one, optional
        Anything with the interface of `concurrent.futures`, in place of threads and processes of our own.
    time_limit_minutes : float, optional
        How long one run may take before it counts as failed. If it is given, every run is done in a process that is
        watched, and ended; if not, an hour, which is looked at after every simulated week.
    memory_limit_mb : float, optional
        How much memory a worker may take, some 300 MB of its own among it, before its run counts as failed. If it is
        given, every run is done in a process of its own; not on Windows.
    retry_failures : bool
        Whether runs that failed before, in the store, are tried again.
    engine : str
        The engine that simulates.
    agents : mapping of agent class to subclass, optional
        Classes of one's own that take the place of `Official` and so on in every arm; for the Mesa engine alone.
    outcomes : list of OwnOutcome, or mapping of name to expression, optional
        Outcomes of one's own: ``{"detained_share": "detained / irregular_journeys"}``; see `OwnOutcome`.
    progress : bool
        Whether to show a progress bar with the time that is left.
    budget_minutes : float, optional
        Begin no replicate that would end after this time; two are always completed. Runs that a store has cost no
        time, so that the same call again adds what fits into as much time again.
    until : Precision, optional
        Begin no further replicate once the effects on an outcome are this precise, which is judged at 30, 45,
        68 and so on. The results are those of a plain comparison with as many replicates; see `Precision`.

    Returns
    -------
    Comparison
        After Ctrl-C, what the complete replicates show, with a warning, if there are at least two of them. A
        warning also says how much a precision that was asked for is missed; see ``precision_reached``.

    Raises
    ------
    RunError, InterventionError, AnalysisError, StoreError
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
    own_outcomes = checked_own(outcomes)
    engine = checked_engine(engine)
    common = Common(scenario, engine, own, series=True, own=own_outcomes)
    workforce = checked_workforce(workers, executor, (time_limit_minutes, memory_limit_mb), common, arms)
    plan = Plan(scenario, arms, None, own)
    looks = Looks(checked_precision(until), list(arms), replicates)
    budget = Budget(stopwatch, checked_budget(budget_minutes), len(plan.cells), replicates)
    prepare(common)
    with keeping(store, plan, replicates, seed, common, retry=bool(retry_failures)) as kept:
        comparing = _Comparing(plan, common, seed, replicates, looks, budget, kept)
        with bar("Simulating", None, show=bool(progress)) as shown:
            comparing.show(shown)
            runs = len(plan.cells) * replicates
            interrupted = conduct(common, comparing.units(), comparing.take, workforce, runs)
            comparing.finish()
    done = comparing.gathered.replicates
    if interrupted and done < FEWEST_COMPLETE:
        raise KeyboardInterrupt
    reached = looks.reached()
    if interrupted:
        again = "" if store is None else "; the same call does the rest"
        warnings.warn(
            f"interrupted: the comparison rests on {done} complete replicates of {replicates}{again}",
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
        replicates=done,
        agents=own,
        own_outcomes=own_outcomes,
    )
    return comparing.gathered.comparison(record, arms, interrupted=interrupted, precision_reached=reached, agents=own)


class _Comparing:
    """The replicates of a comparison: which runs come next, and what becomes of those that ended."""

    def __init__(
        self, plan: Plan, common: Common, seed: int, replicates: int, looks: Looks, budget: Budget, kept: Keeping
    ) -> None:
        self.gathered = Gathered(plan.scenario, list(plan.arms), common.own)
        self._plan, self._own, self._seed, self._replicates = plan, common.own, seed, replicates
        self._looks, self._budget, self._kept = looks, budget, kept
        self._ended: dict[int, dict[int, Ended]] = {}
        self._bar: Any = None

    def show(self, shown: Any) -> None:
        """Show progress on a bar."""
        self._bar = shown
        self._move(0)

    def units(self) -> Iterator[Unit | None]:
        """Yield runs replicate by replicate, so that what is done first is complete first."""
        for replicate in range(self._replicates):
            while (needed := self._budget.go_on(replicate) and self._looks.go_on(replicate)) is None:
                yield None
            if not needed:
                return
            for place, cell in enumerate(self._plan.cells):
                trial = Trial(place, cell, replicate, replicate_seed(self._seed, replicate))
                known = self._kept.get(trial)
                if known is None:
                    yield Unit(replicate * len(self._plan.cells) + place, trial)
                else:
                    self._budget.know()
                    self._put(trial, known)

    def take(self, trial: Trial, ended: Ended, seconds: float) -> None:
        """Take in a run that was carried out."""
        self._budget.count()
        self._kept.add(trial, ended, seconds)
        self._put(trial, ended)

    def _put(self, trial: Trial, ended: Ended) -> None:
        """Put a run with the others of its replicate, and take in replicates that are complete, in their order."""
        self._ended.setdefault(trial.replicate, {})[trial.place] = ended
        while len(self._ended.get(self.gathered.replicates, ())) == len(self._plan.cells):
            replicate = self.gathered.replicates
            found = self._ended.pop(replicate)
            by_arm = {arm: found[int(place)] for arm, place in zip(self._plan.arms, self._plan.layout[0], strict=True)}
            self.gathered.add(replicate, replicate_seed(self._seed, replicate), by_arm)
            self._looks.add(by_arm, self._own)
        self._move(1)

    def _move(self, runs: int) -> None:
        self._bar.total = self._budget.expected_runs(self._looks.ahead)
        self._bar.update(runs)

    def finish(self) -> None:
        """Let the bar end where it stands."""
        self._bar.total = self._bar.n
