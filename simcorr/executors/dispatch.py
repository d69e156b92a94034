"""Handing out work in chunks of about a second, whoever does it, and taking in what comes back."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from itertools import islice, takewhile
from typing import Any

from simcorr.errors import RunError
from simcorr.executors.chunk import NO_LIMITS, Chunk, Done, Function, Limits, Unit, give_up
from simcorr.executors.executor import TaskExecutor

MOST_UNITS = 1000
"""Of a chunk, however short they are."""
_PATIENCE_SECONDS = 60.0
"""How much longer than the time limits allow a lent executor may be silent, and how often a silent one is looked at."""


def run_units(
    function: Function,
    shared: Any,
    units: Iterable[Unit | None],
    executor: TaskExecutor,
    *,
    limits: Limits = NO_LIMITS,
    most_units: int = MOST_UNITS,
) -> Generator[Done, None, None]:
    """Do all units and yield what became of each, in the order in which chunks come back.

    Closing the iterator, or an exception in it, Ctrl-C among them, stops the workers.

    Parameters
    ----------
    function : callable (shared, unit content, check)
        A function of a module, so that other processes find it.
    shared : object
        What every unit needs.
    units : iterable of Unit or None
        None says that what is under way decides which unit comes next, if any: the iterable is asked again after the
        next results. Something has to be under way then.
    executor : TaskExecutor
        Closed at the end.
    limits : Limits
        Of a unit; those of memory are kept by processes of our own alone.

    most_units : int
        Of a chunk: where results are large, few travel at a time.

    Yields
    ------
    Done
        With a result, with `Raised`, or with `Lost` where the worker died or the time was up.
    """
    job = _Job(Chunk(uuid.uuid4().hex, function, shared, (), limits), iter(units), executor, most_units)
    finished = False
    try:
        yield from job.run()
        finished = True
    finally:
        if not finished:
            give_up(job.like.job)
        executor.close(stop=not finished)


class _Job:
    """What is handed out and what is still to be."""

    def __init__(self, like: Chunk, units: Iterator[Unit | None], executor: TaskExecutor, most_units: int) -> None:
        self._most_units = most_units
        self.like = like
        self._units: Iterator[Any] = units
        self._executor = executor
        self._again: deque[Chunk] = deque()
        self._out: dict[Future[list[Done]], Chunk] = {}
        self._seconds = 1.0  # of a unit: nothing is known at first, so chunks begin with one

    def run(self) -> Iterator[Done]:
        """Go on until everything is done."""
        while self._fill():
            lost = []
            for future in self._some_that_ended():
                chunk = self._out.pop(future)
                found = _results(future)
                if found is None:
                    lost.append(chunk)
                else:
                    yield from self._take(found)
            if lost:
                yield from self._recover(lost)

    def _fill(self) -> bool:
        """Hand out chunks until everybody is busy; return whether anything is under way."""
        while len(self._out) < self._executor.in_flight:
            # where nobody knows whose fault a loss was, what was lost goes out alone, one chunk at a time
            suspect = bool(self._again) and not self._executor.knows_suspects
            if suspect and self._out:
                break
            chunk = self._again.popleft() if self._again else self._next()
            if chunk is None:
                break
            self._out[self._executor.submit(chunk)] = chunk
            if suspect:
                break
        return bool(self._out)

    def _next(self) -> Chunk | None:
        seconds = self._executor.chunk_seconds
        size = max(1, min(self._most_units, round(seconds / max(self._seconds, 1e-6))))
        units = tuple(takewhile(lambda unit: unit is not None, islice(self._units, size)))
        return self.like.only(units) if units else None

    def _some_that_ended(self) -> list[Future[list[Done]]]:
        patience, waited, deserted = self._patience(), 0.0, False
        while patience is None or waited < patience:
            step = _PATIENCE_SECONDS if patience is None else min(_PATIENCE_SECONDS, patience - waited)
            ended, _ = wait(self._out, timeout=step, return_when=FIRST_COMPLETED)
            if ended:
                return list(ended)
            waited += step
            before, deserted = deserted, self._executor.deserted()
            if before and deserted:  # at two looks in a row: nobody who died was replaced meanwhile
                raise RunError(
                    f"the executor has had no workers for {_PATIENCE_SECONDS:g} seconds, and nobody replaces them; "
                    "what was computed is kept"
                )
        for future in self._out:  # silence for longer than all limits together: nobody will answer
            future.cancel()
        return [_cancelled(future, self._out) for future in list(self._out)]

    def _patience(self) -> float | None:
        limit = self.like.limit_seconds
        if limit is None:
            return None
        longest = max(len(chunk.units) for chunk in self._out.values())
        return 2.0 * limit * longest + _PATIENCE_SECONDS

    def _take(self, found: list[Done]) -> Iterator[Done]:
        for done in found:
            # the pace follows within a few chunks, whichever way it changes
            self._seconds += (done.seconds - self._seconds) / min(8.0, 1.0 + len(found))
            yield done

    def _recover(self, lost: list[Chunk]) -> Iterator[Done]:
        """Settle what was lost; where a death took down the whole executor, so were all other chunks."""
        if self._executor.knows_suspects:
            wait(self._out)
        for future in [future for future in self._out if future.done()]:
            chunk = self._out.pop(future)
            found = _results(future)
            if found is None:
                lost.append(chunk)
            else:
                yield from found
        for settled in self._executor.recover(lost):
            if isinstance(settled, Done):
                yield settled
            else:
                self._again.append(settled)


def _results(future: Future[list[Done]]) -> list[Done] | None:
    """Return what came back; None where the worker is lost, since units never raise."""
    try:
        return future.result()
    except (Exception, CancelledError):
        return None


def _cancelled(future: Future[list[Done]], out: dict[Future[list[Done]], Chunk]) -> Future[list[Done]]:
    """Return a future in the place of one that will never answer."""
    instead: Future[list[Done]] = Future()
    instead.set_exception(TimeoutError())
    out[instead] = out.pop(future)
    return instead
