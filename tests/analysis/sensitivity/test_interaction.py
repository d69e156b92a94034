import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from simcorr.analysis.estimates import NO_DIFFERENCE, NOT_DISTINGUISHABLE, TOO_FEW
from simcorr.analysis.sensitivity import interaction
from simcorr.analysis.sensitivity.interaction import MIXED, SUB_ADDITIVE, SUPER_ADDITIVE
from simcorr.errors import AnalysisError

LEVELS = np.array([0.0, 0.5, 1.0])


def runs_of(function, random, replicates=20, deviation=1.0, levels=LEVELS):
    """Return runs on a grid, whose replicates differ far more than the cells do."""
    audits, pay, replicate = (grid.ravel() for grid in np.meshgrid(levels, levels, range(replicates), indexing="ij"))
    shared = random.normal(0.0, 30.0, replicates)[replicate]
    bribes = function(audits, pay) + shared + random.normal(0.0, deviation, len(audits))
    return pd.DataFrame({"audits": audits, "pay": pay, "replicate": replicate, "bribes": bribes})


def answer(function, seed=1, better="higher", **options):
    runs = runs_of(function, np.random.default_rng(seed), **options)
    return interaction(runs, "audits", "pay", "bribes", better=better)


def test_a_planted_product_is_found():
    result = answer(lambda audits, pay: 100.0 - 5.0 * audits + 20.0 * audits * pay)
    assert result.verdict == SUPER_ADDITIVE
    assert result.contrasts["contrast"].to_numpy() == pytest.approx([5.0, 10.0, 10.0, 20.0], abs=2.0)
    top = result.contrasts.iloc[-1]
    assert [top["audits"], top["pay"], top["replicates"]] == [1.0, 1.0, 20]
    assert top["joint"] - top["sum_of_single"] == pytest.approx(top["contrast"])
    assert len(result.cells) == 9
    assert (result.cells["low"] < result.cells["mean"]).all()


@pytest.mark.parametrize(
    ("product", "better", "verdict"),
    [
        (20.0, "lower", SUB_ADDITIVE),
        (-20.0, "lower", SUPER_ADDITIVE),
        (-20.0, "higher", SUB_ADDITIVE),
        (0.0, "lower", NOT_DISTINGUISHABLE),
    ],
)
def test_the_direction_that_is_better_decides_what_is_more_than_the_sum(product, better, verdict):
    result = answer(lambda audits, pay: -5.0 * audits - 3.0 * pay + product * audits * pay, better=better)
    assert result.verdict == verdict


def test_cells_may_differ():
    assert answer(lambda audits, pay: 80.0 * audits * pay * (audits * pay - 0.6)).verdict == MIXED


@given(*[st.floats(-100.0, 100.0)] * 4)
@settings(max_examples=15, deadline=None)
def test_without_noise_the_contrast_is_the_coefficient_of_the_product(constant, one, other, product):
    def function(audits, pay):
        return constant + one * audits + other * pay + product * audits * pay

    contrasts = answer(function, deviation=0.0).contrasts
    assert contrasts["contrast"].to_numpy() == pytest.approx(product * np.array([0.25, 0.5, 0.5, 1.0]), abs=1e-9)


def test_sums_up_to_rounding_are_no_interaction():
    assert answer(lambda audits, pay: 0.1 * audits + 0.7 * pay, deviation=0.0).verdict == NO_DIFFERENCE


def test_intervals_cover_the_contrast_as_often_as_they_say():
    random = np.random.default_rng(2)
    covered = 0
    for _ in range(1000):
        runs = runs_of(lambda audits, pay: 4.0 * audits * pay, random, 6, levels=np.array([0.0, 1.0]))
        row = interaction(runs, "audits", "pay", "bribes", better="higher").contrasts.iloc[0]
        covered += row["low"] <= 4.0 <= row["high"]
    assert 0.93 <= covered / 1000 <= 0.97


def test_all_intervals_of_a_grid_hold_together():
    random = np.random.default_rng(3)
    runs = [runs_of(lambda audits, pay: 0.0 * audits, random, 6) for _ in range(300)]
    wrong = sum(
        interaction(each, "audits", "pay", "bribes", better="higher").verdict != NOT_DISTINGUISHABLE for each in runs
    )
    assert wrong / 300 <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 300)


def test_one_replicate_is_too_few():
    assert answer(lambda audits, pay: audits * pay, replicates=1).verdict == TOO_FEW


RUNS = runs_of(lambda audits, pay: audits * pay, np.random.default_rng(4), replicates=2)


@pytest.mark.parametrize(
    ("runs", "message"),
    [
        (RUNS.drop(index=7), "incomplete: 1 of 18 missing: audits=0.5 pay=0 replicate=1"),
        (RUNS[(RUNS["audits"] != 1.0) | (RUNS["pay"] != 0.5)], "incomplete: 2 of 18 missing"),
        (RUNS[RUNS["pay"] == 0.5], "pay has the one level 0.5; allowed are two or more"),
        (RUNS.assign(bribes=np.nan), "bribes is not finite in 18 of 18 runs"),
        (RUNS.rename(columns={"pay": "pays"}), "unknown column 'pay' in the runs; did you mean 'pays'"),
    ],
)
def test_incomplete_runs_are_refused(runs, message):
    with pytest.raises(AnalysisError, match=message):
        interaction(runs, "audits", "pay", "bribes", better="higher")


def test_levers_and_directions_that_do_not_exist_are_refused():
    with pytest.raises(AnalysisError, match="first and second are both 'pay'"):
        interaction(RUNS, "pay", "pay", "bribes", better="higher")
    with pytest.raises(AnalysisError, match="unknown direction 'low' in better; did you mean 'lower'"):
        interaction(RUNS, "audits", "pay", "bribes", better="low")
