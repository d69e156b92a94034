"""Every intervention at every point of a setting: the rates that are set beside what is known, and the effects."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from simcorr.analysis.estimates import BASELINE
from simcorr.calibration.simulator import with_variances
from simcorr.draws import replicate_seed
from simcorr.engine import usable_engine
from simcorr.executors.tasks import in_processes
from simcorr.experiment.arms import Arms
from simcorr.patterns.studies import STUDIES
from simcorr.setting.world import at_flow
from simcorr.simulation.frames import window_totals
from simcorr.simulation.outcomes import window_outcomes
from simcorr.simulation.running import execute

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

_RECORDS = STUDIES["records"]
_MORE = 4
"""How many more runs the rates rest on than the effects: they need the baseline alone."""


@dataclass(frozen=True)
class PointAt:
    """One task: all arms in one parameter set and with one choice of inputs.

    Attributes
    ----------
    scenario : Scenario
        With arrivals that are a first guess.
    flow : float
        Persons a year who are to set out with a smuggler in the simulation.
    arms : dict
    outcomes : tuple of str
    replicates, seed : int
    """

    scenario: Scenario
    flow: float
    arms: Arms
    outcomes: tuple[str, ...]
    replicates: int
    seed: int


@dataclass(frozen=True)
class PointResult:
    """What a point gave.

    Attributes
    ----------
    flow : float
        Persons a year who set out with a smuggler, in the baseline.
    rates, rate_variances : mapping of pattern to float
        Recorded and surveyed patterns of the baseline, and the Monte Carlo variances of these estimates.
    effects, effect_variances : mapping of (outcome, arm) to float
        Relative changes of true outcomes against the baseline, pooled over replicates; NaN where undefined.
    counts : mapping of outcome to float
        The outcome's sum over the replicates of the baseline.
    """

    flow: float
    rates: Mapping[str, float]
    rate_variances: Mapping[str, float]
    effects: Mapping[tuple[str, str], float]
    effect_variances: Mapping[tuple[str, str], float]
    counts: Mapping[str, float]


def at_points(tasks: Sequence[PointAt], *, workers: int | None, title: str) -> list[PointResult]:
    """Return what each point gives, in their order."""
    return in_processes(at_point, tasks, workers=workers, title=title)


def at_point(task: PointAt) -> PointResult:
    """Simulate all arms at a point on common random numbers, with arrivals that give the flow."""
    scenario = at_flow(task.scenario, task.flow)
    seeds = [replicate_seed(task.seed, replicate) for replicate in range(_MORE * task.replicates)]
    base = [_totals(scenario, (), seed) for seed in seeds]
    rates, variances = with_variances(_RECORDS, [{**one, "runs": 1.0} for one in base])
    usual = pd.DataFrame([window_outcomes(one, "true") for one in base[: task.replicates]])
    effects, spreads = {}, {}
    for arm, members in task.arms.items():
        if arm == BASELINE:
            continue
        runs = [window_outcomes(_totals(scenario, members, seed), "true") for seed in seeds[: task.replicates]]
        for name in task.outcomes:
            values = [run[name] for run in runs]
            effects[name, arm], spreads[name, arm] = relative_effect(values, usual[name].tolist())
    years = scenario.window_weeks / 52.0
    flow = sum(one["corridor.chose_smuggler"] - one["corridor.gave_up_waiting"] for one in base) / len(base) / years
    return PointResult(
        flow, rates, variances, effects, spreads, {name: float(usual[name].sum()) for name in task.outcomes}
    )


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
