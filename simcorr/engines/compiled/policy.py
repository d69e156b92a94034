"""The levers in force this week."""

from typing import Any

from simcorr.jit import rule


@rule
def lever(m: Any, which: int, corridor: int, context: int) -> float:
    """Return the value of a lever this week, in a corridor and context."""
    return float(m.levers[m.run.week, which, corridor, context])
