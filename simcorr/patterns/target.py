"""A pattern as a target of calibration: a band, and how far off it a model may be."""

import math
from dataclasses import dataclass

from simcorr.errors import CalibrationError

DISCREPANCY = 0.10
"""Standard deviation, relative to a pattern, that the model's stylised form is taken to add: an assumption."""


@dataclass(frozen=True)
class Target:
    """A band in which a pattern was observed; its edges are taken to lie two standard deviations from the middle.

    Patterns are ratios of counts, so that everything is reckoned on a log scale.

    Attributes
    ----------
    name : str
        The pattern.
    low, high : float
        The edges of the band, above zero.
    discrepancy : float
        Relative standard deviation that the model's form adds.
    """

    name: str
    low: float
    high: float
    discrepancy: float = DISCREPANCY

    def __post_init__(self) -> None:
        """Refuse a band that is upside down."""
        if not 0.0 < self.low < self.high:
            raise CalibrationError(
                f"target band of {self.name}: {self.low:g} to {self.high:g} is upside down, empty or not above 0"
            )

    @property
    def middle(self) -> float:
        """The middle of the band, as a logarithm."""
        return 0.5 * (math.log(self.low) + math.log(self.high))

    @property
    def observation_variance(self) -> float:
        """Variance of the observation, on the log scale."""
        return ((math.log(self.high) - math.log(self.low)) / 4.0) ** 2
