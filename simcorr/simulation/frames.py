"""Tidy frames and window totals from the arrays of a trace; the observers never share a frame."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.simulation.fees import fee_at_fixed_mix
from simcorr.world.measures import (
    CONTEXT_MEASURES,
    CORRIDOR_MEASURES,
    IMPUNITY_WEEKS,
    RANK_MEASURES,
    RANK_NAMES,
    Measure,
)
from simcorr.world.trace import EVENT_COLUMNS, EventKind, Trace

Floats = NDArray[np.float64]


def window_totals(trace: Trace, burn_in: int) -> dict[str, float]:
    """Return the sum over the window of every measure, by table and name.

    Ranks come as ``gatekeepers`` and ``superiors``. Measures of a state (officials in post) add up to
    official-weeks. Cohorts count only bribes that the window follows for the full time, so that a late one
    does not pass for unpunished.
    """
    totals = _sums("context", trace.context[burn_in:].sum(axis=(0, 1)), CONTEXT_MEASURES)
    by_corridor = trace.corridor[burn_in:].sum(axis=0)
    totals |= _sums("corridor", by_corridor.sum(axis=0), CORRIDOR_MEASURES)
    totals["fee_at_fixed_mix"] = fee_at_fixed_mix(by_corridor)
    followed = max(len(trace.rank) - IMPUNITY_WEEKS, burn_in)
    for name, ranks in (("gatekeepers", trace.rank[:, :1]), ("superiors", trace.rank[:, 1:])):
        whole = _sums(name, ranks[burn_in:].sum(axis=(0, 1)), RANK_MEASURES)
        cohort = _sums(name, ranks[burn_in:followed].sum(axis=(0, 1)), RANK_MEASURES)
        totals |= {key: cohort[key] if ".cohort_" in key else value for key, value in whole.items()}
    return totals | {"income_top_tenth": float(trace.income_top_tenth)}


def _sums(table: str, values: Floats, measures: Sequence[Measure]) -> dict[str, float]:
    return {f"{table}.{measure.name}": float(value) for measure, value in zip(measures, values, strict=True)}


def observed(values: Floats, measures: Sequence[Measure], observer: str) -> tuple[Floats, list[Measure]]:
    """Return the columns of an array that belong to one observer, and their measures."""
    places = [place for place, measure in enumerate(measures) if measure.observer == observer]
    return values[..., places], [measures[place] for place in places]


def weekly_frame(
    values: Floats, measures: Sequence[Measure], observer: str, unit: str, names: Sequence[str], burn_in: int
) -> pd.DataFrame:
    """Return an array (weeks, units, measures) as a tidy frame with one row a week and unit.

    Weeks count from the start of the evaluation window; those of the burn-in are negative.
    """
    kept, chosen = observed(values, measures, observer)
    weeks, units, columns = kept.shape
    keys: dict[str, Any] = {
        "week": np.repeat(np.arange(weeks) - burn_in, units),
        unit: np.tile(np.array(names, dtype=object), weeks),
    }
    flat = kept.reshape(weeks * units, columns)
    return pd.DataFrame(keys | {measure.name: flat[:, place] for place, measure in enumerate(chosen)})


def context_frame(trace: Trace, observer: str, burn_in: int) -> pd.DataFrame:
    """Return what one observer sees, by week and context."""
    return weekly_frame(trace.context, CONTEXT_MEASURES, observer, "context", CONTEXT_NAMES, burn_in)


def corridor_frame(trace: Trace, observer: str, corridors: Sequence[str], burn_in: int) -> pd.DataFrame:
    """Return what one observer sees, by week and corridor."""
    return weekly_frame(trace.corridor, CORRIDOR_MEASURES, observer, "corridor", corridors, burn_in)


def rank_frame(trace: Trace, burn_in: int) -> pd.DataFrame:
    """Return the true record by week and rank of officials."""
    return weekly_frame(trace.rank, RANK_MEASURES, "true", "rank", RANK_NAMES, burn_in)


def event_frame(trace: Trace, burn_in: int) -> pd.DataFrame | None:
    """Return the events of a run in the order in which they were applied, or None when none were kept."""
    if trace.events is None:
        return None
    frame = pd.DataFrame({name: trace.events[name] for name in EVENT_COLUMNS})
    frame["week"] = frame["week"].astype(np.int64) - burn_in
    frame["kind"] = [EventKind(int(kind)).name.lower() for kind in frame["kind"]]
    return frame
