"""A scenario as its levers stand in one week, and how many somebody or something weighs in each cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES, JOURNEY_CONTEXTS
from simcorr.interventions import LEVER_INDEX, Intervention
from simcorr.world import World, build
from simcorr.world.build import PIN_NAMES

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Floats = NDArray[np.float64]
Who = Literal["public", "private", "staff", "on journeys", "migrants", "victims", "country"]
"""Whose number a reading is: gatekeepers by kind, those met on journeys, migrants of a corridor, or one for all."""


@dataclass(frozen=True, eq=False)
class Moment:
    """A world in one week, as the rules read it.

    Attributes
    ----------
    world : World
    week : int
        Counted from the start of the burn-in.
    """

    world: World
    week: int

    def lever(self, name: str, corridor: int = 0, context: int = 0) -> float:
        """Return the value of a lever in a cell."""
        return float(self.world.levers[self.week, LEVER_INDEX[name], corridor, context])

    def pinned(self, name: str, context: int) -> float | None:
        """Return the probability that a pin holds in a context; None where it is free."""
        value = float(self.world.pins[PIN_NAMES.index(name), context])
        return value if value >= 0.0 else None

    def weights(self, who: Who) -> Floats:
        """Return how much each cell weighs, (corridors, contexts): gatekeepers, would-be migrants, or one cell."""
        world = self.world
        if who == "country":
            return _first_cells(world, np.eye(world.n_corridors)[0])
        if who in ("migrants", "victims"):
            persons = world.arrivals_per_week * world.party_size
            served = world.n_places[:, CONTEXT_NAMES.index("service_providers")] > 0
            return _first_cells(world, persons * served if who == "victims" else persons)
        private = _private_places(world)
        counted = {"public": world.n_places - private, "private": private}.get(who, world.n_places).astype(float)
        if who == "on journeys":
            counted[:, len(JOURNEY_CONTEXTS) :] = 0.0
        return counted


def first_week(scenario: "Scenario", members: Iterable[Intervention] = ()) -> Moment:
    """Return the first week of the window with measures at full strength: delivered in full, at once, for good."""
    whole = {"delivery": 1.0, "start_week": 0, "end_week": None, "ramp_weeks": 0}
    return Moment(build(scenario, [member.with_values(**whole) for member in members]), scenario.burn_in_weeks)


def _first_cells(world: World, values: Floats) -> Floats:
    """Return an array in which only the first context of each corridor weighs something."""
    cells = np.zeros((world.n_corridors, len(CONTEXT_NAMES)))
    cells[:, 0] = values
    return cells


def _private_places(world: World) -> NDArray[np.int64]:
    counted = np.zeros_like(world.n_places)
    corridors, contexts = world.post_corridor[world.place_post], world.post_context[world.place_post]
    np.add.at(counted, (corridors, contexts), world.place_private)
    return counted
