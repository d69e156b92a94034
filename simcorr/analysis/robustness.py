"""Whether the answers of a comparison hold in the other parameter sets that calibration did not rule out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from simcorr.analysis.by_form import FormSigns
from simcorr.analysis.estimates import mean_interval, t_quantile
from simcorr.analysis.standing import Standing
from simcorr.scenario.forms import form_columns, with_indicators

MATTERS = 0.01
"""Relative change below which nobody need care in which direction it goes: an assumption."""
_FEWEST = 3


class Robustness:
    """What holds over the parameter sets of a sweep.

    Parameters
    ----------
    standings : iterable of Standing
        How the arms stand over the parameter sets, for each outcome that is asked about; the first arm is doing
        nothing.
    replicates : int
        Runs of each arm in each set.
    """

    def __init__(self, standings: Iterable[Standing], replicates: int) -> None:
        self.replicates = replicates
        self.choices = {standing.outcome: standing for standing in standings}
        self._baseline = str(next(iter(self.choices.values())).values.columns[0])

    def changes(self, outcome: str) -> pd.DataFrame:
        """Return the relative change by each measure (columns) in each parameter set, noise taken out.

        Taking out noise moves measures together, so that one without any effect takes a trace of what others do.
        Whether there is an effect at all, and whether it differs between sets, `told` and `differs` judge from the
        runs as they are.
        """
        return _relative(self.choices[outcome].values, self._baseline)

    def simulated(self, outcome: str) -> pd.DataFrame:
        """Return the same as simulated: with its noise."""
        means = self.choices[outcome].runs.drop(columns="replicate").groupby("point").mean()
        return _relative(means, self._baseline)

    def numbers(self) -> pd.DataFrame:
        """Return a row for each outcome, parameter set and measure: the change as simulated, and without its noise.

        The forms of the set stand beside it.
        """
        parts = []
        for outcome in self.choices:
            frames = {"change_simulated": self.simulated(outcome), "change_without_noise": self.changes(outcome)}
            stacked = {
                name: frame.rename_axis(index="point", columns="intervention").stack() for name, frame in frames.items()
            }
            parts.append(pd.DataFrame(stacked).reset_index().assign(outcome=outcome))
        points = next(iter(self.choices.values())).points
        forms = form_columns(points)
        found = pd.concat(parts, ignore_index=True).join(points[forms], on="point")
        return found[["outcome", "point", *forms, "intervention", "change_simulated", "change_without_noise"]]

    def forms(self, outcome: str) -> FormSigns:
        """Return in which forms of the model the sign of each measure holds; judged from the runs as they are."""
        raw = self.simulated(outcome)
        return FormSigns.of(raw, self.choices[outcome].points.loc[raw.index])

    def told(self, outcome: str) -> dict[str, pd.Series]:
        """Return the changes as simulated of those measures whose mean over the sets can be told from zero."""
        raw = self.simulated(outcome)
        found = {str(arm): raw[arm].dropna() for arm in raw}
        confidence = 1.0 - 0.05 / len(found)
        limits = {arm: mean_interval(moved.to_numpy(), confidence)[1:] for arm, moved in found.items()}
        return {arm: moved for arm, moved in found.items() if limits[arm][0] > 0.0 or limits[arm][1] < 0.0}

    def differs(self, outcome: str) -> set[str]:
        """Return the measures whose effect differs between sets by more than noise (F-test, all of them together)."""
        runs = self.choices[outcome].runs
        arms = [str(arm) for arm in self.choices[outcome].values if arm != self._baseline]
        found = {arm: (runs[arm] - runs[self._baseline]).groupby(runs["point"]) for arm in arms}
        return {
            arm for arm, effect in found.items() if _p_same([one.to_numpy() for _, one in effect]) < 0.05 / len(arms)
        }


def flips(moved: pd.Series) -> bool:
    """Return whether nine of ten sets reach further than what matters to both sides of zero."""
    if moved.empty:
        return False
    low, high = np.quantile(moved, [0.05, 0.95])
    return bool(low < -MATTERS and high > MATTERS)


def _relative(values: pd.DataFrame, baseline: str) -> pd.DataFrame:
    base = values[baseline].where(values[baseline] > 0.0)
    moved = values.drop(columns=baseline).sub(base, axis=0).div(base, axis=0)
    moved.columns = pd.Index([str(arm) for arm in moved.columns])
    return moved


def _p_same(groups: Sequence[Any]) -> float:
    """Return the p-value of equal means; one where nothing varies at all."""
    from scipy.stats import f_oneway

    if all(np.ptp(group) == 0.0 for group in groups):
        return 0.0 if np.ptp([group[0] for group in groups]) > 0.0 else 1.0
    return float(f_oneway(*groups).pvalue)


def depends_on(moved: pd.Series, points: pd.DataFrame) -> str:
    """Return the parameter or form with which a change goes most (rank correlation); empty if none stands out."""
    numbers = with_indicators(points.loc[moved.index])
    varied = numbers.loc[:, numbers.nunique() > 1]
    count = len(moved)
    if count <= _FEWEST or moved.nunique() < 2 or varied.empty:
        return ""
    correlation = varied.rank().corrwith(moved.rank())
    name = str(correlation.abs().idxmax())
    strength = float(correlation[name])
    # The largest of many correlations is never small: all of them are judged together (Bonferroni).
    limit = t_quantile(1.0 - 0.05 / varied.shape[1], count - 2)
    if abs(strength) * np.sqrt((count - 2) / max(1.0 - strength**2, 1e-12)) <= limit:
        return ""
    return f"{name} ({strength:+.2f})".replace("-", "\N{MINUS SIGN}")
