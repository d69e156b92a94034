"""Checks of plain numbers that somebody gave, before anything is done with them."""

import math
from numbers import Integral, Real
from typing import Any

from simcorr.errors import AnalysisError, RunError


def whole_number(name: str, value: Any, low: int, high: int, unit: str = "") -> int:
    """Return an integer within bounds; refuse everything else, True and 2.0 among it.

    Examples
    --------
    >>> whole_number("replicates", 10, 1, 1000)
    10
    """
    is_whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not is_whole or not low <= value <= high:
        allowed = f"a whole number from {low} to {high}" + (f" ({unit})" if unit else "")
        raise RunError(f"{name} is {value!r}; allowed is {allowed}")
    return int(value)


def positive(name: str, value: Any, unit: str = "") -> float:
    """Return a finite number above zero.

    Examples
    --------
    >>> positive("half_width", 2)
    2.0
    """
    if not _is_number(value) or not 0.0 < float(value) < math.inf:
        raise AnalysisError(f"{name} is {value!r}; allowed is a number above 0" + (f" ({unit})" if unit else ""))
    return float(value)


def checked_confidence(value: Any, lowest: float = 0.5) -> float:
    """Return a confidence level above the lowest that means anything and below one.

    Examples
    --------
    >>> checked_confidence(0.9)
    0.9
    """
    if not _is_number(value) or not lowest < float(value) < 1.0:
        raise AnalysisError(f"confidence is {value!r}; allowed is a number above {lowest} and below 1, such as 0.95")
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
