import inspect

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as arrays

import simcorr as sc
from simcorr.analysis.decisions.rules import decide, regret
from simcorr.errors import AnalysisError

TABLE = pd.DataFrame({"safe": [4.0, 4.0, 4.0], "bold": [9.0, 6.0, 0.0], "poor": [3.0, 3.0, 3.0]})


def test_rules_that_disagree_are_told_apart():
    made = decide(TABLE, threshold=5.0, better="higher")
    assert made.winners == {
        "mean": ("bold",),
        "maximin": ("safe",),
        "minimax regret": ("bold",),
        "satisficing": ("bold",),
    }
    assert not made.agree
    assert made.table.loc["safe", "largest_regret"] == 5.0
    assert made.table.loc["bold", "share_satisfied"] == pytest.approx(2 / 3)
    assert made.disagreement.loc["mean", "winner"] == "bold"
    # Whoever follows the mean gives up 4 of the worst case.
    assert made.disagreement.loc["mean", "maximin"] == 4.0


def test_lower_is_better_mirrors_higher_is_better():
    up, down = decide(TABLE, threshold=5.0, better="higher"), decide(-TABLE, better="lower", threshold=-5.0)
    assert up.winners == down.winners
    assert (down.table["worst"] == -up.table["worst"]).all()


def test_without_threshold_there_is_no_satisficing():
    made = decide(TABLE, better="higher")
    assert "satisficing" not in made.winners
    assert made.table["share_satisfied"].isna().all()


def test_ties_are_all_named():
    made = decide(pd.DataFrame({"a": [0.1 + 0.2, 1.0], "b": [0.3, 1.0]}), better="higher")
    assert made.winners["mean"] == ("a", "b")
    assert made.agree
    assert made.table["rank_mean"].tolist() == [1, 1]


@pytest.mark.parametrize("table", [TABLE[["safe"]], TABLE.iloc[:1], TABLE[["poor"]].iloc[:1]])
def test_one_option_or_one_row_agrees_with_itself(table):
    assert decide(table, threshold=1.0, better="higher").agree


def test_missing_values_are_counted_by_option():
    broken = TABLE.astype(float).copy()
    broken.loc[[0, 1], "bold"] = np.nan
    with pytest.raises(AnalysisError, match="2 of 3 in 'bold'"):
        decide(broken, better="higher")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"values": TABLE, "better": "highest"}, "did you mean 'higher'"),
        ({"values": TABLE, "threshold": np.nan}, "threshold is nan"),
        ({"values": TABLE.assign(poor="x")}, "'poor' is"),
        ({"values": TABLE.iloc[:0]}, "0 rows"),
        ({"values": [1.0]}, "is a list"),
    ],
)
def test_what_cannot_be_used_is_refused(arguments, message):
    values = arguments.pop("values")
    with pytest.raises(AnalysisError, match=message):
        decide(values, **{"better": "higher", **arguments})


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(float, (5, 3), elements=st.floats(-1e6, 1e6)), st.sampled_from(["lower", "higher"]))
def test_regret_is_never_negative_and_zero_for_somebody(values, better):
    lost = regret(pd.DataFrame(values, columns=list("abc")), better=better)
    assert (lost >= 0.0).all().all()
    assert (lost.min(axis=1) == 0.0).all()


@pytest.mark.parametrize(
    "name", ["decide", "regret", "probability_best", "best_portfolio", "interactions", "interaction", "evpi_of_runs",
             "pareto_front"]
)  # fmt: skip
def test_nothing_is_decided_before_it_is_said_which_way_is_better(name):
    """Left to a default, an outcome that is better lower chose doing nothing."""
    better = inspect.signature(getattr(sc, name)).parameters["better"]
    assert better.kind is inspect.Parameter.KEYWORD_ONLY
    assert better.default is inspect.Parameter.empty
