"""Shocks from outside, at a given week."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from simcorr.errors import listed
from simcorr.parameters.checked import Checked
from simcorr.parameters.declaration import parameter
from simcorr.parameters.problems import problem
from simcorr.scenario.fields import ContextName, PartName, first_week

Kind = Literal["scandal", "controls", "arrivals", "regular_channel", "staff_absent", "closed"]

_TAKES: dict[str, tuple[str, ...]] = {
    "scandal": ("contexts", "size"),
    "controls": ("contexts", "factor"),
    "arrivals": ("factor",),
    "regular_channel": ("wait_factor", "cost_factor"),
    "staff_absent": ("contexts", "posts", "share"),
    "closed": ("contexts", "posts"),
}
"""The fields that say where a shock of each kind acts, and how strongly."""
_NEEDS = {"controls": ("factor",), "arrivals": ("factor",), "staff_absent": ("share",)}
_OWN_FIELDS = tuple(dict.fromkeys(name for names in _TAKES.values() for name in names))
_USUAL_SIZE = 0.2


def _strength(low: float, high: float, unit: str, description: str) -> Any:
    return parameter(None, unit=unit, low=low, high=high, role="constant", description=description)


class Shock(Checked):
    """What changes for some weeks on a corridor, from outside of the model.

    A scandal brings accepted bribes to light; controls become stricter or laxer; more or fewer come to think of
    migrating; the regular channel becomes slower or dearer; officials are kept from their posts; posts are closed.
    """

    kind: Kind = Field("scandal", description="The kind of shock.")
    week: int = first_week()
    corridor: PartName = Field(description="The corridor concerned.")
    contexts: tuple[ContextName, ...] | None = Field(
        None, min_length=1, description="The contexts concerned; left out: all."
    )
    posts: tuple[PartName, ...] | None = Field(
        None, min_length=1, description="The posts of the corridor concerned, in place of contexts."
    )
    weeks: int = parameter(8, unit="weeks", low=1, high=5200, role="constant", description="How long the shock lasts.")
    size: float | None = _strength(
        0,
        1,
        "probability per accepted bribe",
        f"Scandal: added chance that an accepted bribe comes to light; left out: {_USUAL_SIZE:g}.",
    )
    factor: float | None = _strength(
        0, 100, "factor", "Controls: factor on the chance to stop a party; arrivals: factor on arrivals."
    )
    wait_factor: float | None = _strength(0, 100, "factor", "Regular channel: factor on the waiting time.")
    cost_factor: float | None = _strength(0, 100, "factor", "Regular channel: factor on the cost.")
    share: float | None = _strength(0, 1, "share", "Absent staff: share of the gatekeepers who are kept away.")

    @model_validator(mode="before")
    @classmethod
    def _scandals_have_a_size(cls, values: Any) -> Any:
        if not isinstance(values, Mapping) or values.get("kind", "scandal") != "scandal":
            return values
        return {**values, "size": _USUAL_SIZE} if values.get("size") is None else values

    @model_validator(mode="after")
    def _fields_fit_the_kind(self) -> Self:
        given = [name for name in _OWN_FIELDS if getattr(self, name) is not None]
        allowed = _TAKES[self.kind]
        problems = [
            f"{name} does not go with kind '{self.kind}', which takes {listed(allowed)}"
            for name in given
            if name not in allowed
        ]
        missing = [name for name in _NEEDS.get(self.kind, ()) if name not in given]
        problems += [f"{name} is missing: a shock of kind '{self.kind}' needs it" for name in missing]
        if self.kind == "regular_channel" and not {"wait_factor", "cost_factor"} & set(given):
            problems.append(f"wait_factor or cost_factor is missing: a shock of kind '{self.kind}' needs one of them")
        if self.contexts is not None and self.posts is not None:
            problems.append("contexts and posts are both given; give one of them")
        if problems:
            raise problem(*problems)
        return self
