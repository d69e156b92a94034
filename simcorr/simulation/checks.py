"""Checks of what a run or a comparison is asked for, before any week is simulated."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simcorr.checks import whole_number
from simcorr.engine import ENGINES, refuse_agents, usable_engine
from simcorr.errors import InterventionError, RunError, unknown_name

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

DEFAULT_ENGINE = ENGINES[0]
"""The engine of runs, comparisons and commands that name none."""
LARGEST_SEED = 2**63 - 1
"""Seeds are keys of the draws, which take non-negative integers below 2**63."""


def checked_seed(seed: Any) -> int:
    """Return a seed that the draws can use."""
    return whole_number("seed", seed, 0, LARGEST_SEED)


def checked_engine(engine: Any) -> str:
    """Return the engine that will run: the one that is named, or what takes its place on this machine."""
    if engine not in ENGINES:
        raise RunError(unknown_name("engine", str(engine), ENGINES))
    return usable_engine(str(engine))


def checked_agents(agents: Any, engine: Any) -> dict[type, type]:
    """Return classes of agents that the engine asked for can run.

    Parameters
    ----------
    agents : mapping of agent class to subclass, or None
    engine : str
        The engine that was asked for, whichever takes its place.
    """
    refuse_agents(engine, agents)
    return dict(agents or {})


def checked_scenario(scenario: Any) -> "Scenario":
    """Return a scenario; say what to do with a path or a table."""
    from simcorr.scenario import Scenario

    if not isinstance(scenario, Scenario):
        raise RunError(
            f"scenario is {_shown(scenario)}; allowed is a Scenario; load_scenario('scenarios/baseline.toml') makes one"
        )
    return scenario


def checked_interventions(scenario: "Scenario", interventions: Any) -> "tuple[Intervention, ...]":
    """Return interventions as a flat tuple once they fit the scenario and one another.

    Parameters
    ----------
    interventions : Intervention, Portfolio, or a sequence of both
        What comes on top of the interventions that the scenario names.
    """
    from simcorr.interventions import check_compatible, flatten
    from simcorr.scenario import check_interventions

    members = flatten(_sequence(interventions))
    together = flatten((*scenario.interventions, *members))
    check_interventions(scenario, together)
    check_compatible(together)
    return members


def _sequence(interventions: Any) -> Sequence[Any]:
    from simcorr.interventions import Intervention, Portfolio

    if isinstance(interventions, Intervention | Portfolio):
        return (interventions,)
    if isinstance(interventions, list | tuple):
        for member in interventions:
            if not isinstance(member, Intervention | Portfolio):
                raise InterventionError(f"{_shown(member)} is not an intervention" + _hint(member))
        return interventions
    raise InterventionError(
        f"interventions are {_shown(interventions)}; allowed is an intervention, a portfolio "
        f"or a list of them{_hint(interventions)}"
    )


def _hint(given: Any) -> str:
    """Return what to do instead, for the mistake that is easily made."""
    if isinstance(given, type):
        return f"; write {given.__name__}() to make one"
    return ""


def _shown(value: Any) -> str:
    text = f"the class {value.__name__}" if isinstance(value, type) else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
