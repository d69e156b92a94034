"""The weekly tables counted anew from the log of events, and held against those of the engine.

Nothing here knows the engine or its rules: the log says what happened, the world what was there before the first week,
the ODD document how beliefs follow.
"""

from dataclasses import dataclass

import numpy as np

from simcorr.contexts import CONTEXT_NAMES
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES, RANK_NAMES
from tests.recount import agencies, beliefs, contexts, corridors, ranks, surveys
from tests.recount.journeys import journeys, payments
from tests.recount.log import Log
from tests.recount.staff import Staff

TABLES = {"context": CONTEXT_MEASURES, "corridor": CORRIDOR_MEASURES, "rank": RANK_MEASURES}
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Recount:
    """What the log of events says of each week: the columns of the three tables by name, arrays by week and unit."""

    context: dict
    corridor: dict
    rank: dict
    income_top_tenth: float


def recount(events, world):
    """Return the weekly tables of a run, from its events and what the world holds."""
    log = Log(events, world)
    met = journeys(log)
    paid = payments(log, met)
    staff = Staff(log)
    by_context = (
        contexts.encounters(log, met),
        contexts.bribes(log),
        contexts.exposures(log),
        contexts.cases(log),
        contexts.recorded(log),
        contexts.other_work(log),
        staff.by_context(),
        beliefs.norm(log),
        beliefs.perceived_detection(log, staff),
    )
    by_corridor = (
        corridors.decisions(log, met),
        corridors.journeys(log, met),
        corridors.documents(log, met),
        agencies.agencies(log, met),
        corridors.custody(log, met),
        corridors.bribed(log, paid),
        corridors.money(log, met, paid),
        corridors.exploitation(log, met),
        corridors.courts(log),
        beliefs.impunity(log),
        surveys.survey(log, met, paid),
    )
    by_rank = (staff.by_rank(), ranks.income(log), ranks.cases(log, staff.supervisors), ranks.cohorts(log))
    return Recount(_joined(by_context), _joined(by_corridor), _joined(by_rank), ranks.income_top_tenth(log))


def _joined(families):
    columns = {}
    for family in families:
        assert not columns.keys() & family.keys(), "a column is counted twice"
        columns |= family
    return columns


def differences(trace, world):
    """Return in words, for each column that was counted otherwise, where it first differs; nothing where all agree."""
    return compare(trace, recount(trace.events, world), world)


def compare(trace, counted, world):
    """Return in words where a record and a recount differ, one line a column."""
    units = {"context": CONTEXT_NAMES, "corridor": world.corridor_names, "rank": RANK_NAMES}
    found = []
    for table, measures in TABLES.items():
        columns = getattr(counted, table)
        for place, measure in enumerate(measures):
            if measure.name not in columns:
                found.append(f"{table} {measure.name}: not counted")
                continue
            ours, theirs = columns[measure.name], getattr(trace, table)[:, :, place]
            found += _first_difference(f"{table} {measure.name}", measure.unit, units[table], theirs, ours)
    if not np.isclose(trace.income_top_tenth, counted.income_top_tenth, rtol=TOLERANCE, atol=0.0, equal_nan=True):
        found.append(f"income_top_tenth: {trace.income_top_tenth} in the record, {counted.income_top_tenth} counted")
    return found


def _first_difference(name, unit, units, theirs, ours):
    same = theirs == ours if unit == "count" else np.isclose(theirs, ours, rtol=TOLERANCE, atol=0.0)
    if same.all():
        return []
    week, place = np.argwhere(~same)[0]
    values = f"{theirs[week, place]} in the record, {ours[week, place]} counted"
    return [f"{name}: week {week}, {units[place]}: {values}"]
