"""What shocks of a scenario change, week by week: chances of exposure, flows, levers, and who is kept from a post."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.world import values

if TYPE_CHECKING:
    from simcorr.scenario import Scenario, Shock

Floats = NDArray[np.float64]


def scandals(scenario: "Scenario", weeks: int) -> Floats:
    """Return by week, corridor and context the added chance that an accepted bribe comes to light."""
    table = np.zeros((weeks, len(scenario.corridors), values.N_CONTEXTS))
    for shock, when, c in _of_kind(scenario, weeks, "scandal"):
        for k in _contexts(shock):
            _together(table[when, c, k], float(shock.size or 0.0))
    return table


def flows(scenario: "Scenario", weeks: int) -> Floats:
    """Return by week and corridor the factor on arrivals."""
    table = np.ones((weeks, len(scenario.corridors)))
    for c, corridor in enumerate(scenario.corridors):
        for change in corridor.flow:
            table[max(0, change.week + scenario.burn_in_weeks) :, c] = change.factor
    for shock, when, c in _of_kind(scenario, weeks, "arrivals"):
        table[when, c] *= _factor(shock.factor)
    return table


def put_into_levers(levers: Floats, place: Any, scenario: "Scenario") -> None:
    """Multiply the levers on controls and on the regular channel; ``place`` names the rows of levers."""
    weeks = len(levers)
    for shock, when, c in _of_kind(scenario, weeks, "controls"):
        for k in _contexts(shock):
            levers[when, place.interception_factor, c, k] *= _factor(shock.factor)
    for shock, when, c in _of_kind(scenario, weeks, "regular_channel"):
        levers[when, place.regular_wait_factor, c] *= _factor(shock.wait_factor)
        levers[when, place.regular_cost_factor, c] *= _factor(shock.cost_factor)


def absences(scenario: "Scenario", weeks: int, post_names: Sequence[str]) -> Floats:
    """Return by week and post of the world the share of officials who are kept away; 1 where it is closed."""
    table = np.zeros((weeks, len(post_names)))
    place = {name: number for number, name in enumerate(post_names)}
    for shock, when, c in _of_kind(scenario, weeks, "staff_absent", "closed"):
        corridor, share = scenario.corridors[c], 1.0 if shock.kind == "closed" else float(shock.share or 0.0)
        for post in corridor.posts:
            named = post.name in shock.posts if shock.posts else post.context in (shock.contexts or CONTEXT_NAMES)
            if named:
                _together(table[when, place[f"{corridor.name}: {post.name}"]], share)
    return table


def _of_kind(scenario: "Scenario", weeks: int, *kinds: str) -> Iterator[tuple["Shock", slice, int]]:
    """Yield the shocks of some kinds with their weeks, counted from the start of the burn-in, and their corridor."""
    names = [corridor.name for corridor in scenario.corridors]
    for shock in scenario.shocks:
        if shock.kind in kinds:
            start = shock.week + scenario.burn_in_weeks
            yield shock, slice(max(0, start), min(weeks, start + shock.weeks)), names.index(shock.corridor)


def _contexts(shock: "Shock") -> list[int]:
    return [CONTEXT_NAMES.index(str(context)) for context in shock.contexts or CONTEXT_NAMES]


def _factor(given: float | None) -> float:
    return 1.0 if given is None else given


def _together(cells: Floats, chance: float) -> None:
    """Let another shock act on some weeks beside those that act on them already, each for itself."""
    cells[:] = 1.0 - (1.0 - cells) * (1.0 - chance)
