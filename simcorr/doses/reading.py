"""One number that levers set: what it is, on which levers it hangs, and the rule that gives it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simcorr.doses.moment import Floats, Moment, Who

SHARE = "share"
"""The unit of what is shown in per cent, and whose differences are points."""


@dataclass(frozen=True)
class Reading:
    """A number in its natural unit, in closed form.

    Attributes
    ----------
    name, words, unit : str
        The name in tables, what is counted and under which condition, and the unit; ``share`` is shown in per cent.
    levers : tuple of str
        The levers on which it hangs.
    who : str
        Whose number it is, so over which cells it is averaged and with what weight.
    value : callable (moment, corridor, context)
        Its value in a cell, by the rule that the engines call.
    hangs_on : str
        What its effect depends on besides, where that is left to what happens.
    exists : callable (moment, context), optional
        Whether there is such a number in a context at all; everywhere if left out.
    """

    name: str
    words: str
    unit: str
    levers: tuple[str, ...]
    who: Who
    value: Callable[[Moment, int, int], float]
    hangs_on: str = ""
    exists: Callable[[Moment, int], bool] | None = None


@dataclass(frozen=True)
class Difference:
    """A reading without and with measures: means over the cells in which they act, and the range of differences.

    ``cells`` marks the cells (corridors, contexts) in which a lever of the reading moved.
    """

    baseline: float
    dosed: float
    low: float
    high: float
    cells: Floats

    @property
    def change(self) -> float:
        """What is added; nothing where neither has a limit."""
        return 0.0 if self.baseline == self.dosed else self.dosed - self.baseline


def moved_cells(reading: Reading, before: Moment, after: Moment) -> Floats:
    """Return the weights of the cells in which a lever of the reading moved; zero in the others."""
    weights = before.weights(reading.who)
    moved = np.zeros(weights.shape, dtype=bool)
    for name in reading.levers:
        for corridor, context in np.argwhere(weights > 0.0):
            cell = int(corridor), int(context)
            if reading.exists is not None and not reading.exists(before, cell[1]):
                continue
            moved[cell] |= before.lever(name, *cell) != after.lever(name, *cell)
    return np.where(moved, weights, 0.0)


def difference(reading: Reading, before: Moment, after: Moment) -> Difference | None:
    """Return what measures add to a reading where they act; None where they move none of its levers."""
    weights = moved_cells(reading, before, after)
    cells = [(int(corridor), int(context)) for corridor, context in np.argwhere(weights > 0.0)]
    if not cells:
        return None
    pairs = [(reading.value(before, *cell), reading.value(after, *cell)) for cell in cells]
    total = math.fsum(float(weights[cell]) for cell in cells)
    means = [
        math.fsum(float(weights[cell]) * pair[side] for cell, pair in zip(cells, pairs, strict=True)) / total
        for side in (0, 1)
    ]
    changes = [0.0 if one == other else other - one for one, other in pairs]
    return Difference(means[0], means[1], min(changes), max(changes), weights)
