"""What a call that runs many runs is asked for, checked before anything is simulated: workers, limits, parts."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from numbers import Real
from typing import Any

from simcorr.checks import whole_number
from simcorr.errors import RunError
from simcorr.executors import External, Limits, Processes, Serial, TaskExecutor, Threads, workers_of
from simcorr.executors.workers import available_cores, worker_count
from simcorr.experiment.arms import Arms
from simcorr.experiment.trial import Common

MOST_REPLICATES = 1_000_000
_MOST_LENT = 10_000
"""Workers behind an executor that somebody else made."""
USUAL_LIMIT_MINUTES = 60.0
"""How long a run may take where nobody said: far more than any, and less than for ever."""
THREADED = ("compiled",)
"""Engines that work without the interpreter lock: threads share their machine code and start at once."""

MOST_THREADS = 4
"""Workers beyond which threads wait for one another: some quarter of a run holds the interpreter's lock."""
FEW_RUNS = 50
"""Runs for which starting processes takes longer than they save, where nobody asked for several workers."""
MANY_RUNS = 3_000
"""Runs that take four threads some twenty seconds: only for more it pays to start processes."""

Lent = Executor | Callable[[], Executor]


@dataclass(frozen=True)
class Workforce:
    """Who shall do the runs.

    Attributes
    ----------
    workers : int
        How many at the same time.
    lent : Executor or callable, optional
        An executor that somebody else made, or a function that makes one.
    threaded : bool
        Whether threads do as well as processes.
    watched : bool
        Whether a limit was asked for, which only a process of its own can keep.
    asked : bool
        Whether somebody said how many.
    movable : bool
        Whether other processes find all classes and functions, and results are small enough to be worth the way.
    limits : Limits
        How long one run may take, and how much memory a worker.
    """

    workers: int
    lent: Lent | None
    threaded: bool
    watched: bool
    asked: bool
    movable: bool
    limits: Limits

    def executor(self, runs: int | None = None) -> TaskExecutor:
        """Return who does so many runs: threads where they do, processes to watch runs or for a great many of them."""
        workers = self.workers if runs is None else max(1, min(self.workers, runs))
        if self.lent is not None:
            return External(self.lent, workers)
        if self.watched:
            return Processes(workers)
        if workers == 1:
            return Serial()
        if self.threaded and not (workers > MOST_THREADS and self.movable and (runs or 0) >= MANY_RUNS):
            return Threads(workers)
        few = runs is not None and runs < FEW_RUNS and not self.asked
        return Serial() if few else Processes(workers)


def checked_workforce(workers: Any, executor: Any, limits: tuple[Any, Any], common: Common, arms: Arms) -> Workforce:
    """Return who shall do the runs of some arms.

    Parameters
    ----------
    workers : int or None
        None takes one for each core, or one alone where other processes would not find a class of the user's own.
    executor : Executor, callable or None
    limits : (minutes or None, megabytes or None)
        Of time and memory of a run. No time takes an hour, which is looked at after every simulated week.
    common : Common
    arms : Arms

    Raises
    ------
    RunError
        For what cannot be, and for classes that workers asked for could not find.
    """
    if executor is not None and not isinstance(executor, Executor) and not callable(executor):
        raise RunError(f"executor is {executor!r}; allowed is an Executor, or a function that makes one")
    minutes, megabytes = limits
    watched = minutes is not None or megabytes is not None
    allowed = Limits(_checked_limit(USUAL_LIMIT_MINUTES if minutes is None else minutes), _checked_memory(megabytes))
    threaded = common.engine in THREADED
    count = _workers(workers, executor)
    lost = next(_not_importable(arms, common), "")
    if lost and executor is None and (watched or (count > 1 and not threaded)):
        executor, count = _instead(lost, workers, watched=watched, count=count)
    return Workforce(
        workers=count,
        lent=executor,
        threaded=threaded,
        watched=watched and executor is None,
        asked=workers is not None,
        movable=not lost and not common.series,
        limits=allowed,
    )


def _workers(workers: Any, executor: Any) -> int:
    if workers is None:
        return (workers_of(executor) if executor is not None else None) or available_cores()
    return whole_number("workers", workers, 1, _MOST_LENT) if executor is not None else worker_count(workers)


def _instead(lost: str, workers: Any, *, watched: bool, count: int) -> tuple[Lent | None, int]:
    """Return who does runs with classes that plain processes cannot find: loky, which sends them along, or nobody."""
    if workers is None and not watched:
        return None, 1
    loky = None if watched else _loky(count)
    if loky is None:
        what = (
            "leave out the limits of time and memory"
            if watched
            else "use workers=1, or install loky, which sends them along"
        )
        raise RunError(
            f"{lost}, defined in this script, notebook or function, where other processes cannot find it; move it to "
            f"a module, or {what}"
        )
    return loky, count


def _loky(workers: int) -> Lent | None:
    try:
        from loky import ProcessPoolExecutor
    except ImportError:
        return None
    return lambda: ProcessPoolExecutor(workers)


def _not_importable(arms: Arms, common: Common) -> Iterator[str]:
    """Yield what another process could not import."""
    used: list[tuple[str, Any]] = [
        (f"'{arm}' uses", type(member)) for arm, members in arms.items() for member in members
    ]
    used += [(f"{base.__name__} is replaced by", own) for base, own in common.agents.items()]
    functions = [(f"outcome '{one.name}' is made by", one.formula) for one in common.own if callable(one.formula)]
    for how, what in [*used, *functions]:
        if what.__module__ == "__main__" or "<locals>" in what.__qualname__:
            yield f"{how} {what.__qualname__.rpartition('.')[2]}"


def _checked_limit(minutes: Any) -> float:
    if isinstance(minutes, bool) or not isinstance(minutes, Real) or not 0.0 < float(minutes) < math.inf:
        raise RunError(f"time_limit_minutes is {minutes!r}; allowed is a number of minutes above 0")
    return 60.0 * float(minutes)


def _checked_memory(megabytes: Any) -> float | None:
    if megabytes is None:
        return None
    if sys.platform == "win32":
        raise RunError("memory_limit_mb cannot be kept on Windows; leave it out")
    if isinstance(megabytes, bool) or not isinstance(megabytes, Real) or not 0.0 < float(megabytes) < math.inf:
        raise RunError(f"memory_limit_mb is {megabytes!r}; allowed is a number of megabytes above 0")
    return float(megabytes)


def checked_shard(shard: Any) -> tuple[int, int]:
    """Return which part of how many."""
    if not isinstance(shard, tuple) or len(shard) != 2:
        raise RunError(f"shard is {shard!r}; allowed is a pair, such as (1, 4) for the first of four")
    of = whole_number("the number of shards", shard[1], 1, MOST_REPLICATES)
    return whole_number("shard", shard[0], 1, of), of
