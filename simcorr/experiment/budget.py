"""The time that a comparison may take: whether one more replicate can be expected to end within it."""

import math
from numbers import Real
from typing import Any

from simcorr.errors import RunError
from simcorr.simulation.record import Stopwatch

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

    def count(self) -> None:
        """Note that one more run is finished."""
        self._finished += 1

    def go_on(self, replicate: int) -> bool:
        """Return whether a replicate can be expected to end in time."""
        return replicate < min(FEWEST_COMPLETE, self._replicates) or replicate < self._affordable()

    def expected_runs(self, ahead: int) -> int:
        """Return how many runs there will be at this pace, if ``ahead`` replicates are wanted in all."""
        fewest = min(FEWEST_COMPLETE, self._replicates)
        return self._arms * max(min(self._affordable(), ahead), fewest, self._begun())

    def _begun(self) -> int:
        return math.ceil(self._finished / self._arms)

    def _affordable(self) -> int:
        if not self._finished or math.isinf(self._seconds):
            return self._replicates
        per_replicate = self._stopwatch.seconds / self._finished * self._arms
        return int(self._seconds / per_replicate)


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
