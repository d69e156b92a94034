import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from simcorr.analysis.sensitivity import outcome_by_point
from simcorr.errors import AnalysisError


def long_table(table):
    points, replicates = np.indices(table.shape)
    return pd.DataFrame({"point": points.ravel(), "replicate": replicates.ravel(), "bribes": table.ravel()})


@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 1000))
def test_all_forms_and_orders_of_a_table_give_the_same(points, replicates, seed):
    random = np.random.default_rng(seed)
    table = random.normal(size=(points, replicates))
    long = long_table(table).sample(frac=1.0, random_state=seed)
    wide = long.pivot(index="point", columns="replicate", values="bribes").sample(frac=1.0, random_state=seed)
    forms = [table, long, long.assign(other=0.0), long.set_index(["point", "replicate"]), wide, wide.reset_index()]
    series = long.set_index(["point", "replicate"])["bribes"]
    for form in [*forms, series]:
        name = "bribes" if "other" in getattr(form, "columns", []) else None
        assert np.array_equal(outcome_by_point(form, points, name), table)


def test_a_series_or_list_without_replicates():
    assert outcome_by_point([1, 2], 2).tolist() == [[1.0], [2.0]]
    assert outcome_by_point(pd.Series([1.0, 2.0]), 2).tolist() == [[1.0], [2.0]]


TABLE = long_table(np.arange(12.0).reshape(6, 2))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (TABLE[~TABLE["point"].isin([1, 4])], "incomplete: 2 of 6 points missing: 1, 4"),
        (TABLE.drop(index=5), "incomplete: 1 of 6 points have fewer than the 2 replicates: 2"),
        (pd.concat([TABLE, TABLE.iloc[[3]]]), "point 1, replicate 1 is there more than once"),
        (TABLE.replace({"point": {5: 6}}), "point 6 is not in the design; allowed: 0 to 5"),
        (TABLE.assign(bribes=TABLE["bribes"].where(TABLE["point"] != 3)), "bribes is not finite at 1 of 6 points: 3"),
        (TABLE.assign(bribes="many"), "bribes has values that are not numbers"),
        (TABLE.rename(columns={"bribes": "bribe"}), "unknown column 'bribes' in the results; did you mean 'bribe'"),
        (TABLE.rename(columns={"point": "points"}), "unknown column 'point' in the results; did you mean 'points'"),
        (np.zeros((5, 2)), r"shape \(5, 2\); the design has 6 points"),
        (np.full(6, np.inf), "not finite at 6 of 6 points: 0, 1, 2, 3, 4, ..."),
    ],
)
def test_what_is_incomplete_or_undefined_is_refused(values, message):
    with pytest.raises(AnalysisError, match=message):
        outcome_by_point(values, 6, "bribes")


def test_of_several_outcomes_one_must_be_named():
    with pytest.raises(AnalysisError, match="2 outcomes; say which: bribes, journeys"):
        outcome_by_point(TABLE.assign(journeys=1.0), 6)
