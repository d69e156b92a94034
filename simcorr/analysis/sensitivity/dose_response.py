"""How an effect grows with the dose of an intervention: its shape, the least dose that shows, and where gains end.

Effects are paired differences to the baseline, so two doses are compared within replicates too. The shape is judged
from all pairs of doses, "none" among them, and a linear trend over the ranks of the doses, with intervals that hold
for all of these together (Bonferroni): a curve rises if some pair or the trend does and no pair falls.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from simcorr.analysis.estimates import LOWERS, NO_DIFFERENCE, RAISES, TOO_FEW, Effect, mean_interval, paired_effect
from simcorr.analysis.sensitivity.cells import paired_cells
from simcorr.analysis.sensitivity.checks import Floats, share

RISES = "rises"
FALLS = "falls"
NOT_MONOTONE = "not monotone"
FLAT = "flat within noise"

COLUMNS = (
    *("dose", "baseline_mean", "mean", "difference", "low", "high", "verdict"),
    *("gain", "gain_low", "gain_high", "gain_verdict", "to_top", "to_top_low", "to_top_high", "replicates"),
)


@dataclass(frozen=True)
class DoseResponse:
    """The answer to a series of doses.

    Attributes
    ----------
    table : DataFrame
        One row a dose, ascending. ``difference`` to the baseline with limits that hold for all doses together, and its
        verdict; ``gain`` from the dose before, or from none if it lies between (0 for the lowest of all); ``to_top``,
        the change from this dose to the highest. The limits of these two hold for all pairs of doses together.
    shape : str
        *rises*, *falls*, *not monotone*, *flat within noise*, or *too few replicates*.
    smallest_effective : float
        Dose nearest to none whose effect is distinguishable, all doses together; NaN if there is none. Doses nearer to
        none may have effects that so few replicates do not show.
    saturation : float
        Smallest dose with a distinguishable effect beyond which no dose differs distinguishably from it; NaN if there
        is none below the highest. For doses above none. What could still be gained beyond it is in ``to_top``.
    replicates : int
    """

    table: pd.DataFrame
    shape: str
    smallest_effective: float
    saturation: float
    replicates: int


def dose_response(
    runs: pd.DataFrame,
    dose: str,
    outcome: str,
    *,
    baseline: str | None = None,
    replicate: str = "replicate",
    none: float = 0.0,
    confidence: float = 0.95,
) -> DoseResponse:
    """Return how the effect on an outcome depends on the dose.

    Parameters
    ----------
    runs : DataFrame
        One row a dose and replicate, every replicate at every dose.
    dose, outcome : str
        Columns of the dose and of the arm's outcome.
    baseline : str, optional
        Column of the baseline's outcome in the same replicate; left out, the outcome's name with ``_baseline``.
    replicate : str
        Column of the replicate.
    none : float
        The dose that is no intervention; its effect is zero and need not be run. Infinite for an interval: at a
        very long one nothing happens.
    confidence : float
        Coverage of all intervals of one kind together.

    Raises
    ------
    AnalysisError
        If a column, a dose or a replicate is missing, a row is there twice, or a value is not finite.

    Examples
    --------
    >>> noise = np.random.default_rng(1).normal(0.0, 0.5, (3, 10))
    >>> rows = [
    ...     {"dose": dose, "replicate": r, "bribes": 50.0 - 20.0 * dose + noise[k, r], "bribes_baseline": 50.0}
    ...     for k, dose in enumerate([0.25, 0.5, 1.0])
    ...     for r in range(10)
    ... ]
    >>> answer = dose_response(pd.DataFrame(rows), "dose", "bribes")
    >>> answer.shape, answer.smallest_effective, answer.saturation
    ('falls', 0.25, nan)
    """
    share("confidence", confidence)
    base = baseline if baseline is not None else f"{outcome}_baseline"
    (doses,), (before, after) = paired_cells(runs, [dose], [base, outcome], replicate)
    effects = [paired_effect(b, a, len(doses), confidence) for b, a in zip(before, after, strict=True)]
    curve = _Curve(doses, before, after, none, confidence)
    table = pd.DataFrame(
        {
            "dose": doses,
            **{name: [getattr(effect, name) for effect in effects] for name in ("baseline_mean", "mean", "difference")},
            "low": [effect.simultaneous_low for effect in effects],
            "high": [effect.simultaneous_high for effect in effects],
            "verdict": [effect.verdict for effect in effects],
            **curve.steps(),
            "replicates": before.shape[1],
        }
    )
    shown = [effect.verdict in (LOWERS, RAISES) for effect in effects]
    smallest = _smallest(doses, shown, none)
    saturation = curve.saturation(shown) if none < doses.max() else float("nan")
    return DoseResponse(table[list(COLUMNS)], curve.shape(), smallest, saturation, before.shape[1])


def _smallest(doses: Floats, shown: list[bool], none: float) -> float:
    """Return the dose nearest to none whose effect is distinguishable."""
    effective = doses[shown]
    if not len(effective):
        return float("nan")
    if np.isinf(none):
        return float(effective.max() if none > 0.0 else effective.min())
    return float(effective[np.abs(effective - none).argmin()])


class _Curve:
    """Outcomes by dose, with none put in its place, and all comparisons of effects among them."""

    def __init__(self, doses: Floats, before: Floats, after: Floats, none: float, confidence: float) -> None:
        self.doses = doses
        self.replicates = before.shape[1]
        if (doses != none).all():
            # No intervention leaves the baseline as it is.
            doses, before, after = (
                np.append(doses, none),
                np.vstack([before, before[:1]]),
                np.vstack([after, before[:1]]),
            )
        order = np.argsort(doses, kind="stable")
        self.before, self.after = before[order], after[order]
        self.last = len(doses) - 1
        self.confidence = confidence
        self.tests = len(doses) * self.last // 2 + 1
        self.places = [int(place) for place in np.searchsorted(doses[order], self.doses)]

    def change(self, start: int, end: int) -> Effect:
        """Return the change of the effect from one place of the curve to another."""
        # Of sums of outcomes, so that rounding is judged by the outcome's size and not by that of the effects.
        one, other = self.after[start] + self.before[end], self.after[end] + self.before[start]
        return paired_effect(one, other, self.tests, self.confidence)

    def steps(self) -> dict[str, list[float] | list[str]]:
        """Return the columns on the gain from the dose before and the change to the highest dose."""
        gains = [self.change(max(place - 1, 0), place) for place in self.places]
        tops = [self.change(place, self.last) for place in self.places]
        return {
            "gain": [effect.difference for effect in gains],
            "gain_low": [effect.simultaneous_low for effect in gains],
            "gain_high": [effect.simultaneous_high for effect in gains],
            "gain_verdict": [effect.verdict for effect in gains],
            "to_top": [effect.difference for effect in tops],
            "to_top_low": [effect.simultaneous_low for effect in tops],
            "to_top_high": [effect.simultaneous_high for effect in tops],
        }

    def shape(self) -> str:
        """Return whether the curve rises or falls, from all pairs of doses and the trend."""
        if self.replicates < 2:
            return TOO_FEW
        found = {self.change(i, j).verdict for i, j in combinations(range(self.last + 1), 2)}
        rises, falls = RAISES in found, LOWERS in found
        if rises and falls:
            return NOT_MONOTONE
        if not (rises or falls) and found != {NO_DIFFERENCE}:
            _, low, high = self._trend()
            rises, falls = low > 0.0, high < 0.0
        if rises or falls:
            return RISES if rises else FALLS
        return FLAT

    def _trend(self) -> tuple[float, float, float]:
        """Return the slope over the ranks of the doses, within replicates, with its simultaneous interval."""
        ranks = np.arange(self.last + 1) - self.last / 2.0
        slopes = ranks @ (self.after - self.before) / float((ranks**2).sum())
        return mean_interval(slopes, 1.0 - (1.0 - self.confidence) / self.tests)

    def saturation(self, shown: list[bool]) -> float:
        """Return the smallest shown dose beyond which no change is distinguishable."""
        for effective, dose, place in zip(shown, self.doses, self.places, strict=True):
            beyond = range(place + 1, self.last + 1)
            if effective and beyond and all(self.change(place, j).verdict not in (LOWERS, RAISES) for j in beyond):
                return float(dose)
        return float("nan")
