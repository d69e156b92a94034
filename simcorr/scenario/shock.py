"""Shocks from outside, at a given week."""

from typing import Literal

from pydantic import Field

from simcorr.parameters.checked import Checked
from simcorr.parameters.declaration import parameter
from simcorr.scenario.fields import ContextName, PartName, first_week


class Shock(Checked):
    """A scandal: for some weeks, accepted bribes come to light more often than usual."""

    kind: Literal["scandal"] = Field("scandal", description="The kind of shock.")
    week: int = first_week()
    corridor: PartName = Field(description="The corridor concerned.")
    contexts: tuple[ContextName, ...] | None = Field(
        None, min_length=1, description="The contexts concerned; left out: all."
    )
    weeks: int = parameter(8, unit="weeks", low=1, high=5200, role="constant", description="How long the shock lasts.")
    size: float = parameter(
        0.2,
        unit="probability per accepted bribe",
        low=0,
        high=1,
        role="constant",
        description="Added chance that an accepted bribe comes to light.",
    )
