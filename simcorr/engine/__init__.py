"""Two engines behind one interface; neither knows the other."""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from simcorr.errors import RunError, unknown_name

if TYPE_CHECKING:
    from simcorr.world import Trace, World

ENGINES = ("compiled", "mesa")
"""Names of the engines, the default first."""

Progress = Callable[[int, int], None]
_warned = False


def simulate(
    world: "World",
    *,
    engine: str | None = None,
    events: bool = False,
    progress: Progress | None = None,
    agents: Mapping[type, type] | None = None,
) -> "Trace":
    """Run a world from its first week to its last; both engines leave the same trace.

    Parameters
    ----------
    world : World
        What `simcorr.world.build` made of a scenario, interventions and a seed.
    engine : str, optional
        One of `ENGINES`; the compiled one by default. Where Numba does not work the Mesa engine takes its place.
    events : bool
        Whether to keep every event.
    progress : callable (week, weeks), optional
        Called with the number of weeks done: after each week by the Mesa engine, from time to time and after
        the last week by the compiled one.
    agents : mapping of agent class to subclass, optional
        Classes that take the place of those of the Mesa engine, which alone can run them.

    Raises
    ------
    RunError
        For an engine that does not exist, and for agents that are none or that the engine cannot run.
    """
    refuse_agents(engine, agents)
    if usable_engine(engine) == "mesa":
        from simcorr.engine import mesa

        return mesa.simulate(world, events=events, progress=progress, agents=agents)
    from simcorr.engine import compiled

    return compiled.simulate(world, events=events, progress=progress)


def refuse_agents(engine: str | None, agents: Any) -> None:
    """Refuse classes of agents that the engine asked for cannot run, and what is no mapping of classes."""
    if agents is None or (isinstance(agents, Mapping) and not agents):  # an empty list is still a mistake
        return
    if engine != "mesa":
        given = agents.values() if isinstance(agents, Mapping) else [agents]
        names = ", ".join(getattr(own, "__name__", repr(own)) for own in given)
        raise RunError(f"agents of one's own ({names}) run in the Mesa engine alone; ask for engine='mesa'")
    from simcorr.engine.mesa.subclasses import AgentClasses

    AgentClasses.from_mapping(agents)


def usable_engine(engine: str | None = None) -> str:
    """Return the engine that will run where ``engine`` is asked for; say so when it is another one."""
    if engine is not None and engine not in ENGINES:
        raise RunError(unknown_name("engine", engine, ENGINES))
    if engine == "mesa":
        return "mesa"
    from simcorr.jit import JIT_AVAILABLE

    if JIT_AVAILABLE:
        return "compiled"
    _warn_once()
    return "mesa"


def _warn_once() -> None:
    global _warned
    if not _warned:
        print("simcorr: Numba does not work here; the slower Mesa engine runs instead", file=sys.stderr)
        _warned = True
