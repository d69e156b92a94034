"""Outcomes of one's own: expressions that are read and never executed, functions of tables, and where they go."""

import math

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.errors import AnalysisError
from simcorr.simulation.own_outcomes import OwnOutcome
from tests.planted import small_scenario

SHARE = OwnOutcome("detained_share", "detained / (detained + irregular_journeys)", unit="share", better="lower")
ARMS = {"Rotation": sc.StaffRotation(interval_weeks=13)}


def late(tables):
    """Return the bribes of the last weeks."""
    weekly = tables.weekly
    return weekly.loc[weekly["week"] >= 30, "bribes"].sum()


LATE = OwnOutcome("late_bribes", late, title="Bribes in the last weeks", unit="bribes", better="lower")
PER_REPORT = OwnOutcome("cases_per_report", "context.recorded_cases / recorded_reports")


def test_an_expression_is_what_one_reckons_by_hand():
    run = sc.run(small_scenario(), outcomes=[SHARE, OwnOutcome("twice", "-bribes + (3 * bribes) / 1e0")])
    detained, arrived = run.outcomes["detained"], run.outcomes["irregular_journeys"]
    assert run.outcomes["detained_share"] == detained / (detained + arrived)
    assert run.outcomes["twice"] == 2 * run.outcomes["bribes"]


def test_a_function_sees_the_tables_of_the_run():
    run = sc.run(small_scenario(), outcomes=[LATE])
    weekly = run.weekly
    assert run.outcomes["late_bribes"] == weekly.loc[weekly["week"] >= 30, "bribes"].sum()


def test_events_are_there_for_a_function_that_asks_for_them():
    counted = OwnOutcome("rows", lambda tables: len(tables.events), events=True)
    run = sc.run(small_scenario(), outcomes=[counted])
    assert run.outcomes["rows"] == len(sc.run(small_scenario(), events=True).events)


def test_each_stands_with_the_others_of_its_observer():
    run = sc.run(small_scenario(), outcomes=[SHARE, PER_REPORT])
    assert "cases_per_report" in run.recorded.index
    assert "cases_per_report" not in run.outcomes.index
    assert "detained_share" in run.outcomes.index


def test_a_run_that_is_asked_for_none_has_none():
    sc.run(small_scenario(), outcomes=[SHARE])
    assert "detained_share" not in sc.run(small_scenario()).outcomes


def test_dividing_by_nothing_is_undefined():
    run = sc.run(small_scenario(), outcomes={"nothing": "bribes / (bribes - bribes)"})
    assert math.isnan(run.outcomes["nothing"])


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("bribs / 2", "unknown outcome or measure 'bribs'; did you mean 'bribes'"),
        ("__import__('os').system('x')", "is not allowed; allowed are names, numbers"),
        ("bribes ** 2", r"'bribes \*\* 2' is not allowed"),
        ("[bribes]", "is not allowed"),
        ("'bribes'", "is not allowed"),
        ("True + bribes", "'True' is not allowed"),
        ("bribes if detained else 0", "is not allowed"),
        ("bribes +", "is no expression"),
        ("2 * 3", "names nothing that a run gives"),
        ("bribes + recorded_cases", "mixes observers: 'bribes' is true and 'recorded_cases' is recorded"),
        ("context.bribs", "did you mean 'context.bribes'"),
        ("bribes.__class__", "unknown outcome or measure"),
        ("bribes +" * 200 + " 1", "has 1602 signs; allowed are 1000"),
    ],
)
def test_what_is_no_expression_is_refused_by_name(formula, message):
    with pytest.raises(AnalysisError, match=message):
        OwnOutcome("own", formula)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": "bribes"}, "the name 'bribes' is taken"),
        ({"name": "two words"}, "allowed are letters, digits and underscores"),
        ({"better": "less"}, "better is 'less'"),
        ({"formula": 3}, "the formula of 'own' is 3; allowed is a text or a function"),
    ],
)
def test_a_definition_that_cannot_be_is_refused(values, message):
    with pytest.raises(AnalysisError, match=message):
        OwnOutcome(**{"name": "own", "formula": "bribes", **values})


@pytest.mark.parametrize(
    ("given", "message"),
    [("bribes", "outcomes are 'bribes'"), ([SHARE, SHARE], "asked for twice"), ([1], "1 is no outcome of one's own")],
)
def test_a_request_that_cannot_be_is_refused(given, message):
    with pytest.raises(AnalysisError, match=message):
        sc.run(small_scenario(), outcomes=given)


def test_a_function_that_returns_no_number_is_a_failed_run():
    wrong = OwnOutcome("wrong", lambda tables: "many")
    found = sc.compare(small_scenario(), ARMS, 2, outcomes=[wrong], progress=False)
    assert found.failures["error"].str.contains("outcome 'wrong' gave str 'many'; allowed is a number").all()


class TestInComparisons:
    @pytest.fixture(scope="class")
    def found(self):
        return sc.compare(small_scenario(), ARMS, 6, outcomes=[SHARE, LATE, PER_REPORT], progress=False)

    def test_effects_sentences_and_figures_have_it(self, found):
        effect = found.effect("late_bribes", "Rotation")
        wide = found.outcomes.pivot(index="replicate", columns="intervention", values="late_bribes")
        assert effect["difference"] == pytest.approx((wide["Rotation"] - wide["Baseline"]).mean())
        assert effect["better"] == "lower"
        assert "'bribes in the last weeks'" in found.sentence("late_bribes", "Rotation")
        assert found.plot("late_bribes")
        assert "cases_per_report" in set(found.recorded_effects["outcome"])

    def test_saved_and_read_it_is_the_same(self, found, tmp_path):
        found.save(tmp_path / "kept")
        again = sc.Comparison.load(tmp_path / "kept")
        pd.testing.assert_frame_equal(again.effects, found.effects)
        assert again.record.own_outcomes["detained_share"]["formula"] == SHARE.formula
        assert again.record.own_outcomes["late_bribes"]["formula"] == ""

    def test_the_brief_has_a_table_of_them(self, found, tmp_path):
        page = found.brief(tmp_path / "brief").read_text(encoding="utf-8")
        assert "Outcomes defined for this comparison" in page
        assert "Bribes in the last weeks" in page

    def test_one_can_be_selected_for(self):
        best = sc.select_best(
            small_scenario(), ARMS, "late_bribes", 100.0, first=5, replicates=5, outcomes=[LATE], progress=False
        )
        assert best.outcome == "late_bribes"


class TestInSweeps:
    @pytest.fixture(scope="class")
    def found(self, tmp_path_factory):
        store = tmp_path_factory.mktemp("own") / "runs.sqlite"
        over = {"Rotation.interval_weeks": sc.Values([4, 13, 26])}
        given = {"outcomes": [SHARE, LATE], "store": store, "progress": False}
        return sc.sweep(small_scenario(), ARMS, over, 2, **given), store, over, given

    def test_rows_tables_and_choices_have_it(self, found):
        sweep = found[0]
        assert np.isfinite(sweep.runs["late_bribes"]).all()
        assert len(sweep.table("detained_share")) == 3
        assert sweep.decide("late_bribes").outcome == "late_bribes"

    def test_read_from_its_store_it_is_there(self, found):
        sweep, store, _, _ = found
        pd.testing.assert_frame_equal(sc.load_sweep(store).runs, sweep.runs)

    def test_runs_without_it_are_done_again_and_no_others(self, found, monkeypatch):
        sweep, _, over, given = found
        again = sc.sweep(small_scenario(), ARMS, over, 2, **given)
        pd.testing.assert_frame_equal(again.runs, sweep.runs)
        more = OwnOutcome("another", "exploited / 2")
        with_more = sc.sweep(small_scenario(), ARMS, over, 2, **{**given, "outcomes": [SHARE, more]})
        assert (with_more.runs["another"] == with_more.runs["exploited"] / 2).all()
        monkeypatch.setattr("simcorr.experiment.trial.execute", None)  # nothing is simulated any more
        both = sc.sweep(small_scenario(), ARMS, over, 2, **{**given, "outcomes": [SHARE, LATE, more]})
        pd.testing.assert_series_equal(both.runs["late_bribes"], sweep.runs["late_bribes"])
