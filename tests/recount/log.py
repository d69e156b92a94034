"""The log of events as a table that can be asked, and the counting of its rows by week and unit."""

import numpy as np
import pandas as pd

from simcorr.world import EventKind
from simcorr.world.trace import EVENT_COLUMNS


class Log:
    """The events of a run, in the order in which they were applied, and the world that they happened in.

    Every column is a column of whole numbers but ``value``. ``order`` numbers the events.
    """

    def __init__(self, events, world):
        table = pd.DataFrame(events, columns=list(EVENT_COLUMNS))
        whole = {name: np.int64 for name in EVENT_COLUMNS if name != "value"}
        table = table.astype(whole).assign(order=np.arange(len(table)))
        self.events = table.copy()  # which puts columns of one type together: to select rows is then much quicker
        self.world = world
        self._by_kind = dict(iter(self.events.groupby("kind")))

    def of(self, *kinds, **columns):
        """Return the events of some kinds, those alone whose columns have the values given."""
        found = [self._by_kind[kind] for kind in kinds if kind in self._by_kind]
        rows = pd.concat(found).sort_values("order") if len(found) > 1 else (found or [self.events.iloc[:0]])[0]
        for name, value in columns.items():
            held = rows[name].to_numpy()
            rows = rows[np.isin(held, value) if isinstance(value, tuple) else held == value]
        return rows

    def tally(self, rows, unit, n_units, weights=None):
        """Return how many rows there are, or what their weights add up to, by week and by what is in column `unit`."""
        cell = rows["week"].to_numpy() * n_units + rows[unit].to_numpy()
        given = None if weights is None else np.asarray(weights, dtype=float)
        size = self.world.weeks * n_units
        return np.bincount(cell, given, minlength=size).astype(float).reshape(self.world.weeks, n_units)

    def carried_forward(self, rows, unit, values, start):
        """Return by week and unit what held at the end of the week: the last of the values so far, or the start."""
        table = np.full((self.world.weeks, len(start)), np.nan)
        last = pd.DataFrame({"week": rows["week"], "unit": rows[unit], "value": values})
        last = last.drop_duplicates(["week", "unit"], keep="last")
        table[last["week"], last["unit"]] = last["value"]
        before = start
        for row in table:
            row[:] = before = np.where(np.isnan(row), before, row)
        return table


def generations(log, rows):
    """Return for each of some rows about gatekeepers how many were hired on that place before, in their order."""
    both = pd.concat([rows, log.of(EventKind.HIRE)]).drop_duplicates("order").sort_values("order")
    hired = (both["kind"] == EventKind.HIRE).astype(int)
    return hired.groupby(both["subject"]).cumsum().loc[rows.index]
