"""An axis after a distribution: what is known of a parameter, in place of two limits between which all is as likely."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simcorr.errors import DesignError, unknown_name
from simcorr.experiment.designs.target import Target

IN_FILES = ("norm", "lognorm", "uniform", "loguniform", "triang", "beta", "gamma")
"""The distributions that a file can name."""
_EDGE = 2.0**-53
"""Shares of 0 and 1 stand for infinite values in many distributions; no draw comes closer than this."""


@dataclass(frozen=True)
class Distributed:
    """After a distribution of SciPy; what a design samples.

    Parameters
    ----------
    distribution : frozen distribution of `scipy.stats`
        Such as ``scipy.stats.lognorm(s=0.5, scale=2.0)``, in the parameter's unit.
    truncate : bool
        Whether to cut it off at the parameter's bounds, and spread the rest in proportion. Values are never clipped:
        without this, a draw outside the bounds is refused before anything runs.

    Examples
    --------
    >>> from scipy.stats import lognorm
    >>> Distributed(lognorm(s=0.5, scale=2000.0)).description()
    {'distribution': 'lognorm', 's': 0.5, 'scale': 2000.0}
    """

    distribution: Any
    truncate: bool = False
    name: str = field(default="", init=False)
    low: float = field(default=-math.inf, init=False)
    high: float = field(default=math.inf, init=False)

    def __post_init__(self) -> None:
        """Refuse what is no distribution, and what could not be written down."""
        if not all(hasattr(self.distribution, part) for part in ("ppf", "cdf", "dist", "kwds")):
            given = type(self.distribution).__name__
            raise DesignError(f"Distributed got a {given}; allowed is a distribution such as scipy.stats.norm(2, 0.5)")
        self.description()
        if not math.isfinite(float(self.distribution.ppf(0.5))):
            raise DesignError(f"{self} has no values; its shapes are outside what the distribution allows")

    def within(self, target: Target) -> Distributed:
        """Return the same for one target, whose bounds its draws must keep."""
        if target.of_words:
            raise DesignError(f"{target.name} takes words; allowed is Values, such as Values({list(target.choices)!r})")
        low = -math.inf if target.low is None else target.low
        high = math.inf if target.high is None else target.high
        if self.truncate and not self.distribution.cdf(low) < self.distribution.cdf(high):
            raise DesignError(f"{target.name}: nothing of {self} lies within {low:g} to {high:g}")
        laid = replace(self)
        for name, value in (("name", target.name), ("low", low), ("high", high)):
            object.__setattr__(laid, name, value)
        return laid

    def at(self, share: NDArray[np.float64], *, whole: bool) -> NDArray[np.float64]:
        """Return the quantiles at shares (0 to 1), rounded where only whole numbers are allowed."""
        if self.truncate:
            below, above = float(self.distribution.cdf(self.low)), float(self.distribution.cdf(self.high))
            share = below + share * (above - below)
        share = np.clip(share, _EDGE, 1.0 - _EDGE)
        values = np.asarray(self.distribution.ppf(share), dtype=float)
        values = np.rint(values) if whole else values
        outside = ~((values >= self.low) & (values <= self.high))
        if outside.any():
            place = int(np.argmax(outside))
            raise DesignError(
                f"{self.name} would be {values[place]:g} at the {share[place]:.4g} quantile of {self}; allowed is "
                f"{self.low:g} to {self.high:g}: take another distribution, or truncate=True"
            )
        return values

    def description(self) -> dict[str, Any]:
        """Return what an experiment file would say."""
        kind = self.distribution.dist
        named = [*(name.strip() for name in (kind.shapes or "").split(",") if name.strip()), "loc", "scale"]
        shapes = {**dict(zip(named, self.distribution.args, strict=False)), **self.distribution.kwds}
        for name, value in shapes.items():
            if np.ndim(value) or not math.isfinite(value):
                raise DesignError(f"Distributed: {name} of {kind.name} is {value!r}; allowed is one finite number")
        plain = {name: float(value) for name, value in shapes.items()}
        return {"distribution": kind.name, **plain, **({"truncate": True} if self.truncate else {})}

    def __repr__(self) -> str:
        """Name distribution and shapes."""
        told = self.description()
        kind, cut = told.pop("distribution"), told.pop("truncate", False)
        shapes = ", ".join(f"{name}={value:g}" for name, value in told.items())
        return f"{kind}({shapes}){', truncated' if cut else ''}"


def distributed_from(name: str, table: Mapping[str, Any], *, from_file: bool = False) -> Distributed:
    """Return the axis that a table describes; a file can name distributions of `IN_FILES` only."""
    from scipy import stats

    values = dict(table)
    kind, truncate = values.pop("distribution"), values.pop("truncate", False)
    made = getattr(stats, str(kind), None)
    if (from_file and kind not in IN_FILES) or not isinstance(made, stats.rv_continuous | stats.rv_discrete):
        raise DesignError(unknown_name("distribution", str(kind), IN_FILES, name))
    if not isinstance(truncate, bool):
        raise DesignError(f"{name}: truncate is {truncate!r}; allowed is true or false")
    for shape, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise DesignError(f"{name}: {shape} of {kind} is {value!r}; allowed is a number")
    try:
        return Distributed(made(**values), truncate)
    except TypeError:
        allowed = ", ".join(filter(None, [made.shapes, "loc", "scale"]))
        raise DesignError(f"{name}: {kind} got {', '.join(values) or 'nothing'}; allowed are {allowed}") from None
