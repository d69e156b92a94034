"""Where corruption moves: measures and rates by context, made ready for a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from simcorr.analysis.trajectories import ALL, CHANGE, RATE_TABLE, TABLES
from simcorr.contexts import Context
from simcorr.errors import ResultError, unknown_name
from simcorr.simulation.rates import RATES

if TYPE_CHECKING:
    from simcorr.analysis.compared import Compared

MOST_MEASURES = 3
_WEEKS_PER_YEAR = 52.0
_PER_CENT = 100.0
_SUMS = {one.name: one for one in TABLES["contexts"][1] if one.observer == "true" and one.aggregate == "sum"}


def checked_measures(measure: str | Sequence[str]) -> list[str]:
    """Return the measures asked for; refuse unknown ones, none, and more than a figure holds."""
    names: list[str] = [measure] if isinstance(measure, str) or not isinstance(measure, Sequence) else list(measure)
    for name in names:
        if name not in _SUMS and name not in RATES:
            raise ResultError(unknown_name("measure of a context", str(name), [*RATES, *_SUMS]))
    if not 0 < len(names) <= MOST_MEASURES:
        raise ResultError(f"a figure of {len(names)} measures; allowed is 1 to {MOST_MEASURES}")
    return list(dict.fromkeys(names))


def counts_money(name: str) -> bool:
    """Return whether a measure of a context is an amount of money."""
    return name in _SUMS and _SUMS[name].unit == "USD"


def words_of(name: str) -> str:
    """Return what a measure or rate of a context is."""
    return RATES[name].description if name in RATES else _SUMS[name].description


def changes_by_context(comparison: Compared, names: Sequence[str], arms: Sequence[str]) -> pd.DataFrame:
    """Return the values without and the changes with interventions, in the unit of the axis.

    Returns
    -------
    DataFrame
        ``intervention, measure, context, without, change, low, high``, as `contexts_figure` needs it.
    """
    parts = [_changes(comparison, name).assign(measure=name) for name in names]
    found = pd.concat(parts, ignore_index=True)
    return pd.concat([found[found["intervention"] == arm] for arm in arms], ignore_index=True)


def used_contexts(changes: pd.DataFrame) -> list[tuple[str, str]]:
    """Return names and labels of the contexts in which something is there to draw, in their order."""
    there = (changes["without"].abs() > 0.0) | (changes["change"].abs() > 0.0)
    used = set(changes.loc[there, "context"])
    return [(context.key, context.label) for context in Context if context.key in used]


def _changes(comparison: Compared, name: str) -> pd.DataFrame:
    table, scale = (RATE_TABLE, _PER_CENT) if name in RATES else ("contexts", _WEEKS_PER_YEAR)
    window, change = (comparison.courses.frame(table, span) for span in ("window", CHANGE))
    base = window[(window["week"] == 0) & (window["intervention"] == comparison.arms[0])]
    without = base.set_index("context")[name] * scale
    rows = change[(change["week"] == 0) & (change["context"] != ALL)]
    columns = {"change": name, "low": f"{name}_low", "high": f"{name}_high"}
    values = {key: rows[column] * scale for key, column in columns.items()}
    return rows[["intervention", "context"]].assign(without=rows["context"].map(without), **values)
