"""Which official statistic moves first when a measure is delivered: what an administration can look at meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simcorr.analysis.estimates import FEWEST_PAIRS, t_quantile
from simcorr.analysis.trajectories import ALL, TABLES
from simcorr.brief.page import PageTable

if TYPE_CHECKING:
    from simcorr.analysis.compared import Compared

_TABLE = "contexts_recorded"
_PERIOD = 13
_NONE = ["none moves distinguishably", "", ""]


def monitoring_table(comparison: Compared, order: list[str]) -> PageTable:
    """Return for each measure the statistic that departs first from what it would have been."""
    frame = comparison.courses.frame(_TABLE, "periods")
    frame = frame[(frame["week"] >= 0) & (frame[TABLES[_TABLE][0]] == ALL)]
    base = _of(frame, comparison.arms[0])
    replicates = comparison.record.replicates
    rows = [[arm, *first_to_move(base, _of(frame, arm), _measures(), replicates)] for arm in order]
    text = (
        "The recorded series that departs first from what it would have been without the measure, and for how long it "
        "can be told from it. Statistics follow what is looked at: a series that rises may mean that more is found, "
        "and no ranking of measures can rest on it. All statistics and periods of 13 weeks are judged together, and "
        "the intervals of both arms taken as independent, which errs on the safe side."
    )
    columns = ["Intervention", "Statistic that moves first", "Direction", "Weeks in which it can be told"]
    source = "data/contexts_recorded_periods.csv.gz"
    return PageTable("How delivery would show in official statistics", text, columns, rows, source)


def first_to_move(base: pd.DataFrame, arm: pd.DataFrame, measures: dict[str, str], replicates: int) -> list[str]:
    """Return the statistic, its direction and the weeks; both frames have a row a period, indexed by first week."""
    if replicates < FEWEST_PAIRS:
        return _NONE
    found = []
    weeks = [int(week) for week in base.index]
    tests = len(measures) * len(base)
    wider = t_quantile(1.0 - 0.05 / tests, replicates - 1) / t_quantile(0.95, replicates - 1)
    for name, words in measures.items():
        change = arm[name] - base[name]
        before, after = ((frame[f"{name}_high"] - frame[f"{name}_low"]) / 2.0 for frame in (base, arm))
        seen = change.abs() > wider * np.sqrt(before**2 + after**2)
        if not seen.any():
            continue
        first = weeks[int(seen.to_numpy().argmax())]
        last = _end_of_run(seen, first)
        size = float(change.loc[first] / max(abs(float(base[name].loc[first])), 1e-12))
        found.append((first, -abs(size), words, "up" if change.loc[first] > 0 else "down", f"{first} to {last}"))
    return list(min(found)[2:]) if found else _NONE


def _end_of_run(seen: pd.Series, first: int) -> int:
    """Return the last week of the periods in a row, from the first one on, in which a change is seen."""
    after = seen.loc[first:]
    unseen = after.index[~after]
    return int(unseen[0]) - 1 if len(unseen) else int(after.index[-1]) + _PERIOD - 1


def _of(frame: pd.DataFrame, arm: str) -> pd.DataFrame:
    return frame[frame["intervention"] == arm].set_index("week")


def _measures() -> dict[str, str]:
    return {one.name: one.description for one in TABLES[_TABLE][1] if one.observer == "recorded"}
