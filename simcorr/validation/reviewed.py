"""The results that somebody has looked at, kept with simcorr; a change of the model that moves one is seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

from simcorr.errors import CalibrationError
from simcorr.model_version import MODEL_VERSION
from simcorr.scenario.ensemble import Ensemble
from simcorr.storage import read_json, write_json

if TYPE_CHECKING:
    from simcorr.reporting.figure import Figure

BUNDLED = Path(__file__).with_name("reviewed.json")
RENEW = "simcorr validate --accept"
KINDS = ("patterns", "findings", "mechanisms", "verdicts")
"""What is run over the members, and kept."""
_DIGITS = 6
_TOLERANCE = 1e-4
"""Relative difference that counts as none: platforms may add up in another order, events are the same."""


@dataclass(frozen=True)
class Reviewed:
    """What the members of an ensemble gave, under one version of the model.

    Attributes
    ----------
    model, ensemble : str
        The version of the model, and digits that stand for the ensemble.
    patterns, findings, mechanisms, verdicts : DataFrame
        A row a member; a column a component, a measure with (``.on``) and without (``.off``) its mechanism, the effect
        of a measure with and without the mechanism that it acts on, or the change by an intervention and the verdict
        on it.
    """

    model: str
    ensemble: str
    patterns: pd.DataFrame
    findings: pd.DataFrame
    mechanisms: pd.DataFrame
    verdicts: pd.DataFrame

    @classmethod
    def load(cls, path: Path = BUNDLED) -> Self:
        """Read reviewed results.

        Raises
        ------
        CalibrationError
            When they are not what `save` wrote.
        """
        content = read_json(path)
        try:
            frames = [pd.DataFrame(content[name]).astype(float) for name in KINDS]
            return cls(content["model"], content["ensemble"], *frames)
        except (KeyError, TypeError, ValueError):
            raise CalibrationError(f"'{path}' does not hold reviewed results; renew them with: {RENEW}") from None

    def save(self, path: Path = BUNDLED) -> None:
        """Write the results, to six digits."""
        frames = {name: _columns(getattr(self, name)) for name in KINDS}
        write_json(path, {"model": self.model, "ensemble": self.ensemble, **frames})

    @property
    def table(self) -> pd.DataFrame:
        """A row for each component of each pattern: band, median and range over the members, and whether it passes."""
        from simcorr.validation.judging import pattern_table

        return pattern_table(self.patterns)

    def plot_patterns(self) -> Figure:
        """Draw each number on a scale of its own beside the band in which it should lie."""
        from simcorr.validation.drawing import pattern_figure

        return pattern_figure(self.patterns)

    def stale(self, ensemble: Ensemble) -> str:
        """Return why the results cannot be compared with new ones; empty when they can."""
        if self.model != MODEL_VERSION:
            return f"the reviewed results are of version {self.model} of the model, this is {MODEL_VERSION}"
        if self.ensemble != ensemble.digest:
            return "the reviewed results are of another ensemble"
        return ""


def load_validation() -> Reviewed:
    """Return the reviewed results of the validation that come with simcorr: what ``docs/validation.md`` shows.

    Examples
    --------
    >>> import simcorr as sc
    >>> table = sc.load_validation().table
    >>> len(table["number"].unique())
    16
    """
    return Reviewed.load()


def moved(reviewed: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """Return which columns differ from the reviewed ones, and by how much in the mean; the members must be the same."""
    if len(reviewed) < len(found):
        return [f"{len(reviewed)} parameter sets reviewed, {len(found)} found"]
    messages = []
    for name in reviewed.columns.union(found.columns, sort=False):
        if name not in reviewed or name not in found:
            messages.append(f"{name}: {'new' if name in found else 'gone'}")
            continue
        pairs = list(zip(reviewed[name].head(len(found)), found[name], strict=True))
        if not all(_same(old, new) for old, new in pairs):
            old, new = _mean([pair[0] for pair in pairs]), _mean([pair[1] for pair in pairs])
            messages.append(f"{name}: mean {old:.4g} reviewed, {new:.4g} found")
    return messages


def _same(old: float, new: float) -> bool:
    return (math.isnan(old) and math.isnan(new)) or math.isclose(old, new, rel_tol=_TOLERANCE, abs_tol=1e-9)


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return math.fsum(known) / len(known) if known else math.nan


def _columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {
        str(name): [float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None for value in frame[name]]
        for name in frame.columns
    }
