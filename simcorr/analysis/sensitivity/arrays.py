"""From a table of results to one outcome by point and replicate: array (points, replicates), complete and finite."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from simcorr.analysis.sensitivity.checks import Floats, first_few, numbers, require_columns
from simcorr.errors import AnalysisError, listed

Values = ArrayLike | pd.Series | pd.DataFrame


def outcome_by_point(values: Values, points: int, outcome: str | None = None) -> Floats:
    """Return one outcome as an array (points, replicates).

    Parameters
    ----------
    values : array_like, Series or DataFrame
        An array ``(points,)`` or ``(points, replicates)`` in the order of the design; a Series with the index
        ``point`` or ``(point, replicate)``; a long table with ``point`` and, if replicated, ``replicate`` as columns
        or index; or a wide table with the index ``point`` and one column a replicate (whole numbers as labels).
    points : int
        Number of points of the design; the points are 0 to ``points - 1``.
    outcome : str, optional
        Column of a long table; may be left out if there is only one.

    Raises
    ------
    AnalysisError
        If points or replicates are missing, given twice or not of the design, or a value is not finite.

    Examples
    --------
    >>> runs = pd.DataFrame({"point": [1, 0, 1, 0], "replicate": [0, 0, 1, 1], "bribes": [3.0, 1.0, 4.0, 2.0]})
    >>> outcome_by_point(runs, points=2).tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    if isinstance(values, pd.DataFrame | pd.Series):
        table = _from_table(_with_point(values), points, outcome)
    else:
        table = numbers(values, outcome or "the outcome")
        table = table[:, np.newaxis] if table.ndim == 1 else table
        if table.ndim != 2 or len(table) != points or table.shape[1] == 0:
            given = f"values have shape {np.shape(values)}"
            raise AnalysisError(f"{given}; the design has {points} points: allowed is ({points},) or ({points}, n)")
    _require_finite(table, outcome or "the outcome")
    return table


def _with_point(values: pd.Series | pd.DataFrame) -> pd.DataFrame:
    """Return a table in which ``point`` and ``replicate`` are columns if they were named in the index."""
    if isinstance(values, pd.Series):
        table = pd.DataFrame({values.name if values.name is not None else "value": values})
    else:
        table = values
    named = [name for name in table.index.names if name is not None]
    if named:
        return table.reset_index(level=named)
    if "point" not in table.columns and "replicate" not in table.columns:
        return table.rename_axis("point").reset_index()
    return table


def _from_table(table: pd.DataFrame, points: int, outcome: str | None) -> Floats:
    require_columns(table, ["point", *([outcome] if outcome else [])], "the results")
    columns = [column for column in table.columns if column not in ("point", "replicate")]
    whole = all(isinstance(column, int | np.integer) for column in columns)
    if outcome is None and "replicate" not in table.columns and whole and columns:
        labels = table["point"].to_numpy()
        _require_points(pd.DataFrame({"point": labels, "replicate": 0}), points)
        return numbers(table[columns].to_numpy()[np.argsort(labels)], "the outcome")
    if outcome is None and len(columns) != 1:
        raise AnalysisError(f"the results have {len(columns)} outcomes; say which: {listed(map(str, columns))}")
    column = table[outcome if outcome is not None else columns[0]]
    replicate = table["replicate"].to_numpy() if "replicate" in table.columns else np.zeros(len(table), dtype=int)
    long = pd.DataFrame({"point": table["point"].to_numpy(), "replicate": replicate})
    _require_points(long, points)
    long["value"] = numbers(column.to_numpy(), str(column.name))
    return long.pivot(index="point", columns="replicate", values="value").to_numpy(dtype=float)


def _require_points(long: pd.DataFrame, points: int) -> None:
    """Refuse pairs of point and replicate that are not of the design, are there twice, or are missing."""
    known = set(range(points))
    found = set(long["point"].tolist())
    if strange := [point for point in found if point not in known]:
        raise AnalysisError(f"point {sorted(map(str, strange))[0]} is not in the design; allowed: 0 to {points - 1}")
    if missing := known - found:
        raise AnalysisError(
            f"the design is incomplete: {len(missing)} of {points} points missing: {first_few(missing)}"
        )
    if (twice := long.duplicated()).any():
        point, replicate = long[twice].iloc[0]
        raise AnalysisError(f"point {point}, replicate {replicate} is there more than once; allowed is once")
    counts = long.groupby("point")["replicate"].nunique()
    full = long["replicate"].nunique()
    if (short := counts.index[counts < full]).size:
        where = f"{len(short)} of {points} points have fewer than the {full} replicates: {first_few(short.tolist())}"
        raise AnalysisError(f"the design is incomplete: {where}")


def _require_finite(table: Floats, outcome: str) -> None:
    bad = np.flatnonzero(~np.isfinite(table).all(axis=1)).tolist()
    if bad:
        where = f"at {len(bad)} of {len(table)} points: {first_few(bad)}"
        raise AnalysisError(f"{outcome} is not finite {where}; give each point a value, or leave that replicate out")
