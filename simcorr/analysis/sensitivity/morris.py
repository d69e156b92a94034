"""Morris' screening: which parameters matter, and whether their effect is the same everywhere.

mu_star is the mean size of the elementary effects (Campolongo, Cariboni and Saltelli 2007), mu their mean and sigma
their standard deviation (Morris 1991), all in outcome units per full range of the parameter. A sigma beside mu_star
means a non-linear effect or an interaction - or noise: replicates tell how much of it is noise.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from simcorr.analysis.estimates import ROUNDING, mean_interval
from simcorr.analysis.sensitivity.arrays import Values, outcome_by_point
from simcorr.analysis.sensitivity.checks import Floats, parameter_names, share, unit_points
from simcorr.analysis.sensitivity.elementary_effects import TOLERANCE, elementary_effects, levels_of, step_of
from simcorr.analysis.sensitivity.groups import group_labels, leaders
from simcorr.analysis.sensitivity.noise import NoiseTest, noise_test
from simcorr.analysis.sensitivity.salib import unit_problem, untouched_random_state

NEGLIGIBLE = "negligible"
WITHIN_NOISE = "not distinguishable from noise"
TOO_FEW = "not told from noise by so few replicates"
GROUP = "has an effect, as a group"
LINEAR = "linear or monotone, as far as its levels show"
NONLINEAR = "non-linear or interacting"
UNDECIDED = "has an effect, shape within noise"

ENOUGH_REPLICATES = 10
"""With fewer, the test misses large effects: it has one degree of freedom less than there are replicates."""
MONOTONE_RATIO = 0.5
"""Largest sigma / mu_star of an effect called monotone (Garcia Sanchez et al. 2014, Energy and Buildings 68)."""

COLUMNS = (
    *("parameter", "rank", "mu", "mu_star", "mu_star_low", "mu_star_high", "sigma", "noise", "sigma_net"),
    *("p_effect", "p_spread", "trajectories", "replicates", "verdict"),
)


def morris_effects(
    unit: ArrayLike,
    values: Values,
    names: Sequence[str],
    *,
    outcome: str | None = None,
    confidence: float = 0.95,
    negligible: float = 0.05,
    groups: Mapping[str, Iterable[str]] | None = None,
) -> pd.DataFrame:
    """Return Morris' indices of every parameter, with what may be said of it.

    Parameters
    ----------
    unit : array (points, dimensions)
        A design of `morris_sample`.
    values : array (points,) or (points, replicates), Series or DataFrame
        The outcome at each point, see `outcome_by_point`. Replicates are averaged.
    names : sequence of str
        The parameters, in the order of the dimensions.
    outcome : str, optional
        Column of the outcome in a long table.
    confidence : float
        Coverage of the interval of mu_star, and 1 minus the error of the tests, over all parameters together
        (Bonferroni).
    negligible : float
        Part of the largest mu_star below which a parameter is negligible.
    groups : mapping of str to iterable of names, optional
        Parameters that moved together in the design. A group of several has a row in place of theirs, with mu_star
        alone: in a step some of them rise and others fall, so that mu and sigma say nothing (NaN).

    Returns
    -------
    DataFrame
        One row a parameter, the largest mu_star first. ``mu_star_low, mu_star_high``: t-interval over trajectories.
        ``noise``: standard deviation of the Monte Carlo error of one elementary effect; ``sigma_net``: sigma without
        it; ``p_effect, p_spread``: tests against noise alone, and of equal effects (`noise_test`). These four are
        NaN without replicates, and then the outcome is taken to be without noise.

        ``verdict``, by the first rule that applies: *negligible* if mu_star_high is below ``negligible`` times the
        largest mu_star, or all effects are zero; *not distinguishable from noise* if p_effect is above the error
        allowed (with fewer than ten replicates, which may miss a large effect: *not told from noise by so few
        replicates*); of a group of several, *has an effect, as a group*; *linear or monotone, as far as its levels
        show* if sigma (sigma_net with replicates) is at most half of mu_star; *has an effect, shape within noise* if
        p_spread is above the error allowed, which with less than about ten replicates is usual; else *non-linear or
        interacting*. The design looks at the levels of its grid alone: what the outcome does between two of them is not
        seen. Note that mu_star and sigma themselves hold the noise: a parameter without any effect has a mu_star of
        about 0.8 times ``noise``.

    Raises
    ------
    AnalysisError
        If the design is incomplete or no Morris design, or a value is missing or not finite.

    Examples
    --------
    >>> from simcorr.analysis.sensitivity import morris_sample
    >>> unit = morris_sample(3, trajectories=10, seed=1)
    >>> values = 4.0 * unit[:, 0] + (unit[:, 1] - 0.5) ** 2
    >>> morris_effects(unit, values, ["bribe", "pay", "age"])[["parameter", "mu_star", "verdict"]].round(2)
      parameter  mu_star                                        verdict
    0     bribe     4.00  linear or monotone, as far as its levels show
    1       pay     0.33                      non-linear or interacting
    2       age     0.00                                     negligible
    """
    points = unit_points(unit)
    labels = group_labels(parameter_names(names, points.shape[1]), groups)
    parameters = list(dict.fromkeys(labels))
    points = leaders(points, labels, len(parameters) + 1)
    share("confidence", confidence)
    share("negligible", negligible)
    levels = levels_of(step_of(points))
    table = outcome_by_point(values, len(points), outcome)
    size = float(np.abs(table).max())
    effects = elementary_effects(points, table)
    rows = _indices(points, table.mean(axis=1), parameters, levels)
    rows["mu_star_low"], rows["mu_star_high"] = _intervals(effects.mean(axis=2), confidence)
    several = [labels.count(name) > 1 for name in parameters]
    rows.loc[several, ["mu", "sigma"]] = np.nan
    tests = [noise_test(each, size) for each in effects]
    rows = _with_noise(rows, tests)
    rows["trajectories"], rows["replicates"] = effects.shape[1:]
    allowed = (1.0 - confidence) / len(parameters)
    limit = max(negligible * float(rows["mu_star"].max()), ROUNDING * size)
    rows["verdict"] = [_verdict(row, limit, allowed) for row in rows.to_dict("records")]
    rows["rank"] = rows["mu_star"].rank(ascending=False, method="min").astype(int)
    return rows.sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)[list(COLUMNS)]


def _indices(unit: Floats, means: Floats, names: Sequence[str], levels: int) -> pd.DataFrame:
    """Return mu, mu_star and sigma from SALib."""
    from SALib.analyze import morris

    # SALib takes any difference of coordinates for a step, even a rounding error.
    grid = np.round(unit, round(-np.log10(TOLERANCE)))
    with untouched_random_state():
        found = morris.analyze(unit_problem(names), grid, means, num_resamples=2, num_levels=levels, seed=1)
    rows = {"parameter": list(names)}
    return pd.DataFrame(rows | {key: np.asarray(found[key], dtype=float) for key in ("mu", "mu_star", "sigma")})


def _intervals(effects: Floats, confidence: float) -> tuple[list[float], list[float]]:
    """Return the limits of mu_star; SALib's bootstrap is too narrow for the few trajectories of a screening."""
    limits = [mean_interval(np.abs(each), confidence)[1:] for each in effects]
    return [max(low, 0.0) for low, _ in limits], [high for _, high in limits]


def _with_noise(rows: pd.DataFrame, tests: Sequence[NoiseTest]) -> pd.DataFrame:
    variance = np.array([test.variance for test in tests])
    net = np.sqrt(np.maximum(rows["sigma"].to_numpy() ** 2 - variance, 0.0))
    return rows.assign(
        noise=np.sqrt(variance),
        sigma_net=net,
        p_effect=[test.p_effect for test in tests],
        p_spread=[test.p_spread for test in tests],
    )


def _verdict(row: Mapping[Any, Any], limit: float, allowed: float) -> str:
    """Return the verdict by the rule of `morris_effects`."""
    replicated = row["replicates"] > 1
    if row["mu_star_high"] <= limit:
        return NEGLIGIBLE
    if replicated and row["p_effect"] > allowed:
        return WITHIN_NOISE if row["replicates"] >= ENOUGH_REPLICATES else TOO_FEW
    if np.isnan(row["sigma"]):
        return GROUP
    sigma = row["sigma_net"] if replicated else row["sigma"]
    if sigma <= MONOTONE_RATIO * row["mu_star"]:
        return LINEAR
    return UNDECIDED if replicated and row["p_spread"] > allowed else NONLINEAR
