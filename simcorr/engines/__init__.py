"""Two engines behind one interface; neither knows the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from simcorr.errors import RunError, unknown_name

if TYPE_CHECKING:
    from simcorr.world import Trace, World

ENGINES = ("mesa",)
"""Names of the engines."""

Progress = Callable[[int, int], None]


def simulate(
    world: "World", *, engine: str = "mesa", events: bool = False, progress: Progress | None = None
) -> "Trace":
    """Run a world from its first week to its last.

    Parameters
    ----------
    world : World
        What `simcorr.world.build` made of a scenario, interventions and a seed.
    engine : str
        One of `ENGINES`.
    events : bool
        Whether to keep every event.
    progress : callable (week, weeks), optional
        Called after each week.

    Raises
    ------
    RunError
        For an engine that does not exist.
    """
    if engine not in ENGINES:
        raise RunError(unknown_name("engine", engine, ENGINES))
    from simcorr.engines.mesa import simulate as simulate_with_mesa

    return simulate_with_mesa(world, events=events, progress=progress)
