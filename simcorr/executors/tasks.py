"""Carrying out many independent tasks in processes, with progress, in a fixed order."""

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from typing import Any, TypeVar

from tqdm import tqdm

from simcorr.errors import RunError
from simcorr.executors import Check, Lost, Processes, Raised, Serial, Unit, run_units
from simcorr.executors.kept import KeptTasks, digest_of, kept_tasks
from simcorr.executors.workers import worker_count

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_processes(
    function: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int | None = None, title: str = ""
) -> list[Result]:
    """Return what a function makes of each task, in the order of the tasks.

    Unlike the runs of a sweep, tasks need each other: the first error ends all. Inside `keeping_tasks`, what is
    finished is kept, and what is there is not done again.

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
    most = worker_count(workers)
    kept = kept_tasks()
    digests = {} if kept is None else _digests(function, tasks)
    found: dict[int, Any] = {} if kept is None else _known(kept, digests)
    units = [Unit(number, task) for number, task in enumerate(tasks) if number not in found]
    count = min(most, max(1, len(units)))
    crew = Serial() if count == 1 else Processes(count)
    with (
        tqdm(total=len(tasks), initial=len(found), desc=title, unit="task", disable=None) as bar,
        closing(run_units(_apply, function, units, crew)) as results,
    ):
        for done in results:
            if isinstance(done.result, Raised):
                raise done.result.error
            if isinstance(done.result, Lost):
                raise RunError(f"a worker process died after {len(found)} of {len(tasks)} tasks; use fewer workers")
            found[done.unit.number] = done.result
            if kept is not None and done.unit.number in digests:
                kept.add(digests[done.unit.number], done.result)
            bar.update()
    return [found[number] for number in range(len(tasks))]


def _digests(function: Callable[[Any], Any], tasks: Sequence[Any]) -> dict[int, str]:
    """Return the digest of each task that has one; the others are done anew each time."""
    found = {}
    for number, task in enumerate(tasks):
        with suppress(TypeError):
            found[number] = digest_of(function, task)
    return found


def _known(kept: KeptTasks, digests: dict[int, str]) -> dict[int, Any]:
    there = ((number, kept.get(digest)) for number, digest in digests.items())
    return {number: one[0] for number, one in there if one is not None}


def _apply(function: Callable[[Any], Any], task: Any, _: Check) -> Any:
    return function(task)
