"""What travels to a worker and back: some units of work at a time, and what became of each."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

Function = Callable[[Any, Any, "Check"], Any]
"""Does one unit: (what all units share, the unit, a check to call from time to time) to a result."""

_given_up: set[str] = set()
"""Jobs whose results nobody waits for any more, for workers that are threads of this process."""


class Unit(NamedTuple):
    """One piece of work that can fail on its own; numbers are unique within a job."""

    number: int
    content: Any


class Limits(NamedTuple):
    """How long a unit may take, and how much memory its worker."""

    seconds: float | None = None
    megabytes: float | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Chunk:
    """Units for one worker, and what they share."""

    job: str
    function: Function
    shared: Any
    units: tuple[Unit, ...]
    limits: Limits = NO_LIMITS

    @property
    def limit_seconds(self) -> float | None:
        """How long a unit may take."""
        return self.limits.seconds

    def only(self, units: tuple[Unit, ...]) -> Chunk:
        """Return the same with some of the units."""
        return Chunk(self.job, self.function, self.shared, units, self.limits)


class Lost(NamedTuple):
    """What stands in the place of a result when the worker died or the time was up."""

    error: str
    traceback: str = ""


class Raised(NamedTuple):
    """What stands in the place of a result when the function raised."""

    error: BaseException
    traceback: str


class Done(NamedTuple):
    """What became of a unit."""

    unit: Unit
    result: Any
    seconds: float


class GivenUpError(BaseException):
    """Ends a unit whose result nobody waits for any more."""


class TimeLimitError(Exception):
    """Ends a unit that has taken too long."""


class Check:
    """Called by a unit from time to time; ends it when nobody waits for it, or when its time is up."""

    def __init__(self, job: str, limit_seconds: float | None) -> None:
        self._job = job
        self._limit = limit_seconds
        self._begin = time.monotonic()

    def __call__(self, *_: Any) -> None:
        """Go on, or not."""
        if self._job in _given_up:
            raise GivenUpError
        if self._limit is not None and time.monotonic() - self._begin > self._limit:
            raise TimeLimitError(out_of_time(self._limit))


def out_of_time(seconds: float) -> str:
    """Return the words for a unit that took too long."""
    return f"did not end within {seconds:g} s, the time limit of a run"


def give_up(job: str) -> None:
    """Let the threads that still work on a job stop at their next check."""
    _given_up.add(job)


def do_chunk(
    chunk: Chunk, before: Callable[[Unit], None] | None = None, after: Callable[[], None] | None = None
) -> list[Done]:
    """Do the units of a chunk one after the other; what one raises is its result."""
    found = []
    for unit in chunk.units:
        if before is not None:
            before(unit)
        begin = time.perf_counter()
        result: Any
        try:
            result = chunk.function(chunk.shared, unit.content, Check(chunk.job, chunk.limit_seconds))
        except (Exception, SystemExit) as error:  # a run that wants to end the program ends itself
            result = Raised(error, traceback.format_exc())
        if after is not None:
            after()
        found.append(Done(unit, result, time.perf_counter() - begin))
    return found
