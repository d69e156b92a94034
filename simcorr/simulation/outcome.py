"""What an outcome is, and the formulas that outcomes are made of: sums over the window, and ratios of sums."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Observer = Literal["true", "recorded", "surveyed", "dark_figure"]
Better = Literal["lower", "higher", "neither"]
Totals = Mapping[str, float]
"""Sums over the window by table and measure: ``context.bribes``, ``gatekeepers.convicted``."""


@dataclass(frozen=True)
class Outcome:
    """One outcome of a run.

    Attributes
    ----------
    name, title, unit, description : str
        The name in tables, the words in figures, the unit, and what exactly is counted.
    observer : {"true", "recorded", "surveyed", "dark_figure"}
        Who sees it.
    better : {"lower", "higher", "neither"}
        Which direction a policy hopes for; "neither" where a change is not good or bad in itself.
    harm : bool
        Whether it measures harm to migrants, which a brief shows beside every success.
    formula : callable
        Its value from the sums over the window; raises ``KeyError`` where the engine lacks a measure.
    """

    name: str
    title: str
    unit: str
    better: Better
    description: str
    formula: Callable[[Totals], float]
    observer: Observer = "true"
    harm: bool = False


def total(*measures: str) -> Callable[[Totals], float]:
    """Return the formula that adds up measures."""
    return lambda totals: math.fsum(totals[measure] for measure in measures)


def rate(over: Sequence[str] | str, per: Sequence[str] | str) -> Callable[[Totals], float]:
    """Return the formula that divides one sum of measures by another; NaN with nothing to divide by."""
    top = total(*([over] if isinstance(over, str) else over))
    bottom = total(*([per] if isinstance(per, str) else per))
    return lambda totals: ratio(top(totals), bottom(totals))


def ratio(top: float, bottom: float) -> float:
    """Return top / bottom, or NaN when nothing can be said.

    Examples
    --------
    >>> ratio(1.0, 4.0)
    0.25
    >>> ratio(1.0, 0.0)
    nan
    """
    return top / bottom if bottom > 0.0 else math.nan
