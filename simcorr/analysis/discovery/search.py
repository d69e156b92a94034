"""The search for one box: peeled, pasted, and freed of the limits that chance explains."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.tables import Bools, Floats
from simcorr.analysis.discovery.boxes import everything, inside, paste, peel, restricted, without
from simcorr.errors import AnalysisError

_MOST_HALVED = 6
"""Parameters of which each half is searched by itself: those whose slices differ most in how often they fail."""
_SLICES = 5


@dataclass(frozen=True)
class Search:
    """How a box is looked for; see `discover`."""

    density: float | None
    patience: float
    fewest: int
    significance: float


def searched(points: Floats, failing: Bools, how: Search) -> tuple[Floats, pd.DataFrame]:
    """Return a box, and the boxes on the way to it.

    Peeling takes from the ends, and sees no gain where both ends fail. Where it finds nothing, each half of the
    parameters that look most like it is searched by itself, and a limit has to be that much surer.
    """
    tests = 2.0 * points.shape[1]
    box, trajectory = _one(points, failing, how, how.significance / tests)
    if restricted(box):
        return box, trajectory
    found = [_one(points, failing, how, how.significance / tests**2, half) for half in _halves(points, failing)]
    scored = [(_score(measures(points, failing, each[0])), each) for each in found if restricted(each[0])]
    return max(scored, key=lambda one: one[0])[1] if scored else (box, trajectory)


def _one(
    points: Floats, failing: Bools, how: Search, significance: float, start: Floats | None = None
) -> tuple[Floats, pd.DataFrame]:
    boxes = list(peel(points, failing, how.patience, how.fewest, start))
    trajectory = pd.DataFrame([measures(points, failing, box) for box in boxes]).rename_axis("step")
    chosen = _choose(trajectory, how.density)
    trajectory["chosen"] = trajectory.index == chosen
    box = paste(points, failing, boxes[chosen], how.patience)
    return _without_idle(points, failing, box, significance, how.patience), trajectory


def _halves(points: Floats, failing: Bools) -> list[Floats]:
    """Return the upper and the lower half of each parameter whose slices differ most."""
    spread = [np.var([failing[part].mean() for part in np.array_split(np.argsort(values, kind="stable"), _SLICES)])
              if len(values) >= _SLICES else 0.0 for values in points.T]  # fmt: skip
    halves = []
    for parameter in np.argsort(spread)[::-1][:_MOST_HALVED]:
        for side in (0, 1):
            half = everything(points.shape[1])
            half[parameter, side] = np.median(points[:, parameter])
            if failing[inside(points, half)].any():
                halves.append(half)
    return halves


def _score(found: dict[str, float]) -> float:
    both = found["coverage"] + found["density"]
    return found["coverage"] * found["density"] / both if both else 0.0


def measures(points: Floats, failing: Bools, box: Floats) -> dict[str, float]:
    """Return coverage, density and mass of a box, and how many parameters have a limit in it."""
    held = inside(points, box)
    caught = failing[held].sum()
    dimensions = len({parameter for parameter, _ in restricted(box)})
    measures = {"coverage": caught / failing.sum(), "density": caught / max(int(held.sum()), 1), "mass": held.mean()}
    return {name: float(value) for name, value in measures.items()} | {"restricted": dimensions}


def _choose(trajectory: pd.DataFrame, density: float | None) -> int:
    if density is None:
        both = trajectory["coverage"] * trajectory["density"] / (trajectory["coverage"] + trajectory["density"])
        return int(both.to_numpy().argmax())
    if not 0.0 < density <= 1.0:
        raise AnalysisError(f"density is {density}; allowed is above 0 to 1")
    dense = trajectory[trajectory["density"] >= density]
    if not len(dense):
        return int(trajectory["density"].to_numpy().argmax())
    return int(dense.index[int(dense["coverage"].to_numpy().argmax())])


def quasi_p(points: Floats, failing: Bools, box: Floats, parameter: int, side: int) -> float:
    """Return how probable so many failures in a box are at the density of the box without one of its limits.

    The one-sided binomial test of Bryant and Lempert (2010, appendix).

    Parameters
    ----------
    points : array, shape (points, parameters)
    failing : array of bool, shape (points,)
    box : array, shape (parameters, 2)
    parameter, side : int
        The limit that is dropped: 0 for the lower side, 1 for the upper.

    Examples
    --------
    >>> points = np.arange(4.0)[:, None]
    >>> quasi_p(points, points[:, 0] >= 2, np.array([[2.0, np.inf]]), 0, 0)
    0.25
    """
    from scipy.special import bdtrc

    held, wider = inside(points, box), inside(points, without(box, parameter, side))
    caught = int(failing[held].sum())
    if caught == 0:
        return 1.0
    # P(more than caught - 1): the survival function of the binomial distribution.
    return float(bdtrc(caught - 1, int(held.sum()), float(failing[wider].mean())))


def _without_idle(points: Floats, failing: Bools, box: Floats, significance: float, patience: float) -> Floats:
    """Return the box without the limits that chance explains."""
    while limits := restricted(box):
        chances = [quasi_p(points, failing, box, *limit) for limit in limits]
        if max(chances) <= significance:
            break
        box = without(box, *limits[int(np.argmax(chances))])
        box = paste(points, failing, box, patience)
    return box
