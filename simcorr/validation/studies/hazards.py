"""Twenty years of the baseline: how often officials are arrested, and how long bribes go unnoticed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.simulation.outcomes import ratio
from simcorr.validation.studies.study import Arm, Study, Sums
from simcorr.world.measures import BY_RANK as R
from simcorr.world.trace import EventKind, Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_YEARS = 20


def _arms(base: "Scenario") -> dict[str, Arm]:
    return {"long": Arm(base.with_changes({"window_weeks": 52 * _YEARS}))}


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    gatekeepers = trace.rank[scenario.burn_in_weeks :, 0].sum(axis=0)
    return {
        "arrests": float(gatekeepers[R.prosecuted]),
        "years": float(gatekeepers[R.in_post]) / 52.0,
        **_exposures(trace),
    }


def _exposures(trace: Trace) -> dict[str, float]:
    """Return the years between the first bribe and its coming to light, or the last week seen, and how many came."""
    assert trace.events is not None
    columns = (trace.events[name] for name in ("week", "kind", "subject", "a"))
    first: dict[int, float] = {}
    exposed, years, latency = 0, 0.0, 0.0
    for week, kind, subject, rank in zip(*columns, strict=True):
        row = int(subject)
        if kind == EventKind.BRIBE:
            first.setdefault(row, week)
        elif kind == EventKind.CASE and rank == 0 and row in first:
            exposed += 1
            latency += (week - first[row]) / 52.0
            years += (week - first.pop(row)) / 52.0
        elif kind == EventKind.LEAVE and row in first:
            years += (week - first.pop(row)) / 52.0
    years += sum(len(trace.rank) - week for week in first.values()) / 52.0
    return {"exposed": float(exposed), "years_at_risk": years, "latency": latency}


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    t = sums["long"]
    return {
        "arrests_per_officer_year": ratio(t["arrests"], t["years"]),
        "years_to_exposure": ratio(t["years_at_risk"], t["exposed"]),
        "years_to_exposure_of_the_exposed": ratio(t["latency"], t["exposed"]),
    }


HAZARDS = Study("hazards", _arms, _observe, _patterns, replicates=3, events=True)
