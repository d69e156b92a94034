"""What every analysis of a design checks first: names, counts, columns, and points that are missing or undefined.

SALib takes any array of the right length and answers with numbers, whatever is in it. So all that would make those
numbers meaningless is refused here, before SALib sees it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from simcorr.errors import AnalysisError, unknown_name

Floats = NDArray[np.float64]


def first_few(points: Iterable[int], limit: int = 5) -> str:
    """Return numbers of points as text, shortened after ``limit``.

    Examples
    --------
    >>> first_few([4, 2, 9, 1, 7, 8])
    '1, 2, 4, 7, 8, ...'
    """
    numbers = sorted(points)
    return ", ".join(map(str, numbers[:limit])) + (", ..." if len(numbers) > limit else "")


def whole_number(what: str, given: object, lowest: int) -> int:
    """Return ``given`` as an int.

    Raises
    ------
    AnalysisError
        If it is no whole number or less than ``lowest``.

    Examples
    --------
    >>> whole_number("trajectories", 10, 2)
    10
    """
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < lowest:
        raise AnalysisError(f"{what} is {given!r}; allowed are whole numbers from {lowest}")
    return int(given)


def share(what: str, given: float) -> float:
    """Return ``given`` if it lies strictly between 0 and 1, else raise `AnalysisError`.

    Examples
    --------
    >>> share("confidence", 0.95)
    0.95
    """
    if not 0.0 < given < 1.0:
        raise AnalysisError(f"{what} is {given}; allowed is more than 0 and less than 1")
    return float(given)


def parameter_names(names: Iterable[str], dimensions: int) -> list[str]:
    """Return the names of the dimensions of a design.

    Raises
    ------
    AnalysisError
        If there are more or fewer names than dimensions, or one name twice.

    Examples
    --------
    >>> parameter_names(["discretion", "bribe"], 2)
    ['discretion', 'bribe']
    """
    found = [str(name) for name in ([names] if isinstance(names, str) else names)]
    if len(found) != dimensions:
        raise AnalysisError(f"names has {len(found)} parameters, the design has {dimensions} dimensions")
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise AnalysisError(f"names has '{twice[0]}' more than once; allowed is each parameter once")
    return found


def unit_points(unit: ArrayLike) -> Floats:
    """Return a design in the unit cube as an array (points, dimensions).

    Raises
    ------
    AnalysisError
        If it has no two axes, is empty, or has a coordinate that is not finite or outside 0 to 1.

    Examples
    --------
    >>> unit_points([[0.0, 0.5], [1.0, 0.5]]).shape
    (2, 2)
    """
    points = np.asarray(unit, dtype=float)
    if points.ndim != 2 or points.size == 0:
        raise AnalysisError(f"the design has shape {points.shape}; allowed is (points, dimensions), at least one each")
    outside = ~((points >= 0.0) & (points <= 1.0)).all(axis=1)
    if outside.any():
        rows = first_few(np.flatnonzero(outside).tolist())
        raise AnalysisError(f"the design leaves the unit cube at points {rows}; allowed is 0 to 1 in each dimension")
    return points


def require_columns(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Refuse a table without one of the columns; ``what`` names the table.

    Raises
    ------
    AnalysisError
        With the nearest column that exists.

    Examples
    --------
    >>> require_columns(pd.DataFrame({"bribes": [1.0]}), ["bribes"], "the runs")
    """
    if not isinstance(table, pd.DataFrame):
        raise AnalysisError(f"{what} are a {type(table).__name__}; allowed is a DataFrame")
    for column in columns:
        if column not in table.columns:
            raise AnalysisError(unknown_name("column", column, map(str, table.columns), what))


def numbers(values: object, what: str) -> Floats:
    """Return values as floats; `AnalysisError` if they are no numbers.

    Examples
    --------
    >>> numbers([1, 2], "bribes").tolist()
    [1.0, 2.0]
    """
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise AnalysisError(f"{what} has values that are not numbers ({error})") from None
