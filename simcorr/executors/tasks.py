"""Carrying out many independent tasks in processes, with progress, in a fixed order."""

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any, TypeVar

from tqdm import tqdm

from simcorr.errors import RunError
from simcorr.executors import Check, Lost, Processes, Raised, Serial, Unit, run_units
from simcorr.executors.workers import worker_count

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_processes(
    function: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int | None = None, title: str = ""
) -> list[Result]:
    """Return what a function makes of each task, in the order of the tasks.

    Unlike the runs of a sweep, tasks need each other: the first error ends all.

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
        When a process dies (killed, or out of memory), and for a number of workers that cannot be.
    """
    count = min(worker_count(workers), max(1, len(tasks)))
    crew = Serial() if count == 1 else Processes(count)
    units = [Unit(number, task) for number, task in enumerate(tasks)]
    found: dict[int, Result] = {}
    with (
        tqdm(total=len(tasks), desc=title, unit="task", disable=None) as bar,
        closing(run_units(_apply, function, units, crew)) as results,
    ):
        for done in results:
            if isinstance(done.result, Raised):
                raise done.result.error
            if isinstance(done.result, Lost):
                raise RunError(f"a worker process died after {len(found)} of {len(tasks)} tasks; use fewer workers")
            found[done.unit.number] = done.result
            bar.update()
    return [found[number] for number in range(len(tasks))]


def _apply(function: Callable[[Any], Any], task: Any, _: Check) -> Any:
    return function(task)
