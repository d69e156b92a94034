"""What can be varied, by dotted name: values of the scenario, and fields of the interventions that are compared."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from simcorr.errors import DesignError, SimcorrError, listed, unknown_name
from simcorr.experiment.designs.fields import DOSE, ambiguous, fields_of
from simcorr.experiment.designs.target import Target
from simcorr.parameters import declaration, declared_parameters
from simcorr.scenario.forms import Form
from simcorr.scenario.points import EVERY_CONTEXT

if TYPE_CHECKING:
    from simcorr.experiment.arms import Arms
    from simcorr.scenario import Scenario


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
        corridors = [corridor.name for corridor in scenario.corridors]
        found = [target for arm, members in arms.items() for target in fields_of(arm, members, corridors)]
        self._fields = {target.name: target for target in found}
        self._shared = {begin: own for arm, members in arms.items() for begin, own in ambiguous(arm, members).items()}

    def find(self, name: Any) -> Target:
        """Return the target of a dotted name."""
        text = str(name)
        if text in self._fields and text in self._dotted:
            raise DesignError(f"'{text}' is a value of the scenario and a field of an arm; rename the arm")
        if text in self._fields:
            return self._fields[text]
        self._refuse_ambiguous(text)
        if text in self._forms:
            return Target(text, choices=tuple(self._forms[text].alternatives))
        if text.startswith(EVERY_CONTEXT):
            return self._factor(text)
        if text in self._dotted:
            return _declared(text)
        raise DesignError(unknown_name("name", text, self._nearby(text)))

    def value(self, target: Target) -> Any:
        """Return the value that the scenario or the arm has now; 1 for a factor on all contexts.

        Of a form it is the first alternative, which changes nothing; what is no number is in the words of a table.
        """
        if target.arm:
            member = self.arms[target.arm][target.member]
            return target.shown(member.dose_name or None if target.field == DOSE else getattr(member, target.field))
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

    def _refuse_ambiguous(self, name: str) -> None:
        for beginning, own in self._shared.items():
            if name.startswith(beginning):
                field = name.removeprefix(beginning)
                raise DesignError(f"'{name}' could be any of {len(own)} measures of the arm; allowed are "
                                  + listed(f"{one}{field}" for one in own))  # fmt: skip

    def _nearby(self, name: str) -> list[str]:
        """Return the names that may have been meant: those of the same beginning, or all of them."""
        known = [*self._fields, *self._forms, *sorted(self._dotted)]
        beginning = name.partition(".")[0]
        return [other for other in known if other.startswith(f"{beginning}.")] or known


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
