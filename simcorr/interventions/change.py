"""A dated change of one lever, its strength in a week, and how changes that meet in one cell combine."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from simcorr.errors import InterventionError, listed
from simcorr.interventions.checked import Checked, check_bounds, check_contexts, check_selection, check_weeks
from simcorr.interventions.levers import CombineMode, Lever, lever


class Change(Checked):
    """What an intervention does to one lever, where and when.

    Parameters
    ----------
    lever : str
        The lever; see `LEVERS`.
    value : float
        The value set, the factor, the amount added or the least value, depending on ``combine``.
    combine : {"replace", "multiply", "add", "maximum"}
        How the value acts on what is there without it.
    contexts, corridors : tuple of str, optional
        Where it acts; everywhere if left out. National levers take neither, corridor levers no contexts.
    start_week, end_week : int
        First week, and first week after the change (never, if left out), from the start of the window.
    ramp_weeks : int
        Weeks after the start until full strength; the change grows by equal steps.
    fade_weeks : int
        Half-life after full strength; 0 if the change does not fade.
    delivered : bool
        Whether the intervention's delivery share scales the change.
    """

    lever: str
    value: float
    combine: CombineMode = "replace"
    contexts: tuple[str, ...] | None = None
    corridors: tuple[str, ...] | None = None
    start_week: int = 0
    end_week: int | None = Field(default=None)
    ramp_weeks: int = 0
    fade_weeks: int = 0
    delivered: bool = True

    @model_validator(mode="after")
    def _fits_its_lever(self) -> "Change":
        declared = lever(self.lever)
        if self.combine not in declared.combine:
            allowed = listed(declared.combine)
            raise InterventionError(f"lever '{self.lever}' cannot {self.combine}; allowed is {allowed}")
        _check_value(declared, self.combine, self.value)
        check_weeks(
            f"change of {self.lever}",
            self.start_week,
            self.end_week,
            ramp_weeks=self.ramp_weeks,
            fade_weeks=self.fade_weeks,
        )
        check_contexts(f"change of {self.lever}", self.contexts)
        check_selection(f"change of {self.lever}.corridors", self.corridors)
        _check_scope(self, declared)
        if not declared.gradual and (self.ramp_weeks or self.fade_weeks or self.delivered):
            raise InterventionError(
                f"lever '{self.lever}' is all or nothing: allowed is ramp_weeks=0, fade_weeks=0, delivered=False"
            )
        return self

    def applies_to(self, corridor: str, context: str) -> bool:
        """Return whether the change acts in a context of a corridor."""
        in_corridor = self.corridors is None or corridor in self.corridors
        return in_corridor and (self.contexts is None or context in self.contexts)


def _check_value(declared: Lever, combine: CombineMode, value: float) -> None:
    low, high = declared.low, declared.high
    if combine == "add" and "replace" in declared.combine:  # added to a level: anything within its range
        low, high = low - high, high - low
    check_bounds(f"change of {declared.name}", value, low, high, declared.unit)


def _check_scope(change: Change, declared: Lever) -> None:
    if declared.scope != "context" and change.contexts is not None:
        whole = "the whole country" if declared.scope == "national" else "whole corridors"
        raise InterventionError(
            f"lever '{declared.name}' acts on {whole} and cannot be confined to contexts "
            f"(given: {listed(change.contexts)})"
        )
    if declared.scope == "national" and change.corridors is not None:
        raise InterventionError(
            f"lever '{declared.name}' acts on the whole country and cannot be confined to corridors "
            f"(given: {listed(change.corridors)})"
        )


def strengths(change: Change, weeks: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the strength (0 to 1) of a change in each of some weeks, counted from the start of the window.

    It grows by equal steps from the first week to full strength ``ramp_weeks`` later, then halves every
    ``fade_weeks``, and is zero before the start and from the end on.
    """
    age = weeks - change.start_week
    result: NDArray[np.float64] = np.clip((age + 1.0) / (change.ramp_weeks + 1.0), 0.0, 1.0)
    if change.fade_weeks:
        faded = np.maximum(age - change.ramp_weeks, 0) / change.fade_weeks
        result *= np.exp(-math.log(2.0) * faded)
    if change.end_week is not None:
        result[weeks >= change.end_week] = 0.0
    return result


def strength(change: Change, week: int) -> float:
    """Return the strength (0 to 1) of a change in one week, counted from the start of the window.

    Examples
    --------
    >>> ramped = Change(lever="mandate", value=1.0, start_week=10, ramp_weeks=3)
    >>> [strength(ramped, week) for week in (9, 10, 11, 13, 400)]
    [0.0, 0.25, 0.5, 1.0, 1.0]
    >>> faded = Change(lever="public_spirit", value=1.0, combine="add", fade_weeks=52)
    >>> strength(faded, 52)
    0.5
    """
    return float(strengths(change, np.array([week], np.int64))[0])


def in_fixed_order(changes: Iterable[Change], deliveries: Iterable[float]) -> list[tuple[Change, float]]:
    """Return changes and deliveries in an order of their own, so that a portfolio's order changes nothing."""
    return sorted(zip(changes, deliveries, strict=True), key=_order)


def _order(pair: tuple[Change, float]) -> tuple[object, ...]:
    change, delivery = pair
    end = math.inf if change.end_week is None else change.end_week
    when = (change.start_week, end, change.ramp_weeks, change.fade_weeks)
    return (change.lever, change.combine, change.value, *when, change.delivered, delivery)


def combine(base: float, changes: Sequence[Change], week: int, deliveries: Sequence[float] | None = None) -> float:
    """Return the effective value of one lever in one context of one corridor in one week.

    Replacements come first, then factors, then additions, then least values; the result is clipped to the
    bounds of the lever. A change acts in proportion to its strength times its delivery share: a replacement
    moves the base that share of the way, a factor counts as ``1 + share * (factor - 1)``, an addition as
    ``share * value``, and a least value closes that share of the gap to it. Where several replacements (of
    equal value) or several least values meet, the one that reaches furthest holds.

    Parameters
    ----------
    base : float
        The value without any change.
    changes : sequence of Change
        The changes that act in this cell, all of the same lever.
    week : int
        The week from the start of the window.
    deliveries : sequence of float, optional
        The delivery share of each change; 1 if left out.

    Examples
    --------
    >>> combine(0.2, [Change(lever="mandate", value=0.8)], week=0, deliveries=[0.5])
    0.5
    """
    if not changes:
        return base
    if len({change.lever for change in changes}) > 1:
        raise InterventionError(f"changes of several levers cannot be combined: {listed(c.lever for c in changes)}")
    declared = lever(changes[0].lever)
    value, best = base, 0.0
    factor, added, raised = 1.0, 0.0, 0.0
    ordered = in_fixed_order(changes, deliveries if deliveries is not None else [1.0] * len(changes))
    shares = [strength(change, week) * (delivery if change.delivered else 1.0) for change, delivery in ordered]
    pairs = [(change, share) for (change, _), share in zip(ordered, shares, strict=True)]
    for change, share in pairs:
        if change.combine == "replace" and share > best:
            value, best = (1.0 - share) * base + share * change.value, share
        elif change.combine == "multiply":
            factor *= 1.0 + share * (change.value - 1.0)
        elif change.combine == "add":
            added += share * change.value
    value = value * factor + added
    for change, share in pairs:
        if change.combine == "maximum":
            raised = max(raised, share * (change.value - value))
    return min(max(value + raised, declared.low), declared.high)
