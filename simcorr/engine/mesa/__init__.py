"""The Mesa engine: agents that decide and phases that apply."""

from collections.abc import Callable, Mapping

from simcorr.engine.mesa.agents import Migrant, Official, Smuggler, Supervisor
from simcorr.engine.mesa.model import CorruptionModel
from simcorr.world import Trace, World

__all__ = ["CorruptionModel", "Migrant", "Official", "Smuggler", "Supervisor", "simulate"]


def simulate(
    world: World,
    *,
    events: bool = False,
    progress: Callable[[int, int], None] | None = None,
    agents: Mapping[type, type] | None = None,
) -> Trace:
    """Run a world in Mesa from its first week to its last and return its record."""
    model = CorruptionModel.of_world(world, events=events, agents=agents)
    while model.running:
        model.step()
        if progress is not None:
            progress(model.week, world.weeks)
    return model.trace()
