"""An executor that somebody else made: loky, Dask, MPI; whatever has ``submit`` as `concurrent.futures` defines it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

from simcorr.errors import RunError
from simcorr.executors.chunk import Chunk, Done, Lost, do_chunk
from simcorr.executors.executor import TaskExecutor

Given = Executor | Callable[[], Executor]
_TRIES = 2
"""How often a single unit may lose its worker before it is held to be the reason."""


class External(TaskExecutor):
    """An executor that somebody else made and will close.

    Nobody can look into its workers, so a chunk whose worker is lost is halved and handed out again until single
    units are left; one that loses its worker twice is the culprit.

    Parameters
    ----------
    given : Executor or callable
        A callable returns an executor; it is asked for another one when the first breaks.
    workers : int
        How many chunks it can do at a time.
    """

    def __init__(self, given: Given, workers: int) -> None:
        self.workers = workers
        self.in_flight = 2 * workers
        self._make = None if isinstance(given, Executor) else given
        self._executor = given if isinstance(given, Executor) else given()
        self._tries: dict[int, int] = {}
        self._broken = False

    def submit(self, chunk: Chunk) -> Future[list[Done]]:
        """Hand out a chunk."""
        try:
            return self._submit(chunk)
        except Exception as error:
            if self._broken or self._make is None:
                raise RunError(
                    f"the executor takes no more work ({type(error).__name__}: {error}); what was computed is kept. "
                    "Give a function that makes an executor, to have a broken one replaced"
                ) from error
            self._broken = True
            self._executor = self._make()
            return self.submit(chunk)

    def _submit(self, chunk: Chunk) -> Future[list[Done]]:
        future: Future[list[Done]] = self._executor.submit(do_chunk, chunk)
        self._broken = False
        return future

    def recover(self, chunks: list[Chunk]) -> Iterator[Done | Chunk]:
        """Halve what is lost; give up on a single unit that was lost twice."""
        for chunk in chunks:
            if len(chunk.units) > 1:
                middle = len(chunk.units) // 2
                yield chunk.only(chunk.units[:middle])
                yield chunk.only(chunk.units[middle:])
                continue
            (unit,) = chunk.units
            self._tries[unit.number] = self._tries.get(unit.number, 0) + 1
            if self._tries[unit.number] < _TRIES:
                yield chunk
            else:
                yield Done(unit, Lost("its worker was lost twice (killed, or out of memory)"), 0.0)

    def deserted(self) -> bool:
        """Return whether the executor says that it has no workers, or does not even say that."""
        client = getattr(self._executor, "_client", None)  # Dask's ClientExecutor
        if client is None:
            return False
        try:
            return not any(client.ncores().values())
        except Exception:
            return True

    def close(self, *, stop: bool) -> None:
        """Leave the executor to whoever lent it; close only what was made here."""
        if self._make is not None:
            self._executor.shutdown(wait=not stop)


def workers_of(executor: Any) -> int | None:
    """Return how many workers an executor says it has; None if it does not say."""
    known = getattr(executor, "_max_workers", None)
    if isinstance(known, int):
        return known
    client = getattr(executor, "_client", None)  # Dask's ClientExecutor
    return sum(client.ncores().values()) or None if client is not None else None
