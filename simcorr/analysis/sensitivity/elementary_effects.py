"""Morris' design as trajectories: checked before any index is computed from it, and cut into elementary effects."""

import numpy as np

from simcorr.analysis.sensitivity.checks import Floats, first_few
from simcorr.errors import AnalysisError

TOLERANCE = 1e-9
"""Coordinates of the unit cube closer than this are the same level."""


def step_of(unit: Floats) -> float:
    """Return the step of a complete Morris design.

    Parameters
    ----------
    unit : array (trajectories * (dimensions + 1), dimensions)
        In the unit cube, one trajectory after another.

    Raises
    ------
    AnalysisError
        If there are fewer than two trajectories or a part of one, or if a step moves no parameter, more than one, one
        that has moved before, or moves it by another distance than the other steps do.

    Examples
    --------
    >>> step_of(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]))
    1.0
    """
    count, dimensions = unit.shape
    length = dimensions + 1
    if count % length or count < 2 * length:
        allowed = f"two or more whole trajectories of {length} points each"
        raise AnalysisError(f"the design is incomplete: it has {count} points; allowed are {allowed}")
    moves = np.diff(unit.reshape(-1, length, dimensions), axis=1)
    moved = np.abs(moves) > TOLERANCE
    wrong = [trajectory for trajectory, steps in enumerate(moved) if not _each_moves_once(steps)]
    if wrong:
        rule = "each step moves one parameter, and each parameter once"
        raise AnalysisError(f"not a Morris design: in trajectories {first_few(wrong)} it does not hold that {rule}")
    sizes = np.abs(moves[moved])
    if np.ptp(sizes) > TOLERANCE:
        raise AnalysisError(
            f"not a Morris design: steps are {sizes.min():.4g} to {sizes.max():.4g}; allowed is one size"
        )
    return float(sizes.mean())


def _each_moves_once(steps: np.ndarray) -> bool:
    return bool((steps.sum(axis=0) == 1).all() and (steps.sum(axis=1) == 1).all())


def levels_of(step: float) -> int:
    """Return the number of levels whose step is ``levels / (2 (levels - 1))`` (Morris 1991).

    Raises
    ------
    AnalysisError
        If no even number of levels has that step.

    Examples
    --------
    >>> levels_of(2 / 3)
    4
    """
    levels = round(2.0 * step / (2.0 * step - 1.0)) if step > 0.5 + TOLERANCE else 0
    if levels < 2 or levels % 2 or abs(levels / (2.0 * (levels - 1.0)) - step) > 1e-6:
        allowed = "levels / (2 (levels - 1)) for an even number of levels, such as 2/3 for 4"
        raise AnalysisError(f"not a Morris design: its steps are {step:.6g} of the range; allowed is {allowed}")
    return levels


def elementary_effects(unit: Floats, values: Floats) -> Floats:
    """Return the elementary effects, array (dimensions, trajectories, replicates), in outcome units per full range.

    Parameters
    ----------
    unit : array (points, dimensions)
        A complete Morris design.
    values : array (points, replicates)

    Examples
    --------
    >>> design = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    >>> elementary_effects(design, design @ [[2.0], [5.0]])[:, :, 0].tolist()
    [[2.0, 2.0], [5.0, 5.0]]
    """
    dimensions = unit.shape[1]
    moves = np.diff(unit.reshape(-1, dimensions + 1, dimensions), axis=1)
    changes = np.diff(values.reshape(-1, dimensions + 1, values.shape[1]), axis=1)
    parameter = np.abs(moves).argmax(axis=2)
    slopes = changes / np.take_along_axis(moves, parameter[:, :, np.newaxis], axis=2)
    # Steps come in random order within a trajectory; sort them by the parameter they move.
    order = np.argsort(parameter, axis=1)[:, :, np.newaxis]
    return np.asarray(np.take_along_axis(slopes, order, axis=1).transpose(1, 0, 2), dtype=float)
