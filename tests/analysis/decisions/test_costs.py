import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as arrays

from simcorr.analysis.decisions.break_even import break_even_costs
from simcorr.analysis.decisions.costs import (
    DOMINATED,
    EXTENDEDLY_DOMINATED,
    FRONTIER,
    acceptability,
    cost_effectiveness,
    plane,
)
from simcorr.errors import AnalysisError

AVOIDED = pd.DataFrame(
    {"nothing": [0.0, 0.0], "a": [1.0, 3.0], "b": [2.0, 3.0], "c": [8.0, 12.0], "d": [11.0, 13.0], "e": [9.0, 9.0]}
)
COSTS = {"nothing": 0.0, "a": 10.0, "b": 20.0, "c": 30.0, "d": 60.0, "e": 45.0}


def test_the_frontier_of_a_worked_example():
    table = cost_effectiveness(AVOIDED, COSTS)
    assert table["status"].to_dict() == {
        "nothing": FRONTIER,
        "a": EXTENDEDLY_DOMINATED,
        "b": EXTENDEDLY_DOMINATED,
        "c": FRONTIER,
        "e": DOMINATED,
        "d": FRONTIER,
    }
    assert table.loc["c", ["against", "incremental_cost", "incremental_effect", "ratio"]].tolist() == [
        "nothing",
        30.0,
        10.0,
        3.0,
    ]
    assert table.loc["d", "ratio"] == 15.0
    assert np.isnan(table.loc["nothing", "ratio"])


def test_of_twins_and_of_options_as_cheap_the_better_one_stays():
    twins = pd.DataFrame({"a": [1.0], "b": [1.0], "c": [2.0]})
    assert cost_effectiveness(twins, {"a": 1, "b": 1, "c": 1})["status"].to_dict() == {
        "c": FRONTIER,
        "a": DOMINATED,
        "b": DOMINATED,
    }


def test_uncertain_costs_are_taken_row_by_row():
    costs = pd.DataFrame({"nothing": [0.0, 0.0], "a": [1.0, 9.0]})
    found = plane(AVOIDED[["nothing", "a"]], costs)
    assert found["cost"].tolist() == [1.0, 9.0]
    assert plane(AVOIDED[["nothing", "a"]], costs, against="a")["quadrant"].tolist() == ["worse and cheaper"] * 2
    with pytest.raises(AnalysisError, match="effects has 2 rows and costs 1"):
        plane(AVOIDED[["nothing", "a"]], costs.iloc[:1])


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(float, (2, 6), elements=st.floats(0.0, 100.0)))
def test_ratios_rise_along_the_frontier_and_who_pays_enough_buys_from_it(values):
    names = list("abcdef")
    effects = pd.DataFrame([values[0]], columns=names)
    table = cost_effectiveness(effects, dict(zip(names, values[1], strict=True)))
    ratios = table["ratio"].dropna().to_numpy()
    assert (np.diff(ratios) >= 0.0).all()
    frontier = set(table.index[table["status"] == FRONTIER])
    curve = acceptability(effects, dict(zip(names, values[1], strict=True)), [0.0, 0.5, 1.0, 7.0])
    for _, rows in curve.groupby("willingness"):
        best = rows["net_benefit"].max()
        assert rows[rows["option"].isin(frontier)]["net_benefit"].max() == pytest.approx(best, abs=1e-6)


def test_acceptability_equals_the_normal_closed_form():
    from scipy.stats import norm

    random = np.random.default_rng(1)
    effects = pd.DataFrame({"nothing": 0.0, "audits": random.normal(2.0, 1.0, 40_000)})
    curve = acceptability(effects, {"nothing": 0.0, "audits": 6.0}, [0.0, 2.0, 3.0, 6.0])
    audits = curve[curve["option"] == "audits"]
    expected = [0.0, norm.cdf(-1.0), 0.5, norm.cdf(1.0)]
    assert audits["probability"].to_numpy() == pytest.approx(expected, abs=0.01)
    assert audits["net_benefit"].to_numpy() == pytest.approx([-6.0, -2.0, 0.0, 6.0], abs=0.1)
    assert curve.groupby("willingness")["probability"].sum().to_numpy() == pytest.approx([1.0] * 4)


def test_the_frontier_follows_the_mean_not_the_probability():
    # A long shot: worse in most samples, better on average.
    effects = pd.DataFrame({"nothing": [0.0] * 4, "gamble": [-1.0, -1.0, -1.0, 9.0]})
    curve = acceptability(effects, {"nothing": 0, "gamble": 0}, [1.0]).set_index("option")
    assert curve.loc["gamble", "probability"] == 0.25
    assert curve.loc["gamble", "optimal"]
    assert not curve.loc["nothing", "optimal"]


def test_break_even_intervals_cover_the_truth():
    covered = 0
    for seed in range(200):
        random = np.random.default_rng(seed)
        common = random.normal(0.0, 5.0, 20)
        effects = pd.DataFrame({"a": common, "b": common + random.normal(3.0, 1.0, 20)})
        row = break_even_costs(effects, worth=100.0, years=5.0).iloc[0]
        covered += row["low"] <= 60.0 <= row["high"]
    assert abs(covered / 200 - 0.95) < 4.0 * np.sqrt(0.95 * 0.05 / 200)


def test_break_even_names_the_better_option_first_and_says_when_nobody_is():
    table = break_even_costs(AVOIDED, against="nothing").set_index("option")
    assert (table["other"] == "nothing").all()
    assert table.loc["e", "verdict"] == "worth up to this much more"
    assert table.loc["a", "verdict"] == "not distinguishable"
    ranged = break_even_costs(AVOIDED, against="nothing", sampled=True, confidence=0.5).set_index("option")
    assert ranged.loc["a", ["low", "high"]].tolist() == [1.5, 2.5]
    assert break_even_costs(AVOIDED.iloc[:1])["verdict"].unique().tolist() == ["too few rows"]
    assert break_even_costs(AVOIDED[["a"]]).empty
    assert len(break_even_costs(AVOIDED)) == 15


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cost_effectiveness(AVOIDED, {"nothing": 0}), "no cost for a, b, c, d, e"),
        (lambda: cost_effectiveness(AVOIDED, COSTS | {"nothin": 1}), "did you mean 'nothing'"),
        (lambda: cost_effectiveness(AVOIDED, COSTS | {"a": np.nan}), "1 of 1 in 'a'"),
        (lambda: plane(AVOIDED, COSTS, against="nothin"), "unknown option 'nothin' in against"),
        (lambda: acceptability(AVOIDED, COSTS, [-1.0]), "willingness has -1.0"),
        (lambda: acceptability(AVOIDED, COSTS, []), "willingness is empty"),
        (lambda: break_even_costs(AVOIDED, years=0.0), "years is 0.0"),
        (lambda: break_even_costs(AVOIDED, confidence=95), "confidence is 95"),
        (lambda: break_even_costs(AVOIDED, against="f"), "unknown option 'f'"),
    ],
)
def test_what_cannot_be_used_is_refused(call, message):
    with pytest.raises(AnalysisError, match=message):
        call()
