"""What can be varied, by dotted name: values of the scenario, and fields of the interventions that are compared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simcorr.errors import DesignError, SimcorrError, unknown_name
from simcorr.parameters import declaration, declared_parameters
from simcorr.scenario.forms import Form
from simcorr.scenario.points import EVERY_CONTEXT

if TYPE_CHECKING:
    from simcorr.experiment.arms import Arms
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

_COMMON = ("start_week", "end_week", "ramp_weeks", "delivery", "cost_per_week_usd")


@dataclass(frozen=True)
class Target:
    """One thing that can be varied.

    Attributes
    ----------
    name : str
        Its dotted name.
    low, high : float or None
        What is declared as allowed; None where nothing is.
    unit : str
    whole : bool
        Whether only whole numbers are allowed.
    arm, member, field
        For a field of an intervention: the arm, the place in it, and the field.
    choices : tuple of str
        For a form of the model: its alternatives, that of the defaults first.
    """

    name: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    whole: bool = False
    arm: str = ""
    member: int = 0
    field: str = ""
    choices: tuple[str, ...] = ()

    def check(self, value: Any) -> None:
        """Refuse a number outside what is declared, and an alternative that a form does not have."""
        if self.choices and value not in self.choices:
            raise DesignError(unknown_name("alternative", str(value), self.choices, self.name))
        if isinstance(value, bool | str):
            return
        below = self.low is not None and value < self.low
        if below or (self.high is not None and value > self.high):
            allowed = f"at least {self.low:g}" if self.high is None else f"{self.low:g} to {self.high:g}"
            raise DesignError(f"{self.name} would be {value:g}; allowed is {allowed}" + _in(self.unit))

    def typed(self, value: Any) -> Any:
        """Return a whole number as such where only these are allowed: a table of points may hold 13.0."""
        return int(value) if self.whole and isinstance(value, float) and value.is_integer() else value


class Targets:
    """Everything that can be varied in a scenario and its arms.

    Parameters
    ----------
    scenario : Scenario
    arms : mapping of arm to tuple of interventions
        As `checked_arms` gives them.
    forms : iterable of Form
        The forms of the model that a design knows.
    """

    def __init__(self, scenario: Scenario, arms: Arms, forms: Iterable[Form] = ()) -> None:
        from simcorr.scenario.overrides import dotted_names

        self.scenario = scenario
        self.arms = arms
        self._dotted = set(dotted_names(scenario))
        self._forms = {form.column: form for form in forms}
        self._fields = {target.name: target for arm, members in arms.items() for target in _fields(arm, members)}

    def find(self, name: Any) -> Target:
        """Return the target of a dotted name."""
        text = str(name)
        if text in self._fields and text in self._dotted:
            raise DesignError(f"'{text}' is a value of the scenario and a field of an arm; rename the arm")
        if text in self._fields:
            return self._fields[text]
        if text in self._forms:
            return Target(text, choices=tuple(self._forms[text].alternatives))
        if text.startswith(EVERY_CONTEXT):
            return self._factor(text)
        if text in self._dotted:
            return _declared(text)
        raise DesignError(unknown_name("name", text, self._nearby(text)))

    def value(self, target: Target) -> Any:
        """Return the value that the scenario or the arm has now; 1 for a factor on all contexts.

        Of a form it is the first alternative, which changes nothing.
        """
        if target.arm:
            return getattr(self.arms[target.arm][target.member], target.field)
        if target.choices:
            return target.choices[0]
        if target.name.startswith(EVERY_CONTEXT):
            return 1.0
        part: Any = self.scenario
        for step in target.name.split("."):
            part = _step(part, step)
        return part

    def no_dose(self, name: str) -> float:
        """Return the value of a field at which its intervention does nothing; NaN where there is none.

        Rotation at longer and longer intervals comes to none: the value is infinite there.
        """
        target = self.find(name)
        sets = self.arms[target.arm][target.member].settings().get(target.field) if target.arm else None
        if sets is None:
            return 0.0 if target.field == "delivery" else math.nan
        if sets.lever == "rotation_interval_weeks":
            return math.inf
        base = 1.0 if sets.combine == "multiply" else 0.0 if sets.combine == "add" else sets.declared.base
        return float(self.value(Target(base)) if isinstance(base, str) else base)

    def _factor(self, name: str) -> Target:
        fields = {one.rpartition(".")[2] for one in declared_parameters() if one.startswith("contexts.")}
        if name.removeprefix(EVERY_CONTEXT) not in fields:
            raise DesignError(unknown_name("field of the contexts", name.removeprefix(EVERY_CONTEXT), sorted(fields)))
        return Target(name, low=0.0, unit="times what the scenario gives to each context")

    def _nearby(self, name: str) -> list[str]:
        """Return the names that may have been meant: those of the same beginning, or all of them."""
        known = [*self._fields, *self._forms, *sorted(self._dotted)]
        beginning = name.partition(".")[0]
        return [other for other in known if other.startswith(f"{beginning}.")] or known


def changed_arm(members: tuple[Intervention, ...], values: Mapping[Target, Any]) -> tuple[Intervention, ...]:
    """Return the measures of an arm with some fields changed, checked anew."""
    changed = list(members)
    for target, value in values.items():
        try:
            changed[target.member] = changed[target.member].with_values(**{target.field: target.typed(value)})
        except SimcorrError as error:
            raise DesignError(f"{target.name}: {error}") from error
    return tuple(changed)


def _fields(arm: str, members: tuple[Intervention, ...]) -> list[Target]:
    """Return the fields of an arm; with several measures in it, each field goes by its measure's registered name."""
    found = []
    for place, member in enumerate(members):
        prefix = f"{arm}." if len(members) == 1 else f"{arm}.{member.key or type(member).__name__}."
        for field, sets in member.settings().items():
            lever = sets.declared
            whole = _is_whole(member, field)
            found.append(Target(f"{prefix}{field}", lever.low, lever.high, lever.unit, whole, arm, place, field))
        found += [_common(prefix, arm, place, field) for field in _COMMON]
    return found


def _common(prefix: str, arm: str, place: int, field: str) -> Target:
    weeks = field.endswith("_weeks") or field.endswith("_week")
    high = 1.0 if field == "delivery" else None
    unit = "share" if field == "delivery" else "weeks" if weeks else "USD a week"
    return Target(f"{prefix}{field}", 0.0, high, unit, weeks, arm, place, field)


def _is_whole(member: Intervention, field: str) -> bool:
    return type(member).model_fields[field].annotation in (int, int | None)


def _declared(name: str) -> Target:
    """Return a value of the scenario; what is no parameter, a switch say, has no bounds."""
    try:
        declared = declaration(name)
    except SimcorrError:
        return Target(name)
    return Target(name, float(declared.low), float(declared.high), declared.unit, declared.whole)


def _step(part: Any, step: str) -> Any:
    from simcorr.scenario.overrides import named_part

    return named_part(part, step, "part") if isinstance(part, tuple) else getattr(part, step)


def _in(unit: str) -> str:
    return f" ({unit})" if unit else ""
