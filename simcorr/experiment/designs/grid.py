"""Designs whose points the user names: a full grid, or a table."""

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pandas as pd

from simcorr.errors import DesignError
from simcorr.experiment.designs.axes import Linspace, Values
from simcorr.experiment.designs.csv_points import read_points
from simcorr.experiment.designs.design import Design, check_size, checked_axes
from simcorr.experiment.designs.target import Target
from simcorr.experiment.designs.targets import Targets


class Grid(Design):
    """Every combination of the values given; the last name varies fastest.

    Parameters
    ----------
    over : mapping of dotted name to Values or Linspace

    Examples
    --------
    >>> Grid({"officials.fine_usd": Values([5000, 20000]), "officials.peer_effect": Linspace(0, 2, 3)})
    Grid(officials.fine_usd, officials.peer_effect)
    """

    kind = "grid"

    def __init__(self, over: Mapping[str, Values | Linspace]) -> None:
        self.over: dict[str, Values | Linspace] = checked_axes("Grid", over, (Values, Linspace))
        self.names = tuple(self.over)

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name."""
        axes = {name: checked_values(targets.find(name), axis.all()) for name, axis in self.over.items()}
        check_size(prod(len(values) for values in axes.values()))
        return pd.DataFrame(list(product(*axes.values())), columns=list(axes))

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {"kind": self.kind, "over": {name: axis.description() for name, axis in self.over.items()}}


class Points(Design):
    """Exactly the points of a table.

    Parameters
    ----------
    rows : DataFrame, iterable of mappings, or path of a CSV file
        A row a point, a column a dotted name; no cell is empty.

    Examples
    --------
    >>> Points([{"officials.fine_usd": 5000}, {"officials.fine_usd": 20000}]).rows.shape
    (2, 1)
    """

    kind = "points"

    def __init__(self, rows: pd.DataFrame | Iterable[Mapping[str, Any]] | str | Path) -> None:
        self.rows = _frame(rows).reset_index(drop=True)
        where = f"'{rows}': " if isinstance(rows, str | Path) else ""
        check_size(len(self.rows))
        if self.rows.columns.empty:
            raise DesignError("the table of points has no column; name at least one parameter")
        if not self.rows.columns.is_unique:
            twice = self.rows.columns[self.rows.columns.duplicated()][0]
            raise DesignError(f"the table of points has the column '{twice}' more than once; allowed is once")
        empty = self.rows.isna()
        if empty.to_numpy().any():
            row, column = next((row, name) for name in self.rows for row in self.rows.index[empty[name]])
            raise DesignError(f"{where}point {row} has no value for {column}; every cell needs one")
        self.names = tuple(str(name) for name in self.rows.columns)

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name."""
        # The index keeps the rows where no column has any.
        columns = {name: checked_values(targets.find(name), self.rows[name].tolist()) for name in self.names}
        return pd.DataFrame(columns, index=self.rows.index)

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {"kind": self.kind, "rows": self.rows.to_dict(orient="records")}


def _frame(rows: Any) -> pd.DataFrame:
    if isinstance(rows, str | Path):
        return read_points(rows)
    if isinstance(rows, pd.DataFrame):
        return rows.copy()
    given = list(rows) if isinstance(rows, Iterable) and not isinstance(rows, Mapping) else [rows]
    for row in given:
        if not isinstance(row, Mapping):
            raise DesignError(f"Points got {row!r} as a row; allowed is a mapping from dotted names to values")
    return pd.DataFrame(given)


def checked_values(target: Target, values: Iterable[Any]) -> list[Any]:
    """Return values as a table of points holds them; refuse what the target does not allow."""
    found = []
    for value in values:
        target.check(value)
        found.append(target.shown(value))
    return found
