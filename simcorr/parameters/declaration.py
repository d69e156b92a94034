"""How a parameter is declared: its value, unit, bounds, role, grade and sources in one place, once."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field
from pydantic_core import PydanticUndefined

from simcorr.contexts import CONTEXT_NAMES, Context
from simcorr.parameters.checked import Checked

Role = Literal["lever", "uncertainty", "constant"]
"""What a policy sets, what nobody knows, or what is fixed by convention."""

Grade = Literal["A", "B", "C", "D"]
"""How well a default is supported.

A: experiment, natural experiment or representative survey; B: purposive survey or administrative data;
C: case report, press, expert opinion, or better evidence from another setting; D: assumption. Above D the
default is taken from a source or lies within its range. Sources of a D parameter inspired it, and support no
more.
"""

ROLES: tuple[Role, ...] = ("lever", "uncertainty", "constant")
GRADES: tuple[Grade, ...] = ("A", "B", "C", "D")


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
    """
    declared: dict[str, Any] = {"unit": unit, "low": low, "high": high, "role": role}
    declared.update(grade=grade, sources=list(sources))
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
) -> Any:
    """Declare one parameter with a default, a grade and sources for each of the nine contexts.

    Contexts that ``grades`` and ``sources`` leave out have grade D and no source.
    """
    if len(values) != len(Context):
        raise ValueError(f"a parameter by context needs {len(Context)} values, one a context")
    grades, sources = grades or {}, sources or {}
    declared: dict[str, Any] = {"unit": unit, "low": low, "high": high, "role": role}
    declared["by_context"] = {
        name: {
            "value": value,
            "grade": grades.get(context, "D"),
            "sources": list(sources.get(context, ())),
        }
        for name, value, context in zip(CONTEXT_NAMES, values, Context, strict=True)
    }
    return Field(PydanticUndefined, strict=True, ge=low, le=high, description=description, json_schema_extra=declared)
