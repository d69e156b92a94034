"""One run of an experiment, as a worker does it."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simcorr.simulation.outcome import Observer
from simcorr.simulation.outcomes import BUILT_IN, OBSERVERS, window_outcomes
from simcorr.simulation.own_outcomes import OwnOutcome, Tables
from simcorr.simulation.running import execute

if TYPE_CHECKING:
    from simcorr.executors import Check
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

NAMES: dict[Observer, tuple[str, ...]] = {
    observer: tuple(name for name, outcome in BUILT_IN.items() if outcome.observer == observer)
    for observer in OBSERVERS
}
"""The outcomes of each observer, in the order in which they are kept."""
WORKER = "worker"
"""The stage of a run whose worker was lost."""


@dataclass(frozen=True)
class Common:
    """What all runs of an experiment share; it travels to every worker.

    Attributes
    ----------
    scenario : Scenario
    engine : str
    agents : mapping of agent class to subclass
    series : bool
        Whether runs hand back what happened in every week as well.
    own : tuple of OwnOutcome
        Outcomes of the user's own.
    """

    scenario: Scenario
    engine: str
    agents: Mapping[type, type] = field(default_factory=dict)
    series: bool = False
    own: tuple[OwnOutcome, ...] = ()


@dataclass(frozen=True, eq=False)
class Cell:
    """One arm at one point: what differs from the scenario, and the measures taken.

    Attributes
    ----------
    digest : str
        Stands for the version of the model, the changed scenario and the measures; with a seed, for a run.
    """

    digest: str
    changes: Mapping[str, Any]
    members: tuple[Intervention, ...]


class Trial(NamedTuple):
    """A cell, by its place in the plan, in a replicate."""

    place: int
    cell: Cell
    replicate: int
    seed: int


class Series(NamedTuple):
    """What happened in every week of a run: arrays (weeks, contexts, measures) and (weeks, corridors, measures)."""

    context: NDArray[np.float64]
    corridor: NDArray[np.float64]


class Ended(NamedTuple):
    """What a run left: the outcomes of each observer in the order of `NAMES`, or where and why it failed."""

    values: tuple[tuple[float, ...], ...] = ()
    deliveries: tuple[float, ...] = ()
    stage: str = ""
    error: str = ""
    traceback: str = ""
    series: Series | None = None
    own: tuple[float, ...] = ()

    def outcomes(self, observer: Observer, own: Sequence[OwnOutcome] = ()) -> dict[str, float]:
        """Return the outcomes of one observer by name, those of one's own last; empty for a run that failed."""
        if self.error:
            return {}
        found = dict(zip(NAMES[observer], self.values[OBSERVERS.index(observer)], strict=True))
        pairs = zip(own, self.own, strict=True)
        return found | {one.name: value for one, value in pairs if one.observer == observer}


_last = threading.local()


def try_out(common: Common, trial: Trial, check: Check) -> Ended:
    """Run a trial; a failure is a result and never an exception."""
    stage = "scenario"
    try:
        scenario = _scenario(common, trial.cell)
        stage = "simulation"
        done = execute(
            scenario,
            trial.cell.members,
            trial.seed,
            engine=common.engine,
            progress=check,
            agents=common.agents,
            events=any(one.events for one in common.own),
        )
        stage = "outcomes"
        found = [window_outcomes(done.totals, observer) for observer in OBSERVERS]
        tables = Tables(scenario, done.totals, done.trace)
        own = tuple(one.value(tables) for one in common.own)
    except Exception as error:  # whatever went wrong in this run, the others still count
        return Ended(stage=stage, error=f"{type(error).__name__}: {error}", traceback=traceback.format_exc())
    values = tuple(
        tuple(one.get(name, float("nan")) for name in NAMES[observer])
        for observer, one in zip(OBSERVERS, found, strict=True)
    )
    series = Series(done.trace.context, done.trace.corridor) if common.series else None
    return Ended(values, done.deliveries, series=series, own=own)


def _scenario(common: Common, cell: Cell) -> Scenario:
    """Return the scenario of a cell; runs of one cell come one after the other and share it."""
    if getattr(_last, "cell", None) is not cell:
        _last.scenario = common.scenario.with_changes(cell.changes) if cell.changes else common.scenario
        _last.cell = cell
    scenario: Scenario = _last.scenario
    return scenario
