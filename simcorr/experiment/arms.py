"""The arms of a comparison: the baseline and named interventions, checked before anything is simulated."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simcorr.analysis.estimates import BASELINE
from simcorr.errors import InterventionError, RunError, SimcorrError
from simcorr.simulation.checks import checked_interventions

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

Arms = dict[str, "tuple[Intervention, ...]"]


def checked_arms(scenario: "Scenario", interventions: Any) -> Arms:
    """Return the baseline and every named arm as flat tuples of interventions.

    Parameters
    ----------
    scenario : Scenario
    interventions : mapping of str to intervention, portfolio or sequence of them
    """
    if not isinstance(interventions, Mapping):
        raise RunError(
            f"interventions are of type {type(interventions).__name__}; allowed is a mapping from names to "
            "interventions, such as {'Rotation': StaffRotation(interval_weeks=26)}"
        )
    if not interventions:
        raise RunError("there is nothing to compare with the baseline; name at least one intervention")
    arms: Arms = {BASELINE: ()}
    for name, given in interventions.items():
        _check_name(name, arms)
        try:
            members = checked_interventions(scenario, given)
        except SimcorrError as error:
            raise InterventionError(f"'{name}': {error}") from error
        arms[name] = members
    return arms


def said_of_idle(scenario: "Scenario", arms: Arms) -> list[str]:
    """Return a sentence for each arm with a measure that nothing in the scenario lets act."""
    from simcorr.scenario.reach import in_words, unmet_needs

    found = [(arm, member.title, unmet_needs(scenario, member)) for arm, members in arms.items() for member in members]
    return [
        f"'{arm}': {title} can change nothing in this scenario; it acts only with {in_words(needs)}"
        for arm, title, needs in found
        if needs
    ]


def _check_name(name: Any, taken: Mapping[str, Any]) -> None:
    if not isinstance(name, str) or not name.strip():
        raise RunError(f"the name of an intervention is {name!r}; allowed is a text that is not empty")
    if name.casefold() in (other.casefold() for other in taken):
        what = "the arm without interventions" if name.casefold() == BASELINE.casefold() else "another arm"
        raise RunError(f"the name '{name}' is taken by {what}; choose another")
