"""Selecting the best intervention with a guarantee, in as few runs as the differences allow.

The fully sequential procedure of Kim and Nelson (2001, ACM Transactions on Modeling and Computer Simulation 11:251):
after a first stage, whoever is clearly worse than another arm still in the race drops out, and only the others run on.
It uses the variances of paired differences alone, so common random numbers pay at once. If the best arm is better than
all others by at least the indifference, it is selected with at least the confidence asked for, whatever the others
are; an arm that is selected otherwise is still within the indifference of the best. The guarantee holds for normal
differences. Looking only after every few replicates errs on the safe side: an arm that is worse at a look that does
not take place stays in the race.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simcorr.analysis.estimates import BASELINE
from simcorr.analysis.ranking_and_selection import EVERY, FEWEST_FIRST, Race
from simcorr.checks import checked_confidence, positive, whole_number
from simcorr.draws import replicate_seed
from simcorr.errors import AnalysisError, RunError, listed
from simcorr.executors import Unit
from simcorr.experiment.arms import checked_arms
from simcorr.experiment.conduct import bar, conduct, prepare
from simcorr.experiment.plan import Plan
from simcorr.experiment.request import checked_workforce
from simcorr.experiment.trial import Common, Ended, Trial
from simcorr.simulation.checks import DEFAULT_ENGINE, checked_engine, checked_scenario, checked_seed
from simcorr.simulation.outcome import Better, Outcome
from simcorr.simulation.outcomes import OUTCOMES, ranking_outcome
from simcorr.simulation.own_outcomes import OwnOutcome, checked_own
from simcorr.text import level

if TYPE_CHECKING:
    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario import Scenario

_MOST = 1_000_000


@dataclass(frozen=True, repr=False)
class Selection:
    """The best arm, and how sure that is.

    Attributes
    ----------
    outcome : str
    best : str
        The arm that is selected: the only one left, or the one with the best mean of those left.
    remaining : tuple of str
        The arms that were still in the race at the end.
    guaranteed : bool
        Whether the race was decided; if the replicates were used up before, nothing is guaranteed.
    indifference : float
        In the outcome's unit.
    confidence : float
    table : DataFrame
        A row an arm, the best first: ``mean``, ``replicates``, ``out_after`` (replicates; NaN if it stayed) and
        ``beaten_by``.
    failures : int
        Replicates that were left out, since a run failed.
    """

    outcome: str
    best: str
    remaining: tuple[str, ...]
    guaranteed: bool
    indifference: float
    confidence: float
    table: pd.DataFrame
    failures: int

    @property
    def runs(self) -> int:
        """How many runs it took."""
        return int(self.table["replicates"].sum())

    def __str__(self) -> str:
        """Say what was selected, and what may be said of it."""
        outcome, count = OUTCOMES[self.outcome], int(self.table["replicates"].max())
        words = f"{level(self.indifference, outcome.unit)}"
        if not self.guaranteed:
            return (
                f"Not decided after {count} replicates: {listed(self.remaining)} are still in the race for the best on "
                f"{outcome.title.lower()}, at a difference of {words} that matters."
            )
        if len(self.remaining) > 1:
            return f"{listed(self.remaining)} give the same on {outcome.title.lower()}, and do best."
        return (
            f"{self.best} does best on {outcome.title.lower()} or is within {words} of the best, with at least "
            f"{100 * self.confidence:g} % confidence ({self.runs} runs, at most {count} replicates)."
        )

    def __repr__(self) -> str:
        """Return sentence and table."""
        return f"{self}\n{self.table.to_string(float_format=lambda value: f'{value:.4g}')}"


def select_best(
    scenario: Scenario,
    interventions: Mapping[str, Intervention | Portfolio | list[Intervention]],
    outcome: str,
    indifference: float,
    *,
    relative: bool = False,
    confidence: float = 0.95,
    first: int = 20,
    replicates: int = 1000,
    baseline: bool = True,
    seed: int = 0,
    engine: str = DEFAULT_ENGINE,
    workers: int | None = None,
    executor: Executor | Callable[[], Executor] | None = None,
    time_limit_minutes: float | None = None,
    memory_limit_mb: float | None = None,
    outcomes: Iterable[OwnOutcome] | Mapping[str, str] | None = None,
    progress: bool = True,
) -> Selection:
    """Select the intervention that does best on an outcome, dropping those that are clearly worse on the way.

    Parameters
    ----------
    scenario : Scenario
    interventions : mapping of str to intervention, portfolio or list of them
        The arms.
    outcome : str
        A true outcome that is better lower or higher.
    indifference : float
        The difference that matters: an arm that is worse by less may be selected.
    relative : bool
        Whether ``indifference`` is a share of the baseline's mean in the first stage.
    confidence : float
        That the selected arm is the best, if it is better than all others by the indifference.
    first : int
        Replicates that every arm runs.
    replicates : int
        The most that any arm runs.
    baseline : bool
        Whether to do nothing is among the arms that may be selected.
    seed : int
        As in `compare`: replicate ``r`` has the same seed in all arms.
    engine : str
    workers, executor, time_limit_minutes, memory_limit_mb
        As for `compare`; the selection does not depend on them.
    outcomes : list of OwnOutcome, or mapping of name to expression, optional
        Outcomes of one's own, among which ``outcome`` may be.
    progress : bool

    Returns
    -------
    Selection

    Raises
    ------
    AnalysisError, RunError, InterventionError
        Before anything is simulated, for a request that cannot be carried out.

    Examples
    --------
    >>> import simcorr as sc
    >>> scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")], burn_in_weeks=4, window_weeks=8)
    >>> arms = {"Audits": sc.HighRiskAudits(factor=1.0), "Wages": sc.OfficialWages(factor=1.0)}
    >>> found = select_best(scenario, arms, "bribes", 1.0, first=5, replicates=5, engine="mesa", progress=False)
    >>> print(found)
    Baseline, Audits, Wages give the same on bribes paid, and do best.
    """
    scenario = checked_scenario(scenario)
    arms = checked_arms(scenario, interventions)
    if not baseline:
        arms = {name: members for name, members in arms.items() if name != BASELINE}
    if len(arms) < 2:
        raise AnalysisError("one arm is no choice; name at least two, or let baseline=True")
    own = checked_own(outcomes)
    declared = ranking_outcome(outcome)
    delta = positive("indifference", indifference, "share of the baseline's mean" if relative else declared.unit)
    confidence = checked_confidence(confidence)
    first = whole_number("first", first, FEWEST_FIRST, _MOST)
    most = whole_number("replicates", replicates, first, _MOST)
    if relative and not baseline:
        raise AnalysisError(
            "relative=True needs the baseline among the arms; give the indifference in the outcome's unit"
        )
    common = Common(scenario, checked_engine(engine), own=own)
    workforce = checked_workforce(workers, executor, (time_limit_minutes, memory_limit_mb), common, arms)
    racing = _Racing(list(arms), declared, most, checked_seed(seed), first)
    racing.own = own
    racing.goal = _Goal(delta, bool(relative), confidence)
    plan = Plan(scenario, arms, None, {})
    prepare(common)
    with bar("Selecting", None, show=bool(progress)) as shown:
        racing.bar = shown
        stopped = conduct(common, racing.units(plan), racing.take, workforce)
    if stopped:
        raise KeyboardInterrupt
    assert racing.race is not None
    return _selection(racing.race, outcome, declared.better, confidence, racing.failures)


@dataclass(frozen=True)
class _Goal:
    """What a race is to decide: the difference that matters, in units or as a share, and how sure it shall be."""

    delta: float
    relative: bool
    confidence: float


class _Racing:
    """The replicates of a race: the arms still in it run, and after every few replicates somebody may drop out."""

    goal: _Goal
    bar: Any
    own: tuple[OwnOutcome, ...] = ()

    def __init__(self, arms: list[str], outcome: Outcome, most: int, seed: int, first: int) -> None:
        self.failures = 0
        self.race: Race | None = None
        self._racing = arms
        self._outcome, self._most, self._seed, self._first = outcome, most, seed, first
        self._next_look = first
        self._done = 0
        self._over = False
        self._early: list[dict[str, float]] = []
        self._values: dict[int, dict[int, float]] = {}
        self._cells: dict[int, list[str]] = {}

    def units(self, plan: Plan) -> Iterator[Unit | None]:
        """Yield the runs of the arms that are in the race, replicate by replicate; arms that are the same share one."""
        cells = dict(zip(plan.arms, plan.layout[0].tolist(), strict=True))
        self._cells = {place: [arm for arm in plan.arms if cells[arm] == place] for place in range(len(plan.cells))}
        for replicate in range(self._most):
            while replicate >= self._next_look and not self._over:
                yield None
            if self._over:
                return
            for place in dict.fromkeys(cells[arm] for arm in self._racing):
                trial = Trial(place, plan.cells[place], replicate, replicate_seed(self._seed, replicate))
                yield Unit(replicate * len(plan.cells) + place, trial)

    def take(self, trial: Trial, ended: Ended, seconds: float) -> None:
        """Take in a run; look when all runs of a round are there."""
        self.bar.update()
        value = ended.outcomes("true", self.own).get(self._outcome.name, math.nan)
        self._values.setdefault(trial.replicate, {})[trial.place] = value
        while self._is_complete(self._values.get(self._done, {})):
            found = self._values.pop(self._done)
            self._add({arm: value for cell, value in found.items() for arm in self._cells[cell] if arm in self._racing})

    def _is_complete(self, found: dict[int, float]) -> bool:
        return sum(arm in self._racing for cell in found for arm in self._cells[cell]) == len(self._racing)

    def _add(self, values: dict[str, float]) -> None:
        self._done += 1
        if not all(map(math.isfinite, values.values())):
            self.failures += 1
        elif self.race is None:
            self._early.append(values)
        else:
            self.race.add(values)
        if self._done < self._next_look:
            return
        if self.race is None:
            self.race = self._begun()
        self.race.look()
        self._racing = self.race.remaining
        self._over = self.race.decided or self._done >= self._most
        self._next_look = min(self._done + EVERY, self._most)
        self.bar.set_postfix(left=len(self._racing), refresh=False)

    def _begun(self) -> Race:
        early, name, delta = self._early, self._outcome.name, self.goal.delta
        if len(early) < FEWEST_FIRST:
            raise RunError(
                f"{self.failures} of {self._done} replicates of the first stage failed or lack '{name}'; "
                f"at least {FEWEST_FIRST} are needed"
            )
        if self.goal.relative:
            delta *= abs(float(np.mean([values[BASELINE] for values in early])))
        if delta <= 0.0:
            raise AnalysisError(f"the baseline has no '{name}'; a share of nothing is no difference that matters")
        race = Race(list(early[0]), delta, self._outcome.better, self.goal.confidence, len(early))
        for values in early:
            race.add(values)
        return race


def _selection(race: Race, outcome: str, better: Better, confidence: float, failures: int) -> Selection:
    sign = 1.0 if better == "higher" else -1.0
    means = {arm: float(np.mean(values)) for arm, values in race.values.items()}
    order = sorted(race.remaining, key=lambda arm: -sign * means[arm])
    order += sorted(race.out, key=lambda arm: (-race.out[arm][0], -sign * means[arm]))
    rows = [(arm, means[arm], len(race.values[arm]), *race.out.get(arm, (math.nan, ""))) for arm in order]
    columns = ["arm", "mean", "replicates", "out_after", "beaten_by"]
    table = pd.DataFrame(rows, columns=columns).set_index("arm")
    return Selection(
        outcome, order[0], tuple(order[: len(race.remaining)]), race.decided, race.indifference, confidence, table,
        failures,
    )  # fmt: skip
