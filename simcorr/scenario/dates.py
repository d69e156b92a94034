"""Calendar dates in place of weeks: the window of a scenario starts on its first date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from simcorr.parameters.problems import problem

DATE_PATTERN = r"\d{4}-\d{2}-\d{2}"
_DATED = ("week", "start_week", "end_week")
"""The fields that may hold a date in place of a week."""


def day_of(value: Any) -> date | None:
    """Return the day that a date, or a text like ``2027-01-04``, stands for; None for everything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(DATE_PATTERN, value):
        try:
            return date.fromisoformat(value)
        except ValueError:  # there is no such day
            return None
    return None


def _first_date(value: Any) -> date | None:
    day = day_of(value)
    if day is None and value is not None:
        raise problem(f"'{value}' is no date; allowed is a day such as 2027-01-04")
    return day


FirstDate = Annotated[
    date | None,
    BeforeValidator(_first_date),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}),
]
"""A day, as a date of TOML or Python, or as text."""


def week_of(first: date, day: date) -> int:
    """Return the week in which a day lies, where week 0 begins on the first date.

    Examples
    --------
    >>> week_of(date(2027, 1, 4), date(2027, 1, 10)), week_of(date(2027, 1, 4), date(2027, 1, 3))
    (0, -1)
    """
    return (day - first).days // 7


def date_of(first: date, week: int) -> date:
    """Return the day on which a week begins.

    Examples
    --------
    >>> date_of(date(2027, 1, 4), 52)
    datetime.date(2028, 1, 3)
    """
    return first + timedelta(days=7 * week)


def with_weeks(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a scenario is made from, with weeks in place of the dates in shocks, flows and interventions."""
    first, replaced = day_of(values.get("first_date")), dict(values)
    problems: list[str] = []
    for name in ("shocks", "interventions", "corridors"):
        parts = values.get(name)
        if isinstance(parts, list | tuple):
            replaced[name] = [_in_weeks(part, first, f"{name}[{n}]", problems) for n, part in enumerate(parts)]
    if problems:
        raise problem(*problems)
    return replaced


def _in_weeks(part: Any, first: date | None, place: str, problems: list[str]) -> Any:
    """Return a table with weeks in place of dates; what is no table is left as it is."""
    if not isinstance(part, Mapping):
        return part
    changed = dict(part)
    for name, day in _dates(part):
        if first is None:
            problems.append(f"{place}.{name} is {day}; a date needs first_date, the day on which the window starts")
        else:
            changed[name] = week_of(first, day)
    flow = part.get("flow")
    if isinstance(flow, list | tuple):
        where = f"corridors.{part['name']}" if isinstance(part.get("name"), str) else place
        changed["flow"] = [_in_weeks(one, first, f"{where}.flow[{n}]", problems) for n, one in enumerate(flow)]
    return changed


def _dates(part: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    for name in _DATED:
        day = day_of(part.get(name))
        if day is not None:
            yield name, day
