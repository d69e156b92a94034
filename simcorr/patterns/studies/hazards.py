"""Twenty years of the baseline: how often officials are arrested, and how long bribes go unnoticed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.simulation.outcome import ratio
from simcorr.world.measures import BY_RANK as R
from simcorr.world.trace import EventKind, Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_YEARS = 20
_LATE = 10
"""Years after which exposures count: whoever is exposed early cannot have taken bribes for long."""


def _arms(base: "Scenario") -> dict[str, Arm]:
    return {"long": Arm(base.with_changes({"window_weeks": 52 * _YEARS}))}


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    gatekeepers = trace.rank[scenario.burn_in_weeks :, 0].sum(axis=0)
    return {
        "arrests": float(gatekeepers[R.prosecuted]),
        "years": float(gatekeepers[R.in_post]) / 52.0,
        **_exposures(trace, scenario.burn_in_weeks + 52 * _LATE),
    }


def _exposures(trace: Trace, since: int) -> dict[str, float]:
    """Return how many officials were exposed since a week, and the years between first bribe and exposure.

    A spell begins with an official's first bribe and ends when a case is opened or when he leaves; then the next may
    begin.
    """
    assert trace.events is not None
    kind, rank = trace.events["kind"], trace.events["a"]
    is_case = (kind == EventKind.CASE) & (rank == 0)
    ends = is_case | (kind == EventKind.LEAVE)
    kept = np.flatnonzero(ends | (kind == EventKind.BRIBE))
    kept = kept[np.argsort(trace.events["subject"][kept], kind="stable")]
    week, subject, ends = trace.events["week"][kept], trace.events["subject"][kept], ends[kept]
    new = np.concatenate([[True], (subject[1:] != subject[:-1]) | ends[:-1]]) if len(kept) else np.zeros(0, bool)
    spell = np.cumsum(new)
    first = np.flatnonzero(new & ~ends)  # a spell that begins with its end has no bribe
    last = np.searchsorted(spell, spell[first], side="right") - 1
    exposed = is_case[kept][last] & (week[last] >= since)
    years = (week[last] - week[first])[exposed] / 52.0
    return {"exposed": float(exposed.sum()), "latency": float(years.sum())}


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    t = sums["long"]
    return {
        "arrests_per_officer_year": ratio(t["arrests"], t["years"]),
        "years_to_exposure_of_the_exposed": ratio(t["latency"], t["exposed"]),
    }


HAZARDS = Study("hazards", _arms, _observe, _patterns, replicates=3, events=True)
