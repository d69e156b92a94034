"""Traces of simulated measures: known mechanisms, the same runs as a comparison, wrong turns, failures, Ctrl-C."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.draws import replicate_seed
from simcorr.errors import InterventionError, ResultError, RunError, StoreError
from simcorr.experiment import trial
from simcorr.experiment.store.store import Store
from simcorr.experiment.tracing.carried import NO_EFFECT
from simcorr.scenario import Switches
from tests.planted import small_scenario

QUIET = {"workers": 1, "progress": False}


@pytest.fixture(scope="module")
def reporting(tmp_path_factory):
    store = tmp_path_factory.mktemp("trace") / "runs.sqlite"
    mechanisms = ["migrant_reporting", "recording_filter", "trust"]
    return sc.trace(small_scenario(), sc.SafeReporting.dose("full"), mechanisms, 12, store=store, **QUIET), store


def row_of(trace, outcome, mechanism):
    table = trace.table(outcome).set_index("mechanism")
    return table.loc[mechanism]


def test_a_channel_for_reports_does_nothing_where_nobody_may_report(reporting):
    trace, _ = reporting
    row = row_of(trace, "reports_true", "migrant_reporting")
    assert trace.needed == ["migrant_reporting"]
    assert set(trace.effects.query("mechanism != 'migrant_reporting'")["verdict"]).isdisjoint({NO_EFFECT})
    assert row["verdict"] == NO_EFFECT
    assert row["effect"] > 0.5
    assert row["effect_off"] == 0.0
    assert row["baseline_mean_off"] < row["baseline_mean"]
    assert "no effect at all without 'migrant reporting' (exactly none in 12 replicates)" in trace.sentence(
        "reports_true"
    )


def test_what_only_statistics_see_carries_nothing_that_is_true(reporting):
    trace, _ = reporting
    effects = trace.effects.set_index(["mechanism", "outcome"])
    assert set(effects.loc["recording_filter"]["verdict"]) <= {"no difference", "undefined"}
    assert effects.loc[("recording_filter", "bribes"), "verdict"] == "no difference"


def test_a_channel_of_colleagues_does_nothing_where_colleagues_may_not_report():
    """At the modest dose a channel is nothing but readiness to report; more of it also follows reports up."""
    traced = {
        dose: sc.trace(small_scenario(), sc.WhistleblowerChannel.dose(dose), ["whistle_blowing"], 12, **QUIET)
        for dose in ("modest", "full")
    }
    assert traced["modest"].needed == ["whistle_blowing"]
    assert traced["full"].needed == []
    modest = traced["modest"].effects
    moved = modest[modest["verdict"] != "no difference"]
    assert len(moved)
    assert set(moved["verdict"]) <= {NO_EFFECT, "undefined"}
    assert (traced["full"].effects["effect_off_verdict"] == "not distinguishable").any()


def test_rotation_that_costs_no_experience_and_cuts_no_ties_still_moves_people():
    scenario = small_scenario()
    rotation = sc.StaffRotation(interval_weeks=4)
    trace = sc.trace(scenario, rotation, "rotation_costs_experience", 12, **QUIET)
    off = scenario.with_changes({"switches.rotation_costs_experience": False})
    compared = sc.compare(off, {"Rotation": rotation}, 12, **QUIET).effect("bribes", "Rotation")
    row = row_of(trace, "bribes", "rotation_costs_experience")
    assert row["effect_off"] == pytest.approx(compared["relative"])
    assert row["effect_off_low"] == pytest.approx(compared["relative_low"])
    assert row["baseline_mean_off"] == pytest.approx(compared["baseline_mean"])


def test_a_comparison_traces_its_own_runs():
    scenario = small_scenario(interventions=[{"measure": "official_wages", "factor": 1.2}])
    arms = {"Channel": sc.SafeReporting.dose("full"), "Rotation": sc.StaffRotation(interval_weeks=13)}
    comparison = sc.compare(scenario, arms, 4, seed=5, **QUIET)
    trace = comparison.trace("Rotation", ["trust"], **QUIET)
    wanted = comparison.effect("bribes", "Rotation")
    found = trace.effect("bribes")
    assert (trace.measure, trace.replicates, trace.sweep.seed) == ("Rotation", 4, 5)
    assert (found.difference, found.relative) == (wanted["difference"], wanted["relative"])
    assert len(trace.table()) == 1
    with pytest.raises(ResultError, match="unknown intervention 'Rotatoin'; did you mean 'Rotation'"):
        comparison.trace("Rotatoin")


def test_all_mechanisms_that_are_on_are_traced_if_none_is_named():
    scenario = small_scenario(switches={"trust": False})
    trace = sc.trace(scenario, sc.StaffRotation.dose("firm"), replicates=1, **QUIET)
    assert trace.mechanisms == [name for name, on in scenario.switches if on]
    assert "trust" not in trace.mechanisms
    assert set(trace.table()["verdict"]) == {"too few replicates"}
    assert "from a single replicate" in trace.sentence()
    trace.plot()


def test_a_trace_comes_back_from_its_store(reporting, tmp_path):
    trace, store = reporting
    again = sc.load_trace(store)
    assert again.effects.equals(trace.effects)
    assert repr(again) == repr(trace)
    assert again.sentence("bribes") == trace.sentence("bribes")
    folder = again.to_csv(tmp_path / "out")
    assert {"trace.csv", "runs.csv", "failures.csv", "sweep.json"} <= {path.name for path in folder.iterdir()}
    other = tmp_path / "other.sqlite"
    sc.sweep(small_scenario(), over={"smugglers.count": sc.Values([3, 4])}, replicates=1, store=other, **QUIET)
    with pytest.raises(ResultError, match=r"is no trace: allowed is one measure, with switches alone varied"):
        sc.load_trace(other)
    with pytest.raises(StoreError, match="there is no store at"):
        sc.load_trace(tmp_path / "missing.sqlite")


def test_a_sweep_of_two_switches_at_once_is_no_trace():
    points = sc.Points(
        [{"switches.trust": True, "switches.norms": True}, {"switches.trust": False, "switches.norms": False}]
    )
    found = sc.sweep(small_scenario(), {"Rotation": sc.StaffRotation.dose("firm")}, points, 1, **QUIET)
    with pytest.raises(ResultError, match="its points are not all mechanisms on, then each off in turn"):
        sc.MechanismTrace(found)


def test_a_brief_takes_only_a_trace_of_its_own(tmp_path):
    scenario = small_scenario()
    comparison = sc.compare(scenario, {"Rotation": sc.StaffRotation(interval_weeks=13)}, 2, **QUIET)
    for values, words in (
        ({"name": "Rotaton"}, "unknown intervention 'Rotaton' in the trace; did you mean 'Rotation'"),
        ({"name": "Rotation", "scenario": scenario.with_changes({"officials.fine_usd": 1.0})}, "comparison.trace"),
    ):
        given = {"scenario": scenario, "measure": sc.StaffRotation(interval_weeks=13), **values, **QUIET}
        other = sc.trace(mechanisms=["trust"], replicates=2, **given)
        with pytest.raises(ResultError, match=words):
            comparison.brief(tmp_path, trace=other)
    assert not (tmp_path / "brief.html").exists()


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"mechanisms": ["rotation_cut_ties"]}, RunError, "unknown mechanism 'rotation_cut_ties'; did you mean"),
        ({"mechanisms": []}, RunError, "mechanisms is empty; name at least one"),
        ({"mechanisms": ["norms"]}, RunError, "mechanism 'norms' is off in scenario 'small' already"),
        ({"measure": []}, RunError, "there is no measure to trace"),
        ({"measure": "staff_rotation"}, InterventionError, "interventions are 'staff_rotation'"),
        ({"scenario": "small.toml"}, RunError, "allowed is a Scenario"),
        ({"replicates": 0}, RunError, "replicates is 0; allowed is a whole number from 1"),
        ({"name": "Baseline"}, RunError, "the name 'Baseline' is taken by the arm without interventions"),
        ({"scenario": small_scenario(switches=Switches.none())}, RunError, "has every mechanism switched off"),
    ],
)
def test_wrong_turns(given, error, words, monkeypatch):
    monkeypatch.setattr(trial, "execute", lambda *_, **__: pytest.fail("something was simulated"))
    usual = {
        "scenario": small_scenario(switches={"norms": False}),
        "measure": sc.StaffRotation.dose("firm"),
        "replicates": 2,
    }
    with pytest.raises(error, match=words):
        sc.trace(**{**usual, **QUIET, **given})


def test_unknown_outcomes_and_those_that_are_not_true_are_refused(reporting):
    trace, _ = reporting
    for call in (trace.table, trace.sentence, trace.plot, trace.effect):
        with pytest.raises(sc.AnalysisError, match="did you mean 'bribes'"):
            call("bribe")
        with pytest.raises(sc.AnalysisError, match="what is not true cannot rank interventions"):
            call("recorded_cases")


def test_a_run_that_fails_is_a_row_with_its_reason_and_the_others_count(monkeypatch):
    whole = trial.execute
    seeds = [replicate_seed(0, replicate) for replicate in range(4)]

    def fail(scenario, members, seed, **values):
        if members and not scenario.switches.trust and seed == seeds[1]:
            raise ZeroDivisionError("planted")
        return whole(scenario, members, seed, **values)

    monkeypatch.setattr(trial, "execute", fail)
    trace = sc.trace(small_scenario(), sc.StaffRotation.dose("full"), ["trust", "norms"], 4, **QUIET)
    ((off, arm, replicate, error),) = trace.failures[["off", "intervention", "replicate", "error"]].to_numpy().tolist()
    assert (off, arm, replicate, error) == ("trust", "Staff rotation", 1, "ZeroDivisionError: planted")
    assert trace.table().set_index("mechanism")["replicates"].to_dict() == {"trust": 3, "norms": 4}
    caption = next(text.get_text() for text in trace.plot().texts if text.get_gid() == "caption")
    assert "1 runs failed and are left out." in caption.replace("\n", " ")


def test_ctrl_c_keeps_what_was_computed_and_the_same_call_does_the_rest(monkeypatch, tmp_path):
    given = (small_scenario(), sc.SafeReporting.dose("full"), ["migrant_reporting", "trust"], 3)
    add, calls = Store.add, []

    def interrupted(self, *values):
        add(self, *values)
        calls.append(1)
        if len(calls) == 9:
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "add", interrupted)
    with pytest.warns(RuntimeWarning, match="interrupted: 9 of 18 runs are done; the same call does the rest"):
        cut = sc.trace(*given, store=tmp_path / "runs.sqlite", **QUIET)
    monkeypatch.undo()
    assert cut.interrupted
    assert sorted(cut.table()["replicates"]) == [0, 0]
    assert cut.effect().replicates == 3
    assert "Nothing can be said of it with any of 2 mechanisms switched off." in cut.sentence("interceptions")
    caption = next(text.get_text() for text in cut.plot().texts if text.get_gid() == "caption")
    assert "9 runs are not done yet." in caption.replace("\n", " ")
    again = sc.trace(*given, store=tmp_path / "runs.sqlite", **QUIET)
    assert not again.interrupted
    assert np.isfinite(again.table("reports_true")["carried"]).any()
    assert again.effects.equals(sc.trace(*given, **QUIET).effects)


def test_the_sentence_has_a_number_for_all_that_it_names():
    trace = sc.trace(
        small_scenario(), sc.StaffRotation(interval_weeks=4), ["rotation_costs_experience", "trust"], 20, **QUIET
    )
    told = trace.sentence("bribes").replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    row = row_of(trace, "bribes", "rotation_costs_experience")
    assert "In these runs, " in told
    assert row["verdict"] in ("different without it", "smaller without it")
    assert f"without 'rotation costs experience' ({100 * row['effect_off']:+.1f} %; difference +" in told
    assert "'trust'" not in told
    assert "20 replicates" in told
    assert not any(word in told for word in ("because", "so that", "explain"))
