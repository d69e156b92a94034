"""Designs that spread points over a box: Latin hypercube, Sobol sequence, and those that sensitivity analyses need."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.errors import AnalysisError, DesignError
from simcorr.experiment.designs.axes import Axis, Between, Values
from simcorr.experiment.designs.design import Design, check_size, varied
from simcorr.experiment.designs.targets import Targets

Over = Mapping[str, Between] | Mapping[str, Between | Values] | Iterable[str]


class Sampled(Design):
    """Points of the unit cube, laid over the limits of what is varied."""

    def __init__(self, over: Over, size: int, seed: int) -> None:
        self.over = varied(over, type(self).__name__, self.axes)
        self.names = tuple(self.over)
        self.size = _whole(type(self).__name__, self.size_name, size, 1)
        self.seed = _whole(type(self).__name__, "seed", seed, 0)

    size_name = "points"
    axes: ClassVar[tuple[type[Axis], ...]] = (Between, Values)

    @abstractmethod
    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name."""
        found = [targets.find(name) for name in self.names]
        limits = [axis.within(target) for axis, target in zip(self.over.values(), found, strict=True)]
        unit = self.unit()
        check_size(len(unit))
        columns = {
            target.name: limit.at(unit[:, place], whole=target.whole)
            for place, (target, limit) in enumerate(zip(found, limits, strict=True))
        }
        return pd.DataFrame(columns)

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        over = {name: axis.description() for name, axis in self.over.items()}
        return {"kind": self.kind, "over": over, self.size_name: self.size, "seed": self.seed}


class LatinHypercube(Sampled):
    """Points spread evenly over every parameter (McKay, Beckman & Conover 1979).

    Parameters
    ----------
    over : mapping of dotted name to Between or Values, or iterable of names
        Names alone are varied over their declared bounds; each of some values takes an equal share of the points.
    points : int
        How many.
    seed : int
        Of the design; the seeds of runs do not depend on it.

    Examples
    --------
    >>> LatinHypercube({"officials.fine_usd": Between(1000, 50000, scale="log")}, points=8).unit().shape
    (8, 1)
    """

    kind = "latin_hypercube"

    def __init__(self, over: Over, points: int, seed: int = 0) -> None:
        super().__init__(over, points, seed)

    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(len(self.names), rng=np.random.default_rng(self.seed)).random(self.size))


class Sobol(Sampled):
    """The first points of a scrambled Sobol sequence: even in every projection (Sobol 1967; Owen 1998).

    Parameters
    ----------
    over : mapping of dotted name to Between or Values, or iterable of names
    points : int
        A power of two; the sequence is balanced only then.
    seed : int
        Of the scrambling.
    """

    kind = "sobol"

    def __init__(self, over: Over, points: int, seed: int = 0) -> None:
        super().__init__(over, points, seed)
        if self.size & (self.size - 1):
            below = 1 << (self.size.bit_length() - 1)
            raise DesignError(
                f"Sobol got {self.size} points; allowed is a power of two, such as {below} or {2 * below}"
            )

    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""
        from scipy.stats import qmc

        sequence = qmc.Sobol(len(self.names), rng=np.random.default_rng(self.seed))
        return np.asarray(sequence.random_base2(self.size.bit_length() - 1))


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
    """

    kind = "morris"
    axes = (Between,)
    size_name = "trajectories"

    def __init__(self, over: Over, trajectories: int, levels: int = 4, seed: int = 0) -> None:
        super().__init__(over, trajectories, seed)
        self.levels = _whole("Morris", "levels", levels, 2)
        self.unit()  # refuses what makes no design before anything is simulated

    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""
        from simcorr.analysis.sensitivity import morris_sample

        return _designed(morris_sample, len(self.names), self.size, levels=self.levels, seed=self.seed)

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {**super().description(), "levels": self.levels}


class Saltelli(Sampled):
    """The points from which Sobol indices are estimated with `Sweep.sensitivity` (Saltelli 2002).

    Parameters
    ----------
    over : mapping of dotted name to Between, or iterable of names
    points : int
        Base points, a power of two; each takes two points more than there are names.
    second_order : bool
        Whether pairs are to be told apart as well, for nearly twice as many points.
    seed : int
    """

    kind = "saltelli"
    axes = (Between,)

    def __init__(self, over: Over, points: int, second_order: bool = False, seed: int = 0) -> None:
        super().__init__(over, points, seed)
        self.second_order = bool(second_order)
        self.unit()

    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""
        from simcorr.analysis.sensitivity import saltelli_sample

        return _designed(saltelli_sample, len(self.names), self.size, seed=self.seed, second_order=self.second_order)

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {**super().description(), "second_order": self.second_order}


def _designed(sample: Any, *args: Any, **options: Any) -> NDArray[np.float64]:
    try:
        return np.asarray(sample(*args, **options))
    except AnalysisError as error:
        raise DesignError(str(error)) from None


def _whole(what: str, name: str, value: Any, low: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < low:
        raise DesignError(f"{what} got {value!r} as {name}; allowed is a whole number of at least {low}")
    return int(value)
