"""Designs that sensitivity analyses need: trajectories after Morris, and samples after Saltelli."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simcorr.errors import AnalysisError, DesignError
from simcorr.experiment.designs.axes import Between
from simcorr.experiment.designs.distributed import Distributed
from simcorr.experiment.designs.sampled import Over, Sampled, whole

Groups = Mapping[str, Iterable[str]] | None
RIGID = "its points belong together, and the analysis takes all of them or none"


class Morris(Sampled):
    """Trajectories that move one parameter at a time: for screening with `Sweep.sensitivity` (Morris 1991).

    Parameters
    ----------
    over : mapping of dotted name to Between, or iterable of names
    trajectories : int
        How many; each takes one point more than there are names.
    levels : int
        Of the grid on which they lie; even.
    seed : int
    groups : mapping of str to iterable of names, optional
        Parameters that move together and are judged as one; each that is in no group is one of its own.
    """

    kind = "morris"
    axes = (Between,)
    rigid = RIGID
    size_name = "trajectories"

    def __init__(self, over: Over, trajectories: int, levels: int = 4, seed: int = 0, groups: Groups = None) -> None:
        super().__init__(over, trajectories, seed)
        self.groups = checked_groups(groups, self.names)
        self.levels = whole("Morris", "levels", levels, 2)
        self.unit()  # refuses what makes no design before anything is simulated

    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""
        from simcorr.analysis.sensitivity import morris_sample

        return _designed(
            morris_sample, len(self.names), self.size, levels=self.levels, seed=self.seed, groups=_labels(self)
        )

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {**super().description(), "levels": self.levels, **_described(self.groups)}


class Saltelli(Sampled):
    """The points from which Sobol indices are estimated with `Sweep.sensitivity` (Saltelli 2002).

    Parameters
    ----------
    over : mapping of dotted name to Between or Distributed, or iterable of names
    points : int
        Base points, a power of two; each takes two points more than there are names.
    second_order : bool
        Whether pairs are to be told apart as well, for nearly twice as many points.
    seed : int
    groups : mapping of str to iterable of names, optional
        Parameters that vary together and are judged as one; each that is in no group is one of its own.
    """

    kind = "saltelli"
    axes = (Between, Distributed)
    rigid = RIGID

    def __init__(
        self, over: Over, points: int, second_order: bool = False, seed: int = 0, groups: Groups = None
    ) -> None:
        super().__init__(over, points, seed)
        self.groups = checked_groups(groups, self.names)
        self.second_order = bool(second_order)
        self.unit()

    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""
        from simcorr.analysis.sensitivity import saltelli_sample

        return _designed(saltelli_sample, len(self.names), self.size, seed=self.seed, second_order=self.second_order,
                         groups=_labels(self))  # fmt: skip

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {**super().description(), "second_order": self.second_order, **_described(self.groups)}


def checked_groups(groups: Groups, names: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the groups, each with the names in it; none are none."""
    from simcorr.analysis.sensitivity import group_labels

    if groups is None:
        return {}
    try:
        group_labels(names, groups)
    except AnalysisError as error:
        raise DesignError(str(error)) from None
    return {name: [str(member) for member in members] for name, members in groups.items()}


def _labels(design: Morris | Saltelli) -> list[str] | None:
    from simcorr.analysis.sensitivity import group_labels

    return group_labels(design.names, design.groups) if design.groups else None


def _described(groups: dict[str, list[str]]) -> dict[str, Any]:
    return {"groups": groups} if groups else {}


def _designed(sample: Any, *args: Any, **options: Any) -> NDArray[np.float64]:
    try:
        return np.asarray(sample(*args, **options))
    except AnalysisError as error:
        raise DesignError(str(error)) from None
