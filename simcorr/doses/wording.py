"""What a dose adds, in words and numbers for readers."""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from simcorr.doses.reading import SHARE
from simcorr.text import NO_BREAK, number

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[Hashable, Any]
NOTHING = "nothing in this scenario"


def _per_cent(share: float) -> float:
    """Return a share in per cent, without the rounding that would cost a digit: 10.0 and not 9.999."""
    return round(100.0 * share, 9)


def level_in_words(value: float, unit: str) -> str:
    """Return a level with its unit; a share in per cent.

    Examples
    --------
    >>> level_in_words(0.0203, "share").split(), level_in_words(140.957, "USD a week").replace(NO_BREAK, " ")
    (['2.03', '%'], '141 USD a week')
    """
    if value == float("inf"):
        return "no limit"
    return number(_per_cent(value), "%") if unit == SHARE else number(value, unit)


def change_in_words(value: float, unit: str) -> str:
    """Return a difference with its sign; that of shares in points.

    Examples
    --------
    >>> [change_in_words(value, unit).replace(NO_BREAK, " ") for value, unit in ((0.0199, "share"), (-10.0, "weeks"))]
    ['+1.99 points', '−10.0']
    """
    return number(_per_cent(value), "points", signed=True) if unit == SHARE else number(value, signed=True)


def sentence_of(row: Row) -> str:
    """Return one row of `doses_in_points` as words.

    Examples
    --------
    >>> row = {"words": "wait for a regular journey", "unit": "weeks", "baseline": 20.0, "dosed": 10.0}
    >>> print(sentence_of({**row, "difference": -10.0, "hangs_on": ""}).replace(NO_BREAK, " "))
    wait for a regular journey: 10.0 weeks instead of 20.0 (−10.0)
    """
    unit = str(row["unit"])
    after, before = level_in_words(row["dosed"], unit), level_in_words(row["baseline"], unit if unit == SHARE else "")
    hangs_on = f"; {row['hangs_on']}" if row["hangs_on"] else ""
    return f"{row['words']}: {after} instead of {before} ({change_in_words(row['difference'], unit)}){hangs_on}"


def shown_rows(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows that say something: not those in which nothing is before and nothing after."""
    return table[(table["difference"] != 0.0) | (table["dosed"] != 0.0)]


def added_in_words(table: "pd.DataFrame") -> str:
    """Return what measures add as one text, a statement for each reading that changes."""
    sentences = [sentence_of(row) for row in shown_rows(table).to_dict("records")]
    return ". ".join(text[0].upper() + text[1:] for text in sentences) + "." if sentences else NOTHING


__all__ = ["NOTHING", "NO_BREAK", "added_in_words", "change_in_words", "level_in_words", "sentence_of", "shown_rows"]
