import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from simcorr.analysis.estimates import LOWERS, NO_DIFFERENCE, NOT_DISTINGUISHABLE, RAISES, TOO_FEW
from simcorr.analysis.sensitivity import dose_response
from simcorr.analysis.sensitivity.dose_response import FALLS, FLAT, NOT_MONOTONE, RISES
from simcorr.errors import AnalysisError

DOSES = np.array([0.2, 0.4, 0.6, 0.8, 1.0])


def runs_of(effects, random, replicates=20, deviation=1.0, doses=DOSES):
    """Return runs whose baseline varies far more between replicates than the effect does."""
    rows = []
    baseline = random.normal(100.0, 30.0, replicates)
    for dose, effect in zip(doses, effects, strict=True):
        arm = baseline + effect + random.normal(0.0, deviation, replicates)
        columns = {"replicate": range(replicates), "bribes": arm, "bribes_baseline": baseline}
        rows.append(pd.DataFrame({"dose": dose, **columns}))
    return pd.concat(rows, ignore_index=True)


def answer(effects, seed=1, **options):
    return dose_response(runs_of(effects, np.random.default_rng(seed), **options), "dose", "bribes")


def test_a_curve_that_saturates():
    result = answer([0.1, -8.0, -12.0, -12.0, -12.0])
    assert (result.shape, result.smallest_effective, result.saturation) == (FALLS, 0.4, 0.6)
    assert result.table["verdict"].tolist() == [NOT_DISTINGUISHABLE, LOWERS, LOWERS, LOWERS, LOWERS]
    assert result.table["gain_verdict"].tolist()[1:3] == [LOWERS, LOWERS]
    assert result.table["gain"].tolist()[0] == pytest.approx(result.table["difference"][0])
    assert result.table["to_top"].tolist()[-1] == 0.0
    assert result.table["difference"].to_numpy() == pytest.approx([0.1, -8.0, -12.0, -12.0, -12.0], abs=1.0)
    assert (result.replicates, set(result.table["replicates"])) == (20, {20})


@pytest.mark.parametrize(
    ("effects", "shape"),
    [
        (10.0 * DOSES, RISES),
        (-10.0 * DOSES, FALLS),
        (40.0 * DOSES * (1.0 - DOSES), NOT_MONOTONE),
        ([9.0, 9.0, 9.0, 9.0, 9.0], RISES),
        (0.0 * DOSES, FLAT),
    ],
)
def test_the_shape_of_planted_curves(effects, shape):
    assert answer(effects).shape == shape


def test_gains_up_to_the_highest_dose_are_no_saturation():
    assert np.isnan(answer(20.0 * DOSES).saturation)


def test_where_nothing_is_gained_nothing_saturates():
    result = answer(0.0 * DOSES)
    assert np.isnan(result.saturation)
    assert np.isnan(result.smallest_effective)


def test_each_dose_is_compared_with_its_own_baseline():
    random = np.random.default_rng(7)
    runs = runs_of(10.0 * DOSES, random)
    shift = random.normal(0.0, 40.0, len(runs))
    moved = runs.assign(bribes=runs["bribes"] + shift, bribes_baseline=runs["bribes_baseline"] + shift)
    one, other = (dose_response(each, "dose", "bribes").table for each in (runs, moved))
    for column in ("difference", "high", "gain", "gain_low", "to_top", "to_top_high"):
        assert other[column].to_numpy() == pytest.approx(one[column].to_numpy(), abs=1e-9)


def test_noise_has_a_shape_no_more_often_than_it_may():
    random = np.random.default_rng(2)
    wrong = sum(
        dose_response(runs_of(0.0 * DOSES, random, replicates=8), "dose", "bribes").shape != FLAT for _ in range(200)
    )
    assert wrong / 200 <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 200)


def test_the_interval_of_a_dose_covers_as_often_as_it_says():
    random = np.random.default_rng(3)
    covered = 0
    for _ in range(1000):
        runs = runs_of([-5.0], random, replicates=6, doses=[1.0])
        row = dose_response(runs, "dose", "bribes").table.iloc[0]
        covered += row["low"] <= -5.0 <= row["high"]
    assert 0.93 <= covered / 1000 <= 0.97


@given(st.integers(0, 100), st.floats(-1e6, 1e6))
@settings(max_examples=10, deadline=None)
def test_what_baseline_and_arm_share_makes_no_difference(seed, shift):
    runs = runs_of(10.0 * DOSES, np.random.default_rng(seed), replicates=5)
    moved = runs.assign(bribes=runs["bribes"] + shift, bribes_baseline=runs["bribes_baseline"] + shift)
    one, other = (dose_response(each.sample(frac=1.0), "dose", "bribes") for each in (runs, moved))
    columns = ["difference", "low", "high", "gain_low", "to_top_high"]
    assert other.table[columns].to_numpy() == pytest.approx(one.table[columns].to_numpy(), abs=1e-6)
    assert other.shape == one.shape


def test_a_dose_of_none_may_be_run_or_left_out():
    random = np.random.default_rng(4)
    runs = runs_of(10.0 * DOSES, random)
    none = runs[runs["dose"] == 0.2].assign(dose=0.0, bribes=lambda table: table["bribes_baseline"])
    result = dose_response(pd.concat([none, runs]), "dose", "bribes")
    assert result.table["verdict"].tolist()[0] == NO_DIFFERENCE
    assert result.table["gain"].tolist()[1] == pytest.approx(result.table["difference"][1])
    assert result.shape == dose_response(runs, "dose", "bribes").shape == RISES


def test_doses_may_lie_on_both_sides_of_none():
    runs = runs_of([-5.0, 5.0], np.random.default_rng(1), doses=[0.5, 1.5])
    result = dose_response(runs, "dose", "bribes", none=1.0)
    assert result.table["verdict"].tolist() == [LOWERS, RAISES]
    assert result.shape == RISES


def test_rounding_is_no_response():
    runs = runs_of(0.0 * DOSES, np.random.default_rng(5), deviation=0.0)
    runs["bribes"] = (runs["bribes"] + runs["dose"]) - runs["dose"]
    result = dose_response(runs, "dose", "bribes")
    assert result.shape == FLAT
    assert np.isnan(result.smallest_effective)
    assert set(result.table["gain_verdict"]) == {NO_DIFFERENCE}


def test_one_replicate_shows_no_shape():
    result = answer(10.0 * DOSES, replicates=1)
    assert (result.shape, set(result.table["verdict"])) == (TOO_FEW, {TOO_FEW})


RUNS = runs_of(DOSES, np.random.default_rng(6), replicates=3)


@pytest.mark.parametrize(
    ("runs", "message"),
    [
        (RUNS.drop(index=4), "incomplete: 1 of 15 missing: dose=0.4 replicate=1"),
        (pd.concat([RUNS, RUNS.iloc[[4]]]), "dose=0.4 replicate=1 is there more than once"),
        (RUNS.assign(bribes=RUNS["bribes"].where(RUNS.index != 4)), "not finite in 1 of 15 runs: dose=0.4 replicate=1"),
        (RUNS.assign(replicate=RUNS["replicate"].where(RUNS.index != 4)), "replicate is missing in 1 of 15 runs"),
        (RUNS.iloc[:0], "the runs have no rows"),
        (RUNS.rename(columns={"dose": "doses"}), "unknown column 'dose' in the runs; did you mean 'doses'"),
        (RUNS.drop(columns="bribes_baseline"), "unknown column 'bribes_baseline' in the runs; did you mean 'bribes'"),
        ([1.0, 2.0], "the runs are a list; allowed is a DataFrame"),
    ],
)
def test_incomplete_runs_are_refused(runs, message):
    with pytest.raises(AnalysisError, match=message):
        dose_response(runs, "dose", "bribes")
