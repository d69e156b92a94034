"""Whether a scenario has what a measure acts on: mechanisms that are off leave some measures nothing to change."""

from typing import TYPE_CHECKING

from simcorr.interventions.levers import LEVERS
from simcorr.interventions.registry import INTERVENTIONS

if TYPE_CHECKING:
    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario.scenario import Scenario


def unmet_needs(scenario: "Scenario", measure: "Intervention | Portfolio") -> tuple[str, ...]:
    """Return the parameters of which one would have to be above zero for a measure to change anything.

    Returns
    -------
    tuple of str
        Dotted names, some joined by "and"; ``corridors.x`` stands for the ``x`` of any corridor. Empty where the
        measure can change something as the scenario is.

    Examples
    --------
    >>> import simcorr as sc
    >>> scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")])
    >>> unmet_needs(scenario, sc.NonPunishment.dose("firm"))
    ('protection.authority_rate',)
    >>> unmet_needs(scenario, sc.StaffRotation.dose("firm"))
    ()
    """
    needs = [LEVERS[change.lever].needs for change in measure.changes()]
    if not needs or not all(needs):
        return ()
    names = tuple(dict.fromkeys(name for each in needs for name in each))
    return () if any(_are_above_zero(scenario, each) for each in names) else names


def in_words(needs: tuple[str, ...]) -> str:
    """Return what a measure with unmet needs would need.

    Examples
    --------
    >>> in_words(("documents.issued_cover", "documents.forged_cover"))
    'documents.issued_cover or documents.forged_cover above 0'
    """
    return f"{' or '.join(needs)} above 0"


def idle_measures(scenario: "Scenario") -> dict[str, tuple[str, ...]]:
    """Return what each registered measure needs that can change nothing in a scenario, by its name in files."""
    found = {key: unmet_needs(scenario, measure.dose("full")) for key, measure in INTERVENTIONS.items()}
    return {key: needs for key, needs in found.items() if needs}


def acting_measures(scenario: "Scenario", dose: str) -> "dict[str, Intervention]":
    """Return every registered measure that can change something in a scenario, at one dose and by its name in files.

    Examples
    --------
    >>> import simcorr as sc
    >>> scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")])
    >>> "non_punishment" in acting_measures(scenario, "firm")
    False
    >>> "non_punishment" in acting_measures(scenario.with_changes({"protection.authority_rate": 0.01}), "firm")
    True
    """
    idle = idle_measures(scenario)
    return {key: measure.dose(dose) for key, measure in INTERVENTIONS.items() if key not in idle}


def _are_above_zero(scenario: "Scenario", names: str) -> bool:
    return all(_is_above_zero(scenario, name) for name in names.split(" and "))


def _is_above_zero(scenario: "Scenario", name: str) -> bool:
    group, field = name.split(".")
    holders = scenario.corridors if group == "corridors" else (getattr(scenario, group),)
    return any(getattr(holder, field) > 0.0 for holder in holders)
