"""More means for investigators matter where other work keeps them busy, and not where it leaves them time.

Paired runs of a small world: parties pay bribes, each of which partners report to an agency that opens a file. Whether
files wait hangs on other work alone, for those of the model are few.
"""

from functools import cache

import numpy as np
import pytest

import simcorr as sc
from simcorr.engine import simulate
from simcorr.scenario import ContextPins, Pins
from simcorr.world import EventKind, build
from simcorr.world.codes import Verdict
from simcorr.world.measures import CONTEXT_INDEX
from tests.engine.mesa.worlds import route, world_of

BURN_IN, WEEKS, PAIRS = 50, 250, 24
POSTS = [("border_crossings", 30), ("investigation", 4), ("trial", 8)]
OURS = 0.06
"""Files of the model a week; investigators can move on one."""
CERTAIN = {
    "officials.perceived_charge_prior": 0.0,
    "reporting.partner_rate": 1.0,
    "reporting.partner_sharing": 0.0,
    "reporting.evidence_partner": 1.0,
    "justice.agency_share": 1.0,
    "justice.agency_base": 10.0,
    "justice.charge_base": 1.0,
    "justice.charge_evidence": 0.0,
    "justice.investigation_weeks": 1,
    "justice.maximum_case_weeks": 8,
    "justice.cases_per_official_week": 0.25,
}
MORE = sc.InvestigativeCapacity.dose("modest", delivery=1.0)


def scenario(utilisation):
    changes = {**CERTAIN, "justice.other_work_investigation": max(0.0, utilisation - OURS)}
    pins = Pins(border_crossings=ContextPins(offer=1.0, acceptance=1.0, interception=0.0))
    corridor = route(posts=POSTS, arrivals_per_year=52.0 * OURS)
    return world_of(corridor, changes=changes, pins=pins, on=("capacity_limits",), burn_in=BURN_IN, weeks=WEEKS)


def seen(trace):
    """Return what came of files in the window: those that investigators moved on, charges, expiries, and the line."""
    events = trace.events
    verdicts = (events["kind"] == EventKind.VERDICT) & (events["week"] >= BURN_IN)
    ends = events["b"][verdicts]
    decided = np.isin(ends, (Verdict.CHARGED, Verdict.DROPPED)) & (events["value"][verdicts] == 0)
    waiting = trace.context[BURN_IN:, 6, CONTEXT_INDEX["other_files_queued"]].mean()
    return decided.sum(), (ends == Verdict.CHARGED).sum(), (ends == Verdict.EXPIRED).sum(), waiting


@cache
def differences(utilisation):
    """Return mean and standard error of what the measure changes, over pairs of runs with one seed each."""
    world = scenario(utilisation)
    arms = [
        np.array([seen(simulate(build(world, arm, seed), events=True)) for seed in range(PAIRS)], dtype=float)
        for arm in ((), (MORE,))
    ]
    changed = arms[1] - arms[0]
    names = ("decided", "charged", "expired", "waiting")
    errors = changed.std(axis=0, ddof=1) / np.sqrt(PAIRS)
    return dict(zip(names, zip(changed.mean(axis=0), errors, strict=True), strict=True))


@pytest.mark.parametrize(("name", "sign"), [("decided", 1), ("charged", 1), ("expired", -1), ("waiting", -1)])
def test_more_means_matter_where_investigators_are_busy(name, sign):
    change, error = differences(0.95)[name]
    assert sign * change > 2.0 * error > 0.0


@pytest.mark.parametrize("name", ["decided", "charged", "expired"])
def test_more_means_change_nothing_where_investigators_have_time(name):
    change, error = differences(0.5)[name]
    assert abs(change) <= 2.0 * error
    assert error < 0.5
