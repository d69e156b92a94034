"""The simulator that history matching asks: recorded and surveyed patterns at points, with their Monte Carlo error."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.calibration import Simulated
from simcorr.draws import replicate_seed
from simcorr.executors.tasks import in_processes
from simcorr.patterns.catalogue import TARGETS
from simcorr.patterns.studies import STUDIES
from simcorr.patterns.studies.study import Study, Sums, pooled, runs_of
from simcorr.scenario.forms import Form
from simcorr.scenario.points import changes_at
from simcorr.simulation.running import prepare_engine

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_RECORDS = STUDIES["records"]


@dataclass(frozen=True)
class RecordsAt:
    """One task: what a point changes, and how often it is simulated."""

    base: "Scenario"
    changes: Mapping[str, Any]
    replicates: int
    seed: int


@dataclass(frozen=True)
class RecordsSimulator:
    """Simulates points of a box around a scenario; the same seeds at every point.

    Attributes
    ----------
    base : Scenario
    seed : int
    workers : int, optional
        Processes; one for each core, if left out.
    forms : tuple of Form
        What the alternatives stand for that points name.
    """

    base: "Scenario"
    seed: int = 0
    workers: int | None = None
    forms: tuple[Form, ...] = ()

    def __call__(self, points: pd.DataFrame, replicates: int) -> Simulated:
        """Return the calibration patterns at points (a row each)."""
        rows = points.to_dict(orient="records")
        tasks = [RecordsAt(self.base, changes_at(row, self.base, self.forms), replicates, self.seed) for row in rows]
        prepare_engine()
        found = in_processes(records_at, tasks, workers=self.workers, title=f"{len(rows)} points x {replicates}")
        means, variances = ([pair[place] for pair in found] for place in (0, 1))
        return Simulated(pd.DataFrame(means, index=points.index), pd.DataFrame(variances, index=points.index))


def records_at(task: RecordsAt) -> tuple[dict[str, float], dict[str, float]]:
    """Return the calibration patterns at a point, and the variances of these estimates."""
    scenario = task.base.with_changes(task.changes)
    seeds = [replicate_seed(task.seed, replicate) for replicate in range(task.replicates)]
    runs = runs_of(_RECORDS, scenario, seeds)["baseline"]
    return with_variances(_RECORDS, runs)


def with_variances(study: Study, runs: list[dict[str, float]]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the targets' patterns of pooled runs of a study with one arm, and their jackknife variances.

    A ratio of sums is not the mean of ratios, so its variance is found by leaving out each run in turn.
    """
    together, (arm,) = pooled(runs), ("baseline",)
    left_out = [study.patterns({arm: _less(together, run)}) for run in runs] if len(runs) > 1 else []
    patterns = study.patterns({arm: together})
    names = [target.name for target in TARGETS]
    return {name: patterns[name] for name in names}, {name: _jackknife(left_out, name) for name in names}


def _less(together: Sums, run: Sums) -> dict[str, float]:
    return {name: value - run[name] for name, value in together.items()}


def _jackknife(left_out: list[dict[str, float]], name: str) -> float:
    values = [one[name] for one in left_out]
    if len(values) < 2 or not all(math.isfinite(value) for value in values):
        return math.nan
    mean = math.fsum(values) / len(values)
    return (len(values) - 1) / len(values) * math.fsum((value - mean) ** 2 for value in values)
