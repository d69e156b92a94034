import math
import os

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr import storage
from simcorr.errors import InterventionError, ResultError, RunError
from simcorr.simulation import running
from simcorr.simulation.frames import window_totals
from simcorr.simulation.outcomes import BUILT_IN, window_outcomes
from simcorr.world.measures import BY_CONTEXT, BY_RANK, CORRIDOR_INDEX, IMPUNITY_WEEKS, RANK_INDEX
from tests.planted import planted_trace, small_scenario


class Incorruptible(sc.Official):
    """A gatekeeper who accepts nothing."""

    def acceptance_probability(self, price, trust):
        return 0.0


@pytest.fixture(scope="module")
def run():
    return sc.run(small_scenario(), sc.StaffRotation(interval_weeks=13), seed=3, events=True)


def test_every_outcome_can_be_computed_from_what_the_engines_measure():
    totals = window_totals(planted_trace(small_scenario()), 13) | {"cost_usd": 0.0}
    for observer in ("true", "recorded", "surveyed", "dark_figure"):
        declared = {name for name, outcome in BUILT_IN.items() if outcome.observer == observer}
        assert set(window_outcomes(totals, observer)) == declared


def test_outcomes_are_declared_completely():
    for name, outcome in BUILT_IN.items():
        assert outcome.name == name
        assert outcome.description.endswith(".")
        assert outcome.unit
        if outcome.observer in ("recorded", "surveyed"):
            assert name.startswith(f"{outcome.observer}_")
        assert not outcome.harm or outcome.better == "lower"


def test_ratios_come_from_sums():
    trace = planted_trace(small_scenario())
    values = window_outcomes(window_totals(trace, 13) | {"cost_usd": 0.0}, "true")
    offers = trace.context[13:, :, BY_CONTEXT.offers].sum()
    accepted = trace.context[13:, :, BY_CONTEXT.offers_accepted].sum()
    assert values["acceptance_rate"] == pytest.approx(accepted / offers)
    assert 0.0 <= values["acceptance_rate"] <= 1.0


def test_an_undefined_ratio_is_not_a_number():
    trace = planted_trace(small_scenario())
    trace.context[:] = 0.0
    values = window_outcomes(window_totals(trace, 13) | {"cost_usd": 0.0}, "true")
    assert math.isnan(values["acceptance_rate"])
    assert values["bribes"] == 0.0


def test_impunity_leaves_out_bribes_that_cannot_be_followed_to_the_end():
    scenario = small_scenario(window_weeks=IMPUNITY_WEEKS + 10)
    trace = planted_trace(scenario)
    rank = trace.rank
    rank[:, 0, BY_RANK.cohort_bribes] = 2.0
    rank[:, 0, BY_RANK.cohort_sanctioned] = 0.0
    rank[: 13 + 10, 0, BY_RANK.cohort_sanctioned] = 1.0
    values = window_outcomes(window_totals(trace, 13) | {"cost_usd": 0.0}, "true")
    assert values["impunity"] == pytest.approx(0.5)
    short = window_outcomes(window_totals(planted_trace(small_scenario()), 13) | {"cost_usd": 0.0}, "true")
    assert math.isnan(short["impunity"])


def test_impunity_is_told_apart_for_public_and_private_gatekeepers():
    trace = planted_trace(small_scenario(window_weeks=IMPUNITY_WEEKS + 10))
    gatekeepers = {"bribes": 10.0, "sanctioned": 4.0, "private_bribes": 2.0, "private_sanctioned": 0.0}
    for name, value in gatekeepers.items():
        trace.rank[:, 0, RANK_INDEX[f"cohort_{name}"]] = value
    values = window_outcomes(window_totals(trace, 13) | {"cost_usd": 0.0}, "true")
    assert values["impunity"] == pytest.approx(0.6)
    assert values["impunity_public"] == pytest.approx(0.5)
    assert values["impunity_private"] == 1.0
    trace.rank[:, 0, BY_RANK.cohort_private_bribes] = 0.0
    values = window_outcomes(window_totals(trace, 13) | {"cost_usd": 0.0}, "true")
    assert math.isnan(values["impunity_private"])
    assert values["impunity_public"] == values["impunity"]


def test_who_is_affected_by_bribes_is_a_share_of_all_who_set_out():
    trace = planted_trace(small_scenario())
    for name, value in (("persons_with_bribe", 3.0), ("journeys_started", 8.0), ("chose_regular", 4.0)):
        trace.corridor[:, :, CORRIDOR_INDEX[name]] = value
    values = window_outcomes(window_totals(trace, 13) | {"cost_usd": 0.0}, "true")
    assert values["persons_with_bribe"] == 3.0 * 39
    assert values["share_of_journeys_with_bribe"] == pytest.approx(0.25)


def test_income_from_exploitation_is_counted_where_somebody_decides_about_it():
    assert sc.run(small_scenario(), seed=3).outcomes["exploitation_usd"] == 0.0
    decided = small_scenario().with_changes({"switches.decided_exploitation": True})
    assert sc.run(decided, seed=3).outcomes["exploitation_usd"] > 0.0


def test_frames_are_tidy_and_add_up_to_the_outcomes(run):
    assert list(run.weekly.columns[:2]) == ["week", "context"]
    window = run.weekly[run.weekly["week"] >= 0]
    assert window["bribes"].sum() == run.outcomes["bribes"]
    assert run.weekly["week"].min() == -13
    assert run.corridors.loc[run.corridors["week"] >= 0, "exploited"].sum() == run.outcomes["exploited"]
    by_its_books = ("reports_to_agency", "agency_files")
    assert run.weekly_recorded.columns[2:].str.startswith(("recorded_", *by_its_books)).all()
    assert run.weekly_surveyed.columns[2:].str.startswith("survey_").all()
    assert not run.weekly.columns.str.startswith(("recorded_", "survey")).any()
    assert set(run.ranks["rank"]) >= {"gatekeeper", "national supervisor"}
    assert run.events["week"].between(-13, 38).all()


def test_the_same_seed_gives_the_same_run_and_another_does_not(run):
    again = sc.run(small_scenario(), [sc.StaffRotation(interval_weeks=13)], seed=3)
    pd.testing.assert_frame_equal(run.weekly, again.weekly, check_exact=True)
    assert again.events is None
    other = sc.run(small_scenario(), [sc.StaffRotation(interval_weeks=13)], seed=4)
    assert not other.weekly.equals(run.weekly)


def test_interventions_named_in_the_scenario_are_applied():
    rotation = sc.StaffRotation(interval_weeks=13, delivery=1.0)
    named = sc.run(small_scenario(interventions=(rotation,)), seed=3)
    given = sc.run(small_scenario(), rotation, seed=3)
    pd.testing.assert_series_equal(named.outcomes, given.outcomes)
    assert named.record.interventions == given.record.interventions
    assert named.record.deliveries == [1.0]


def test_a_run_survives_saving_and_loading(run, tmp_path):
    run.save(tmp_path / "new" / "folder")
    loaded = sc.Run.load(tmp_path / "new" / "folder")
    for name in ("outcomes", "recorded", "surveyed", "dark_figure"):
        pd.testing.assert_series_equal(getattr(loaded, name), getattr(run, name))
    for name in ("weekly", "weekly_recorded", "corridors", "weekly_surveyed", "ranks", "events"):
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(run, name), check_dtype=False)
    assert loaded.record == run.record
    assert loaded.scenario == run.scenario


def test_the_record_says_how_to_get_the_run_again(run):
    record = run.record
    assert record.version == sc.__version__
    assert record.scenario_hash == small_scenario().hash
    assert record.interventions["run"][0]["measure"] == "staff_rotation"
    assert record.started.endswith("+00:00")
    assert 0.4 <= record.deliveries[0] <= 1.0


@pytest.mark.parametrize("seed", [-1, 0.5, 1.0, True, math.nan, "1", None, 2**63])
def test_seeds_that_are_not_whole_numbers_from_zero_are_refused(seed):
    with pytest.raises(RunError, match=r"seed is .*; allowed is a whole number from 0"):
        sc.run(small_scenario(), seed=seed)


def test_numpy_integers_are_good_seeds():
    assert sc.run(small_scenario(), seed=np.int64(3)).record.seed == 3


def test_bad_requests_name_what_is_allowed():
    with pytest.raises(RunError, match="unknown engine 'mess'; did you mean 'mesa'"):
        sc.run(small_scenario(), engine="mess")
    with pytest.raises(RunError, match="allowed is a Scenario"):
        sc.run({"name": "x"})
    with pytest.raises(InterventionError, match="unknown corridor 'sea'"):
        sc.run(small_scenario(), sc.StaffRotation(interval_weeks=13, corridors=["sea"]))
    scenario = small_scenario(interventions=(sc.StaffRotation(interval_weeks=13),))
    with pytest.raises(InterventionError, match="sets rotation_interval_weeks"):
        sc.run(scenario, sc.StaffRotation(interval_weeks=26))


def test_costs_run_while_a_measure_does():
    cheap = sc.StaffRotation(interval_weeks=13, start_week=10, end_week=20, cost_per_week_usd=5.0)
    dear = sc.OfficialWages(factor=1.2, cost_per_week_usd=100.0)
    assert running.cost_usd([], 39) == 0.0
    assert running.cost_usd([cheap, dear], 39) == 50.0 + 3900.0
    assert math.isnan(running.cost_usd([cheap, sc.OfficialWages(factor=1.2)], 39))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_without_permission_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ResultError, match="cannot write results to"):
        storage.writable_folder(tmp_path / "results")


def test_a_folder_that_is_a_file_is_refused(run, tmp_path):
    (tmp_path / "results").write_text("something else")
    with pytest.raises(ResultError, match="cannot write results to"):
        run.save(tmp_path / "results")
    assert (tmp_path / "results").read_text() == "something else"


def test_a_file_that_cannot_be_written_completely_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "outcomes.csv"
    storage.write_text(path, "old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "replace", full)
    with pytest.raises(ResultError, match="No space left on device"):
        storage.write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_damaged_results_are_refused_in_plain_words(run, tmp_path):
    run.save(tmp_path)
    (tmp_path / "record.json").write_text('{"version": ')
    with pytest.raises(ResultError, match="not valid JSON"):
        sc.Run.load(tmp_path)
    run.save(tmp_path)
    (tmp_path / "data" / "weekly.csv").unlink()
    with pytest.raises(ResultError, match=r"cannot read .*weekly\.csv"):
        sc.Run.load(tmp_path)


def test_names_that_look_like_missing_values_survive(tmp_path):
    frame = pd.DataFrame({"intervention": ["NA", "null"], "value": [1.0 / 3.0, math.nan]})
    storage.write_frame(tmp_path / "frame.csv", frame)
    pd.testing.assert_frame_equal(storage.read_frame(tmp_path / "frame.csv"), frame, check_exact=True)


class TestAgentsOfOnesOwn:
    def test_they_take_part(self):
        own = sc.run(small_scenario(), seed=3, engine="mesa", agents={sc.Official: Incorruptible})
        usual = sc.run(small_scenario(), seed=3, engine="mesa")
        assert usual.outcomes["bribes_accepted"] > own.outcomes["bribes_accepted"] == 0.0

    def test_as_in_a_model_of_ones_own(self):
        model = sc.CorruptionModel(small_scenario(), rng=3, agents={sc.Official: Incorruptible})
        while model.running:
            model.step()
        run = sc.run(small_scenario(), seed=3, engine="mesa", agents={sc.Official: Incorruptible})
        totals = window_totals(model.trace(), small_scenario().burn_in_weeks) | {"cost_usd": 0.0}
        pd.testing.assert_series_equal(
            run.outcomes, pd.Series(window_outcomes(totals, "true"), name="true"), check_exact=True
        )

    def test_the_record_names_them(self, tmp_path):
        run = sc.run(small_scenario(), seed=3, engine="mesa", agents={sc.Official: Incorruptible})
        assert run.record.agents == {"Official": f"{__name__}.Incorruptible"}
        run.record.save(tmp_path / "record.json")
        assert type(run.record).load(tmp_path / "record.json") == run.record

    def test_a_record_from_before_there_were_any_can_be_read(self, run, tmp_path):
        content = {name: value for name, value in vars(run.record).items() if name != "agents"}
        storage.write_json(tmp_path / "record.json", content)
        assert type(run.record).load(tmp_path / "record.json") == run.record

    @pytest.mark.parametrize("engine", [{}, {"engine": "compiled"}])
    def test_the_compiled_engine_refuses_them(self, engine):
        with pytest.raises(RunError, match=r"\(Incorruptible\) run in the Mesa engine alone; ask for engine='mesa'"):
            sc.run(small_scenario(), agents={sc.Official: Incorruptible}, **engine)

    def test_nor_does_what_takes_its_place_run_them(self, monkeypatch):
        monkeypatch.setattr("simcorr.jit.JIT_AVAILABLE", False)
        monkeypatch.setattr("simcorr.engine._warned", True)
        monkeypatch.setattr("simcorr.simulation.running.build", None)  # nothing is built, let alone simulated
        with pytest.raises(RunError, match=r"\(Incorruptible\) run in the Mesa engine alone"):
            sc.run(small_scenario(), engine="compiled", agents={sc.Official: Incorruptible})

    def test_an_empty_mapping_changes_nothing(self, run):
        again = sc.run(small_scenario(), sc.StaffRotation(interval_weeks=13), seed=3, agents={})
        pd.testing.assert_series_equal(again.outcomes, run.outcomes, check_exact=True)
        assert again.record.agents == run.record.agents == {}

    @pytest.mark.parametrize(
        ("agents", "words"),
        [
            ([Incorruptible], "agents are of type list; allowed is a mapping of classes"),
            ([], "agents are of type list; allowed is a mapping of classes"),
            ({dict: dict}, "agent class 'dict'"),
            ({sc.Official: dict}, r"agents\[Official\] is <class 'dict'>; allowed is a subclass of Official"),
        ],
    )
    def test_what_is_no_agent_is_refused(self, agents, words):
        with pytest.raises(RunError, match=words):
            sc.run(small_scenario(), engine="mesa", agents=agents)
