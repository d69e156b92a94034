"""Shares that follow from what happens, such as the bribes that audits find: measured in paired runs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from simcorr.analysis.estimates import FEWEST_PAIRS, t_quantile
from simcorr.doses.moment import Floats
from simcorr.draws import replicate_seed
from simcorr.simulation.checks import DEFAULT_ENGINE
from simcorr.simulation.running import execute, prepare_engine
from simcorr.world.measures import CONTEXT_INDEX, CORRIDOR_INDEX

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

_ACTS = ("bribes", "retainers_paid")
_REPORTS = ("reports_colleague", "reports_migrant", "reports_partner", "reports_false")


@dataclass(frozen=True)
class Measured:
    """One sum of weekly measures over another, in the contexts where levers act.

    Attributes
    ----------
    name, words : str
    levers : tuple of str
        The levers that it is measured for.
    count, per : tuple of str
        Measures by context, or by corridor, that are added up above and below the line.
    """

    name: str
    words: str
    levers: tuple[str, ...]
    count: tuple[str, ...]
    per: tuple[str, ...]

    @property
    def by_corridor(self) -> bool:
        """Whether the measures are those of corridors."""
        return self.count[0] in CORRIDOR_INDEX


MEASURED = (
    Measured("found_share", "bribes and retainers that audits find",
             ("audit_factor", "external_audit_factor", "private_audit", "audit_targeting"),
             ("detections_audit",), _ACTS),
    Measured("colleague_share", "bribes and retainers that colleagues report",
             ("anonymity", "protection", "public_spirit", "reward_usd"), ("reports_colleague",), _ACTS),
    Measured("migrant_share", "bribes and retainers that migrants report", ("migrant_protection",),
             ("reports_migrant",), _ACTS),
    Measured("partner_share", "bribes and retainers that partner agencies report", ("shared_intelligence",),
             ("reports_partner",), _ACTS),
    Measured("followed_up_share", "reports that are followed up",
             ("follow_up", "follow_up_capacity_factor", "anonymity"), ("reports_followed_up",), _REPORTS),
    Measured("prosecuted_share", "cases that are prosecuted", ("mandate", "firm_liability"), ("prosecutions",),
             ("cases_opened",)),
    Measured("stopped_share", "irregular parties that are stopped at a gatekeeper, deal or none",
             ("interception_factor", "document_checks"), ("interceptions",), ("interceptions", "passages")),
    Measured("identified_share", "victims of trafficking who are identified in a week", ("support",), ("identified",),
             ("in_exploitation",)),
)  # fmt: skip


@dataclass(frozen=True)
class Pairs:
    """Sums over the window of paired runs: (replicates, contexts or corridors, measures)."""

    contexts: Floats
    corridors: Floats

    def shares(self, measured: Measured, cells: Floats) -> "Counts":
        """Return count and base by replicate, over the contexts or corridors of which some cell is marked."""
        index = CORRIDOR_INDEX if measured.by_corridor else CONTEXT_INDEX
        sums = self.corridors if measured.by_corridor else self.contexts
        acting = (cells > 0.0).any(axis=1 if measured.by_corridor else 0)
        within = sums[:, acting].sum(axis=1)
        return Counts(
            *(within[:, [index[name] for name in names]].sum(axis=1) for names in (measured.count, measured.per))
        )


@dataclass(frozen=True)
class Counts:
    """A share by replicate, as count and base."""

    count: Floats
    base: Floats

    @property
    def share(self) -> float:
        """The share over all replicates together; NaN with nothing to divide by."""
        return _ratio(self.count.sum(), self.base.sum())

    def without_each(self) -> Floats:
        """Return the shares without one replicate each."""
        counts, bases = self.count.sum() - self.count, self.base.sum() - self.base
        return np.array([_ratio(count, base) for count, base in zip(counts, bases, strict=True)])


def interval_of_change(before: Counts, after: Counts) -> tuple[float, float]:
    """Return the 95 % interval of the change of a share, by the jackknife over pairs of runs; NaN for too few.

    Examples
    --------
    >>> ones = np.ones(4)
    >>> interval_of_change(Counts(2.0 * ones, 10.0 * ones), Counts(3.0 * ones, 10.0 * ones))
    (0.1, 0.1)
    """
    count = len(before.count)
    if count < FEWEST_PAIRS:
        return math.nan, math.nan
    without = after.without_each() - before.without_each()
    error = math.sqrt((count - 1) / count * float(((without - without.mean()) ** 2).sum()))
    change, half = after.share - before.share, t_quantile(0.95, count - 1) * error
    return round(change - half, 12), round(change + half, 12)


class Runner:
    """Runs measures in replicates that share their seeds with the baseline's; the baseline runs once."""

    def __init__(self, scenario: "Scenario", replicates: int, seed: int) -> None:
        self.replicates = replicates
        self._scenario, self._seed = scenario, seed

    @cached_property
    def baseline(self) -> Pairs:
        """The runs without the measures that are compared."""
        prepare_engine(DEFAULT_ENGINE)
        return self.runs(())

    def runs(self, members: "Sequence[Intervention]") -> Pairs:
        """Return the runs with measures that are delivered in full."""
        whole = tuple(member.with_values(delivery=1.0) for member in members)
        burn_in = self._scenario.burn_in_weeks
        contexts, corridors = [], []
        for replicate in range(self.replicates):
            seed = replicate_seed(self._seed, replicate)
            trace = execute(self._scenario, whole, seed, engine=DEFAULT_ENGINE).trace
            contexts.append(trace.context[burn_in:].sum(axis=0))
            corridors.append(trace.corridor[burn_in:].sum(axis=0))
        return Pairs(np.array(contexts), np.array(corridors))


def _ratio(count: float, base: float) -> float:
    return float(count / base) if base > 0.0 else math.nan
