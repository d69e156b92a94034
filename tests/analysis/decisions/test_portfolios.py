import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as arrays

from simcorr.analysis.decisions.pareto import pareto_front
from simcorr.analysis.decisions.portfolios import best_portfolio, interactions
from simcorr.errors import AnalysisError

MEMBERS = {"none": (), "a": ("a",), "b": ("b",), "ab": ("a", "b")}
COSTS = {"a": 10.0, "b": 20.0}


def harms(random, extra=0.0, rows=30, noise=1.0):
    """Return harm where a takes 10, b 6 and both together ``extra`` less than their sum."""
    common = random.normal(100.0, 20.0, (rows, 1))
    values = common - np.array([0.0, 10.0, 6.0, 16.0 - extra]) + random.normal(0.0, noise, (rows, 4))
    return pd.DataFrame(values, columns=list(MEMBERS))


def test_interactions_are_judged_right():
    verdicts = {}
    for extra in (-4.0, 0.0, 4.0):
        tables = [interactions(harms(np.random.default_rng(i), extra), MEMBERS, better="lower") for i in range(60)]
        verdicts[extra] = pd.Series([table["verdict"].item() for table in tables]).value_counts(normalize=True)
        covered = np.mean([table["low"].item() <= -extra <= table["high"].item() for table in tables])
        assert covered > 0.85
    assert verdicts[4.0]["sub-additive"] > 0.95
    assert verdicts[-4.0]["super-additive"] > 0.95
    assert verdicts[0.0]["not distinguishable"] > 0.85


def test_exact_additivity_is_not_taken_for_interaction():
    values = pd.DataFrame({"none": [0.3, 0.3], "a": [0.2, 0.2], "b": [0.1, 0.1], "ab": [0.0, 0.0]})
    assert interactions(values, MEMBERS, better="higher")["verdict"].tolist() == ["not distinguishable"]
    assert interactions(values.iloc[:1], MEMBERS, better="higher")["verdict"].tolist() == ["too few rows"]
    assert interactions(values[["none", "a"]], MEMBERS, better="higher").empty


def test_the_budget_decides_and_the_best_is_found():
    values = harms(np.random.default_rng(1), rows=60)
    rich = best_portfolio(values, MEMBERS, COSTS, 30.0, better="lower")
    assert (rich.best, rich.not_distinguishable, rich.unaffordable) == ("ab", (), ())
    assert rich.probability > 0.95
    poor = best_portfolio(values, MEMBERS, COSTS, 20.0, better="lower")
    assert (poor.best, poor.unaffordable) == ("a", ("ab",))
    assert poor.table.index[0] == "a"
    assert poor.table.loc["b", "shortfall"] == pytest.approx(4.0, abs=1.0)
    assert poor.table.loc["none", "cost"] == 0.0


def test_the_truly_best_is_rarely_excluded():
    excluded = 0
    for seed in range(150):
        random = np.random.default_rng(seed)
        values = pd.DataFrame(random.normal([0.0, 0.0, 0.0, 0.05], 1.0, (25, 4)), columns=list(MEMBERS))
        found = best_portfolio(values, MEMBERS, COSTS, 30.0, better="higher")
        excluded += found.best != "ab" and "ab" not in found.not_distinguishable
    assert excluded / 150 < 0.05 + 4.0 * np.sqrt(0.05 * 0.95 / 150)


def test_ties_go_to_the_cheaper():
    values = harms(np.random.default_rng(1)).assign(b=lambda table: table["a"])
    found = best_portfolio(values[["b", "a"]], MEMBERS, COSTS, 30.0, better="higher")
    assert (found.best, found.probability, found.not_distinguishable) == ("a", 0.5, ("b",))


def test_one_portfolio_or_one_row():
    values = harms(np.random.default_rng(1))
    assert best_portfolio(values[["a"]], MEMBERS, COSTS, 30.0, better="higher").probability == 1.0
    found = best_portfolio(values.iloc[:1], MEMBERS, COSTS, 30.0, better="higher")
    assert len(found.not_distinguishable) == 3


def test_the_front_is_known_with_the_right_probability():
    from scipy.stats import norm

    random = np.random.default_rng(2)
    effects = pd.DataFrame({"none": np.zeros(20_000), "a": random.normal(1.0, 1.0, 20_000), "b": 1.5})
    front = pareto_front(effects, {"none": 0, "a": 2, "b": 1}, better="higher")
    assert front.index.tolist() == ["none", "b", "a"]
    assert front["on_front"].tolist() == [True, True, False]
    assert front["probability_on_front"].to_numpy() == pytest.approx([1.0, 1.0, norm.sf(0.5)], abs=0.01)
    pd.testing.assert_series_equal(
        pareto_front(-effects, {"none": 0, "a": 2, "b": 1}, better="lower")["probability_on_front"],
        front["probability_on_front"],
    )


def test_twins_are_both_on_the_front():
    front = pareto_front(pd.DataFrame({"a": [1.0], "b": [1.0]}), {"a": 1, "b": 1}, better="higher")
    assert front["on_front"].all()


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(float, (3, 5), elements=st.floats(0.0, 10.0)), st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_the_cheapest_best_and_the_overall_best_are_on_the_front(values, prices):
    effects = pd.DataFrame(values, columns=list("abcde"))
    costs = pd.Series(prices, index=list("abcde"), dtype=float)
    front = pareto_front(effects, costs, better="higher")
    means = effects.mean()
    assert front.loc[means[costs == costs.min()].idxmax(), "on_front"]
    assert front.loc[costs[means == means.max()].idxmin(), "on_front"]
    # In every sample somebody is on the front.
    assert front["probability_on_front"].sum() >= 1.0 - 1e-12


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda v: best_portfolio(v, MEMBERS, {"a": 1.0}, 5.0, better="higher"), "unknown member 'b' in portfolio 'b'"),
        (lambda v: best_portfolio(v, {"none": ()}, COSTS, 5.0, better="higher"), "unknown portfolio 'a'"),
        (
            lambda v: best_portfolio(v[["a", "b"]], MEMBERS, COSTS, 5.0, better="higher"),
            "no portfolio is affordable: 'a'",
        ),
        (lambda v: best_portfolio(v, MEMBERS | {"ab": "ab"}, COSTS, 5.0, better="higher"), "needed is a tuple"),
        (lambda v: best_portfolio(v, MEMBERS, COSTS | {"a": np.nan}, 5.0, better="higher"), "the cost of 'a' is nan"),
        (lambda v: interactions(v[["a", "ab"]], MEMBERS, better="higher"), r"without members are 0"),
        (
            lambda v: interactions(v[["none", "a", "ab"]], MEMBERS, better="higher"),
            "unknown single measure 'b' in portfolio 'ab'",
        ),
        (lambda v: interactions(v.assign(a=np.nan), MEMBERS, better="higher"), "30 of 30 in 'a'"),
        (lambda v: interactions(v, MEMBERS, confidence=2, better="higher"), "confidence is 2"),
    ],
)
def test_what_cannot_be_used_is_refused(call, message):
    with pytest.raises(AnalysisError, match=message):
        call(harms(np.random.default_rng(1)))


def test_intervals_of_several_portfolios_hold_together():
    from simcorr.analysis.estimates import mean_interval

    values = harms(np.random.default_rng(3))
    values = values.assign(ba=values["ab"] + 1.0)
    found = interactions(values, MEMBERS | {"ba": ("b", "a")}, better="lower")
    more = values["a"] + values["b"] - values["none"] - values["ab"]
    assert found.loc["ab", ["interaction", "low", "high"]].tolist() == pytest.approx(mean_interval(more, 0.975))
