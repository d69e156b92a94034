"""Designs in the unit cube: Morris' trajectories and Saltelli's cross-sampled Sobol' points, both through SALib."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simcorr.analysis.sensitivity.checks import Floats, whole_number
from simcorr.analysis.sensitivity.salib import unit_problem, untouched_random_state
from simcorr.errors import AnalysisError


def morris_sample(
    dimensions: int, trajectories: int, levels: int = 4, *, seed: int, groups: Sequence[str] | None = None
) -> Floats:
    """Return Morris' design: trajectories that move one parameter at a time (Morris 1991).

    Parameters
    ----------
    dimensions : int
        Number of parameters.
    trajectories : int
        Number of trajectories, at least 2; 10 to 50 are usual.
    levels : int
        Number of levels of the grid, even; each step is ``levels / (2 (levels - 1))`` of a parameter's range.
    seed : int
        Seed from 0. The same seed gives the same design under the same release of SALib.
    groups : sequence of str, optional
        The group of each parameter; those of a group move together, and each trajectory has a step for each group.

    Returns
    -------
    array (trajectories * (dimensions + 1), dimensions)
        One trajectory after another, in the unit cube.

    Raises
    ------
    AnalysisError
        If a count makes no valid design.

    Examples
    --------
    >>> morris_sample(3, trajectories=10, seed=1).shape
    (40, 3)
    """
    from SALib.sample import morris

    whole_number("dimensions", dimensions, 1)
    whole_number("trajectories", trajectories, 2)
    if whole_number("levels", levels, 2) % 2:
        raise AnalysisError(f"levels is {levels}; allowed are even numbers, the nearest are {levels - 1}, {levels + 1}")
    with untouched_random_state():
        # SALib 1.5 takes seed 0 for "no seed".
        start = whole_number("seed", seed, 0) + 1
        problem = _problem(dimensions, groups)
        return np.asarray(morris.sample(problem, trajectories, num_levels=levels, seed=start), dtype=float)


def saltelli_sample(
    dimensions: int, points: int, *, seed: int, second_order: bool = False, groups: Sequence[str] | None = None
) -> Floats:
    """Return Saltelli's design on scrambled Sobol' points (Saltelli 2002; Saltelli et al. 2010).

    Parameters
    ----------
    dimensions : int
        Number of parameters.
    points : int
        Number of base points, a power of two from 2: only such counts keep the balance of Sobol' points.
    seed : int
        Seed from 0. The same seed gives the same design.
    second_order : bool
        Whether second-order indices are wanted too, at almost twice the points.
    groups : sequence of str, optional
        The group of each parameter; those of a group are exchanged together.

    Returns
    -------
    array (points * (dimensions + 2), dimensions)
        With ``second_order``, ``points * (2 * dimensions + 2)`` rows. In the unit cube.

    Raises
    ------
    AnalysisError
        If a count makes no valid design.

    Examples
    --------
    >>> saltelli_sample(3, points=64, seed=1).shape, saltelli_sample(3, points=64, seed=1, second_order=True).shape
    ((320, 3), (512, 3))
    """
    from SALib.sample import sobol

    whole_number("dimensions", dimensions, 1)
    _require_power_of_two(points)
    start = np.random.default_rng(whole_number("seed", seed, 0))
    problem = _problem(dimensions, groups)
    return np.asarray(sobol.sample(problem, points, calc_second_order=second_order, seed=start), dtype=float)


def _problem(dimensions: int, groups: Sequence[str] | None) -> dict[str, Any]:
    problem = unit_problem(_names(dimensions))
    if groups is None:
        return problem
    if len(groups) != dimensions:
        raise AnalysisError(f"groups has {len(groups)} labels for {dimensions} parameters; allowed is one for each")
    if len(set(groups)) < 2:
        raise AnalysisError("all parameters are in one group; allowed are two or more groups")
    return {**problem, "groups": list(groups)}


def _names(dimensions: int) -> list[str]:
    return [f"x{place}" for place in range(dimensions)]


def _require_power_of_two(points: int) -> None:
    count = whole_number("points", points, 2)
    if count & (count - 1):
        below = 1 << (count.bit_length() - 1)
        raise AnalysisError(f"points is {points}; allowed are powers of two, the nearest are {below} and {2 * below}")
