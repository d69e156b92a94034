"""What a sweep answers in one call: sensitivity, dose response, interaction, decisions, exports, figures."""

import json
import math

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.analysis.sensitivity import morris_effects, sobol_indices, tornado
from simcorr.errors import AnalysisError, ResultError
from simcorr.experiment.results import exporting
from tests.experiment.sweeping.faulty import sweep_of
from tests.planted import small_scenario

LIMITS = {"officials.reservation_median_wages": sc.Between(0.1, 3.0), "officials.fine_usd": sc.Between(1000, 50000)}
ROTATION = {"Rotation": sc.StaffRotation(interval_weeks=13)}


def swept(over, arms=ROTATION, replicates=3, **values):
    return sc.sweep(small_scenario(), arms, over, replicates, workers=1, progress=False, **values)


@pytest.fixture(scope="module")
def rotation():
    return sweep_of(None, workers=1, replicates=6)


@pytest.fixture(scope="module")
def spread():
    return swept(sc.LatinHypercube(LIMITS, points=24), {**ROTATION, "Wages": sc.OfficialWages(factor=3.0)})


@pytest.fixture(scope="module")
def levers():
    both = sc.HighRiskAudits(factor=2.0) + sc.GraverPenalties(factor=2.0)
    names = ("Both.high_risk_audits.factor", "Both.graver_penalties.factor")
    return swept({name: sc.Values([1.0, 4.0]) for name in names}, {"Both": both})


# --- sensitivity ----------------------------------------------------------------------------------------------------


def test_morris_is_that_of_the_runs():
    design = sc.Morris(LIMITS, trajectories=4)
    found = swept(design)
    runs = found.runs[found.runs["intervention"] == "Baseline"]
    values = runs.pivot(index="point", columns="replicate", values="bribes").to_numpy()
    expected = morris_effects(design.unit(), values, list(LIMITS)).sort_values("mu_star", ascending=False)
    answer = found.sensitivity("bribes")
    assert answer.table["mu_star"].tolist() == expected["mu_star"].tolist()
    assert answer.table["parameter"].iloc[0] == "officials.reservation_median_wages"
    assert "Bribes paid: Morris screening" in repr(answer)


def test_sensitivity_of_an_effect_is_that_of_paired_differences():
    found = swept(sc.OneAtATime(LIMITS))
    wide = found.runs.pivot(index=["point", "replicate"], columns="intervention", values="bribes")
    effect = (wide["Rotation"] - wide["Baseline"]).unstack().to_numpy()
    expected = tornado(found.points, effect).set_index("parameter")
    answer = found.sensitivity("bribes", "Rotation").table.set_index("parameter")
    assert answer["change_at_low"].to_dict() == pytest.approx(expected["change_at_low"].to_dict())


def test_sobol_knows_its_design():
    design = sc.Saltelli(LIMITS, points=8)
    found = swept(design, arms=None, replicates=2)
    values = found.runs.pivot(index="point", columns="replicate", values="bribes").to_numpy()
    expected = sobol_indices(design.unit(), values, list(LIMITS)).set_index("parameter")["total"]
    assert found.sensitivity("bribes").table.set_index("parameter")["total"].to_dict() == expected.to_dict()


def test_a_design_without_an_analysis_says_which_have_one(rotation):
    with pytest.raises(
        AnalysisError, match=r"of kind 'grid'; sensitivity needs one of morris, saltelli, one_at_a_time"
    ):
        rotation.sensitivity("bribes")


def test_a_sample_is_analysed_by_the_method_that_needs_no_design_of_its_own():
    found = swept(sc.LatinHypercube(LIMITS, 64), replicates=2)
    answer = found.sensitivity("bribes")
    assert answer.kind == "pawn"
    assert "officials.reservation_median_wages" in repr(answer)
    wide = found.wide("bribes")["Baseline"].unstack().to_numpy()
    assert answer.table.equals(sc.pawn_indices(found.points, wide))
    assert answer.plot().as_bytes("svg")
    assert "may depend on one another" not in answer.caption
    assert found.sensitivity("bribes", "Rotation", method="pawn").intervention == "Rotation"
    with pytest.raises(AnalysisError, match=r"method 'morris' needs a design of that kind; .* allowed is pawn"):
        found.sensitivity("bribes", method="morris")
    with pytest.raises(AnalysisError, match="did you mean 'pawn'"):
        found.sensitivity("bribes", method="pwn")


def test_groups_have_a_row_each_and_come_back_from_the_store(tmp_path):
    groups = {"both": list(LIMITS)}
    over = {**LIMITS, "smugglers.count": sc.Between(5, 10)}
    for design in (sc.Morris(over, 3, groups=groups), sc.Saltelli(over, 4, groups=groups)):
        swept(design, arms=None, store=tmp_path / f"{design.kind}.sqlite")
        answer = sc.load_sweep(tmp_path / f"{design.kind}.sqlite").sensitivity("bribes")
        assert set(answer.table["parameter"]) == {"both", "smugglers.count"}
        assert answer.plot().as_bytes("svg")


def test_a_failed_run_makes_the_analysis_refuse(monkeypatch):
    found = swept(sc.Morris(LIMITS, trajectories=2), arms=None)
    gap = found.runs.drop(index=4)
    monkeypatch.setitem(found.__dict__, "runs", gap)
    with pytest.raises(AnalysisError, match=r"1 of 6 points have fewer than the 3 replicates"):
        found.sensitivity("bribes")


# --- levers ---------------------------------------------------------------------------------------------------------


def test_long_intervals_of_rotation_come_to_none(rotation):
    answer = rotation.dose_response("bribes")
    table = rotation.table("bribes")
    assert answer.table["difference"].tolist() == pytest.approx(table["difference"].tolist())
    assert math.isnan(answer.saturation)
    effective = answer.table[answer.table["verdict"].isin(["lowers", "raises"])]["dose"]
    assert np.isnan(answer.smallest_effective) if effective.empty else answer.smallest_effective == effective.max()


@pytest.mark.parametrize(
    ("arms", "name", "none"),
    [
        (ROTATION, "Rotation.interval_weeks", math.inf),
        (ROTATION, "Rotation.share", 0.0),
        (ROTATION, "Rotation.delivery", 0.0),
        ({"Pay": sc.OfficialWages(factor=2.0)}, "Pay.factor", 1.0),
        ({"Drive": sc.OfficialCampaign(norm_shift=0.1)}, "Drive.norm_shift", 0.0),
    ],
)
def test_the_dose_that_is_none_follows_from_the_lever(arms, name, none):
    from simcorr.experiment.arms import checked_arms
    from simcorr.experiment.designs.targets import Targets

    scenario = small_scenario()
    assert Targets(scenario, checked_arms(scenario, arms)).no_dose(name) == none


def test_a_parameter_is_no_dose():
    found = swept({"officials.fine_usd": sc.Values([1000.0, 2000.0])})
    with pytest.raises(AnalysisError, match=r"'officials.fine_usd' is no dose of an intervention"):
        found.dose_response("bribes")


def test_two_levers(levers, rotation):
    answer = levers.interaction("bribes")
    wide = levers.wide("bribes")
    effect = (wide["Both"] - wide["Baseline"]).groupby("point").mean()
    joint, single = effect[3] - effect[0], effect[1] + effect[2] - 2 * effect[0]
    assert answer.contrasts["contrast"].tolist() == pytest.approx([joint - single])
    with pytest.raises(AnalysisError, match=r"interaction needs a design that varies 2 levers; this one varies 1"):
        rotation.interaction("bribes")


# --- decisions ------------------------------------------------------------------------------------------------------


def test_a_choice_goes_over_all_arms(spread):
    choice = spread.decide("bribes")
    assert set(choice.table.index) == {"Baseline", "Rotation", "Wages"}
    assert choice.better == "lower"
    assert choice.best["probability"].sum() == pytest.approx(1.0)
    means = spread.runs.groupby("intervention")["bribes"].mean()
    assert choice.table["mean"].to_dict() == pytest.approx(means.to_dict())
    assert choice.table.index[0] == means.idxmin()
    assert f"{choice.table.index[0]}" in " ".join(choice.sentences)
    assert len(choice.measure_first) == 2
    assert not choice.is_ensemble
    assert choice.left_out == 0


def test_what_is_gained_is_set_against_costs_that_are_given(spread):
    choice = spread.decide("bribes")
    gained = choice.avoided()
    assert (gained["Baseline"] == 0.0).all()
    assert gained["Rotation"].to_list() == pytest.approx(
        (choice.values["Baseline"] - choice.values["Rotation"]).to_list()
    )
    assert (choice.avoided("Wages")["Wages"] == 0.0).all()
    costs = {"Baseline": 0, "Rotation": 1e6, "Wages": 2e6}
    plane = choice.plot_plane(costs)
    assert plane.axes[0].get_xlabel() == "Bribes paid: fewer than with Baseline (bribes)"
    assert choice.plot_front(costs).axes[0].get_xlabel() == "Cost (USD)"
    assert choice.plot_acceptability(costs, [0.0, 1e3, 1e5]).axes
    with pytest.raises(AnalysisError, match="Wages"):
        choice.plot_plane({"Baseline": 0, "Rotation": 1e6})
    with pytest.raises(AnalysisError, match=r"unknown arm 'Wage'; did you mean 'Wages'"):
        choice.avoided("Wage")


def test_members_of_an_ensemble_are_no_sample():
    found = swept(sc.Members(first=3), replicates=2)
    choice = found.decide("bribes")
    assert choice.is_ensemble
    assert "shares of them are no probabilities" in repr(choice)


def test_points_without_all_runs_are_left_out(spread, monkeypatch):
    runs = spread.runs
    monkeypatch.setitem(spread.__dict__, "runs", runs.drop(index=runs.index[runs["point"] == 5][1]))
    choice = spread.decide("bribes")
    assert choice.left_out == 1
    assert 5 not in choice.values.index
    assert "1 points are left out" in repr(choice)


def test_where_an_arm_fails(spread):
    choice = spread.decide("bribes")
    found = choice.fails("Baseline", threshold=float(choice.values["Baseline"].quantile(0.7)), fewest=3)
    assert found.limits["parameter"].tolist() == ["officials.reservation_median_wages"]
    assert found.limits["limit"].tolist() == ["at most"]
    with pytest.raises(AnalysisError, match=r"'Baseline' fails at none of the 24 points"):
        choice.fails("Baseline", threshold=1e9)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda s: s.decide("recorded_cases"), "'recorded_cases' is recorded: what is not true cannot rank"),
        (lambda s: s.decide("surveyed_paid_border"), "'surveyed_paid_border' is surveyed: what is not true"),
        (lambda s: s.decide("bribe"), "did you mean 'bribes'"),
        (lambda s: s.decide("bribes", ["Rotatoin"]), "unknown arm 'Rotatoin'; did you mean 'Rotation'"),
        (lambda s: s.decide("bribes", ["Baseline"]), "there is one arm only"),
        (lambda s: s.decide("bribes", better="more"), "better is 'more'; allowed are 'lower' and 'higher'"),
        (lambda s: s.decide("bribes").fails("Nothing"), "unknown arm 'Nothing'"),
        (lambda s: s.plot("bribes", ["Nothing"]), "unknown intervention 'Nothing'"),
        (lambda s: s.plot("recorded_cases"), "cannot rank"),
        (lambda s: s.sensitivity("recorded_cases"), "cannot rank"),
        (lambda s: s.dose_response("bribes"), "varies 1 lever; this one varies 2"),
    ],
)
def test_wrong_turns(spread, call, words):
    with pytest.raises(AnalysisError, match=words):
        call(spread)


# --- elsewhere ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_exports_hold_every_table(rotation, tmp_path, form):
    folder = getattr(rotation, f"to_{form}")(tmp_path / "out")
    read = pd.read_csv if form == "csv" else pd.read_parquet
    for name in exporting.TABLES:
        frame = getattr(rotation, name)
        expected = frame.reset_index() if name == "points" else frame
        pd.testing.assert_frame_equal(read(folder / f"{name}.{form}"), expected, check_dtype=False)
    told = json.loads((folder / "sweep.json").read_text())
    assert told["replicates"] == 6
    assert told["done"] == told["planned"]


def test_parquet_without_its_library_says_what_to_install(rotation, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ResultError, match=r'pip install "simcorr\[parquet\]"'):
        rotation.to_parquet(tmp_path)


def test_the_form_of_ema_workbench(spread):
    experiments, outcomes = spread.to_ema()
    assert list(experiments) == [*LIMITS, "scenario", "policy", "model"]
    assert len(experiments) == 24 * 3
    assert all(values.shape == (72,) for values in outcomes.values())
    at = spread.runs[(spread.runs["point"] == 7) & (spread.runs["intervention"] == "Wages")]
    row = experiments.index[(experiments["scenario"] == 7) & (experiments["policy"] == "Wages")]
    assert outcomes["bribes"][row[0]] == pytest.approx(at["bribes"].mean())


def test_a_notebook_shows_a_sweep_and_what_comes_next(rotation):
    shown = rotation._repr_html_()
    assert "&lt;Sweep over Rotation.interval_weeks" in shown
    assert "plot(outcome)" in shown


def test_axes_have_units(rotation, levers):
    assert rotation.labels == {"Rotation.interval_weeks": "Rotation.interval_weeks (weeks)"}
    assert rotation.plot("bribes").axes[0].get_xlabel() == "Rotation.interval_weeks (weeks)"
    assert levers.plot("bribes").axes[0].get_xlabel() == "Both.high_risk_audits.factor (factor)"
