"""When a comparison stops: as precise as asked for, judged at a few growing sample sizes, or out of time.

The stopping rule sees only how wide the intervals are. For normal differences their mean is independent of every
sample variance, so stopping makes an interval too narrow only in so far as the last variance happens to be small
(Chow & Robbins 1965, Annals of Mathematical Statistics 36:457). Looking from 30 replicates on, and each time at half
as many again, keeps the loss small: in simulations, 95 % intervals cover 94 to 95 % at the stopping time for normal
and for moderately skewed differences (skewness 1). Strongly skewed ones (skewness 2) cover 91 to 94 %, of which
most is owed to the t-interval itself. No adjustment is made, so that the results are those of a plain comparison
with as many replicates.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from simcorr.analysis.estimates import BASELINE, FEWEST_PAIRS, paired_effect
from simcorr.checks import positive
from simcorr.errors import AnalysisError, RunError
from simcorr.experiment.trial import Ended
from simcorr.simulation.outcomes import true_outcome
from simcorr.simulation.own_outcomes import OwnOutcome
from simcorr.simulation.record import Stopwatch
from simcorr.text import level, percent

FIRST_LOOK = 30
"""Replicates at the first look; fewer leave the variance too uncertain to stop on."""
GROWTH = 1.5
"""From one look to the next; on average a quarter more replicates than needed, against ever more looks."""


@dataclass(frozen=True)
class Precision:
    """How precise the effects on an outcome shall be: ``compare(..., until=Precision("bribes", 0.02, relative=True))``.

    Attributes
    ----------
    outcome : str
        A true outcome.
    half_width : float
        Half the width of the simultaneous 95 % intervals of all differences from the baseline, at most.
    relative : bool
        Whether ``half_width`` is a share of the baseline's mean; otherwise it is in the outcome's unit.

    Raises
    ------
    AnalysisError

    Examples
    --------
    >>> Precision("bribes", 0.02, relative=True).relative
    True
    """

    outcome: str
    half_width: float
    relative: bool = False

    def __post_init__(self) -> None:
        """Refuse what no comparison could reach."""
        unit = true_outcome(self.outcome).unit
        positive("half_width", self.half_width, "share of the baseline's mean" if self.relative else unit)
        if not isinstance(self.relative, bool):
            raise AnalysisError(f"relative is {self.relative!r}; allowed is True or False")


def checked_precision(until: Any) -> Precision | None:
    """Return what was asked for, or None; refuse a bare number, which names no outcome."""
    if until is not None and not isinstance(until, Precision):
        raise AnalysisError(
            f"until is {until!r}; allowed is a Precision, such as Precision('bribes', 0.02, relative=True)"
        )
    return until


@dataclass(frozen=True)
class Width:
    """How wide the interval of an arm's effect is.

    Attributes
    ----------
    arm : str
    half_width : float
        Half the simultaneous interval, in the outcome's unit or as a share of the baseline's mean; NaN if unknown.
    pairs : int
        Replicates in which both the arm and the baseline have a value.
    """

    arm: str
    half_width: float
    pairs: int


def look_sizes(most: int) -> Iterator[int]:
    """Yield the numbers of replicates at which a comparison of at most ``most`` is judged.

    Examples
    --------
    >>> list(look_sizes(200))
    [30, 45, 68, 102, 153, 200]
    """
    size = FIRST_LOOK
    while size < most:
        yield size
        size = math.ceil(GROWTH * size)
    yield most


def half_widths(values: Mapping[str, ArrayLike], *, relative: bool = False, confidence: float = 0.95) -> list[Width]:
    """Return how wide the simultaneous intervals of all arms' differences from the baseline are.

    Parameters
    ----------
    values : mapping of arm to values by replicate
        The baseline first; a replicate in which an arm or the baseline is NaN is left out for that arm.
    relative : bool
        Whether the widths are shares of the baseline's mean.
    confidence : float
        Of all intervals together (Bonferroni).

    Examples
    --------
    >>> [width] = half_widths({"Baseline": [4.0, 6.0, 5.0], "Rotation": [3.0, 4.0, 4.0]})
    >>> width.arm, round(width.half_width, 2), width.pairs
    ('Rotation', 1.43, 3)
    """
    baseline, *arms = values
    widths = []
    for arm in arms:
        effect = paired_effect(values[baseline], values[arm], arms=len(arms), confidence=confidence)
        half = (effect.simultaneous_high - effect.simultaneous_low) / 2.0
        if relative:
            half = half / abs(effect.baseline_mean) if effect.baseline_mean else math.nan
        widths.append(Width(arm, half, effect.replicates))
    return widths


def narrow_enough(widths: Sequence[Width], half_width: float) -> bool:
    """Return whether no interval is wider than asked for; an interval that does not exist is."""
    return all(width.half_width <= half_width for width in widths)


class Looks:
    """Decides after each look whether a comparison goes on.

    Parameters
    ----------
    precision : Precision or None
        None goes on to the last replicate.
    arms : sequence of str
        All arms, the baseline first.
    most : int
        Replicates after which there is no further look.
    """

    def __init__(self, precision: Precision | None, arms: Sequence[str], most: int) -> None:
        self._precision = precision
        self._values: dict[str, list[float]] = {arm: [] for arm in arms}
        self._sizes = look_sizes(most)
        self.ahead = most if precision is None else next(self._sizes)
        self._most = most
        self._stopped = False

    def add(self, replicate: Mapping[str, Ended], own: Sequence[OwnOutcome] = ()) -> None:
        """Take in one replicate: a run of every arm, with these outcomes of one's own."""
        if self._precision is None:
            return
        for arm, ended in replicate.items():
            self._values[arm].append(ended.outcomes("true", own).get(self._precision.outcome, math.nan))
        if len(self._values[BASELINE]) == self.ahead < self._most:
            self._look(self._precision)

    def _look(self, precision: Precision) -> None:
        widths = self._widths(precision)
        # An arm that never had a value beside the baseline's is not going to have thousands of them.
        hopeless = any(width.pairs < FEWEST_PAIRS for width in widths)
        self._stopped = hopeless or narrow_enough(widths, precision.half_width)
        if not self._stopped:
            self.ahead = next(self._sizes)

    def go_on(self, replicate: int) -> bool | None:
        """Return whether a replicate is needed; None as long as results that decide it are under way."""
        if self._stopped:
            return False
        return True if replicate < self.ahead else None

    def reached(self) -> bool | None:
        """Return whether the replicates so far are as precise as asked for; None if nobody asked."""
        if self._precision is None:
            return None
        return narrow_enough(self._widths(self._precision), self._precision.half_width)

    def shortfall(self) -> str:
        """Return a sentence on the widest interval, for a comparison that did not reach its precision."""
        if self._precision is None:
            return ""
        widths = self._widths(self._precision)
        widest = max(widths, key=lambda width: math.inf if math.isnan(width.half_width) else width.half_width)
        unit = true_outcome(self._precision.outcome).unit
        found, asked = (
            percent(value, signed=False) if self._precision.relative else level(value, unit)
            for value in (widest.half_width, self._precision.half_width)
        )
        count = len(self._values[BASELINE])
        return (
            f"the precision asked for is not reached in {count} replicates: half the interval of '{widest.arm}' on "
            f"'{self._precision.outcome}' is {found}, asked for is {asked}"
        )

    def _widths(self, precision: Precision) -> list[Width]:
        values = {arm: np.asarray(column, dtype=float) for arm, column in self._values.items()}
        return half_widths(values, relative=precision.relative)


# ------------------------------------------------------------------------------------------- time

FEWEST_COMPLETE = 2
"""Replicates without which nothing can be said, and which a time budget therefore never cuts."""


class Budget:
    """Whether there is time for one more replicate, judged by the pace so far.

    Parameters
    ----------
    stopwatch : Stopwatch
        Runs since the comparison was asked for.
    seconds : float
        What may pass in all; infinite for a comparison without a budget.
    arms, replicates : int
        Runs of a replicate, and the most replicates there can be.
    """

    def __init__(self, stopwatch: Stopwatch, seconds: float, arms: int, replicates: int) -> None:
        self._stopwatch = stopwatch
        self._seconds = seconds
        self._arms = arms
        self._replicates = replicates
        self._finished = 0
        self._known = 0

    def count(self) -> None:
        """Note that one more run is finished."""
        self._finished += 1

    def know(self) -> None:
        """Note that one more run is there from an earlier call, which costs no time."""
        self._known += 1

    def go_on(self, replicate: int) -> bool:
        """Return whether a replicate can be expected to end in time."""
        return replicate < min(FEWEST_COMPLETE, self._replicates) or replicate < self._affordable()

    def expected_runs(self, ahead: int) -> int:
        """Return how many runs there will be at this pace, if ``ahead`` replicates are wanted in all."""
        fewest = min(FEWEST_COMPLETE, self._replicates)
        return self._arms * max(min(self._affordable(), ahead), fewest, self._begun())

    def _begun(self) -> int:
        return math.ceil((self._finished + self._known) / self._arms)

    def _affordable(self) -> int:
        if not self._finished or math.isinf(self._seconds):
            return self._replicates
        per_replicate = self._stopwatch.seconds / self._finished * self._arms
        return self._known // self._arms + int(self._seconds / per_replicate)


def checked_budget(minutes: Any) -> float:
    """Return a budget given in minutes in seconds; endless if none was given.

    Examples
    --------
    >>> checked_budget(2), checked_budget(None)
    (120.0, inf)
    """
    if minutes is None:
        return math.inf
    if isinstance(minutes, bool) or not isinstance(minutes, Real) or not 0.0 < float(minutes) < math.inf:
        raise RunError(f"budget_minutes is {minutes!r}; allowed is a number of minutes above 0")
    return 60.0 * float(minutes)
