"""Effects in words and numbers for readers of a brief."""

import math
from typing import TYPE_CHECKING, Any

from simcorr.analysis.estimates import (
    LOWERS,
    NO_DIFFERENCE,
    NOT_DISTINGUISHABLE,
    RAISES,
    TOO_FEW,
)
from simcorr.text import MINUS, NO_BREAK, level, number, percent

if TYPE_CHECKING:
    import pandas as pd


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


def change_words(row: "pd.Series[Any]") -> tuple[str, str]:
    """Return change and interval: relative where that says something, else in units."""
    if math.isfinite(row["relative_low"]):
        return percent(row["relative"]), f"{percent(row['relative_low'])} to {percent(row['relative_high'])}"
    points = row["unit"] == "share"
    unit, scale = ("percentage points", 100.0) if points else (str(row["unit"]), 1.0)
    low, high = (number(scale * row[key], signed=True) for key in ("low", "high"))
    return number(scale * row["difference"], unit, signed=True), f"{low} to {high}"
