"""The parameters that are searched, and how far: a box in which points are spread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import CalibrationError, unknown_name
from simcorr.parameters import declared_parameters

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Scale = Literal["linear", "log"]
EVERY_CONTEXT = "contexts.*."
"""Begins the name of a factor on one parameter of all nine contexts, whose relation to one another stays."""


@dataclass(frozen=True)
class Range:
    """How far a parameter is searched.

    Attributes
    ----------
    name : str
        The dotted name of a parameter, or ``contexts.*.<field>`` for one factor on the field in all contexts.
    low, high : float
        The ends of the range, in the parameter's unit.
    scale : {"linear", "log"}
        Whether equal steps or equal ratios are equally likely.
    why : str
        What the range rests on.
    """

    name: str
    low: float
    high: float
    scale: Scale = "linear"
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse a range that is none, or that leaves what the parameter allows."""
        if not self.low < self.high:
            raise CalibrationError(f"{self.name}: the range {self.low:g} to {self.high:g} is upside down or empty")
        if self.scale == "log" and self.low <= 0.0:
            raise CalibrationError(f"{self.name}: a range on a log scale begins above 0; given is {self.low:g}")
        if self.is_factor:
            return
        declared = declared_parameters().get(self.name)
        if declared is None:
            raise CalibrationError(unknown_name("parameter", self.name, declared_parameters()))
        if self.low < declared.low or self.high > declared.high:
            raise CalibrationError(
                f"{self.name}: the range {self.low:g} to {self.high:g} leaves what is allowed, "
                f"{declared.low:g} to {declared.high:g} ({declared.unit})"
            )

    @property
    def is_factor(self) -> bool:
        """Whether the value multiplies what the scenario gives to each context."""
        return self.name.startswith(EVERY_CONTEXT)

    def at(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at shares (0 to 1) of the way through the range."""
        if self.scale == "log":
            return np.asarray(self.low * (self.high / self.low) ** share)
        return np.asarray(self.low + share * (self.high - self.low))

    def share_of(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far through the range values are: the inverse of `at`."""
        if self.scale == "log":
            return np.asarray(np.log(value / self.low) / np.log(self.high / self.low))
        return np.asarray((value - self.low) / (self.high - self.low))


class Space:
    """A box of parameters.

    Parameters
    ----------
    ranges : iterable of Range
        One for each parameter searched.

    Examples
    --------
    >>> space = Space([Range("officials.fine_usd", 1000, 100000, "log"), Range("officials.peer_effect", 0, 2)])
    >>> space.latin_hypercube(4, seed=1).shape
    (4, 2)
    """

    def __init__(self, ranges: Iterable[Range]) -> None:
        self.ranges = tuple(ranges)
        self.names = [each.name for each in self.ranges]
        twice = sorted({name for name in self.names if self.names.count(name) > 1})
        if twice:
            raise CalibrationError(f"searched twice: {', '.join(twice)}")

    def latin_hypercube(self, points: int, seed: int) -> pd.DataFrame:
        """Return points spread evenly over the box, a row each."""
        from scipy.stats import qmc

        return self.at(qmc.LatinHypercube(len(self.ranges), rng=np.random.default_rng(seed)).random(points))

    def at(self, unit: NDArray[np.float64]) -> pd.DataFrame:
        """Return the points (in parameters' units) at points of the unit cube, shape (points, ranges)."""
        columns = {each.name: each.at(unit[:, place]) for place, each in enumerate(self.ranges)}
        return pd.DataFrame(columns, columns=self.names)

    def unit(self, points: pd.DataFrame) -> NDArray[np.float64]:
        """Return points of the unit cube, shape (points, ranges)."""
        return np.column_stack([each.share_of(points[each.name].to_numpy(float)) for each in self.ranges])


def changes_at(point: "Mapping[Any, float]", base: "Scenario") -> dict[str, Any]:
    """Return the changes to a scenario that a point stands for; factors stay within the parameter's bounds."""
    changes: dict[str, Any] = {}
    for name, value in point.items():
        if not name.startswith(EVERY_CONTEXT):
            changes[name] = _typed(name, value)
            continue
        field = name.removeprefix(EVERY_CONTEXT)
        for context in CONTEXT_NAMES:
            dotted = f"contexts.{context}.{field}"
            usual = float(getattr(getattr(base.contexts, context), field))
            changes[dotted] = min(usual * value, declared_parameters()[dotted].high)
    return changes


def _typed(name: str, value: float) -> float | int:
    return round(value) if declared_parameters()[name].whole else float(value)
