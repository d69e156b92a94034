"""Whether two levers together do more or less than the sum of what each does alone.

On a grid of two levers the interaction contrast of a cell is the difference of differences to the lowest corner:
joint effect less the two single effects (Bliss' and Loewe's notions of independence are others; this one is additive,
on the scale of the outcome). All four cells share their draws, so the contrast is taken within replicates.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from simcorr.analysis.estimates import (
    LOWERS,
    NO_DIFFERENCE,
    NOT_DISTINGUISHABLE,
    RAISES,
    TOO_FEW,
    mean_interval,
    paired_effect,
)
from simcorr.analysis.sensitivity.cells import paired_cells
from simcorr.analysis.sensitivity.checks import Floats, share
from simcorr.errors import AnalysisError, unknown_name

SUPER_ADDITIVE = "super-additive"
SUB_ADDITIVE = "sub-additive"
MIXED = "super-additive and sub-additive"

DIRECTIONS = ("higher", "lower")

CONTRAST_COLUMNS = ("sum_of_single", "joint", "contrast", "low", "high", "replicates", "verdict")


@dataclass(frozen=True)
class Interaction:
    """Two levers on a grid.

    Attributes
    ----------
    cells : DataFrame
        By level of both levers: ``mean`` with its t-interval ``low, high``, and ``replicates``.
    contrasts : DataFrame
        By cell off the lowest row and column: the two single effects added up, the joint effect, and their difference
        ``contrast`` with limits that hold for all cells together, ``replicates`` and ``verdict``.
    verdict : str
        *super-additive*, *sub-additive*, *super-additive and sub-additive* (in different cells), *not distinguishable*,
        *no difference* or *too few replicates*.
    replicates : int
    """

    cells: pd.DataFrame
    contrasts: pd.DataFrame
    verdict: str
    replicates: int


def interaction(
    runs: pd.DataFrame,
    first: str,
    second: str,
    outcome: str,
    *,
    better: str,
    replicate: str = "replicate",
    confidence: float = 0.95,
) -> Interaction:
    """Return whether two levers add up on an outcome.

    Parameters
    ----------
    runs : DataFrame
        One row for each pair of levels and each replicate, complete.
    first, second, outcome : str
        Columns of the two levers and of the outcome.
    better : {"higher", "lower"}
        Which way the outcome counts. *Super-additive* means that the levers together take the outcome further this
        way than the sum of both: for an outcome that is better lower, a contrast below zero.
    replicate : str
        Column of the replicate.
    confidence : float
        Coverage of each cell's interval, and of the intervals of all contrasts together (Bonferroni).

    Raises
    ------
    AnalysisError
        If a lever has one level only, a column, a cell or a replicate is missing, a row is there twice, or a value is
        not finite.

    Examples
    --------
    >>> noise = np.random.default_rng(1).normal(size=(2, 2, 10))
    >>> rows = [
    ...     {"audits": a, "pay": p, "replicate": r, "bribes": 50.0 - 9.0 * a * p + noise[a, p, r]}
    ...     for a in (0, 1)
    ...     for p in (0, 1)
    ...     for r in range(10)
    ... ]
    >>> interaction(pd.DataFrame(rows), "audits", "pay", "bribes", better="lower").verdict
    'super-additive'
    """
    share("confidence", confidence)
    if better not in DIRECTIONS:
        raise AnalysisError(unknown_name("direction", better, DIRECTIONS, "better"))
    if first == second:
        raise AnalysisError(f"first and second are both '{first}'; allowed are two levers")
    levels, (table,) = paired_cells(runs, [first, second], [outcome], replicate)
    for name, each in zip((first, second), levels, strict=True):
        if len(each) < 2:
            raise AnalysisError(f"{name} has the one level {each[0]:g}; allowed are two or more")
    places = list(np.ndindex(table.shape[:2]))
    key = {place: {first: levels[0][place[0]], second: levels[1][place[1]]} for place in places}
    cells = pd.DataFrame([key[place] | _cell(table[place], confidence) for place in places])
    inner = [place for place in places if min(place) > 0]
    rows = [key[place] | _contrast(table, place, len(inner), confidence, better) for place in inner]
    contrasts = pd.DataFrame(rows, columns=[first, second, *CONTRAST_COLUMNS])
    return Interaction(cells, contrasts, _overall(set(contrasts["verdict"])), table.shape[2])


def _cell(values: Floats, confidence: float) -> dict[str, Any]:
    mean, low, high = mean_interval(values, confidence)
    return {"mean": mean, "low": low, "high": high, "replicates": len(values)}


def _contrast(table: Floats, place: tuple[int, ...], cells: int, confidence: float, better: str) -> dict[str, Any]:
    """Return the row of one cell: joint effect against the sum of the single effects, within replicates."""
    corner = table[0, 0]
    single = (table[place[0], 0] - corner) + (table[0, place[1]] - corner)
    joint = table[place] - corner
    # Of sums of outcomes, so that rounding is judged by the outcome's size and not by that of the effects.
    effect = paired_effect(table[place[0], 0] + table[0, place[1]], table[place] + corner, cells, confidence)
    above, below = (SUPER_ADDITIVE, SUB_ADDITIVE) if better == "higher" else (SUB_ADDITIVE, SUPER_ADDITIVE)
    return {
        "sum_of_single": float(single.mean()),
        "joint": float(joint.mean()),
        "contrast": effect.difference,
        "low": effect.simultaneous_low,
        "high": effect.simultaneous_high,
        "replicates": effect.replicates,
        "verdict": {RAISES: above, LOWERS: below}.get(effect.verdict, effect.verdict),
    }


def _overall(verdicts: set[str]) -> str:
    """Return the verdict over all cells."""
    found = verdicts & {SUPER_ADDITIVE, SUB_ADDITIVE}
    if len(found) == 2:
        return MIXED
    for verdict in (*sorted(found), TOO_FEW, NOT_DISTINGUISHABLE, NO_DIFFERENCE):
        if verdict in verdicts:
            return verdict
    return NOT_DISTINGUISHABLE
