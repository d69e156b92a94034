"""Designs that spread points over a box: Latin hypercube and Sobol sequence."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.errors import DesignError
from simcorr.experiment.designs.axes import Axis, Between, Values
from simcorr.experiment.designs.design import Design, check_size, varied
from simcorr.experiment.designs.distributed import Distributed
from simcorr.experiment.designs.targets import Targets

Over = (
    Mapping[str, Between]
    | Mapping[str, Values]
    | Mapping[str, Distributed]
    | Mapping[str, Between | Values | Distributed]
    | Iterable[str]
)


class Sampled(Design):
    """Points of the unit cube, laid over the limits of what is varied."""

    def __init__(self, over: Over, size: int, seed: int) -> None:
        self.over = varied(over, type(self).__name__, self.axes)
        self.names = tuple(self.over)
        self.size = whole(type(self).__name__, self.size_name, size, 1)
        self.seed = whole(type(self).__name__, "seed", seed, 0)

    size_name = "points"
    axes: ClassVar[tuple[type[Axis], ...]] = (Between, Distributed, Values)

    @abstractmethod
    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name."""
        return self._laid(targets, self.unit())

    def _laid(self, targets: Targets, unit: NDArray[np.float64]) -> pd.DataFrame:
        found = [targets.find(name) for name in self.names]
        limits = [axis.within(target) for axis, target in zip(self.over.values(), found, strict=True)]
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
    over : mapping of dotted name to Between, Distributed or Values, or iterable of names
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
        self.wanted = self.size

    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""
        return self._drawn(self.seed)

    def batches(self, targets: Targets) -> Iterator[pd.DataFrame]:
        """Yield the points, and after them those of further hypercubes."""
        yield self.table(targets)
        for further in count(1):
            yield self._laid(targets, self._drawn([self.seed, further]))

    def _drawn(self, seed: int | list[int]) -> NDArray[np.float64]:
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(len(self.names), rng=np.random.default_rng(seed)).random(self.size))


class Sobol(Sampled):
    """The first points of a scrambled Sobol sequence: even in every projection (Sobol 1967; Owen 1998).

    Parameters
    ----------
    over : mapping of dotted name to Between, Distributed or Values, or iterable of names
    points : int
        A power of two; the sequence is balanced only then.
    seed : int
        Of the scrambling.
    """

    kind = "sobol"

    def __init__(self, over: Over, points: int, seed: int = 0) -> None:
        super().__init__(over, points, seed)
        self.wanted = self.size
        if self.size & (self.size - 1):
            below = 1 << (self.size.bit_length() - 1)
            raise DesignError(
                f"Sobol got {self.size} points; allowed is a power of two, such as {below} or {2 * below}"
            )

    def unit(self) -> NDArray[np.float64]:
        """Return the points of the unit cube, shape (points, names)."""
        return np.asarray(self._sequence().random_base2(self.size.bit_length() - 1))

    def batches(self, targets: Targets) -> Iterator[pd.DataFrame]:
        """Yield the points, and after them the next ones of the sequence."""
        sequence = self._sequence()
        while True:
            yield self._laid(targets, np.asarray(sequence.random(self.size)))

    def _sequence(self) -> Any:
        from scipy.stats import qmc

        return qmc.Sobol(len(self.names), rng=np.random.default_rng(self.seed))


def whole(what: str, name: str, value: Any, low: int) -> int:
    """Return a whole number; refuse anything else."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < low:
        raise DesignError(f"{what} got {value!r} as {name}; allowed is a whole number of at least {low}")
    return int(value)
