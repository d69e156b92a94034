"""Peeling and pasting of boxes: the search of the patient rule induction method (PRIM).

Friedman and Fisher (1999, Statistics and Computing 9:123). A box is an array of shape (parameters, 2) with the lower
and upper limit of each parameter, both inside, infinite where there is none.
"""

from collections.abc import Iterator

import numpy as np

from simcorr.analysis.decisions.tables import Bools, Floats


def everything(parameters: int) -> Floats:
    """Return the box without limits.

    Examples
    --------
    >>> everything(1).tolist()
    [[-inf, inf]]
    """
    return np.tile([-np.inf, np.inf], (parameters, 1))


def inside(points: Floats, box: Floats) -> Bools:
    """Return which points are in a box.

    Examples
    --------
    >>> inside(np.array([[1.0], [3.0]]), np.array([[2.0, np.inf]])).tolist()
    [False, True]
    """
    return np.asarray(((points >= box[:, 0]) & (points <= box[:, 1])).all(axis=1))


def restricted(box: Floats) -> list[tuple[int, int]]:
    """Return the limits that are set, as (parameter, 0 for the lower and 1 for the upper).

    Examples
    --------
    >>> restricted(np.array([[2.0, np.inf]]))
    [(0, 0)]
    """
    return [(int(parameter), int(side)) for parameter, side in np.argwhere(np.isfinite(box))]


def without(box: Floats, parameter: int, side: int) -> Floats:
    """Return a box with one limit taken away.

    Examples
    --------
    >>> without(np.array([[2.0, 3.0]]), 0, 1).tolist()
    [[2.0, inf]]
    """
    wider = box.copy()
    wider[parameter, side] = (-np.inf, np.inf)[side]
    return wider


def peel(points: Floats, fails: Bools, share: float, fewest: int, start: Floats | None = None) -> Iterator[Floats]:
    """Yield ever smaller boxes, beginning with the one without limits.

    Each step takes from one end of one parameter about ``share`` of the points left: the end whose removal raises
    the share of failures most per point removed, which does not favour parameters with few distinct values
    (Kwakkel and Jaxa-Rozen 2016, Environ Model Softw 79:311).

    Parameters
    ----------
    points : array, shape (points, parameters)
    fails : array of bool, shape (points,)
    share : float
        Patience: smaller is more patient.
    fewest : int
        Points a box keeps at least.
    start : array, shape (parameters, 2), optional
        The box to begin with instead.
    """
    box = everything(points.shape[1]) if start is None else start
    while True:
        yield box
        held = inside(points, box)
        if fails[held].all() or held.sum() < fewest:
            return
        choices = [(gain, cut) for gain, cut in _cuts(points[held], fails[held], share, fewest) if gain > 0.0]
        if not choices:
            return
        _, (parameter, side, limit) = max(choices, key=lambda choice: choice[0])
        box = box.copy()
        box[parameter, side] = limit


def _cuts(points: Floats, fails: Bools, share: float, fewest: int) -> Iterator[tuple[float, tuple[int, int, float]]]:
    """Yield the rise of density per point removed, and the cut that brings it."""
    for parameter, values in enumerate(points.T):
        for side in (0, 1):
            kept = _kept(values if side == 0 else -values, share)
            if not fewest <= kept.sum() < len(values):
                continue
            limit = values[kept].min() if side == 0 else values[kept].max()
            gain = (fails[kept].mean() - fails.mean()) / (len(values) - kept.sum())
            yield float(gain), (parameter, side, float(limit))


def _kept(values: Floats, share: float) -> Bools:
    """Return which values are left once the lowest are gone; values that are equal go together."""
    kept = values > np.quantile(values, share)
    return np.asarray(kept if kept.mean() >= 1.0 - 1.5 * share else _fewer(values, kept))


def _fewer(values: Floats, kept: Bools) -> Bools:
    """Return the smaller removal where many values equal the quantile, unless nothing would be removed."""
    cut = values[~kept].max()
    milder = values >= cut
    return kept if milder.all() else milder


def paste(points: Floats, fails: Bools, box: Floats, share: float) -> Floats:
    """Return a box widened again where what it gains fails at least as often as what it holds.

    Parameters
    ----------
    points, fails, share
        As for `peel`; a step of widening takes in about ``share`` as many points as the box holds.
    box : array, shape (parameters, 2)

    Examples
    --------
    >>> points, fails = np.arange(10.0)[:, None], np.arange(10) >= 5
    >>> paste(points, fails, np.array([[7.0, np.inf]]), 0.1).tolist()
    [[5.0, inf]]
    """
    while True:
        held = inside(points, box)
        wider = [candidate for limit in restricted(box) if (candidate := _widened(points, held, box, *limit, share))]
        gains = [fails[taken].mean() for taken, _ in wider]
        if not gains or max(gains) < fails[held].mean():
            return box
        box = wider[int(np.argmax(gains))][1]


def _widened(
    points: Floats, held: Bools, box: Floats, parameter: int, side: int, share: float
) -> tuple[Bools, Floats] | None:
    """Return the points gained and the box, once a limit is moved outwards; None where nothing lies beyond it."""
    open_box = without(box, parameter, side)
    beyond = inside(points, open_box) & ~held
    if not beyond.any():
        return None
    values = points[beyond, parameter]
    count = min(max(int(share * held.sum()), 1), len(values))
    limit = np.sort(values)[-count] if side == 0 else np.sort(values)[count - 1]
    moved = box.copy()
    moved[parameter, side] = limit
    taken = inside(points, moved) & ~held
    return taken, moved
