"""The levers in force this week, and other small help."""

from typing import Any

from simcorr.jit import rule


@rule
def lever(m: Any, which: int, corridor: int, context: int) -> float:
    """Return the value of a lever this week, in a corridor and context."""
    return float(m.levers[m.run.week, which, corridor, context])


@rule
def around(place: int, n: int) -> int:
    """Return a place of ``n``, counted on from the last to the first again: a remainder, without a division."""
    return place if place < n else place - n


@rule
def one_if(condition: bool) -> float:
    """Return 1.0 or 0.0, to count by; compiled code makes no number of a truth value itself."""
    return 1.0 if condition else 0.0
