import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from simcorr.analysis.estimates import LOWERS, NO_DIFFERENCE, NOT_DISTINGUISHABLE, RAISES, TOO_FEW
from simcorr.analysis.sensitivity import one_at_a_time_points, tornado
from simcorr.analysis.sensitivity.tornado import LOWERS_BOTH_WAYS
from simcorr.errors import AnalysisError

BASE = pd.Series({"bribe": 50.0, "pay": 2.0, "audits": 0.1})
POINTS = one_at_a_time_points(BASE, BASE / 2, BASE * 2)


def replicated(values, random, replicates=20):
    """Return values with noise of each point and, much larger, of each replicate."""
    shape = (len(values), replicates)
    return np.asarray(values)[:, None] + random.normal(size=shape) + random.normal(0.0, 50.0, replicates)


@given(st.lists(st.floats(-100.0, 100.0), min_size=3, max_size=3))
@settings(max_examples=20, deadline=None)
def test_on_a_linear_function_changes_are_exact_and_sorted(slopes):
    table = tornado(POINTS, 7.0 + POINTS @ np.array(slopes))
    found = table.set_index("parameter").loc[BASE.index]
    assert found["change"].to_numpy() == pytest.approx(slopes * BASE.to_numpy() * 1.5, abs=1e-6)
    assert found["change_at_low"].to_numpy() == pytest.approx(slopes * BASE.to_numpy() * -0.5, abs=1e-6)
    assert found["swing"].to_numpy() == pytest.approx(np.abs(found["change"]), abs=1e-6)
    assert (table["swing"].diff().dropna() <= 0.0).all()
    assert set(table["verdict"]) == {TOO_FEW}


def test_values_of_the_parameters_are_shown():
    table = tornado(POINTS, POINTS["pay"])
    assert table.loc[0, ["parameter", "low_value", "high_value", "base_outcome"]].tolist() == ["pay", 1.0, 4.0, 2.0]


def test_changes_are_paired_by_replicate():
    values = replicated(POINTS["bribe"] / 10.0 - 2.0 * POINTS["pay"], np.random.default_rng(1))
    table = tornado(POINTS, values).set_index("parameter")
    assert table["verdict"].to_dict() == {"bribe": RAISES, "pay": LOWERS, "audits": NOT_DISTINGUISHABLE}
    assert table.loc["audits", "change_low"] < 0.0 < table.loc["audits", "change_high"]
    assert set(table["replicates"]) == {20}


def test_a_parameter_that_lowers_at_both_ends_is_not_without_effect():
    values = replicated(-20.0 * (POINTS["audits"] != 0.1), np.random.default_rng(2))
    first = tornado(POINTS, values).iloc[0]
    assert first["parameter"] == "audits"
    assert first["verdict"] == LOWERS_BOTH_WAYS
    assert first["swing"] == pytest.approx(20.0, abs=2.0)


def test_without_any_difference_there_is_none():
    assert set(tornado(POINTS, np.full((7, 3), 0.1))["verdict"]) == {NO_DIFFERENCE}


def test_the_base_may_be_at_an_end():
    points = one_at_a_time_points(BASE, BASE, BASE + 1.0)
    assert tornado(points, points["pay"]).loc[0, "change"] == 1.0


def test_intervals_cover_the_change_as_often_as_they_say():
    random = np.random.default_rng(3)
    points = one_at_a_time_points(BASE[["pay"]], BASE[["pay"]] / 2, BASE[["pay"]] * 2)
    covered = np.zeros(2)
    for _ in range(1000):
        # Three changes together at 85 % are 95 % each.
        row = tornado(points, replicated(points["pay"], random, 6), confidence=0.85).iloc[0]
        covered += [
            row["change_low"] <= 3.0 <= row["change_high"],
            row["change_at_low_low"] <= -1.0 <= row["change_at_low_high"],
        ]
    assert ((covered / 1000 >= 0.93) & (covered / 1000 <= 0.97)).all()


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (POINTS.iloc[:-1], "incomplete: it has 6 points; allowed are 7 for 3 parameters"),
        (POINTS.iloc[[1, 0, 2, 3, 4, 5, 6]], "points 1 and 2 do not have 'bribe' low and high|'pay' low and high"),
        (POINTS.iloc[[0, 1, 2, 4, 3, 5, 6]], "points 3 and 4 do not have 'pay' low and high, all else as in point 0"),
        (POINTS.assign(pay="two"), "the design has values that are not numbers"),
    ],
)
def test_a_design_that_is_not_complete_is_refused(points, message):
    with pytest.raises(AnalysisError, match=message):
        tornado(points, np.zeros(len(points)))


def test_missing_outcomes_are_refused_with_their_point():
    runs = pd.DataFrame({"point": range(7), "bribes": np.arange(7.0)})
    with pytest.raises(AnalysisError, match="1 of 7 points missing: 3"):
        tornado(POINTS, runs.drop(index=3))
    with pytest.raises(AnalysisError, match="not finite at 1 of 7 points: 5"):
        tornado(POINTS, runs["bribes"].where(runs["point"] != 5))
    with pytest.raises(AnalysisError, match="did you mean 'bribes'"):
        tornado(POINTS, runs, outcome="bribess")


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        (BASE.rename({"pay": "pai"}), BASE + 1, "unknown parameter 'pai' in low; did you mean 'pay'"),
        (BASE - 1, BASE[["pay"]], "high has no value for bribe, audits"),
        (BASE + 1, BASE + 2, "bribe has low 51, base 50, high 52; allowed is low <= base <= high"),
        (BASE, BASE, "bribe has low 50, base 50, high 50"),
        (BASE - 1, BASE + np.inf, "all finite"),
        (BASE - np.nan, BASE + 1, "bribe has low nan"),
        (BASE - 1, pd.concat([BASE, BASE]), "'audits' is there more than once"),
    ],
)
def test_ends_that_make_no_design_are_refused(low, high, message):
    with pytest.raises(AnalysisError, match=message):
        one_at_a_time_points(BASE, low, high)
