"""Sobol indices: which part of an outcome's variance over the design each parameter, and each pair, accounts for.

The first-order index is the part that goes with the parameter alone, the total index the part that it is involved in
(Saltelli et al. 2010); both through SALib, with bootstrap intervals over the base points.

The variance that is decomposed is that of the average over the replicates given, while the parameters vary over the
unit cube. On common random numbers each replicate has the same seed at all points: what a seed does to all points
alike cancels, what it does differently from point to point stays in the average and enters the total index of every
parameter. With two or more replicates that part is measured (`sobol_noise`), and the ``net`` columns leave it out.
The intervals hold the seeds fixed. For the effect of an intervention, pass the paired differences to the baseline as
the values: the indices then say what the effect depends on, and what both arms have in common has gone.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from simcorr.analysis.estimates import ROUNDING
from simcorr.analysis.sensitivity.arrays import Values, outcome_by_point
from simcorr.analysis.sensitivity.checks import Floats, parameter_names, share, unit_points, whole_number
from simcorr.analysis.sensitivity.groups import group_labels, leaders
from simcorr.analysis.sensitivity.salib import unit_problem
from simcorr.analysis.sensitivity.saltelli import Blocks, cut, require_saltelli, rows_per_point
from simcorr.analysis.sensitivity.sobol_noise import sobol_noise
from simcorr.analysis.sensitivity.sobol_notes import MATTERS, MATTERS_OR_NOISE, NOT_DISTINGUISHABLE, index_notes
from simcorr.errors import AnalysisError

COLUMNS = (
    *("parameter", "rank", "first", "first_low", "first_high", "total", "total_low", "total_high"),
    *("first_net", "total_net", "noise_share", "variance", "points", "replicates", "verdict", "note"),
)
PAIR_COLUMNS = (
    *("first_parameter", "second_parameter", "second", "second_low", "second_high", "second_net"),
    *("points", "replicates", "verdict", "note"),
)


def sobol_indices(
    unit: ArrayLike,
    values: Values,
    names: Sequence[str],
    second_order: bool = False,
    *,
    outcome: str | None = None,
    confidence: float = 0.95,
    resamples: int = 500,
    seed: int = 0,
    groups: Mapping[str, Iterable[str]] | None = None,
) -> pd.DataFrame:
    """Return first-order and total indices of every parameter.

    Parameters
    ----------
    unit : array (points, dimensions)
        A design of `saltelli_sample`.
    values : array (points,) or (points, replicates), Series or DataFrame
        The outcome, or the paired difference to the baseline, at each point, see `outcome_by_point`.
    names : sequence of str
        The parameters, in the order of the dimensions.
    second_order : bool
        Whether the design was sampled with ``second_order`` (`sobol_pairs` gives the indices of the pairs).
    outcome : str, optional
        Column of the outcome in a long table.
    confidence : float
        Coverage of each interval. The verdict uses intervals that hold for all parameters together (Bonferroni).
    resamples, seed : int
        Bootstrap resamples of the base points, and their seed.
    groups : mapping of str to iterable of names, optional
        Parameters that were exchanged together in the design; each group has a row in place of theirs.

    Returns
    -------
    DataFrame
        One row a parameter, the largest total index first. ``first``, ``total`` and their intervals are parts of
        ``variance``; ``noise_share`` is the part of it that is Monte Carlo noise, ``first_net, total_net`` the indices
        without it (NaN without replicates). ``verdict``: *matters* if the lower limit of the total index, noise taken
        away, is above 0; with one replicate *matters, or is noise*, which only more replicates tell apart. ``note``
        explains indices below 0 or above 1 and says where an interval is wider than its index. The intervals resample
        points as if they were independent; Sobol' points are more even, so that the intervals tend to be too wide.

    Raises
    ------
    AnalysisError
        If the design is incomplete or no Saltelli design, a value is missing or not finite, or the outcome does not
        vary.

    Examples
    --------
    >>> from simcorr.analysis.sensitivity import saltelli_sample
    >>> unit = saltelli_sample(2, points=256, seed=1)
    >>> values = 2.0 * unit[:, 0] + unit[:, 1]
    >>> sobol_indices(unit, values, ["bribe", "pay"])[["parameter", "first", "total"]].round(1)
      parameter  first  total
    0     bribe    0.8    0.8
    1       pay    0.2    0.2
    """
    parameters, blocks = _checked(unit, values, names, second_order, outcome, groups)
    found = _analysed(blocks, parameters, second_order, share("confidence", confidence), resamples, seed)
    noise = sobol_noise(blocks)
    rows = pd.DataFrame({"parameter": parameters})
    for index, key in (("first", "S1"), ("total", "ST")):
        rows[index] = found[key]
        rows[f"{index}_low"], rows[f"{index}_high"] = (
            found[key] - found[f"{key}_conf"],
            found[key] + found[f"{key}_conf"],
        )
        rows[f"{index}_net"] = _net(found[key], getattr(noise, index), noise.share)
    rows["noise_share"] = noise.share
    rows["variance"] = float(_both(blocks).var())
    rows["points"], rows["replicates"] = blocks.a.shape
    half = found["ST_conf"] * _joint(confidence, len(parameters))
    rows["verdict"] = _verdicts(found["ST"] - np.nan_to_num(noise.total) > half, blocks)
    rows["note"] = index_notes(rows, ["first", "total"])
    rows["rank"] = rows["total"].rank(ascending=False, method="min").astype(int)
    return rows.sort_values("total", ascending=False, kind="stable", ignore_index=True)[list(COLUMNS)]


def sobol_pairs(
    unit: ArrayLike,
    values: Values,
    names: Sequence[str],
    *,
    outcome: str | None = None,
    confidence: float = 0.95,
    resamples: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the second-order index of every pair of parameters: what goes with the two beyond each alone.

    The design must have been sampled with ``second_order=True``; for the arguments, the net column and what is
    refused see `sobol_indices`. ``verdict`` is *matters* if the lower limit, noise taken away and all pairs together,
    is above 0.

    Examples
    --------
    >>> from simcorr.analysis.sensitivity import saltelli_sample
    >>> unit = saltelli_sample(2, points=256, seed=1, second_order=True)
    >>> values = (unit[:, 0] - 0.5) * (unit[:, 1] - 0.5)
    >>> noise = np.random.default_rng(1).normal(0.0, 0.001, (len(unit), 4))
    >>> sobol_pairs(unit, values[:, np.newaxis] + noise, ["bribe", "pay"])[
    ...     ["first_parameter", "second_parameter", "second", "verdict"]
    ... ].round(1)
      first_parameter second_parameter  second  verdict
    0           bribe              pay     1.0  matters
    """
    parameters, blocks = _checked(unit, values, names, True, outcome)
    if len(parameters) < 2:
        raise AnalysisError("the design has 1 parameter; allowed for pairs are two or more")
    found = _analysed(blocks, parameters, True, share("confidence", confidence), resamples, seed)
    noise = sobol_noise(blocks)
    pairs = list(combinations(range(len(parameters)), 2))
    index, half = (np.array([found[key][pair] for pair in pairs]) for key in ("S2", "S2_conf"))
    rows = pd.DataFrame([(parameters[j], parameters[k]) for j, k in pairs], columns=list(PAIR_COLUMNS[:2]))
    rows["second"], rows["second_low"], rows["second_high"] = index, index - half, index + half
    rows["second_net"] = _net(index, noise.pairs, noise.share)
    rows["points"], rows["replicates"] = blocks.a.shape
    sure = index - np.nan_to_num(noise.pairs) > half * _joint(confidence, len(pairs))
    rows["verdict"] = _verdicts(sure, blocks)
    rows["note"] = index_notes(rows, ["second"])
    return rows.sort_values("second", ascending=False, kind="stable", ignore_index=True)[list(PAIR_COLUMNS)]


def _verdicts(sure: NDArray[np.bool_], blocks: Blocks) -> NDArray[np.str_]:
    told = MATTERS if blocks.a.shape[1] > 1 else MATTERS_OR_NOISE
    return np.where(sure, told, NOT_DISTINGUISHABLE)


def _checked(
    unit: ArrayLike,
    values: Values,
    names: Sequence[str],
    second_order: bool,
    outcome: str | None,
    groups: Mapping[str, Iterable[str]] | None = None,
) -> tuple[list[str], Blocks]:
    """Return the parameters and the values as blocks (..., replicates)."""
    points = unit_points(unit)
    labels = group_labels(parameter_names(names, points.shape[1]), groups)
    parameters = list(dict.fromkeys(labels))
    points = leaders(points, labels, rows_per_point(len(parameters), second_order))
    require_saltelli(points, second_order)
    blocks = cut(outcome_by_point(values, len(points), outcome), points.shape[1], second_order)
    both = _both(blocks)
    if np.ptp(both) <= ROUNDING * np.abs(both).max():
        name = outcome or "the outcome"
        raise AnalysisError(
            f"{name} does not vary: it is {both[0]:.6g} at all points; there is no variance to decompose"
        )
    return parameters, blocks


def _both(blocks: Blocks) -> Floats:
    """Return the averages over replicates in both samples, which the variance is taken of."""
    return np.asarray(np.concatenate([blocks.a, blocks.b]).mean(axis=1), dtype=float)


def _analysed(
    blocks: Blocks, names: Sequence[str], second_order: bool, confidence: float, resamples: int, seed: int
) -> Mapping[str, Any]:
    """Return what SALib makes of the averages over replicates."""
    from SALib.analyze import sobol

    parts = [blocks.a[:, np.newaxis], blocks.ab, blocks.ba, blocks.b[:, np.newaxis]]
    means = np.concatenate(parts, axis=1).mean(axis=2).ravel()
    # A generator, since SALib takes seed 0 for "no seed".
    random = np.random.default_rng(whole_number("seed", seed, 0))
    count = whole_number("resamples", resamples, 2)
    answer: Mapping[str, Any] = sobol.analyze(
        unit_problem(names),
        means,
        calc_second_order=second_order,
        num_resamples=count,
        conf_level=confidence,
        seed=random,
    )
    return answer


def _net(index: Floats, noise: Floats, noise_share: float) -> Floats:
    """Return the index of the expected outcome; NaN where noise is all of the variance or unknown."""
    return np.asarray((index - noise) / (1.0 - noise_share if noise_share < 1.0 else np.nan), dtype=float)


def _joint(confidence: float, tests: int) -> float:
    """Return how much wider a normal interval is that holds for all tests together (Bonferroni)."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + 0.5 * (1.0 - (1.0 - confidence) / tests)) / ndtri(0.5 + 0.5 * confidence))
