"""The scenario: everything a run is made from, apart from the seed and the engine."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, field_serializer, field_validator, model_validator

from simcorr.errors import ScenarioError
from simcorr.parameters import (
    AgencyParameters,
    Contexts,
    DeliveryParameters,
    DocumentParameters,
    JusticeParameters,
    MigrantParameters,
    ObservationParameters,
    OfficialParameters,
    ProtectionParameters,
    ReportingParameters,
    SmugglerParameters,
    SupervisionParameters,
    parameter,
)
from simcorr.parameters.checked import Checked
from simcorr.parameters.problems import problem
from simcorr.scenario import checks, overrides
from simcorr.scenario.corridor import Corridor
from simcorr.scenario.dates import FirstDate, date_of, day_of, week_of, with_weeks
from simcorr.scenario.fields import Text
from simcorr.scenario.posts import post_problems
from simcorr.scenario.shock import Shock
from simcorr.scenario.switches import Pins, Switches

if TYPE_CHECKING:
    from simcorr.interventions import Intervention, Portfolio


class Scenario(Checked):
    """A scenario: corridors, parameters, switches, pins, shocks and interventions.

    It needs a name and at least one corridor; everything else has a default. It is frozen, and every mistake
    is a `ScenarioError` that names the key, the value given and what is allowed.

    Examples
    --------
    >>> scenario = Scenario(name="one route", corridors=[Corridor(name="land")])
    >>> scenario.with_changes({"corridors.land.fee_usd": 500}).corridor("land").fee_usd
    500.0
    """

    name: Text = Field(min_length=1, max_length=200, description="Name of the scenario.")
    description: Text = Field("", description="What the scenario is for.")
    corridors: tuple[Corridor, ...] = Field(min_length=1, description="The corridors.")
    contexts: Contexts = Contexts()
    migrants: MigrantParameters = MigrantParameters()
    smugglers: SmugglerParameters = SmugglerParameters()
    officials: OfficialParameters = OfficialParameters()
    supervision: SupervisionParameters = SupervisionParameters()
    reporting: ReportingParameters = ReportingParameters()
    justice: JusticeParameters = JusticeParameters()
    protection: ProtectionParameters = ProtectionParameters()
    documents: DocumentParameters = DocumentParameters()
    agencies: AgencyParameters = AgencyParameters()
    observation: ObservationParameters = ObservationParameters()
    delivery: DeliveryParameters = DeliveryParameters()
    switches: Switches = Switches()
    pins: Pins = Pins()
    shocks: tuple[Shock, ...] = Field((), description="Shocks from outside.")
    first_date: FirstDate = Field(
        None, description="The day on which the window starts; with it, dates may stand for weeks."
    )
    burn_in_weeks: int = parameter(
        104,
        unit="weeks",
        low=0,
        high=10_000,
        role="constant",
        description="Weeks before the evaluation window.",
    )
    window_weeks: int = parameter(
        260, unit="weeks", low=1, high=10_000, role="constant", description="Length of the evaluation window."
    )
    weight: float = parameter(
        1,
        unit="persons per simulated migrant",
        low=0.001,
        high=1_000_000,
        role="constant",
        description="Persons that one simulated migrant stands for, besides the party.",
    )
    interventions: tuple[Any, ...] = Field(
        (), description="Interventions in force, each with its measure and the fields of that measure."
    )

    @model_validator(mode="before")
    @classmethod
    def _dates_are_weeks(cls, values: Any) -> Any:
        return with_weeks(values) if isinstance(values, Mapping) else values

    @field_validator("interventions", mode="before")
    @classmethod
    def _read_interventions(cls, given: Any) -> Any:
        return checks.read_interventions(given)

    @field_serializer("interventions")
    def _write_interventions(self, interventions: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [checks.intervention_table(one) for one in interventions]

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Self:
        problems = [*checks.corridor_problems(self), *post_problems(self), *checks.shock_problems(self)]
        problems += checks.intervention_problems(self, self.interventions)
        if problems:
            raise problem(*problems)
        return self

    def corridor(self, name: str) -> Corridor:
        """Return the corridor of a name."""
        found: Corridor = overrides.named_part(self.corridors, name, "corridor")
        return found

    def with_changes(self, changes: Mapping[str, Any]) -> "Scenario":
        """Return a copy with some values changed, and everything checked again.

        Parameters
        ----------
        changes
            New values by dotted name, such as ``contexts.airports.discretion``, ``corridors.land.fee_usd``,
            ``switches.trust`` or ``smugglers.count``.

        Returns
        -------
        Scenario
            The changed scenario.

        Raises
        ------
        ScenarioError
            If a name does not exist or a value is not allowed.
        """
        return overrides.changed(self, changes)

    def check_interventions(self, interventions: "Iterable[Intervention | Portfolio]") -> None:
        """Refuse interventions that do not fit this scenario; see `simcorr.scenario.check_interventions`."""
        checks.check_interventions(self, interventions)

    def week_of(self, day: date | str) -> int:
        """Return the week in which a day lies, counted from the start of the window.

        Raises
        ------
        ScenarioError
            If the scenario has no first date, or what is given is no day.

        Examples
        --------
        >>> scenario = Scenario(name="dated", corridors=[Corridor(name="land")], first_date="2027-01-04")
        >>> scenario.week_of("2027-06-30")
        25
        """
        given = day_of(day)
        if given is None:
            raise ScenarioError(f"'{day}' is no date; allowed is a day such as 2027-01-04")
        return week_of(self._start(), given)

    def date_of(self, week: int) -> date:
        """Return the day on which a week begins; week 0 begins on the first date."""
        return date_of(self._start(), week)

    def _start(self) -> date:
        if self.first_date is None:
            raise ScenarioError(f"'{self.name}' has no first_date, so that its weeks have no dates")
        return self.first_date

    def to_dict(self) -> dict[str, Any]:
        """Return the whole scenario, defaults included, as plain dictionaries, lists, numbers and texts."""
        return self.model_dump(mode="json")

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits for everything that affects results: not for name, description, first date."""
        content = self.model_dump(mode="json", exclude={"name", "description", "first_date", "interventions"})
        content["interventions"] = [[one.key, one.model_dump(mode="json")] for one in self.interventions]
        canonical = json.dumps(_canonical(content), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        """Return name, corridors, horizon and hash; the parameters are in `to_dict`."""
        names = ", ".join(corridor.name for corridor in self.corridors)
        weeks = f"{self.burn_in_weeks} + {self.window_weeks} weeks"
        return f"<Scenario '{self.name}': {names}; {weeks}; {self.hash}>"

    __str__ = __repr__


def _canonical(value: Any) -> Any:
    """Write floats in their shortest exact form, and -0.0 as 0.0: equal scenarios have equal hashes."""
    if isinstance(value, dict):
        return {str(key): _canonical(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_canonical(part) for part in value]
    return repr(value + 0.0) if isinstance(value, float) else value
