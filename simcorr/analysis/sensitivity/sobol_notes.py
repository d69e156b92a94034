"""What must be said beside a Sobol index: below 0, above 1, or less than the width of its interval."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

MATTERS = "matters"
MATTERS_OR_NOISE = "matters, or is noise"
"""With one replicate nothing tells an effect from noise: an inert input has the share of the noise as total index."""
NOT_DISTINGUISHABLE = "not distinguishable from none"

WIDE = 0.01
"""Intervals narrower than this part of the variance are not called wide, however small the index."""


def index_notes(rows: pd.DataFrame, indices: Sequence[str]) -> list[str]:
    """Return a note for each row; empty where the numbers speak for themselves.

    Parameters
    ----------
    rows : DataFrame
        With columns ``index, index_low, index_high`` for each of the indices, and ``replicates``.
    indices : sequence of str

    Examples
    --------
    >>> rows = pd.DataFrame({"first": [-0.02], "first_low": [-0.1], "first_high": [0.01], "replicates": [2]})
    >>> index_notes(rows, ["first"])[0].split("; ")
    ['first is below 0 by sampling error: its interval, -0.10 to 0.01, reaches 0', 'interval of first wider ...']
    """
    return [_note(row, indices) for row in rows.to_dict("records")]


def _note(row: Mapping[Any, Any], indices: Sequence[str]) -> str:
    parts = []
    for index in indices:
        value, low, high = row[index], row[f"{index}_low"], row[f"{index}_high"]
        if value < 0.0:
            parts.append(_outside(index, low, high, "below 0", 0.0, high >= 0.0))
        if value > 1.0:
            parts.append(_outside(index, low, high, "above 1", 1.0, low <= 1.0))
        if high - low > max(abs(value), WIDE):
            parts.append(f"interval of {index} wider than the index")
    if row["replicates"] == 1:
        parts.append("one replicate: noise, if there is any, counts as an effect")
    return "; ".join(parts)


def _outside(index: str, low: float, high: float, side: str, bound: float, reached: bool) -> str:
    interval = f"its interval, {low:.2f} to {high:.2f},"
    if reached:
        return f"{index} is {side} by sampling error: {interval} reaches {bound:.0f}"
    return f"{index} is {side} and {interval} does not reach {bound:.0f}: too few points, or noise"
