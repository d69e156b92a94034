"""Saltelli's design as blocks: checked before any index is computed from it, and values cut into A, AB, BA and B."""

from dataclasses import dataclass

import numpy as np

from simcorr.analysis.sensitivity.checks import Floats, first_few
from simcorr.analysis.sensitivity.elementary_effects import TOLERANCE
from simcorr.errors import AnalysisError


@dataclass(frozen=True)
class Blocks:
    """The parts of a Saltelli design, or of the values at its points.

    Attributes
    ----------
    a, b : array (base points, ...)
        The two independent samples.
    ab, ba : array (base points, dimensions, ...)
        A with one coordinate from B, and B with one from A; ``ba`` is empty without second order.
    """

    a: Floats
    b: Floats
    ab: Floats
    ba: Floats


def cut(rows: Floats, dimensions: int, second_order: bool) -> Blocks:
    """Return rows in the order of a Saltelli design (Saltelli 2002) as blocks.

    Examples
    --------
    >>> cut(np.arange(8.0), dimensions=2, second_order=False).ab.tolist()
    [[1.0, 2.0], [5.0, 6.0]]
    """
    step = rows_per_point(dimensions, second_order)
    table = rows.reshape(-1, step, *rows.shape[1:])
    middle = dimensions + 1
    return Blocks(a=table[:, 0], b=table[:, -1], ab=table[:, 1:middle], ba=table[:, middle:-1])


def rows_per_point(dimensions: int, second_order: bool) -> int:
    """Return the number of points of the design for each base point.

    Examples
    --------
    >>> rows_per_point(3, False), rows_per_point(3, True)
    (5, 8)
    """
    return 2 * dimensions + 2 if second_order else dimensions + 2


def require_saltelli(unit: Floats, second_order: bool) -> None:
    """Refuse an array that is no complete Saltelli design.

    Parameters
    ----------
    unit : array (points, dimensions)
    second_order : bool

    Raises
    ------
    AnalysisError
        If rows are missing, or do not combine the two samples as they must.

    Examples
    --------
    >>> require_saltelli(np.array([[0.1], [0.8], [0.8], [0.6], [0.3], [0.3]]), second_order=False)
    """
    wrong = _misplaced(unit, second_order)
    if wrong is None or wrong:
        other = _misplaced(unit, not second_order)
        hint = f"; with second_order={not second_order} it is complete" if other is not None and not other else ""
    if wrong is None:
        step = rows_per_point(unit.shape[1], second_order)
        rule = f"allowed are two or more times {step} for {unit.shape[1]} parameters, second_order={second_order}"
        raise AnalysisError(f"the design is incomplete: it has {len(unit)} points; {rule}{hint}")
    if wrong:
        where = f"base points {first_few(wrong)} do not combine two samples one parameter at a time"
        raise AnalysisError(f"not a Saltelli design with second_order={second_order}: {where}{hint}")


def _misplaced(unit: Floats, second_order: bool) -> list[int] | None:
    """Return the base points whose rows are not as they must be; None if there are no whole blocks."""
    count, dimensions = unit.shape
    step = rows_per_point(dimensions, second_order)
    if count % step or count < 2 * step:
        return None
    blocks = cut(unit, dimensions, second_order)
    own = np.eye(dimensions, dtype=bool)
    a, b = blocks.a[:, np.newaxis], blocks.b[:, np.newaxis]
    right = _same(blocks.ab, np.where(own, b, a))
    if second_order:
        right &= _same(blocks.ba, np.where(own, a, b))
    return [int(point) for point in np.flatnonzero(~right)]


def _same(found: Floats, expected: Floats) -> np.ndarray:
    return np.asarray((np.abs(found - expected) <= TOLERANCE).all(axis=(1, 2)))
