"""Runs worlds in either engine, and reads what both give: the weekly record and the events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.engine import simulate
from simcorr.world import Trace, build
from simcorr.world.measures import CONTEXT_INDEX, RANK_INDEX
from simcorr.world.trace import EVENT_COLUMNS, EventKind

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Events:
    """The events of one kind, or of several, in their order; `world.trace` says what the columns mean."""

    week: Integers
    kind: Integers
    subject: Integers
    a: Integers
    b: Integers
    value: Integers
    corridor: Integers
    context: Integers
    case: Integers
    party: Integers
    other: Integers
    recorded: Integers


@dataclass(frozen=True, slots=True)
class Observed:
    """What one run shows."""

    trace: Trace

    def weekly(self, measure: str, context: str) -> Floats:
        """Return a measure of a context, week by week."""
        course: Floats = self.trace.context[:, CONTEXT_NAMES.index(context), CONTEXT_INDEX[measure]]
        return course

    def total(self, measure: str, context: str, weeks: slice = slice(None)) -> float:
        """Return a measure of a context, summed over weeks."""
        return float(self.weekly(measure, context)[weeks].sum())

    def of_rank(self, measure: str, rank: int) -> float:
        """Return a measure of a rank of officials, summed over all weeks."""
        return float(self.trace.rank[:, rank, RANK_INDEX[measure]].sum())

    def events(self, *kinds: EventKind) -> Events:
        """Return the events of some kinds."""
        table = self.trace.events
        assert table is not None
        chosen = np.isin(table["kind"], kinds)
        return Events(*(table[name][chosen].astype(np.int64) for name in EVENT_COLUMNS))

    def values(self, *kinds: EventKind) -> Floats:
        """Return the values of events of some kinds as they are, where they are shares and not whole numbers."""
        table = self.trace.events
        assert table is not None
        values: Floats = table["value"][np.isin(table["kind"], kinds)].astype(np.float64)
        return values


@dataclass(frozen=True)
class Bench:
    """Where worlds are run: an engine, changes of every world of which theory is not told, and the first seed."""

    engine: str = "compiled"
    changes: Mapping[str, Any] = field(default_factory=dict)
    first_seed: int = 0

    def run(
        self, scenario: "Scenario", interventions: "Sequence[Intervention]" = (), seed: int = 0, *, events: bool = False
    ) -> Observed:
        """Return what a run of a world shows; seeds are counted from the first one."""
        world = build(scenario.with_changes(self.changes), interventions, self.first_seed + seed)
        return Observed(simulate(world, engine=self.engine, events=events))
