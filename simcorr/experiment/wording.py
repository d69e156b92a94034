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


def number(value: float, unit: str = "") -> str:
    """Return a number as readers of a brief expect it: three digits that matter, thousands set apart.

    Examples
    --------
    >>> number(12345.6), number(0.12345), number(12.345), number(float("nan"))
    ('12,346', '0.123', '12.3', 'undefined')
    """
    if not math.isfinite(value):
        return "undefined"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    text = f"{value:,.{digits}f}".replace("-", MINUS)
    return f"{text}{NO_BREAK}{unit}" if unit else text


def percent(share: float, *, signed: bool = True) -> str:
    """Return a share in percent.

    Examples
    --------
    >>> percent(0.123), percent(0.00412)
    ('+12 %', '+0.4 %')
    """
    if not math.isfinite(share):
        return "undefined"
    digits = 0 if abs(share) >= 0.0995 else 1
    text = f"{100.0 * share:+.{digits}f}" if signed else f"{100.0 * abs(share):.{digits}f}"
    return text.replace("-", MINUS) + NO_BREAK + "%"


def cell(row: "pd.Series[Any]") -> str:
    """Return an effect for a table: change, interval, and a mark when it is not distinguishable."""
    if row["verdict"] == NO_DIFFERENCE:
        return "no difference"
    if row["verdict"] not in (LOWERS, RAISES, NOT_DISTINGUISHABLE):
        return str(row["verdict"])
    if math.isfinite(row["relative_low"]):
        text = f"{percent(row['relative'])} ({percent(row['relative_low'])} to {percent(row['relative_high'])})"
    else:
        text = f"{number(row['difference'])} ({number(row['low'])} to {number(row['high'])})"
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
    levels = f"{number(row['mean'])} instead of {number(row['baseline_mean'])} {row['unit']}"
    levels += f" in {window_weeks} weeks"
    change, interval = _change(row)
    basis = f"95{NO_BREAK}% interval {interval}; {counted}"
    if row["verdict"] == NOT_DISTINGUISHABLE:
        alone = row["low"] > 0.0 or row["high"] < 0.0
        why = f" once {arms} interventions are compared at the same time" if alone and arms > 1 else ""
        return f"{arm}: the effect on {what} cannot be distinguished from none{why} ({change}, {basis}): {levels}."
    return f"{arm} {row['verdict']} {what} by {change.lstrip('+' + MINUS)} ({basis}): {levels}."


def _change(row: "pd.Series[Any]") -> tuple[str, str]:
    if math.isfinite(row["relative_low"]):
        return percent(row["relative"]), f"{percent(row['relative_low'])} to {percent(row['relative_high'])}"
    unit = str(row["unit"])
    return number(row["difference"], unit), f"{number(row['low'])} to {number(row['high'], unit)}"
