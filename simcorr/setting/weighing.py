"""How much each parameter set counts in the light of rates that are known, and what weighted sets say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.analysis.estimates import t_quantile
from simcorr.calibration import implausibilities
from simcorr.patterns.target import Target
from simcorr.setting.described import Given
from simcorr.setting.numbers import KNOWN_WITHIN, RATES

Floats = NDArray[np.float64]
LEVEL = 0.90
"""Share of parameter sets that a range is to hold."""
_MEDIAN_OF_MEAN_SQUARE = {1: 0.455, 2: 0.693, 3: 0.789, 4: 0.839, 5: 0.870}
"""Median of a chi-square over its degrees of freedom; nearly one beyond."""


def targets_of(given: Mapping[str, Given]) -> list[Target]:
    """Return the bands that the given rates stand for; a single number is known to a factor of `KNOWN_WITHIN`."""
    targets = []
    for rate in RATES:
        if rate.name in given:
            low, high = given[rate.name]
            margin = KNOWN_WITHIN if low == high else 1.0
            targets.append(Target(rate.pattern, low / margin, high * margin))
    return targets


def misfit(rates: pd.DataFrame, variances: pd.DataFrame, given: Mapping[str, Given]) -> pd.DataFrame:
    """Return how far each set (row) is from each rate that is given (column), in standard deviations."""
    return implausibilities(rates, variances, targets_of(given))


def log_spreads(rates: pd.DataFrame, variances: pd.DataFrame, given: Mapping[str, Given]) -> Floats:
    """Return for each set the sum of the logarithms of these standard deviations: noisy sets are not likelier."""
    total = np.zeros(len(rates))
    for target in targets_of(given):
        mean, variance = rates[target.name].to_numpy(float), variances[target.name].to_numpy(float)
        noise = np.where((mean > 0.0) & np.isfinite(variance), variance, 0.0) / np.where(mean > 0.0, mean, 1.0) ** 2
        total += 0.5 * np.log(target.observation_variance + noise + target.discrepancy**2)
    return total


def weights(distances: pd.DataFrame, spreads: Floats) -> Floats:
    r"""Return weights that sum to one; equal ones where no rate is given, or where none is anywhere near.

    Equation: ``w \propto exp(-\sum (I^2 / 2 + ln \sigma))``: the likelihood of what is known, with normal errors on a
    log scale, from the distances of `misfit` and the sums of `log_spreads`.
    """
    minus = 0.5 * (distances.to_numpy(float) ** 2).sum(axis=1) + spreads
    if not np.isfinite(minus).any():
        return np.full(len(spreads), 1.0 / len(spreads))
    raw = np.exp(-(minus - minus[np.isfinite(minus)].min()))
    return np.asarray(raw / raw.sum())


def effective_number(weight: Floats) -> float:
    """Return how many sets of equal weight would say as much (Kish 1965): ``1 / sum(w^2)``.

    Examples
    --------
    >>> effective_number(np.array([0.25, 0.25, 0.25, 0.25]))
    4.0
    """
    return float(1.0 / (weight**2).sum())


def pooled_noise(variances: Floats, counts: Floats, freedom: int) -> Floats:
    """Return the Monte Carlo variance of each effect, from all of them together.

    A variance from few replicates says little, and the mean of many is led by one or two. Noise is taken to fall with
    the count of events; the factor before it is the median of ``v * count`` over all sets, made unbiased for so few
    degrees of freedom. It does not depend on the weights.
    """
    known = np.isfinite(variances) & (counts > 0.0)
    if not known.any():
        return np.full(len(variances), np.nan)
    factor = float(np.median(variances[known] * counts[known])) / _MEDIAN_OF_MEAN_SQUARE.get(freedom, 0.9)
    return np.where(counts > 0.0, factor / np.where(counts > 0.0, counts, 1.0), np.nan)


@dataclass(frozen=True)
class Spread:
    """How an effect differs between weighted sets, noise apart.

    Attributes
    ----------
    mean, error : float
        Weighted mean and its standard error.
    between : float
        Standard deviation between sets, noise taken out.
    low, high : float
        Range that holds a further set like these in nine of ten cases.
    below : float
        Chance that in such a set the effect is below zero.
    """

    mean: float
    error: float
    between: float
    low: float
    high: float
    below: float


def spread_of(values: Floats, noise: Floats, weight: Floats) -> Spread:
    r"""Return the spread of an effect: a random-effects model, its variance by moments.

    Equations: ``m = \sum w x``; ``\tau^2 = max(0, \sum w (x - m)^2 / (1 - \sum w^2) - \sum w v)``, without bias by few
    sets or by noise v; ``se^2 = \sum w^2 (v + \tau^2)``; range ``m \pm t \sqrt{\tau^2 + se^2}`` with the t-quantile for
    the effective number of sets less two (Higgins, Thompson and Spiegelhalter 2009).
    """
    from scipy.stats import t as student

    known = np.isfinite(values) & np.isfinite(noise) & (weight > 0.0)
    share = weight[known] / weight[known].sum() if known.any() else weight[known]
    if known.sum() < 3 or effective_number(share) <= 1.0 + 1e-9:
        return Spread(*(math.nan,) * 6)
    x, v, few = values[known], noise[known], float((share**2).sum())
    mean = float((share * x).sum())
    between = max(0.0, float((share * (x - mean) ** 2).sum()) / (1.0 - few) - float((share * v).sum()))
    error = float((share**2 * (v + between)).sum())
    reach, freedom = math.sqrt(between + error), max(1.0, 1.0 / few - 2.0)
    half = t_quantile(LEVEL, freedom) * reach
    below = float(student.cdf(-mean / reach, freedom)) if reach > 0.0 else float(mean < 0.0)
    return Spread(mean, math.sqrt(error), math.sqrt(between), mean - half, mean + half, below)


def shrunken(values: Floats, noise: Floats, spread: Spread) -> Floats:
    """Return each set's best guess of its effect: moved to the mean by the share of its variance that is noise."""
    if not math.isfinite(spread.between):
        return values
    total = spread.between**2 + noise
    kept = np.where(total > 0.0, spread.between**2 / np.where(total > 0.0, total, 1.0), 0.0)
    return np.asarray(spread.mean + kept * (values - spread.mean))
