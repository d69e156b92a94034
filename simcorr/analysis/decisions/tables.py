"""The plain tables that decisions are made on, checked once: rows are states of the world, columns are options."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.errors import AnalysisError, listed, unknown_name

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Better = Literal["lower", "higher"]

ROUNDING = 1e-12
"""Differences smaller than this part of the largest number compared are rounding and count as ties."""


def sign_of(better: str) -> float:
    """Return 1 where higher values are better and -1 where lower ones are.

    Raises
    ------
    AnalysisError
        If ``better`` is neither "lower" nor "higher".

    Examples
    --------
    >>> sign_of("lower")
    -1.0
    """
    if better not in ("lower", "higher"):
        raise AnalysisError(unknown_name("direction", str(better), ["lower", "higher"], "better"))
    return 1.0 if better == "higher" else -1.0


def checked(table: pd.DataFrame, name: str = "values", column: str = "option") -> pd.DataFrame:
    """Return a table as numbers, or refuse it.

    Parameters
    ----------
    table : DataFrame
        A row a state of the world, a column an option (or a parameter).
    name, column : str
        What to call the table and one of its columns in messages.

    Raises
    ------
    AnalysisError
        If there is no row or no column, a column comes twice or is not numeric, or a value is missing or infinite;
        how many and in which column is said.

    Examples
    --------
    >>> checked(pd.DataFrame({"a": [1, 2]}))["a"].tolist()
    [1.0, 2.0]
    """
    if not isinstance(table, pd.DataFrame):
        raise AnalysisError(f"{name} is a {type(table).__name__}; needed is a DataFrame with one column per {column}")
    if not len(table) or not len(table.columns):
        raise AnalysisError(f"{name} has {len(table)} rows and {len(table.columns)} columns; needed is one of each")
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise AnalysisError(f"{name} has {column} {listed(map(str, twice))} more than once; names must differ")
    for label in table.columns:
        if not pd.api.types.is_numeric_dtype(table[label]):
            raise AnalysisError(f"{name}: {column} '{label}' is {table[label].dtype}; numbers are needed")
    _refuse_undefined(numbers := table.astype(float), name, column)
    return numbers


def _refuse_undefined(numbers: pd.DataFrame, name: str, column: str) -> None:
    undefined = (~np.isfinite(numbers)).sum()
    undefined = undefined[undefined > 0]
    if len(undefined):
        where = listed(f"{count} of {len(numbers)} in '{label}'" for label, count in undefined.items())
        raise AnalysisError(
            f"{name} has missing or infinite numbers: {where} (by {column}). Drop these rows for all, or the {column}"
        )


def same_rows(first: pd.DataFrame | pd.Series, second: pd.DataFrame | pd.Series, names: tuple[str, str]) -> None:
    """Refuse two tables whose rows are not the same states of the world in the same order.

    Raises
    ------
    AnalysisError
        Naming both tables and the first row at which they part.

    Examples
    --------
    >>> same_rows(pd.DataFrame({"a": [1]}), pd.Series([2]), ("values", "fails"))
    """
    if len(first) != len(second):
        raise AnalysisError(f"{names[0]} has {len(first)} rows and {names[1]} {len(second)}; they must be the same")
    if first.index.equals(second.index):
        return
    row = next(i for i, (a, b) in enumerate(zip(first.index, second.index, strict=True)) if a != b)
    raise AnalysisError(
        f"row {row} is '{first.index[row]}' in {names[0]} but '{second.index[row]}' in {names[1]}; "
        "rows must be the same states of the world in the same order (reindex one like the other)"
    )


def known(name: Hashable, allowed: Iterable[Hashable], what: str, where: str = "") -> None:
    """Refuse a name that is not among those allowed, with the nearest one that is.

    Raises
    ------
    AnalysisError
        If ``name`` is unknown.

    Examples
    --------
    >>> known("a", ["a", "b"], "option")
    """
    allowed = list(allowed)
    if name not in allowed:
        raise AnalysisError(unknown_name(what, str(name), map(str, allowed), where))


def costs_like(effects: pd.DataFrame, costs: pd.DataFrame | pd.Series | Mapping[str, float]) -> pd.DataFrame:
    """Return costs as a table like the effects: same rows, same options.

    Parameters
    ----------
    effects : DataFrame
        A row a sample, a column an option.
    costs : DataFrame, Series or mapping
        Uncertain costs, a row a sample; or one certain cost for each option.

    Raises
    ------
    AnalysisError
        If an option has no cost, a cost no option, or rows differ.

    Examples
    --------
    >>> costs_like(pd.DataFrame({"a": [1.0, 2.0]}), {"a": 5.0})["a"].tolist()
    [5.0, 5.0]
    """
    options = list(effects.columns)
    given = list(costs.keys())
    for option in given:
        known(option, options, "option", "costs")
    without = [str(option) for option in options if option not in given]
    if without:
        raise AnalysisError(f"costs has no cost for {listed(without)}; every option needs one, doing nothing too (0)")
    if isinstance(costs, pd.DataFrame):
        table = checked(costs, "costs")[options]
        same_rows(effects, table, ("effects", "costs"))
        return table
    row = checked(pd.DataFrame([dict(costs)]), "costs")[options]
    return pd.DataFrame(np.repeat(row.to_numpy(), len(effects), axis=0), effects.index, effects.columns)


def tied_best(scores: Floats, axis: int = -1) -> Bools:
    """Return which scores are the highest along an axis, rounding apart.

    Examples
    --------
    >>> tied_best(np.array([1.0, 3.0, 3.0])).tolist()
    [False, True, True]
    """
    best = scores.max(axis=axis, keepdims=True)
    return np.asarray(scores >= best - ROUNDING * np.abs(scores).max(axis=axis, keepdims=True))


def shares_best(scores: Floats) -> Floats:
    """Return for each column the share of rows in which it is the highest; ties are shared.

    Examples
    --------
    >>> shares_best(np.array([[1.0, 2.0], [3.0, 3.0]])).tolist()
    [0.25, 0.75]
    """
    winners = tied_best(scores).astype(float)
    return np.asarray((winners / winners.sum(axis=1, keepdims=True)).mean(axis=0))
