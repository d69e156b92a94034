"""How much each parameter set counts in the light of rates that are known, and what weighted sets say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.experiment.calibration import Target, implausibilities
from simcorr.setting.numbers import KNOWN_WITHIN, RATES
from simcorr.setting.setting import Given

Floats = NDArray[np.float64]


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


def weights(distances: pd.DataFrame, sets: int) -> Floats:
    r"""Return weights that sum to one, from the distances of `misfit`; equal ones where no rate is given.

    Equation: ``w \propto exp(-\sum I^2 / 2)``: the likelihood of what is known, with normal errors on a log scale.
    Where nothing fits at all, only the nearest set is left.
    """
    squares = (distances.to_numpy(float) ** 2).sum(axis=1) if distances.shape[1] else np.zeros(sets)
    finite = np.where(np.isfinite(squares), squares, np.inf)
    if not np.isfinite(finite).any():
        return np.full(sets, 1.0 / sets)
    raw = np.exp(-0.5 * (finite - finite.min()))
    return np.asarray(raw / raw.sum())


def effective_number(weight: Floats) -> float:
    """Return how many sets of equal weight would say as much (Kish 1965): ``1 / sum(w^2)``.

    Examples
    --------
    >>> effective_number(np.array([0.25, 0.25, 0.25, 0.25]))
    4.0
    """
    return float(1.0 / (weight**2).sum())


def without_noise(values: Floats, variances: Floats, weight: Floats) -> Floats:
    """Return effects moved towards their weighted mean until they vary as much as the true ones would.

    Equation: ``m + sqrt(max(0, 1 - V_noise / V)) (x - m)``, with the weighted variance V of the estimates and the mean
    Monte Carlo variance (constrained empirical Bayes, Louis 1984): a range of the estimates as they are would be too
    wide, one of ordinary shrunken values too narrow.
    """
    known = np.isfinite(values)
    if known.sum() < 2:
        return values
    share = np.where(known, weight, 0.0)
    share = share / share.sum() if share.sum() > 0.0 else known / known.sum()
    mean = float((share * np.where(known, values, 0.0)).sum())
    total = float((share * np.where(known, values - mean, 0.0) ** 2).sum())
    noise = float((share * np.where(np.isfinite(variances), variances, 0.0)).sum())
    kept = np.sqrt(max(0.0, 1.0 - noise / total)) if total > 0.0 else 0.0
    return np.asarray(mean + kept * (values - mean))


def weighted_quantile(values: Floats, weight: Floats, share: float) -> float:
    """Return a quantile of weighted values: where the weight of what lies below, half its own included, reaches it.

    Examples
    --------
    >>> weighted_quantile(np.array([3.0, 1.0, 2.0]), np.ones(3), 0.5)
    2.0
    """
    known = np.isfinite(values)
    if not known.any() or not weight[known].sum() > 0.0:
        return float("nan")
    order = np.argsort(values[known], kind="stable")
    ordered, counted = values[known][order], weight[known][order]
    places = (np.cumsum(counted) - 0.5 * counted) / counted.sum()
    return float(np.interp(share, places, ordered))
