"""What a sweep says of one outcome, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from simcorr.analysis.estimates import mean_interval, paired_effect
from simcorr.errors import AnalysisError
from simcorr.simulation.outcomes import true_outcome

_LEFT_OUT = ("standard_deviation",)


def effects_by_point(runs: pd.DataFrame, outcome: str, points: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    """Return the paired effect of every arm at every point; arms at a point are judged together."""
    check_any(runs)
    values = paired_values(runs, true_outcome(outcome).name, arms)
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
    check_any(runs)
    rows = []
    for point, found in runs.groupby("point", sort=True)[true_outcome(outcome).name]:
        mean, low, high = mean_interval(found.dropna().to_numpy())
        rows.append({"point": point, **_varied(points, point), "mean": mean, "low": low, "high": high,
                     "replicates": int(found.notna().sum())})  # fmt: skip
    return pd.DataFrame(rows)


def check_any(runs: pd.DataFrame) -> None:
    """Refuse to say anything where no run is done.

    Raises
    ------
    AnalysisError
    """
    if runs.empty:
        raise AnalysisError("no run is done yet, or all of them failed, so that there is nothing to say; see failures")


def paired_values(runs: pd.DataFrame, outcome: str, arms: Sequence[str]) -> pd.DataFrame:
    """Return one outcome: a row for each point and replicate, a column an arm; NaN where there is no value."""
    wide = runs.pivot(index=["point", "replicate"], columns="intervention", values=outcome)
    return wide.reindex(columns=pd.Index(list(arms), name="intervention"))


def _varied(points: pd.DataFrame, point: Any) -> dict[str, Any]:
    """Return what was varied at a point, by name."""
    return {str(name): points[name].loc[point] for name in points.columns}
