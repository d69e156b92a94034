"""Durations in words, such as ``6 months``, wherever a file or a call gives weeks."""

import re
from typing import Any

WEEKS_PER_YEAR = 52
WEEKS_PER_MONTH = WEEKS_PER_YEAR / 12
PATTERN = r"-?\d+(\.\d+)? (week|month|year)s?"
"""What a duration looks like; a negative one counts back from the start of the window."""

_WEEKS = {"week": 1.0, "month": WEEKS_PER_MONTH, "year": float(WEEKS_PER_YEAR)}


def in_weeks(value: Any, whole: bool) -> Any:
    """Return a duration in words as weeks, to the nearest week where it must be whole, and all else as it is.

    A year has 52 weeks, a month 52/12.

    Examples
    --------
    >>> in_weeks("6 months", whole=True), in_weeks("2 years", whole=True), in_weeks("1 month", whole=True)
    (26, 104, 4)
    >>> in_weeks(10, whole=True), in_weeks("a while", whole=True)
    (10, 'a while')
    """
    if not isinstance(value, str) or re.fullmatch(PATTERN, value) is None:
        return value
    number, unit = value.split(" ")
    weeks = float(number) * _WEEKS[unit.removesuffix("s")]
    return round(weeks) if whole else weeks
