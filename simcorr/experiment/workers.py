"""Running jobs one by one, in threads or in processes; results come back in the order of the jobs in any case."""

import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from simcorr.errors import RunError
from simcorr.executors.workers import worker_count
from simcorr.experiment.arms import Arms
from simcorr.experiment.jobs import Finished, Job, Work, do

_DEATHS_IN_A_ROW = 3
THREADED = ("compiled",)
"""Engines that work without the interpreter lock: threads share their machine code and start at once."""


def checked_workers(workers: Any, work: Work) -> int:
    """Return the number of workers to use; None means one for each available core."""
    count = worker_count(workers)
    if count > 1 and work.engine not in THREADED:
        check_importable(work.arms, work.agents)
    return count


def check_importable(arms: Arms, agents: Mapping[type, type]) -> None:
    """Refuse what another process could not import, before it fails there in a less readable way."""
    used = [(f"'{arm}' uses", type(member)) for arm, members in arms.items() for member in members]
    used += [(f"{base.__name__} is replaced by", own) for base, own in agents.items()]
    for how, what in used:
        if what.__module__ == "__main__" or "<locals>" in what.__qualname__:
            raise RunError(
                f"{how} {what.__name__}, defined in this script, notebook or function, where "
                "other processes cannot find it; move it to a module, or use workers=1"
            )


def results_of(work: Work, jobs: Iterator[Job | None], workers: int) -> Generator[Finished, None, None]:
    """Carry out jobs in the way that suits the engine; closing the iterator stops whatever still runs.

    Parameters
    ----------
    work : Work
    jobs : iterator of Job or None
        None in place of a job says that the results under way decide what comes next; the iterator is asked
        again after each of them.
    workers : int
    """
    if workers == 1:
        return in_this_process(work, jobs)
    return (in_several_threads if work.engine in THREADED else in_several_processes)(work, jobs, workers)


def in_this_process(work: Work, jobs: Iterator[Job | None]) -> Generator[Finished, None, None]:
    """Carry out jobs one after the other."""
    for job in jobs:
        if job is not None:
            yield do(work, job)


def in_several_threads(work: Work, jobs: Iterator[Job | None], workers: int) -> Generator[Finished, None, None]:
    """Carry out jobs in threads and yield the results in the order of the jobs."""
    stop = threading.Event()

    def check(week: int, weeks: int) -> None:
        if stop.is_set():
            raise _StoppedError

    waiting: deque[Future[Finished]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="simcorr")
    try:
        while True:
            while len(waiting) < 2 * workers and (job := next(jobs, None)) is not None:
                waiting.append(pool.submit(do, work, job, check))
            if not waiting:
                return
            yield waiting.popleft().result()
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def in_several_processes(work: Work, jobs: Iterator[Job | None], workers: int) -> Generator[Finished, None, None]:
    """Carry out jobs in a pool and yield the results in the order of the jobs.

    When a worker dies, each of the jobs that were under way gets a process of its own, so that only the
    one to blame fails. Closing the iterator stops all workers within a simulated week.
    """
    crew = _Crew(work, workers)
    waiting: deque[tuple[Job, Future[Finished]]] = deque()
    try:
        while True:
            while len(waiting) < 2 * workers and (job := next(jobs, None)) is not None:
                waiting.append((job, crew.submit(job)))
            if not waiting:
                return
            job, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                under_way = [(job, future), *waiting]
                waiting.clear()
                yield from crew.one_by_one(under_way)
    finally:
        crew.dismiss()


class _Crew:
    """A pool of spawned processes that can be replaced when one of them dies."""

    def __init__(self, work: Work, workers: int) -> None:
        self._work = work
        self._workers = workers
        self._context = get_context("spawn")
        self._stop = self._context.Event()
        self._pool = self._open(workers)
        self._deaths = 0

    def _open(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, self._context, initializer=_begin, initargs=(self._work, self._stop))

    def submit(self, job: Job) -> "Future[Finished]":
        try:
            return self._pool.submit(_do_here, job)
        except BrokenProcessPool as error:
            future: Future[Finished] = Future()
            future.set_exception(error)
            return future

    def one_by_one(self, under_way: "list[tuple[Job, Future[Finished]]]") -> Iterator[Finished]:
        self._pool.shutdown(wait=True, cancel_futures=True)
        for job, future in under_way:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield future.result()
            else:
                yield self._alone(job)
        self._pool = self._open(self._workers)

    def _alone(self, job: Job) -> Finished:
        with self._open(1) as pool:
            try:
                finished = pool.submit(_do_here, job).result()
            except BrokenProcessPool:
                self._deaths += 1
                if self._deaths >= _DEATHS_IN_A_ROW:
                    raise RunError(
                        "worker processes die one after the other; use workers=1, or, in a script, call "
                        "compare under: if __name__ == '__main__':"
                    ) from None
                return Finished(job, error="the worker process died (killed, or out of memory)")
        self._deaths = 0
        return finished

    def dismiss(self) -> None:
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)


_state: dict[str, Any] = {}
"""What this worker process works on; set once when it starts."""


class _StoppedError(BaseException):
    """Ends a run whose result nobody waits for any more."""


def _begin(work: Work, stop: Any) -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _state.update(work=work, stop=stop)


def _do_here(job: Job) -> Finished:
    def check(week: int, weeks: int) -> None:
        if _state["stop"].is_set():
            raise _StoppedError

    return do(_state["work"], job, check)
