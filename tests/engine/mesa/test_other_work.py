"""Other work of investigators and courts: who is served when, what it hangs on, and what an expiry is not."""

from collections import namedtuple

import numpy as np
import pytest

from simcorr.engine.mesa import CorruptionModel
from simcorr.engine.phases.justice import work_off
from simcorr.interventions import InvestigativeCapacity
from simcorr.world import EventKind
from simcorr.world.codes import Bribe, Stage, Subject, Verdict
from tests.engine.mesa.worlds import finished, lively, of_kind, total, traced, world_of

LIMITED = {
    "justice.cases_per_official_week": 0.5,
    "justice.investigation_weeks": 0,
    "justice.charge_base": -10.0,
    "justice.charge_evidence": 0.0,
}
"""Four investigators, who move on two files a week and charge nobody."""
File = namedtuple("File", "number opened since before stage", defaults=(Stage.INVESTIGATION,))


def desk(files, others, week=10, **changes):
    """Return a model on whose desks such files lie, and others of other work, with the investigators' week to come."""
    scenario = world_of(changes={**LIMITED, **{f"justice.{name}": value for name, value in changes.items()}})
    model = CorruptionModel(scenario.with_changes({"switches.capacity_limits": True}), rng=1, events=True)
    model.step()
    model.week = week
    model.take_levers()
    model.open_rows()
    model.capacity[:] = [0.0, 0.0]
    model.other_files[:] = [others, others]
    model.cases.clear()
    for file in files:
        subject = model.smugglers[file.number]
        model.open_case(file.number, file.number, Subject.OPERATOR, subject, -1, 0, 6, 0.5)
        case = model.cases[-1]
        case.opened, case.stage_since, case.others_before, case.stage = file.opened, file.since, file.before, file.stage
    return model


def left(model, stage=Stage.INVESTIGATION):
    """Return the files that still wait, by number, with what is before them."""
    return {case.number: case.others_before for case in model.cases if not case.closed and case.stage == stage}


def test_who_came_first_is_served_first():
    model = desk([File(0, 8, 8, 1), File(1, 9, 9, 3)], others=5)
    work_off(model, Stage.INVESTIGATION)
    assert left(model) == {1: 2}  # one other file, then the first of ours
    assert model.other_files == [4, 5]
    assert model.capacity == [0.0, 0.0]


def test_a_file_waits_for_all_that_came_earlier():
    model = desk([File(0, 8, 8, 2)], others=2)
    work_off(model, Stage.INVESTIGATION)
    assert left(model) == {0: 0}
    assert model.other_files[0] == 0
    model.week += 1
    work_off(model, Stage.INVESTIGATION)
    assert left(model) == {}
    assert model.capacity[0] == 1.0


def test_what_is_not_ripe_is_passed_over_and_keeps_its_place():
    model = desk([File(0, 9, 9, 1)], others=4, investigation_weeks=3)
    for waiting, before in ((2, 0), (0, 0)):
        work_off(model, Stage.INVESTIGATION)
        assert (model.other_files[0], left(model)) == (waiting, {0: before})
        model.week += 1
    model.other_files[0] = 9  # which came later
    work_off(model, Stage.INVESTIGATION)
    assert left(model) == {}
    assert model.other_files[0] == 8


def test_what_expires_leaves_the_queue_and_takes_no_time():
    model = desk([File(0, 1, 1, 0), File(1, 9, 9, 1)], others=1, maximum_case_weeks=9)
    work_off(model, Stage.INVESTIGATION)
    assert left(model) == {}
    assert model.other_files[0] == 0
    verdicts = [row[8:9] + row[4:5] for row in model._log if row[1] == EventKind.VERDICT]
    assert verdicts == [(0, Verdict.EXPIRED), (1, Verdict.DROPPED)]


def test_courts_have_a_queue_of_their_own():
    files = [File(0, 2, 7, 0, Stage.TRIAL), File(1, 5, 9, 2, Stage.TRIAL), File(2, 6, 9, 2)]
    model = desk(files, others=2, cases_per_official_week=0.25, trial_weeks=0, conviction_base=-10.0)
    for waiting in ({1: 2}, {1: 1}, {1: 0}, {}):
        work_off(model, Stage.TRIAL)
        assert left(model, Stage.TRIAL) == waiting
        model.week += 1
    assert left(model) == {2: 2}


BUSY = {"justice.other_work_investigation": 0.9, "justice.other_work_trial": 0.6}


def arrivals(scenario, measures=()):
    """Return the files of other work that come in during a run: week, stage and number."""
    trace = traced(scenario, measures, events=True)
    return [(week, stage, files) for week, _, stage, _, files in of_kind(trace, EventKind.OTHER_FILES)]


def test_what_comes_in_hangs_neither_on_measures_nor_on_who_is_there():
    quiet = arrivals(lively(changes=BUSY))
    for changes, measures in (
        ({}, (InvestigativeCapacity(factor=2.5, trial_factor=3.0),)),
        ({"officials.turnover_per_year": 1.0, "officials.hiring_weeks": 30}, ()),
    ):
        assert arrivals(lively(changes={**BUSY, **changes}), measures) == quiet


def test_as_much_comes_in_as_the_share_of_what_all_places_could_move_on():
    scenario = world_of(changes={**BUSY, "justice.cases_per_official_week": 5.0}, on=("capacity_limits",), weeks=400)
    rows = arrivals(scenario)
    for stage, share in ((0, 0.9), (1, 0.6)):
        files = sum(came for _, where, came in rows if where == stage)
        expected = 400 * share * 4 * 5.0
        assert abs(files - expected) < 4.0 * np.sqrt(expected)


def test_without_limits_other_work_keeps_nobody_waiting():
    scenario = lively(changes=BUSY)
    without = scenario.with_changes({"switches.capacity_limits": False})
    assert arrivals(scenario)
    assert arrivals(without) == []
    assert total(traced(without), "other_files_queued") == 0.0


STUCK = {
    "supervision.prosecute_base": 10.0,
    "supervision.supervisor_never_accepts_share": 1.0,
    "justice.charge_base": 10.0,
    "justice.accused_access": 1.0,
    "justice.dismissal_share": 0.0,
    "justice.investigation_weeks": 0,
    "justice.maximum_case_weeks": 6,
    "contexts.investigation.bribe_reference_usd": 1.0,
    "officials.turnover_per_year": 0.0,
}


@pytest.mark.parametrize("stage", Stage)
def test_an_expiry_is_neither_a_verdict_nor_a_purchase(stage):
    """Nobody is served at one stage: what ends there was decided by no court, and nobody was paid for it."""

    def block(model):
        model.other_files[stage] = 10**6
        for case in model.cases:
            case.others_before = 10**6

    model = finished(lively(weeks=60, changes=STUCK), seed=2, events=True, before_week=block)
    trace, p = model.trace(), model.p.officials
    ends = [(row[3], row[4]) for row in of_kind(trace, EventKind.VERDICT) if row[3] != Verdict.CHARGED]
    there = [verdict for verdict, where in ends if where == stage]
    assert len(there) > 5
    assert set(there) == {Verdict.EXPIRED}
    assert total(trace, "acquittals") == total(trace, "convictions") == total(trace, "dismissals") == 0
    assert total(trace, "files_closed") > 0
    assert model.conviction == pytest.approx(p.perceived_conviction_prior)
    assert model.dismissal <= p.perceived_dismissal_prior
    paid = [row for row in of_kind(trace, EventKind.BRIBE) if row[3] == Bribe.JUSTICE]
    bought = [verdict for verdict, _ in ends if verdict == Verdict.BOUGHT]
    kept = [row for row in of_kind(trace, EventKind.SMUGGLER_CASE) if row[2] == 0]
    assert len(bought) <= len(paid) <= len(bought) + len(kept)
