"""Every intervention at every point of a setting: the rates that are set beside what is known, and the effects."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from simcorr.engines import usable_engine
from simcorr.experiment.arms import BASELINE, Arms
from simcorr.experiment.jobs import replicate_seed
from simcorr.experiment.many import in_processes
from simcorr.simulation.frames import window_totals
from simcorr.simulation.outcomes import window_outcomes
from simcorr.simulation.running import execute
from simcorr.validation.matching import with_variances
from simcorr.validation.studies import STUDIES

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

_RECORDS = STUDIES["records"]


@dataclass(frozen=True)
class PointAt:
    """One task: all arms in one parameter set and with one choice of inputs."""

    scenario: Scenario
    arms: Arms
    outcomes: tuple[str, ...]
    replicates: int
    seed: int


@dataclass(frozen=True)
class PointResult:
    """What a point gave.

    Attributes
    ----------
    rates, rate_variances : mapping of pattern to float
        Recorded and surveyed patterns of the baseline, and the Monte Carlo variances of these estimates.
    effects, effect_variances : mapping of (outcome, arm) to float
        Relative changes of true outcomes against the baseline, pooled over replicates; NaN where undefined.
    """

    rates: Mapping[str, float]
    rate_variances: Mapping[str, float]
    effects: Mapping[tuple[str, str], float]
    effect_variances: Mapping[tuple[str, str], float]


def at_points(tasks: Sequence[PointAt], *, workers: int | None, title: str) -> list[PointResult]:
    """Return what each point gives, in their order."""
    return in_processes(at_point, tasks, workers=workers, title=title)


def at_point(task: PointAt) -> PointResult:
    """Simulate all arms at a point on common random numbers."""
    seeds = [replicate_seed(task.seed, replicate) for replicate in range(task.replicates)]
    totals = {arm: [_totals(task.scenario, members, seed) for seed in seeds] for arm, members in task.arms.items()}
    rates, variances = with_variances(_RECORDS, [{**one, "runs": 1.0} for one in totals[BASELINE]])
    outcomes = {arm: pd.DataFrame([window_outcomes(one, "true") for one in runs]) for arm, runs in totals.items()}
    effects, spreads = {}, {}
    for outcome in task.outcomes:
        base = outcomes[BASELINE][outcome].tolist()
        for arm in task.arms:
            if arm != BASELINE:
                effects[outcome, arm], spreads[outcome, arm] = relative_effect(outcomes[arm][outcome].tolist(), base)
    return PointResult(rates, variances, effects, spreads)


def relative_effect(values: Sequence[float], base: Sequence[float]) -> tuple[float, float]:
    """Return the relative change of a sum over replicates, and its jackknife variance.

    Examples
    --------
    >>> relative_effect([5.0, 10.0], [10.0, 20.0])
    (-0.5, 0.0)
    """
    changed, usual, count = math.fsum(values), math.fsum(base), len(values)
    if not usual > 0.0:
        return math.nan, math.nan
    left_out = [(changed - one) / (usual - other) - 1.0 for one, other in zip(values, base, strict=True)
                if usual > other]  # fmt: skip
    if len(left_out) < 2:
        return changed / usual - 1.0, math.nan
    mean = math.fsum(left_out) / len(left_out)
    variance = (count - 1) / count * math.fsum((one - mean) ** 2 for one in left_out)
    return changed / usual - 1.0, variance


def _totals(scenario: Scenario, members: tuple[Intervention, ...], seed: int) -> dict[str, float]:
    executed = execute(scenario, members, seed, engine=usable_engine())
    return window_totals(executed.trace, scenario.burn_in_weeks)
