"""Points of a design or of an ensemble: what a row of dotted names changes in a scenario."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import CalibrationError, unknown_name
from simcorr.parameters import declared_parameters
from simcorr.scenario.forms import FORM, Form

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

EVERY_CONTEXT = "contexts.*."
"""Begins the name of a factor on one parameter of all nine contexts, whose relation to one another stays."""


def value_of(scenario: "Scenario", dotted: str) -> float:
    """Return what a scenario gives to a parameter of a group, such as ``officials.fine_usd``."""
    value: Any = scenario
    for part in dotted.split("."):
        value = getattr(value, part)
    return float(value)


def changes_at(point: "Mapping[Any, Any]", base: "Scenario", forms: Iterable[Form] = ()) -> dict[str, Any]:
    """Return the changes to a scenario that a point stands for; factors stay within the parameter's bounds.

    Parameters
    ----------
    point : mapping
        Values by name; for a form (``form.<name>``) the name of an alternative.
    base : Scenario
    forms : iterable of Form
        What the alternatives stand for. They come last: where a form and a parameter of the point say different
        things, the form decides.

    Raises
    ------
    CalibrationError
        For a form or an alternative that is none of these.
    """
    known = {form.column: form for form in forms}
    changes: dict[str, Any] = {}
    decided: dict[str, Any] = {}
    for name, value in point.items():
        if name.startswith(FORM):
            if name not in known:
                raise CalibrationError(unknown_name("form", name, known))
            decided |= known[name].changes(value)
        elif name.startswith(EVERY_CONTEXT):
            changes |= _in_every_context(name.removeprefix(EVERY_CONTEXT), value, base)
        else:
            changes[name] = _typed(name, value)
    return {**changes, **decided}


def _in_every_context(field: str, factor: float, base: "Scenario") -> dict[str, float]:
    changes = {}
    for context in CONTEXT_NAMES:
        dotted = f"contexts.{context}.{field}"
        usual = float(getattr(getattr(base.contexts, context), field))
        changes[dotted] = min(usual * factor, declared_parameters()[dotted].high)
    return changes


def _typed(name: str, value: float) -> float | int:
    return round(value) if declared_parameters()[name].whole else float(value)
