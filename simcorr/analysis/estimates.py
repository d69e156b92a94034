"""Paired differences on common random numbers: how large an effect is, how sure, and what may be said of it.

Every arm of a replicate shares its random draws with the baseline, so effects are means of differences within
replicates. Intervals are t-intervals of that mean. The interval of the relative change is Fieller's, which
excludes "no change" exactly when the interval of the difference excludes zero. Verdicts use intervals that
hold for all arms at once (Bonferroni over the arms that are compared on one outcome).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

BASELINE = "Baseline"
"""The name of the arm without the interventions that are compared."""

KEYS = ("intervention", "replicate", "seed")
"""What names a run in every frame with a row a run."""

LOWERS = "lowers"
RAISES = "raises"
NOT_DISTINGUISHABLE = "not distinguishable"
NO_DIFFERENCE = "no difference"
TOO_FEW = "too few replicates"
UNDEFINED = "undefined"

ROUNDING = 1e-12
"""Differences smaller than this part of what is compared are rounding and count as none."""
FEWEST_PAIRS = 2
"""Replicates below which there is no interval."""


@dataclass(frozen=True)
class Effect:
    """The effect of one arm on one outcome, against the baseline, over paired replicates."""

    baseline_mean: float
    mean: float
    difference: float
    standard_deviation: float
    low: float
    high: float
    simultaneous_low: float
    simultaneous_high: float
    relative: float
    relative_low: float
    relative_high: float
    replicates: int
    verdict: str


def t_quantile(confidence: float, degrees: float) -> float:
    """Return the two-sided quantile of Student's t.

    Examples
    --------
    >>> round(t_quantile(0.95, 9), 3)
    2.262
    """
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + confidence / 2.0))


def mean_interval(values: ArrayLike, confidence: float = 0.95) -> tuple[float, float, float]:
    """Return mean and t-interval; the interval is NaN with fewer than two values.

    Examples
    --------
    >>> [round(number, 2) for number in mean_interval([1.0, 2.0, 3.0])]
    [2.0, -0.48, 4.48]
    """
    sample = np.asarray(values, dtype=float)
    if len(sample) == 0:
        return math.nan, math.nan, math.nan
    mean = float(sample.mean())
    if len(sample) < 2:
        return mean, math.nan, math.nan
    half = t_quantile(confidence, len(sample) - 1) * float(sample.std(ddof=1)) / math.sqrt(len(sample))
    return mean, mean - half, mean + half


def paired_effect(baseline: ArrayLike, arm: ArrayLike, arms: int = 1, confidence: float = 0.95) -> Effect:
    """Return the effect of an arm from values paired by replicate.

    Parameters
    ----------
    baseline, arm : array_like
        Values by replicate; a pair in which either is NaN is left out.
    arms : int
        Number of arms that are compared on this outcome, for the simultaneous interval and the verdict.
    confidence : float
        Coverage of the interval, and of all simultaneous intervals together.
    """
    before, after = np.asarray(baseline, dtype=float), np.asarray(arm, dtype=float)
    defined = np.isfinite(before) & np.isfinite(after)
    before, after = before[defined], after[defined]
    differences = after - before
    simultaneous = 1.0 - (1.0 - confidence) / arms
    difference, low, high = mean_interval(differences, confidence)
    _, joint_low, joint_high = mean_interval(differences, simultaneous)
    relative, relative_low, relative_high = relative_change(before, after, confidence)
    count = len(differences)
    return Effect(
        baseline_mean=float(before.mean()) if count else math.nan,
        mean=float(after.mean()) if count else math.nan,
        difference=difference,
        standard_deviation=float(differences.std(ddof=1)) if count > 1 else math.nan,
        low=low,
        high=high,
        simultaneous_low=joint_low,
        simultaneous_high=joint_high,
        relative=relative,
        relative_low=relative_low,
        relative_high=relative_high,
        replicates=count,
        verdict=_verdict(differences, joint_low, joint_high, float(np.abs(before).max(initial=0.0))),
    )


def _verdict(differences: Floats, low: float, high: float, size: float) -> str:
    """Return what may be said; differences that are only rounding count as none."""
    if len(differences) == 0:
        return UNDEFINED
    if len(differences) < 2:
        return TOO_FEW
    if float(np.abs(differences).max()) <= ROUNDING * size:
        return NO_DIFFERENCE
    if high < 0.0:
        return LOWERS
    return RAISES if low > 0.0 else NOT_DISTINGUISHABLE


def relative_change(before: Floats, after: Floats, confidence: float = 0.95) -> tuple[float, float, float]:
    """Return the change relative to the baseline's mean, with Fieller's interval for paired values.

    The interval is NaN where the baseline's mean cannot be told from zero: a ratio to it says nothing then. Outcomes
    are not negative, so that nothing falls by more than all of it.

    Examples
    --------
    >>> change = relative_change(np.array([10.0, 12.0, 8.0]), np.array([5.0, 6.0, 4.0]))
    >>> [round(number, 9) for number in change]
    [-0.5, -0.5, -0.5]
    """
    count = len(before)
    if count == 0 or not before.mean() > 0.0:
        return math.nan, math.nan, math.nan
    x, y = float(before.mean()), float(after.mean())
    if count < 2:
        return y / x - 1.0, math.nan, math.nan
    factor = t_quantile(confidence, count - 1) ** 2 / count
    covariance = np.cov(before, after, ddof=1)
    # The ratios r that the data do not reject: (y - r x)^2 <= factor * var(after - r before).
    a = x * x - factor * float(covariance[0, 0])
    b = x * y - factor * float(covariance[0, 1])
    c = y * y - factor * float(covariance[1, 1])
    if a <= 0.0:
        return y / x - 1.0, math.nan, math.nan
    spread = math.sqrt(max(b * b - a * c, 0.0))
    return y / x - 1.0, max((b - spread) / a - 1.0, -1.0), (b + spread) / a - 1.0


def share_best(values: Mapping[str, ArrayLike], better: str) -> dict[str, float]:
    """Return for each arm the share of replicates in which it does best; ties are shared.

    Parameters
    ----------
    values : mapping of arm to values by replicate
        Replicates in which an arm has no value are left out for all.
    better : {"lower", "higher", "neither"}
        With "neither" nobody can be best and every share is NaN.

    Examples
    --------
    >>> share_best({"a": [1.0, 2.0], "b": [3.0, 2.0]}, "lower")
    {'a': 0.75, 'b': 0.25}
    """
    table = np.array([np.asarray(column, dtype=float) for column in values.values()])
    table = table[:, np.isfinite(table).all(axis=0)] if table.size else table
    if better == "neither" or table.size == 0:
        return dict.fromkeys(values, math.nan)
    best = table.min(axis=0) if better == "lower" else table.max(axis=0)
    winners = table == best
    shares = (winners / winners.sum(axis=0)).mean(axis=1)
    return {arm: float(share) for arm, share in zip(values, shares, strict=True)}


def pooled_odds(counts: Sequence[Sequence[float]], confidence: float = 0.95) -> tuple[float, float, float]:
    """Return (a / b) / (c / d) of counts pooled over replicates, with a jackknife interval on the log scale.

    Parameters
    ----------
    counts : sequence of (a, b, c, d)
        One row a replicate. Single replicates may have empty cells; the pooled counts must not, else NaN.
    """
    table = np.asarray(counts, dtype=float).reshape(-1, 4)
    table = table[np.isfinite(table).all(axis=1)]
    pooled = table.sum(axis=0)
    if not (pooled > 0.0).all():
        return math.nan, math.nan, math.nan
    centre = _log_odds(pooled)
    without = pooled - table
    if len(table) < 2 or not (without > 0.0).all():
        return math.exp(centre), math.nan, math.nan
    left_out = np.array([_log_odds(row) for row in without])
    error = math.sqrt((len(table) - 1) / len(table) * float(((left_out - left_out.mean()) ** 2).sum()))
    half = t_quantile(confidence, len(table) - 1) * error
    return math.exp(centre), math.exp(centre - half), math.exp(centre + half)


def _log_odds(row: Floats) -> float:
    a, b, c, d = (math.log(value) for value in row)
    return a - b - c + d


class Moments:
    """Running mean and variance of arrays, one at a time in a fixed order (Welford's recurrence)."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: Floats = np.zeros(0)
        self._squares: Floats = np.zeros(0)

    def add(self, values: Floats) -> None:
        """Take in the array of one more replicate."""
        if self.count == 0:
            self.mean = np.zeros_like(values)
            self._squares = np.zeros_like(values)
        self.count += 1
        change = values - self.mean
        self.mean += change / self.count
        self._squares += change * (values - self.mean)

    def half_width(self, confidence: float = 0.95) -> Floats:
        """Return half the width of the t-interval of the mean; NaN with fewer than two replicates."""
        if self.count < 2:
            return np.full_like(self.mean, np.nan)
        deviation = np.sqrt(self._squares / (self.count - 1))
        return t_quantile(confidence, self.count - 1) * deviation / math.sqrt(self.count)
