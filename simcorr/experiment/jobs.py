"""One run of a comparison as a job, and what comes back: results, or the reason why there are none."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simcorr.draws import replicate_seed
from simcorr.experiment.arms import Arms
from simcorr.simulation.outcomes import OBSERVERS, window_outcomes
from simcorr.simulation.running import execute

if TYPE_CHECKING:
    from simcorr.scenario import Scenario


@dataclass(frozen=True)
class Work:
    """What all runs of a comparison have in common; it travels to every worker once."""

    scenario: "Scenario"
    arms: Arms
    engine: str
    agents: Mapping[type, type] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """One run: an arm in a replicate."""

    replicate: int
    arm: str
    seed: int


@dataclass(frozen=True)
class Finished:
    """What one run left: its outcomes by observer and its weekly record, or an error instead."""

    job: Job
    outcomes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    deliveries: tuple[float, ...] = ()
    context: NDArray[np.float64] | None = None
    corridor: NDArray[np.float64] | None = None
    error: str = ""
    traceback: str = ""


def all_jobs(
    arms: Sequence[str], replicates: int, seed: int, go_on: Callable[[int], bool | None]
) -> Iterator[Job | None]:
    """Yield the jobs replicate by replicate, so that what is done first is complete first.

    Parameters
    ----------
    go_on : callable (replicate)
        Asked before each replicate whether it shall be done. None means that the results under way decide it;
        None is then yielded in place of a job, and the question is asked again after the next result.
    """
    for replicate in range(replicates):
        while (needed := go_on(replicate)) is None:
            yield None
        if not needed:
            return
        for arm in arms:
            yield Job(replicate, arm, replicate_seed(seed, replicate))


def do(work: Work, job: Job, progress: Callable[[int, int], None] | None = None) -> Finished:
    """Carry out one job; a failure is part of the result and never an exception."""
    try:
        members = work.arms[job.arm]
        executed = execute(work.scenario, members, job.seed, engine=work.engine, progress=progress, agents=work.agents)
        return Finished(
            job,
            outcomes={observer: window_outcomes(executed.totals, observer) for observer in OBSERVERS},
            deliveries=executed.deliveries,
            context=executed.trace.context,
            corridor=executed.trace.corridor,
        )
    except Exception as error:  # whatever went wrong in this run, the others still count
        return Finished(job, error=f"{type(error).__name__}: {error}", traceback=traceback.format_exc())
