"""The one loop of every experiment: runs are handed to an executor, and each result is taken in as it ends."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

from simcorr.executors import Done, Lost, Raised, Unit, run_units
from simcorr.executors.dispatch import MOST_UNITS
from simcorr.experiment.request import Workforce
from simcorr.experiment.trial import WORKER, Common, Ended, Trial, try_out
from simcorr.simulation.running import prepare_engine

Take = Callable[[Trial, Ended, float], None]
"""Takes in a run: what was asked, what it left, and the seconds it took."""
_MOST_WITH_SERIES = 4
"""Runs that come back together with their weekly series, some two megabytes each."""


def conduct(
    common: Common,
    units: Iterable[Unit | None],
    take: Take,
    workforce: Workforce,
    runs: int | None = None,
) -> bool:
    """Carry out runs and hand each result on as it ends; return whether the user stopped it.

    Parameters
    ----------
    common : Common
    units : iterable of Unit or None
        Each with a `Trial`; None where results under way decide what comes next, see `run_units`.
    take : callable (trial, ended, seconds)
    workforce : Workforce
        Who does them, and within which limits.
    runs : int, optional
        How many there are at most, if that is known: more workers are not started.
    """
    executor = workforce.executor(runs)
    most, limits = _MOST_WITH_SERIES if common.series else MOST_UNITS, workforce.limits
    try:
        with closing(run_units(try_out, common, units, executor, limits=limits, most_units=most)) as results:
            for done in results:
                take(done.unit.content, _ended(done), done.seconds)
    except KeyboardInterrupt:
        return True
    return False


def _ended(done: Done) -> Ended:
    """Return what a run left; for a lost worker and an error outside the run, a failure."""
    if isinstance(done.result, Lost):
        return Ended(stage=WORKER, error=done.result.error, traceback=done.result.traceback)
    if isinstance(done.result, Raised):
        error = done.result.error
        return Ended(stage=WORKER, error=f"{type(error).__name__}: {error}", traceback=done.result.traceback)
    ended: Ended = done.result
    return ended


def bar(title: str, runs: int | None, *, show: bool) -> Any:
    """Return a progress bar with rate and estimate, for a terminal, a notebook or a log."""
    from tqdm import tqdm

    kind: Any = tqdm
    if "ipykernel" in sys.modules:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # without its widgets, tqdm falls back to text and says so at length
            from tqdm.auto import tqdm as kind
    interval = 0.1 if sys.stderr.isatty() else 5.0  # a log needs fewer lines than a terminal
    return kind(total=runs, desc=title, unit="run", disable=not show, mininterval=interval)


def prepare(common: Common) -> None:
    """Compile before several workers would wait for it, and before a progress bar appears."""
    if common.engine == "compiled":
        prepare_engine()
