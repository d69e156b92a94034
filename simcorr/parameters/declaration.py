"""How a parameter is declared: its value, unit, bounds, role, grade and sources in one place, once."""

import math
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from pydantic import Field
from pydantic_core import PydanticUndefined

from simcorr.contexts import Context
from simcorr.errors import listed
from simcorr.parameters.checked import Checked

Role = Literal["lever", "uncertainty", "constant"]
"""What a policy sets, what nobody knows, or what is fixed by convention."""

Grade = Literal["A", "B", "C", "D"]
"""How well a default is supported; `GRADE_WORDS` says what each means.

Above D the default is taken from a source or lies within its range, and a `Basis` says how it follows from it.
Sources of a D parameter inspired it, and support no more.
"""

ROLES: tuple[Role, ...] = ("lever", "uncertainty", "constant")
GRADES: tuple[Grade, ...] = ("A", "B", "C", "D")
GRADE_WORDS: dict[str, str] = {
    "A": "experiment, natural experiment or representative survey",
    "B": "purposive survey or administrative data",
    "C": "case report, press, expert opinion, or better evidence from another setting",
    "D": "assumption",
}


class Basis(NamedTuple):
    """How a default above grade D follows from a row: it lies within the row's range times ``factor``."""

    row: str
    words: str
    factor: float = 1


class ParameterGroup(Checked):
    """A group of declared parameters: frozen, without unknown keys, every value within its bounds."""


def parameter(
    value: float | None,
    *,
    unit: str,
    low: float,
    high: float,
    description: str,
    role: Role = "uncertainty",
    grade: Grade = "D",
    sources: tuple[str, ...] = (),
    basis: Basis | None = None,
) -> Any:
    """Declare one parameter of a group.

    Parameters
    ----------
    value
        The default; None where leaving the parameter open is the default.
    unit
        The unit in words; rates say per what.
    low, high
        The smallest and the largest value allowed.
    description
        What it is, in plain words.
    role
        A lever, an uncertainty or a constant.
    grade
        How well the default is supported.
    sources
        Rows of the evidence table.
    basis
        How the default follows from one of these rows; needed above grade D.

    Examples
    --------
    >>> parameter(0.5, unit="", low=0, high=1, description="A share.")
    Traceback (most recent call last):
    ...
    ValueError: the parameter 'A share.' has no unit
    """
    _check_declaration(description, unit, low, high, role)
    _check_support(description, grade, sources, basis)
    declared: dict[str, Any] = {"unit": unit, "low": low, "high": high, "role": role}
    declared.update(_support(grade, sources, basis))
    return Field(value, strict=True, ge=low, le=high, description=description, json_schema_extra=declared)


def parameter_by_context(
    values: tuple[float, ...],
    *,
    unit: str,
    low: float,
    high: float,
    description: str,
    role: Role = "uncertainty",
    grades: Mapping[Context, Grade] | None = None,
    sources: Mapping[Context, tuple[str, ...]] | None = None,
    bases: Mapping[Context, Basis] | None = None,
) -> Any:
    """Declare one parameter with a default, a grade and sources for each of the nine contexts.

    Contexts that ``grades`` and ``sources`` leave out have grade D and no source.
    """
    if len(values) != len(Context):
        raise ValueError(f"a parameter by context needs {len(Context)} values, one a context")
    _check_declaration(description, unit, low, high, role)
    grades, sources, bases = grades or {}, sources or {}, bases or {}
    declared: dict[str, Any] = {"unit": unit, "low": low, "high": high, "role": role, "by_context": {}}
    for context, value in zip(Context, values, strict=True):
        support = (grades.get(context, "D"), sources.get(context, ()), bases.get(context))
        _check_support(description, *support)
        declared["by_context"][context.key] = {"value": value, **_support(*support)}
    return Field(PydanticUndefined, strict=True, ge=low, le=high, description=description, json_schema_extra=declared)


def _support(grade: Grade, sources: tuple[str, ...], basis: Basis | None) -> dict[str, Any]:
    """Return what bears a default; a basis only where there is one, so that the schema stays short."""
    support: dict[str, Any] = {"grade": grade, "sources": list(sources)}
    return support if basis is None else {**support, "basis": basis._asdict()}


def _check_declaration(description: str, unit: str, low: float, high: float, role: str) -> None:
    """Refuse a declaration that nobody could judge."""
    if not description.strip():
        raise ValueError("a parameter has no description")
    if not unit.strip():
        raise ValueError(f"the parameter '{description}' has no unit")
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"the parameter '{description}' has the bounds {low} and {high}; low must lie below high")
    if role not in ROLES:
        raise ValueError(f"the parameter '{description}' has the role '{role}'; allowed are {listed(ROLES)}")


def _check_support(description: str, grade: str, sources: tuple[str, ...], basis: Basis | None) -> None:
    """Refuse a grade that nothing bears; what the rows say is checked where the table is made."""
    if grade not in GRADES:
        raise ValueError(f"the parameter '{description}' has the grade '{grade}'; allowed are {listed(GRADES)}")
    if (grade == "D") != (basis is None):
        raise ValueError(f"the parameter '{description}' has grade {grade}; a basis goes with the grades above D")
    if basis is not None and basis.row not in sources:
        raise ValueError(f"the parameter '{description}' rests on {basis.row}, which is not among its sources")
