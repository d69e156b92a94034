"""Racing arms."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from simcorr.simulation.outcome import Better

EVERY = 5
"""Replicates between two looks: workers stay busy, and few runs are wasted on arms that could have dropped out."""


FEWEST_FIRST = 5


class Race:
    """Arms that are compared until one is left.

    Parameters
    ----------
    arms : sequence of str
        At least two.
    indifference : float
        The difference that matters, in the outcome's unit.
    better : {"lower", "higher"}
    confidence : float
    first : int
        Replicates of the first stage, from which the variances of differences are taken.

    Attributes
    ----------
    remaining : list of str
        Arms still in the race.
    out : dict of str to (int, str)
        The others: after how many replicates they dropped out, and which arm beat them.
    """

    def __init__(
        self, arms: Sequence[str], indifference: float, better: Better = "higher", confidence: float = 0.95,
        first: int = 20,
    ) -> None:  # fmt: skip
        self.remaining = list(arms)
        self.out: dict[str, tuple[int, str]] = {}
        self.values: dict[str, list[float]] = {arm: [] for arm in arms}
        self.first = first
        self.indifference = indifference
        self._sign = 1.0 if better == "higher" else -1.0
        self._h_squared = h_squared(len(self.remaining), confidence, first)
        self._variances: dict[tuple[str, str], float] = {}

    @property
    def replicates(self) -> int:
        """Replicates of the arms still in the race."""
        return len(self.values[self.remaining[0]])

    def add(self, values: Mapping[str, float]) -> None:
        """Take in one replicate of every arm still in the race."""
        for arm in self.remaining:
            self.values[arm].append(values[arm])

    def look(self) -> None:
        """Let arms drop out that are clearly worse than another."""
        if not self._variances:
            self._measure()
        count = self.replicates
        means = {arm: self._sign * float(np.mean(self.values[arm])) for arm in self.remaining}
        lost: dict[str, tuple[int, str]] = {}
        for arm in self.remaining:
            best = max((other for other in self.remaining if other != arm), default=arm, key=lambda one: means[one])
            for other in [best, *self.remaining]:
                if other != arm and means[arm] < means[other] - self._margin(arm, other, count):
                    lost[arm] = (count, other)
                    break
        self.remaining = [arm for arm in self.remaining if arm not in lost]
        self.out.update(lost)

    @property
    def decided(self) -> bool:
        """Whether one arm is left, or those left cannot be told apart by any number of replicates."""
        pairs = [(one, other) for one in self.remaining for other in self.remaining if one < other]
        return all(self._margin(one, other, self.replicates) == 0.0 for one, other in pairs)

    def _measure(self) -> None:
        for one in self.remaining:
            for other in self.remaining:
                if one < other:
                    differences = np.subtract(self.values[one], self.values[other])
                    self._variances[one, other] = float(np.var(differences, ddof=1))

    def _margin(self, one: str, other: str, count: int) -> float:
        variance = self._variances[min(one, other), max(one, other)]
        delta = self.indifference
        return max(0.0, delta / (2.0 * count) * (self._h_squared * variance / delta**2 - count))


def h_squared(arms: int, confidence: float, first: int) -> float:
    """Return Kim and Nelson's h squared (their c = 1), which sets how wide the margins are.

    Examples
    --------
    >>> round(h_squared(2, 0.95, 20), 2)
    5.21
    """
    eta = 0.5 * (math.pow(2.0 * (1.0 - confidence) / (arms - 1), -2.0 / (first - 1)) - 1.0)
    return 2.0 * eta * (first - 1)
