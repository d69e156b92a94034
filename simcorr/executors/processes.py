"""Processes of our own that are watched: a death or an endless run costs that run and no other."""

from __future__ import annotations

import faulthandler
import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from simcorr.errors import RunError
from simcorr.executors.chunk import Chunk, Done, Lost, Unit, do_chunk, out_of_time
from simcorr.executors.executor import TaskExecutor

_GRACE_SECONDS = 5.0
"""What a run that does not look at the clock gets on top of its time limit before its process is ended."""
_STARTS = 3
"""Deaths of whole pools before their first run after which something else must be wrong."""
_CONTEXT = get_context("spawn")


class Processes(TaskExecutor):
    """Spawned processes in a pool that is replaced when one of them dies.

    Each worker writes down which unit it is at, so that after a death only these few are suspects. They are done
    again one by one, each in a process of its own; who dies again is the culprit.
    """

    knows_suspects = True

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.in_flight = 2 * workers
        # Closing the writer tells every worker to end; so does the end of this process, however it comes.
        self._alive, self._writer = _CONTEXT.Pipe(duplex=False)
        self._notes = tempfile.TemporaryDirectory(prefix="simcorr-workers-")
        self._failed_starts = 0
        self._open()

    def _open(self) -> None:
        self._at = _CONTEXT.Array("q", self.workers, lock=False)
        places = _CONTEXT.Value("i", 0)
        settings = (self._alive, places, self._at, self._notes.name)
        self._pool = ProcessPoolExecutor(self.workers, _CONTEXT, initializer=_begin, initargs=settings)

    def submit(self, chunk: Chunk) -> Future[list[Done]]:
        """Hand out a chunk."""
        try:
            with _quiet_start():
                return self._pool.submit(_do_watched, chunk)
        except BrokenExecutor as error:  # it died in between; every other future says so as well
            future: Future[list[Done]] = Future()
            future.set_exception(error)
            return future

    def recover(self, chunks: list[Chunk]) -> Iterator[Done | Chunk]:
        """Settle the suspects and hand everything else out again."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        suspects = {int(number) - 1 for number in self._at if number > 0}
        overdue = self._overdue()
        self._check_start(suspects)
        self._open()
        for chunk in chunks:
            rest = tuple(unit for unit in chunk.units if unit.number not in suspects)
            if rest:
                yield chunk.only(rest)
            for unit in chunk.units:
                if unit.number in overdue:
                    limit = chunk.limit_seconds or 0.0
                    yield Done(unit, Lost(out_of_time(limit), overdue[unit.number]), limit + _GRACE_SECONDS)
                elif unit.number in suspects:
                    yield from alone(chunk.only((unit,)), self._alive)

    def _check_start(self, suspects: set[int]) -> None:
        """Refuse to go on when workers die before they do anything."""
        self._failed_starts = 0 if suspects else self._failed_starts + 1
        if self._failed_starts >= _STARTS:
            raise RunError(
                "worker processes die as they start; use workers=1, or, in a script, make the call under: "
                "if __name__ == '__main__':"
            )

    def _overdue(self) -> dict[int, str]:
        """Return the units that were ended by the clock, each with where it was."""
        found = {}
        for place in range(self.workers):
            note = Path(self._notes.name) / f"{place}.txt"
            text = note.read_text(encoding="utf-8", errors="replace") if note.exists() else ""
            if text.strip() and self._at[place] > 0:
                found[int(self._at[place]) - 1] = text
            note.unlink(missing_ok=True)
        return found

    def close(self, *, stop: bool) -> None:
        """Let the workers go."""
        if stop:
            self._writer.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._writer.close()
        self._alive.close()
        self._notes.cleanup()


@contextmanager
def _quiet_start() -> Iterator[None]:
    """Let workers that start here ignore Ctrl-C from their first moment: while they import, it would be a traceback.

    This process minds it all the same, but for the milliseconds that a start takes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def alone(chunk: Chunk, alive: Connection) -> Iterator[Done]:
    """Do one unit in a process of its own, and say so when it dies."""
    mine, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_do_alone, args=(theirs, chunk, alive), daemon=True)
    process.start()
    theirs.close()
    limit = None if chunk.limit_seconds is None else chunk.limit_seconds + 4.0 * _GRACE_SECONDS
    (unit,) = chunk.units
    try:
        if mine.poll(limit):
            yield from mine.recv()
        else:
            yield Done(unit, Lost(out_of_time(chunk.limit_seconds or 0.0)), limit or 0.0)
    except EOFError:
        process.join()
        yield Done(unit, Lost(f"its process died{_how(process.exitcode)}"), 0.0)
    finally:
        process.kill()
        process.join()
        mine.close()


def _how(code: int | None) -> str:
    """Return how a process ended."""
    if code is None or code >= 0:
        return f" (exit code {code})"
    with suppress(ValueError):
        return f" ({signal.Signals(-code).name}; out of memory, perhaps, or killed by hand)"
    return f" (signal {-code})"


# ----------------------------------------------------------------------------------------- in the worker

_state: dict[str, Any] = {}


def _begin(alive: Connection, places: Any, at: Any, notes: str) -> None:
    """Set up a worker: interrupts are the parent's business, and so is when to end."""
    attend(alive)
    with places.get_lock():
        place = places.value
        places.value += 1
    note = (Path(notes) / f"{place}.txt").open("w", encoding="utf-8")
    _state.update(at=at, place=place, note=note)


def attend(alive: Connection) -> None:
    """Leave interrupts to the parent, and end at once when it says so or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(alive,), daemon=True).start()


def _end_with(alive: Connection) -> None:
    with suppress(OSError):
        alive.poll(None)  # nothing is ever sent: it returns when the other end is closed
    os._exit(1)


def _keep_within(megabytes: float | None) -> None:
    """Let this process have no more memory than this: what asks for more is refused, and fails."""
    if megabytes is not None:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (int(megabytes * 2**20), hard))


def _do_watched(chunk: Chunk) -> list[Done]:
    _keep_within(chunk.limits.megabytes)
    at, place, note = _state["at"], _state["place"], _state["note"]

    def before(unit: Unit) -> None:
        at[place] = unit.number + 1
        if chunk.limit_seconds is not None:
            faulthandler.dump_traceback_later(chunk.limit_seconds + _GRACE_SECONDS, exit=True, file=note)

    def after() -> None:
        faulthandler.cancel_dump_traceback_later()

    try:
        return do_chunk(chunk, before, after)
    finally:
        at[place] = 0


def _do_alone(pipe: Connection, chunk: Chunk, alive: Connection) -> None:
    attend(alive)
    _keep_within(chunk.limits.megabytes)
    pipe.send(do_chunk(chunk))
    pipe.close()
