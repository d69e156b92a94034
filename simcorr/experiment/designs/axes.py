"""How one thing is varied: over given values, over even steps, or anywhere between two limits."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from simcorr.errors import DesignError
from simcorr.experiment.designs.distributed import Distributed
from simcorr.experiment.designs.target import Target

Scale = Literal["linear", "log"]
SCALES = ("linear", "log")
_MOST = 1_000_000


@dataclass(frozen=True, init=False)
class Values:
    """Exactly these values, in this order.

    Parameters
    ----------
    values : iterable
        Numbers; True and False for a switch; words, such as the doses of a measure; lists of names, such as the
        contexts in which it acts, and None for everywhere. At least one, none twice.

    Examples
    --------
    >>> Values([4, 13, 26]).values
    (4, 13, 26)
    >>> Values([["airports", "trial"], None]).values
    (('airports', 'trial'), None)
    """

    values: tuple[Any, ...]

    def __init__(self, values: Iterable[Any]) -> None:
        if isinstance(values, str) or not isinstance(values, Iterable):
            raise DesignError(f"Values got {values!r}; allowed is a list, such as Values([4, 13, 26])")
        given = tuple(_plain(value) for value in values)
        if not given:
            raise DesignError("Values is empty; allowed is at least one value")
        twice = sorted({str(value) for value in given if given.count(value) > 1})
        if twice:
            raise DesignError(f"Values holds {', '.join(twice)} more than once")
        object.__setattr__(self, "values", given)

    def all(self) -> tuple[Any, ...]:
        """Return the values."""
        return self.values

    def within(self, target: Target) -> "Values":
        """Return the same as a table holds them, within what the target allows."""
        for value in self.values:
            target.check(value)
        return Values(map(target.shown, self.values))

    def at(self, share: NDArray[np.float64], *, whole: bool) -> list[Any]:
        """Return the values at shares (0 to 1) of the way: each has an equal part of it."""
        places = np.minimum((share * len(self.values)).astype(int), len(self.values) - 1)
        return [self.values[place] for place in places]

    def description(self) -> dict[str, Any]:
        """Return what an experiment file would say."""
        return {"values": [list(value) if isinstance(value, tuple) else value for value in self.values]}


@dataclass(frozen=True)
class Linspace:
    """Evenly spaced values, both ends among them.

    Parameters
    ----------
    low, high : float
        The ends, in the parameter's unit.
    count : int
        How many, two or more.
    scale : {"linear", "log"}
        Even steps, or even ratios.

    Examples
    --------
    >>> Linspace(0.0, 1.0, 5).all()
    (0.0, 0.25, 0.5, 0.75, 1.0)
    >>> Linspace(1.0, 100.0, 3, scale="log").all()
    (1.0, 10.0, 100.0)
    """

    low: float
    high: float
    count: int
    scale: Scale = "linear"

    def __post_init__(self) -> None:
        """Refuse ends and counts that make no series."""
        _check_limits("Linspace", self.low, self.high, self.scale)
        if isinstance(self.count, bool) or not isinstance(self.count, int) or not 2 <= self.count <= _MOST:
            raise DesignError(f"Linspace got {self.count!r} as count; allowed is a whole number from 2 to {_MOST}")

    def all(self) -> tuple[Any, ...]:
        """Return the values."""
        space = np.geomspace if self.scale == "log" else np.linspace
        return tuple(float(f"{value:.12g}") for value in space(self.low, self.high, self.count).tolist())

    def description(self) -> dict[str, Any]:
        """Return what an experiment file would say."""
        return {"low": self.low, "high": self.high, "count": self.count, "scale": self.scale}


@dataclass(frozen=True)
class Between:
    """Anywhere between two limits; what a design samples.

    Parameters
    ----------
    low, high : float, optional
        The limits, in the parameter's unit; the declared bounds, if left out.
    scale : {"linear", "log"}
        Whether equal steps or equal ratios are equally likely.
    """

    low: float | None = None
    high: float | None = None
    scale: Scale = "linear"

    def __post_init__(self) -> None:
        """Refuse limits that are upside down."""
        if self.scale not in SCALES:
            raise DesignError(f"the scale is {self.scale!r}; allowed are {' and '.join(SCALES)}")
        if self.low is not None and self.high is not None:
            _check_limits("Between", self.low, self.high, self.scale)

    def within(self, target: Target) -> "Between":
        """Return the same with both limits, within what the target allows."""
        if target.of_words:
            raise DesignError(f"{target.name} takes words; allowed is Values, such as Values({list(target.choices)!r})")
        low, high = (target.low if self.low is None else self.low), (target.high if self.high is None else self.high)
        if low is None or high is None or not math.isfinite(low) or not math.isfinite(high):
            raise DesignError(f"{target.name} has no declared bounds; give both, such as Between(0, 1)")
        _check_limits(target.name, low, high, self.scale)
        target.check(low)
        target.check(high)
        return replace(self, low=low, high=high)

    def at(self, share: NDArray[np.float64], *, whole: bool) -> NDArray[np.float64]:
        """Return the values at shares (0 to 1) of the way, rounded where only whole numbers are allowed."""
        low, high = float(self.low or 0.0), float(self.high or 0.0)
        values = low * (high / low) ** share if self.scale == "log" else low + share * (high - low)
        return np.asarray(np.rint(values) if whole else values)

    def description(self) -> dict[str, Any]:
        """Return what an experiment file would say."""
        limits = {"low": self.low, "high": self.high}
        return {**{name: value for name, value in limits.items() if value is not None}, "scale": self.scale}


Axis = Values | Linspace | Between | Distributed


def _plain(value: Any) -> Any:
    """Return a value as Python has it, not NumPy; refuse what no table can hold."""
    value = value.item() if isinstance(value, np.generic) else value
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(name, str) for name in value):
        return tuple(value)
    if not isinstance(value, Real) or not math.isfinite(value):
        raise DesignError(
            f"Values holds {value!r}; allowed are finite numbers, words, True and False, lists of names, None"
        )
    return value


def _check_limits(what: str, low: float, high: float, scale: str) -> None:
    if scale not in SCALES:
        raise DesignError(f"{what}: the scale is {scale!r}; allowed are {' and '.join(SCALES)}")
    limits: tuple[Any, ...] = (low, high)
    for value in limits:
        if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
            raise DesignError(f"{what}: a limit is {value!r}; allowed is a finite number")
    if not low < high:
        raise DesignError(f"{what}: the limits {low:g} to {high:g} are upside down or equal")
    if scale == "log" and low <= 0.0:
        raise DesignError(f"{what}: on a log scale the lower limit is above 0; given is {low:g}")
