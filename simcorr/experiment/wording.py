"""Effects in words and numbers for readers of a brief."""

import math
from typing import TYPE_CHECKING, Any

from simcorr.experiment.statistics import (
    LOWERS,
    NO_DIFFERENCE,
    NOT_DISTINGUISHABLE,
    RAISES,
    TOO_FEW,
)

if TYPE_CHECKING:
    import pandas as pd

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"


def number(value: float, unit: str = "", *, signed: bool = False) -> str:
    """Return a number as readers of a brief expect it: three digits that matter, thousands set apart.

    Examples
    --------
    >>> number(12345.6), number(0.12345), number(12.345), number(0.0), number(float("nan"))
    ('12,346', '0.123', '12.3', '0', 'undefined')
    """
    if not math.isfinite(value):
        return "undefined"
    size = abs(value)
    digits = 0 if size >= 100 or size == 0.0 else 1 if size >= 10 else 2 if size >= 1 else 3
    text = _minus(f"{value:{'+' if signed else ''},.{digits}f}")
    return f"{text}{NO_BREAK}{unit}" if unit else text


def percent(share: float, *, signed: bool = True) -> str:
    """Return a share in percent.

    Examples
    --------
    >>> [percent(share).split()[0] for share in (0.123, 0.00412, -0.00001)]
    ['+12', '+0.4', '0.0']
    """
    if not math.isfinite(share):
        return "undefined"
    digits = 0 if abs(share) >= 0.0995 else 1
    return _minus(f"{100.0 * share:{'+' if signed else ''}.{digits}f}") + NO_BREAK + "%"


def _minus(text: str) -> str:
    """Return a formatted number with a real minus sign, and zero without any sign."""
    if not text.strip("+-0.,"):
        return text.lstrip("+-")
    return text.replace("-", MINUS)


def cell(row: "pd.Series[Any]") -> str:
    """Return an effect for a table: change, interval, and a mark when it is not distinguishable."""
    if row["verdict"] == NO_DIFFERENCE:
        return "no difference"
    if row["verdict"] not in (LOWERS, RAISES, NOT_DISTINGUISHABLE):
        return str(row["verdict"])
    change, interval = change_words(row)
    text = f"{change} ({interval})"
    return text if row["verdict"] != NOT_DISTINGUISHABLE else f"{text} ?"


def sentence(row: "pd.Series[Any]", arms: int, window_weeks: int) -> str:
    """Return one effect as a sentence that stands on its own."""
    arm, what = row["intervention"], f"'{row['title'].lower()}'"
    counted = f"{row['replicates']} replicates"
    if row["verdict"] == NO_DIFFERENCE:
        return f"{arm}: {what} is the same as without it in all {counted}."
    if row["verdict"] == TOO_FEW:
        return f"{arm}: nothing can be said about {what} from a single replicate."
    if row["verdict"] not in (LOWERS, RAISES, NOT_DISTINGUISHABLE):
        return f"{arm}: {what} is undefined in these runs."
    unit = row["unit"]
    before, after = level(row["baseline_mean"], unit), level(row["mean"], unit if unit == "share" else "")
    levels = f"{after} instead of {before} in {window_weeks} weeks"
    change, interval = change_words(row)
    basis = f"95{NO_BREAK}% interval {interval}; {counted}"
    if row["verdict"] == NOT_DISTINGUISHABLE:
        alone = row["low"] > 0.0 or row["high"] < 0.0
        why = f" once {arms} interventions are compared at the same time" if alone and arms > 1 else ""
        return f"{arm}: the effect on {what} cannot be distinguished from none{why} ({change}, {basis}): {levels}."
    return f"{arm} {row['verdict']} {what} by {change.lstrip('+' + MINUS)} ({basis}): {levels}."


def level(value: float, unit: str) -> str:
    """Return a level with its unit; a share in percent.

    Examples
    --------
    >>> level(0.5, "share").split(), level(1234.0, "bribes").split()
    (['50', '%'], ['1,234', 'bribes'])
    """
    return percent(value, signed=False) if unit == "share" else number(value, unit)


def change_words(row: "pd.Series[Any]") -> tuple[str, str]:
    """Return change and interval: relative where that says something, else in units."""
    if math.isfinite(row["relative_low"]):
        return percent(row["relative"]), f"{percent(row['relative_low'])} to {percent(row['relative_high'])}"
    points = row["unit"] == "share"
    unit, scale = ("percentage points", 100.0) if points else (str(row["unit"]), 1.0)
    low, high = (number(scale * row[key], signed=True) for key in ("low", "high"))
    return number(scale * row["difference"], unit, signed=True), f"{low} to {high}"
