"""What a sweep says of one outcome, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from simcorr.errors import AnalysisError, unknown_name
from simcorr.experiment.statistics import mean_interval, paired_effect
from simcorr.simulation.outcomes import OUTCOMES

_LEFT_OUT = ("standard_deviation",)


def checked_outcome(outcome: str) -> str:
    """Return the name of a true outcome; refuse what cannot rank interventions."""
    true = [name for name, declared in OUTCOMES.items() if declared.observer == "true"]
    if outcome in OUTCOMES and outcome not in true:
        raise AnalysisError(
            f"'{outcome}' is {OUTCOMES[outcome].observer.replace('_', ' ')}; allowed are true outcomes: what is "
            "recorded or surveyed cannot rank interventions"
        )
    if outcome not in true:
        raise AnalysisError(unknown_name("outcome", outcome, true))
    return outcome


def effects_by_point(runs: pd.DataFrame, outcome: str, points: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    """Return the paired effect of every arm at every point; arms at a point are judged together."""
    values = paired_values(runs, checked_outcome(outcome), points, arms)
    rows: list[dict[str, Any]] = []
    for point, wide in values.groupby(level="point", sort=True):
        varied = _varied(points, point)
        base = wide[arms[0]].to_numpy()
        for arm in arms[1:]:
            effect = asdict(paired_effect(base, wide[arm].to_numpy(), arms=len(arms) - 1))
            rows.append({"point": point, **varied, "intervention": arm, **effect})
    return pd.DataFrame(rows).drop(columns=list(_LEFT_OUT))


def means_by_point(runs: pd.DataFrame, outcome: str, points: pd.DataFrame) -> pd.DataFrame:
    """Return mean and interval at every point of a sweep without interventions."""
    rows = []
    for point, found in runs.groupby("point", sort=True)[checked_outcome(outcome)]:
        mean, low, high = mean_interval(found.dropna().to_numpy())
        rows.append({"point": point, **_varied(points, point), "mean": mean, "low": low, "high": high,
                     "replicates": int(found.notna().sum())})  # fmt: skip
    return pd.DataFrame(rows)


def paired_values(runs: pd.DataFrame, outcome: str, points: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    """Return one outcome: a row for each point and replicate, a column an arm; NaN where there is no value."""
    wide = runs.pivot(index=["point", "replicate"], columns="intervention", values=outcome)
    return wide.reindex(columns=pd.Index(list(arms), name="intervention"))


def _varied(points: pd.DataFrame, point: Any) -> dict[str, Any]:
    """Return what was varied at a point, by name."""
    return {str(name): points[name].loc[point] for name in points.columns}
