"""Mechanisms that can be switched off, and probabilities that can be pinned."""

from typing import Any

from pydantic import Field

from simcorr.contexts import CONTEXT_NAMES, Context
from simcorr.parameters.checked import Checked
from simcorr.parameters.declaration import parameter


def _switch(description: str, default: bool = True) -> Any:
    return Field(default, strict=True, description=description)


class Switches(Checked):
    """The mechanisms of the model; false switches one off and leaves all others as they are.

    All are on by default but ``decided_exploitation``, another form of the model.
    """

    product_passage: bool = _switch("A journey must pass all its stages; off: the first one passed completes it.")
    position_differences: bool = _switch("Contexts differ in exposure, discretion and oversight; off: all equal.")
    migrant_choice: bool = _switch("Migrants choose their channel; off: all go with a smuggler.")
    corridor_choice: bool = _switch("Migrants may ask for another corridor than their own; off: they never do.")
    route_learning: bool = _switch("Smugglers learn the value of itineraries; off: they never do.")
    price_learning: bool = _switch("Smugglers learn which prices are accepted; off: they keep their first beliefs.")
    trust: bool = _switch("Trust grows with kept deals; off: every deal is between strangers.")
    norms: bool = _switch("Acceptance responds to what colleagues accept; off: it does not.")
    risk_learning: bool = _switch("Officials and smugglers learn what they risk; off: they keep their first beliefs.")
    protection_from_above: bool = _switch("Superiors sell protection for a cut; off: none is sold.")
    hush_payments: bool = _switch("Supervisors may settle a case for money; off: they never do.")
    known_settlements: bool = _switch("Who may be caught reckons with settling; off: only with what the law threatens.")
    decided_exploitation: bool = _switch(
        "Operators decide about exploitation, which pays and can be punished; off: it begins by a hazard.", False
    )
    retainers: bool = _switch("Smugglers may keep investigators on a retainer; off: they never do.")
    demands: bool = _switch("Officials may ask for bribes; off: they only accept or refuse.")
    whistle_blowing: bool = _switch("Colleagues may report; off: they never do.")
    migrant_reporting: bool = _switch("Migrants may report; off: they never do.")
    second_jobs: bool = _switch("Some officials have second jobs that touch their duties; off: none has.")
    scandal_avoidance: bool = _switch("Supervisors of corrupt posts shy away from prosecution; off: they do not.")
    private_exemption: bool = _switch("Private gatekeepers escape public audit; off: audited and liable like others.")
    capacity_limits: bool = _switch("Justice and follow-up have limited capacity; off: no limits.")
    staff_turnover: bool = _switch("Officials leave and are replaced; off: they stay unless sanctioned.")
    recording_filter: bool = _switch("Official statistics miss a part; off: everything is recorded.")
    rotation_cuts_ties: bool = _switch("Rotation ends ties with smugglers; off: ties survive it.")
    rotation_cuts_superiors: bool = _switch("Rotation ends ties with superiors; off: ties survive it.")
    rotation_costs_experience: bool = _switch("Rotation costs experience; off: experience is kept.")

    @classmethod
    def none(cls, **on: bool) -> "Switches":
        """Return switches that are all off, except those named as on.

        Examples
        --------
        >>> Switches.none(trust=True).trust, Switches.none().norms
        (True, False)
        """
        return cls(**{**dict.fromkeys(cls.model_fields, False), **on})


def _pin(description: str) -> Any:
    return parameter(None, unit="probability", low=0, high=1, role="constant", description=description)


class ContextPins(Checked):
    """Probabilities of one context that are held constant; what is left out follows from the model."""

    offer: float | None = _pin("Chance that a bribe is offered at an encounter.")
    acceptance: float | None = _pin("Chance that an offered bribe is accepted.")
    interception: float | None = _pin("Chance that a party that is refused is stopped.")
    detection: float | None = _pin("Chance that an accepted bribe comes to light.")


class Pins(Checked):
    """Pinned probabilities in each of the nine contexts."""

    recruitment: ContextPins = ContextPins()
    documents: ContextPins = ContextPins()
    border_crossings: ContextPins = ContextPins()
    transportation: ContextPins = ContextPins()
    airports: ContextPins = ContextPins()
    accommodation: ContextPins = ContextPins()
    investigation: ContextPins = ContextPins()
    trial: ContextPins = ContextPins()
    service_providers: ContextPins = ContextPins()

    def __getitem__(self, context: Context | str) -> ContextPins:
        """Return the pins of a context, by its enumeration member or its name."""
        found: ContextPins = getattr(self, context.key if isinstance(context, Context) else context)
        return found

    @classmethod
    def everywhere(cls, **values: float) -> "Pins":
        """Return the same pins in every context.

        Examples
        --------
        >>> Pins.everywhere(offer=0.5).airports.offer
        0.5
        """
        pins: dict[str, Any] = dict.fromkeys(CONTEXT_NAMES, values)
        return cls(**pins)
