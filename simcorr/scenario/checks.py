"""Whether corridors, shocks and interventions fit the scenario they are used in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simcorr.errors import InterventionError, listed, unknown_name
from simcorr.interventions import Intervention, Portfolio, check_compatible, flatten, registry
from simcorr.parameters.problems import problem

if TYPE_CHECKING:
    from simcorr.scenario.scenario import Scenario


def check_interventions(scenario: Scenario, interventions: Iterable[Intervention | Portfolio]) -> None:
    """Refuse interventions that name corridors, contexts or weeks which the scenario does not have.

    Parameters
    ----------
    scenario
        The scenario in which the interventions shall be in force.
    interventions
        Interventions and portfolios.

    Raises
    ------
    InterventionError
        If one of them does not fit; all problems are named at once.
    """
    problems = list(intervention_problems(scenario, flatten(interventions)))
    if problems:
        raise InterventionError("\n".join(problems))


def intervention_problems(scenario: Scenario, interventions: Iterable[Intervention]) -> Iterator[str]:
    """Yield what is wrong with interventions in a scenario."""
    for number, intervention in enumerate(interventions):
        place = f"interventions[{number}] ({intervention.key or type(intervention).__name__})"
        yield from _place_problems(scenario, intervention, place)
        yield from _week_problems(scenario.window_weeks, intervention, place)


def corridor_problems(scenario: Scenario) -> Iterator[str]:
    """Yield what is wrong with the corridors taken together."""
    names = [corridor.name for corridor in scenario.corridors]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two corridors are named '{name}'; names must differ"
    for corridor in scenario.corridors:
        for number, change in enumerate(corridor.flow):
            yield from _outside(scenario, f"corridors.{corridor.name}.flow[{number}]", change.week)


def shock_problems(scenario: Scenario) -> Iterator[str]:
    """Yield what is wrong with the shocks of a scenario."""
    names = dict.fromkeys(corridor.name for corridor in scenario.corridors)
    for number, shock in enumerate(scenario.shocks):
        if shock.corridor not in names:
            yield unknown_name("corridor", shock.corridor, names, f"shocks[{number}]")
        elif shock.posts is not None:
            posts = [post.name for post in scenario.corridor(shock.corridor).posts]
            for name in shock.posts:
                if name not in posts:
                    yield unknown_name("post", name, posts, f"shocks[{number}]")
        yield from _outside(scenario, f"shocks[{number}]", shock.week)


def _outside(scenario: Scenario, place: str, week: int) -> Iterator[str]:
    """Yield what is wrong with a week in which nothing is simulated."""
    first, last = -scenario.burn_in_weeks, scenario.window_weeks - 1
    if not first <= week <= last:
        yield (
            f"{place}.week is {week}; allowed is {first} to {last}"
            " (weeks from the start of the window; the burn-in is negative)"
        )


def read_interventions(given: Any) -> tuple[Intervention, ...]:
    """Return interventions from tables and intervention objects; a portfolio counts as its members."""
    if isinstance(given, Intervention | Portfolio | Mapping):
        given = (given,)
    if not isinstance(given, list | tuple):
        raise problem(f"{given!r} is not an intervention, a table or a list of them")
    members: list[Intervention] = []
    problems: list[str] = []
    for number, one in enumerate(given):
        try:
            members += [registry.from_table(one)] if isinstance(one, Mapping) else flatten((one,))
        except InterventionError as error:
            problems.append(f"[{number}]: {error}")
    if not problems:
        try:
            check_compatible(members)
        except InterventionError as error:
            problems.append(str(error))
    if problems:
        raise problem(*problems)
    return tuple(members)


def intervention_table(intervention: Intervention) -> dict[str, Any]:
    """Return an intervention as a table of plain values, without what is left open."""
    table = registry.to_table(intervention)
    return {key: value for key, value in table.items() if value is not None}


def _place_problems(scenario: Scenario, intervention: Intervention, place: str) -> Iterator[str]:
    known = dict.fromkeys(corridor.name for corridor in scenario.corridors)
    chosen = known if intervention.corridors is None else intervention.corridors
    for name in chosen:
        if name not in known:
            yield unknown_name("corridor", name, known, place)
    corridors = [corridor for corridor in scenario.corridors if corridor.name in chosen]
    manned = dict.fromkeys(post.context for corridor in corridors for post in corridor.posts)
    named = intervention.contexts
    # Some measures name several contexts by default; it is enough that one of them is there.
    if corridors and named is not None and not manned.keys() & set(named):
        yield f"{place} acts in {listed(named)}, but there are posts only in {listed(manned)}"


def _week_problems(window: int, intervention: Intervention, place: str) -> Iterator[str]:
    start, end = intervention.start_week, intervention.end_week
    if start >= window:
        yield f"{place}: start_week is {start}; allowed is 0 to {window - 1} (the window has {window} weeks)"
    if end is not None and end > window:
        yield f"{place}: end_week is {end}; allowed is up to {window} (the window has {window} weeks)"
