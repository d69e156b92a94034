"""Whether the grade of a parameter is borne by the evidence that it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from simcorr.errors import EvidenceError, unknown_name
from simcorr.parameters.sources import Evidence


class Declared(NamedTuple):
    """A parameter as it was declared.

    ``rests_on`` is the row that bears a grade above D, ``basis`` says in words how the default follows from it, and
    ``factor`` turns the row's unit into that of the parameter.
    """

    name: str
    value: float
    unit: str
    low: float
    high: float
    whole: bool
    role: str
    grade: str
    sources: tuple[str, ...]
    rests_on: str
    factor: float
    basis: str
    description: str


def check_grade(declared: Declared, rows: Mapping[str, Evidence]) -> None:
    """Refuse a grade that the parameter's own sources do not bear.

    Raises
    ------
    EvidenceError
        Where a source does not exist, or where the row that a grade above D rests on is unverified, of a lower
        grade, from a laboratory, or has a range in which the default does not lie.
    """
    for source in declared.sources:
        if source not in rows:
            raise EvidenceError(f"{declared.name}: {unknown_name('evidence row', source, rows)}")
    if declared.grade != "D" and (problem := _problem(declared, rows[declared.rests_on])):
        raise EvidenceError(f"{declared.name} has grade {declared.grade}, but {problem}")


def _problem(declared: Declared, row: Evidence) -> str:
    """Return why a row does not bear a default, or nothing."""
    if not row.supports:
        return f"{row.id} is unverified and supports no grade above D"
    if row.grade > declared.grade:
        return f"{row.id} has grade {row.grade} only"
    if row.laboratory:
        return f"{row.id} comes from a laboratory, which supports a sign and not a size"
    if row.range is None:
        return f"{row.id} has no range in which a default could lie"
    low, high = (end * declared.factor for end in row.range)
    if not low <= declared.value <= high:
        return f"its default {declared.value:g} lies outside {row.id}: {low:g} to {high:g} ({declared.unit})"
    return ""
