"""A validation pattern: what was observed elsewhere, by whom, and the band in which the model should fall."""

from dataclasses import dataclass, field
from typing import Literal

from simcorr.errors import CalibrationError, unknown_name
from simcorr.parameters.declaration import Grade
from simcorr.parameters.sources import evidence_rows
from simcorr.patterns.studies import STUDIES
from simcorr.patterns.target import Target

Use = Literal["calibration", "implied", "extended", "checking"]
Observer = Literal["recorded", "surveyed", "true"]


@dataclass(frozen=True)
class Component:
    """One number of a pattern, with its band.

    Attributes
    ----------
    key : str
        The name under which the study gives it.
    words : str
        What it is, in plain words.
    low, high : float
        The band.
    denominator : str
        What it is a share of, or relative to.
    note : str
        Why the band is as it is, where the rows do not say so themselves.
    observer : {"recorded", "surveyed", "true"}, optional
        Who sees this number; the pattern's observer, if left out. One number never mixes two.
    sign : bool
        Whether the band says only on which side of zero the number lies. A median beyond zero would be chance in
        half of all cases, so that the mean over the members must be distinguishable from zero as well.
    """

    key: str
    words: str
    low: float
    high: float
    denominator: str
    note: str = ""
    observer: Observer | None = None
    sign: bool = False

    def __post_init__(self) -> None:
        """Refuse a band that is none."""
        if not self.low < self.high:
            raise CalibrationError(f"target band of {self.key}: {self.low:g} to {self.high:g} is upside down or empty")

    def holds(self, value: float) -> bool:
        """Return whether a value lies in the band."""
        return bool(self.low <= value <= self.high)


@dataclass(frozen=True)
class Pattern:
    """A pattern with one or several components, all of which must hold.

    Attributes
    ----------
    number : int
    title : str
    use : {"calibration", "implied", "extended", "checking"}
        Whether parameter sets were ruled out by it, it follows from such patterns, the model was extended by a
        mechanism after it had failed (with values set without a look at results), or it was kept for checking.
    observer : {"recorded", "surveyed", "true"}
        Who sees it: statistics, a survey of migrants, or only the model's own record.
    study : str
        The runs it is read from.
    period : str
        The stretch of time that it covers.
    experiment : str
        What is done in the runs.
    rows : tuple of str
        Rows of the evidence table.
    grade : str
        How well the band is supported: by its best row, or D where an assumption stands between the two.
    components : tuple of Component
    collision : str
        What in the evidence contradicts what, and what would resolve it.
    """

    number: int
    title: str
    use: Use
    observer: Observer
    study: str
    period: str
    experiment: str
    rows: tuple[str, ...]
    grade: Grade
    components: tuple[Component, ...]
    collision: str = field(default="")

    def __post_init__(self) -> None:
        """Refuse a pattern that is read from nowhere or rests on nothing."""
        if self.study not in STUDIES:
            raise CalibrationError(unknown_name("study", self.study, STUDIES, f"pattern {self.number}"))
        for row in self.rows:
            if row not in evidence_rows():
                raise CalibrationError(unknown_name("evidence row", row, evidence_rows(), f"pattern {self.number}"))
        supported = any(evidence_rows()[row].supports for row in self.rows)
        if not supported:
            raise CalibrationError(f"pattern {self.number} rests on no row that was read or derived from such rows")
        if self.use == "calibration" and "true" in (self.observer, *(each.observer for each in self.components)):
            raise CalibrationError(f"pattern {self.number} is a true one; calibrate on what somebody can observe")

    @property
    def targets(self) -> tuple[Target, ...]:
        """The components as targets of a calibration."""
        return tuple(Target(each.key, each.low, each.high) for each in self.components)
