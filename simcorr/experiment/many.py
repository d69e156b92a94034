"""Carrying out many independent tasks in processes, with progress, in a fixed order."""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from tqdm import tqdm

from simcorr.errors import RunError
from simcorr.experiment.workers import available_cores

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_processes(
    function: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int | None = None, title: str = ""
) -> list[Result]:
    """Return what a function makes of each task, in the order of the tasks.

    Parameters
    ----------
    function : callable
        A function of a module, so that other processes find it.
    workers : int, optional
        Processes; one for each available core, if left out. One means this process.
    title : str
        What the progress bar, on standard error, says.

    Raises
    ------
    RunError
        When a process dies: killed, or out of memory.
    """
    count = min(available_cores() if workers is None else workers, max(1, len(tasks)))
    bar = tqdm(total=len(tasks), desc=title, unit="task", disable=None)
    results = []
    with bar:
        if count == 1:
            for task in tasks:
                results.append(function(task))
                bar.update()
            return results
        context = get_context("spawn")
        stop = context.Event()
        pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(stop,))
        try:
            for result in pool.map(function, tasks):
                results.append(result)
                bar.update()
        except BrokenProcessPool:
            raise RunError(f"a worker process died after {len(results)} of {len(tasks)} tasks; use fewer") from None
        except BaseException:
            stop.set()  # nobody waits for what still runs
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return results


def compile_first() -> None:
    """Compile the engine, or load what was compiled before, so that no worker has to."""
    from simcorr.engines import usable_engine

    if usable_engine() == "compiled":
        from simcorr.engines.compiled import prepare

        prepare()


def _begin(stop: "Event") -> None:
    """Leave interrupts to the parent, and end at once when it says so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(stop,), daemon=True).start()


def _end_with(stop: "Event") -> None:
    stop.wait()
    os._exit(1)
