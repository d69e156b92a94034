"""Which inputs an outcome depends on, from any sample: the PAWN index, against what inert inputs reach by chance.

The index of an input (Pianosi and Wagener 2015, 2018) compares the distribution of the outcome in each slice of the
input's values with that in the whole sample, by the largest distance of the two (Kolmogorov and Smirnov), and takes
the mean over slices. It sees what moves the mean, the spread or the tails, alone or with others, and needs no design
of its own. An inert input has an index above 0 too, larger the fewer the points; how large is found by dealing the
same slices out at random. Numbers are sliced into parts of equal size, words and numbers of few values by value.
"""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from simcorr.analysis.sensitivity.arrays import Values, outcome_by_point
from simcorr.analysis.sensitivity.checks import Floats, first_few, parameter_names, share, whole_number
from simcorr.analysis.sensitivity.sobol_notes import MATTERS, NOT_DISTINGUISHABLE
from simcorr.errors import AnalysisError

FEWEST_POINTS = 50
MANY_POINTS = 200
"""From so many on there are ten slices, below five: a slice needs its points."""
_FEWEST_DEALS = 199
COLUMNS = (
    *("parameter", "rank", "index", "median", "largest", "by_chance", "threshold", "p_value", "points", "replicates"),
    "verdict",
)
Slices = NDArray[np.int64]


def pawn_indices(
    points: pd.DataFrame | ArrayLike,
    values: Values,
    names: Sequence[str] | None = None,
    *,
    outcome: str | None = None,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the PAWN index of every input of a sample, with what inert inputs reach.

    Parameters
    ----------
    points : DataFrame or array (points, inputs)
        The inputs, in any unit; 50 points or more. If they are not independent of one another, an input may have its
        index from another one.
    values : array (points,) or (points, replicates), Series or DataFrame
        The outcome at each point, see `outcome_by_point`. Replicates are averaged.
    names : sequence of str, optional
        Of the inputs; the columns of the table, if left out.
    outcome : str, optional
        Column of the outcome in a long table.
    confidence : float
        One minus the chance that any inert input is said to matter (Bonferroni).
    seed : int
        Of the deals, and of the order in which equal values come.

    Returns
    -------
    DataFrame
        One row an input, that furthest above chance first. ``index``: mean distance over slices, 0 to 1; ``median`` and
        ``largest`` over slices; ``by_chance``: mean index of inert inputs; ``threshold``: what they hardly exceed;
        ``p_value``: how often they reach this index. ``verdict``: *matters* if the index is above the threshold.

    Raises
    ------
    AnalysisError
        For fewer than 50 points, and if a value is missing or not finite.

    Examples
    --------
    >>> points = pd.DataFrame(np.random.default_rng(1).random((256, 3)), columns=["bribe", "pay", "age"])
    >>> values = points["bribe"] + 4.0 * (points["pay"] - 0.5) ** 2
    >>> pawn_indices(points, values.to_numpy())[["parameter", "index", "threshold", "verdict"]].round(2)
      parameter  index  threshold                        verdict
    0     bribe   0.41       0.19                        matters
    1       pay   0.35       0.19                        matters
    2       age   0.17       0.19  not distinguishable from none
    """
    table = points if isinstance(points, pd.DataFrame) else pd.DataFrame(np.asarray(points))
    parameters = parameter_names(table.columns if names is None else names, table.shape[1])
    _check(table, parameters)
    share("confidence", confidence)
    found = outcome_by_point(values, len(table), outcome)
    random = np.random.default_rng(whole_number("seed", seed, 0))
    order, last = _order(found.mean(axis=1))
    allowed = (1.0 - confidence) / len(parameters)
    deals = max(_FEWEST_DEALS, math.ceil(2.0 / allowed))
    rows, chances = [], dict[tuple[int, ...], Floats]()
    for place, name in enumerate(parameters):
        slices = _slices(table.iloc[:, place], random)
        sizes = tuple(np.bincount(slices).tolist())
        if sizes not in chances:  # inputs with slices of the same sizes share what chance does
            dealt = (random.permutation(slices) for _ in range(deals))
            chances[sizes] = np.sort([distances(one[order], last).mean() for one in dealt])
        rows.append({"parameter": name, **_row(distances(slices[order], last), chances[sizes], allowed)})
    result = pd.DataFrame(rows).assign(points=len(found), replicates=found.shape[1])
    above = result["index"] - result["by_chance"]
    result["rank"] = above.rank(ascending=False, method="min").astype(int)
    return result.iloc[np.argsort(-above.to_numpy(), kind="stable")].reset_index(drop=True)[list(COLUMNS)]


def distances(slices: Slices, last: NDArray[np.bool_]) -> Floats:
    """Return for each slice how far the outcome's distribution in it is from the whole, at most.

    Parameters
    ----------
    slices : int array (points,)
        The slice of each point, from 0, in the order of the outcome.
    last : bool array (points,)
        Whether a point is the last one with its outcome.

    Examples
    --------
    >>> distances(np.array([0, 0, 1, 1]), np.array([True, True, True, True])).tolist()
    [0.5, 0.5]
    """
    members = slices[:, np.newaxis] == np.arange(slices.max() + 1)
    steps = members.cumsum(axis=0) / members.sum(axis=0)
    whole = np.arange(1, len(slices) + 1)[:, np.newaxis] / len(slices)
    return np.asarray(np.abs(steps - whole)[last].max(axis=0), dtype=float)


def _row(found: Floats, chance: Floats, allowed: float) -> dict[str, float | str]:
    index = float(found.mean())
    p_value = (1.0 + float((chance >= index - 1e-12).sum())) / (1.0 + len(chance))
    threshold = float(chance[-max(1, math.floor(allowed * (1 + len(chance))))])
    return {
        "index": index,
        "median": float(np.median(found)),
        "largest": float(found.max()),
        "by_chance": float(chance.mean()),
        "threshold": threshold,
        "p_value": p_value,
        "verdict": MATTERS if p_value <= allowed + 1e-12 else NOT_DISTINGUISHABLE,
    }


def _slices(column: pd.Series, random: np.random.Generator) -> Slices:
    """Return the slice of each point by the input's value; equal values that straddle two slices are dealt out."""
    count = 10 if len(column) >= MANY_POINTS else 5
    words = not pd.api.types.is_numeric_dtype(column)
    codes, different = pd.factorize(column, sort=not words)
    if words or len(different) <= count:
        return np.asarray(codes, dtype=np.int64)
    ranks = np.empty(len(column), dtype=np.int64)
    ranks[np.lexsort((random.random(len(column)), column.to_numpy(float)))] = np.arange(len(column))
    return ranks * count // len(column)


def _order(values: Floats) -> tuple[Slices, NDArray[np.bool_]]:
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    return order, np.append(ordered[1:] > ordered[:-1], True)


def _check(table: pd.DataFrame, parameters: Sequence[str]) -> None:
    if len(table) < FEWEST_POINTS:
        raise AnalysisError(f"the sample has {len(table)} points; allowed are {FEWEST_POINTS} or more")
    for place, name in enumerate(parameters):
        column = table.iloc[:, place]
        numeric = pd.api.types.is_numeric_dtype(column)
        bad = ~np.isfinite(column.to_numpy(float)) if numeric else column.isna().to_numpy()
        if bad.any():
            raise AnalysisError(f"{name} has no value at points {first_few(np.flatnonzero(bad).tolist())}")
