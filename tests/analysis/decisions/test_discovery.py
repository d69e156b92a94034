from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from simcorr.analysis.discovery.boxes import inside, paste, peel
from simcorr.analysis.discovery.discovery import discover
from simcorr.analysis.discovery.search import quasi_p
from simcorr.errors import AnalysisError

NAMES = ["detection", "penalty", "wage", "trust", "fee", "delay"]


def planted(seed, rows=800, flips=0.05):
    """Return worlds that fail where detection <= 0.4 and 0.3 <= penalty, but for a few flipped at random."""
    random = np.random.default_rng(seed)
    world = pd.DataFrame(random.uniform(size=(rows, len(NAMES))), columns=NAMES)
    fails = (world["detection"] <= 0.4) & (world["penalty"] >= 0.3)
    return world, fails ^ (random.uniform(size=rows) < flips)


@pytest.mark.parametrize("seed", range(8))
def test_a_planted_box_is_found(seed):
    found = discover(*planted(seed))
    limits = found.limits.set_index(["parameter", "limit"])
    assert set(limits.index) == {("detection", "at most"), ("penalty", "at least")}
    assert limits["value"].to_numpy() == pytest.approx([0.4, 0.3], abs=0.05)
    assert (limits["quasi_p"] < 1e-6).all()
    assert found.density > 0.9
    assert found.coverage > 0.8


def test_where_nothing_matters_nothing_is_found():
    kept = 0
    for seed in range(10):
        random = np.random.default_rng(seed)
        world = pd.DataFrame(random.uniform(size=(300, 6)), columns=NAMES)
        found = discover(world, pd.Series(random.uniform(size=300) < 0.3))
        kept += len(found.limits) > 0
        assert len(found.limits) or found.sentence.startswith("No limit")
    # Limits are searched for, so chance makes some; most of them must be dropped again.
    assert kept <= 3


@pytest.mark.parametrize("seed", range(5))
def test_failures_at_both_ends_are_found_in_two_boxes(seed):
    random = np.random.default_rng(seed)
    world = pd.DataFrame(random.uniform(size=(600, len(NAMES))), columns=NAMES)
    fails = ((world["wage"] < 0.12) | (world["wage"] > 0.88)) ^ (random.uniform(size=600) < 0.02)
    found = discover(world, fails)
    every = [found, *found.further]
    wages = {row["limit"]: row["value"] for each in every for row in each.limits.to_dict("records")}
    assert {name for each in every[:2] for name in each.limits["parameter"]} == {"wage"}
    assert (wages["at most"], wages["at least"]) == (pytest.approx(0.12, abs=0.03), pytest.approx(0.88, abs=0.03))
    assert "Outside of it: fails in" in found.sentence
    assert sum(fails[each.inside[each.inside].index].sum() for each in every) > 0.85 * fails.sum()


def test_one_box_can_be_asked_for_and_further_ones_hold_no_row_twice():
    world, _ = planted(1)
    fails = ((world["detection"] < 0.3) & (world["fee"] < 0.5)) | (world["trust"] > 0.8)
    assert discover(world, fails, boxes=1).further == ()
    found = discover(world, fails)
    rows = [set(each.inside[each.inside].index) for each in (found, *found.further)]
    assert len(rows) > 1
    assert len(set.union(*rows)) == sum(map(len, rows))


def test_the_trajectory_trades_coverage_for_density():
    found = discover(*planted(1))
    assert (found.trajectory["coverage"].diff().dropna() <= 0.0).all()
    assert (found.trajectory["density"].diff().dropna() > 0.0).all()
    assert (found.trajectory["mass"].diff().dropna() < 0.0).all()
    assert found.trajectory.iloc[0][["coverage", "mass", "restricted"]].tolist() == [1.0, 1.0, 0]
    assert found.trajectory["chosen"].sum() == 1


def test_a_denser_box_can_be_asked_for():
    world, fails = planted(2, flips=0.1)
    loose, dense = discover(world, fails, density=0.5), discover(world, fails, density=0.9)
    assert dense.density > loose.density
    assert loose.coverage > dense.coverage


def test_the_box_is_what_its_limits_say():
    world, fails = planted(3)
    found = discover(world, fails)
    held = pd.Series(True, index=world.index)
    for row in found.limits.itertuples():
        held &= world[row.parameter] <= row.value if row.limit == "at most" else world[row.parameter] >= row.value
    assert (held == found.inside).all()
    assert found.density == pytest.approx(fails[held].mean())
    assert found.coverage == pytest.approx(fails[held].sum() / fails.sum())
    assert found.mass == pytest.approx(held.mean())
    assert f"{fails[held].sum()} of {held.sum()} rows" in found.sentence


def test_few_distinct_values_are_peeled_whole():
    random = np.random.default_rng(4)
    world = pd.DataFrame({"level": random.integers(0, 4, 400), "wage": random.uniform(size=400)})
    found = discover(world, world["level"] >= 2)
    assert found.limits[["parameter", "limit", "value"]].values.tolist() == [["level", "at least", 2.0]]
    assert (found.coverage, found.density) == (1.0, 1.0)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.02, 0.3))
def test_boxes_shrink_and_keep_enough_points(seed, share):
    world, fails = planted(seed, rows=60)
    sizes = [inside(world.to_numpy(), box) for box in peel(world.to_numpy(), fails.to_numpy(), share, 10)]
    assert all((late <= early).all() for early, late in pairwise(sizes))
    assert sizes[-1].sum() >= 10


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda w, f: discover(w, f & False), "fails holds in 0 of 800"),
        (lambda w, f: discover(w, f.iloc[:-1]), "parameters has 800 rows and fails 799"),
        (lambda w, f: discover(w, f.astype(float) * 0.5), "not a Series of True and False"),
        (lambda w, f: discover(w, f.to_numpy()), "not a Series"),
        (lambda w, f: discover(w, f, patience=0.7), "patience is 0.7"),
        (lambda w, f: discover(w, f, density=2.0), "density is 2.0"),
        (lambda w, f: discover(w, f, fewest=0), "fewest is 0"),
        (lambda w, f: discover(w, f, boxes=0), "boxes is 0"),
        (lambda w, f: discover(w.assign(wage=np.nan), f), "800 of 800 in 'wage'"),
        (lambda w, f: discover(w.assign(wage="low"), f), "parameter 'wage'"),
    ],
)
def test_what_cannot_be_used_is_refused(change, message):
    with pytest.raises(AnalysisError, match=message):
        change(*planted(1))


def test_quasi_p_is_the_binomial_tail_and_pasting_wins_back_what_peeling_overshot():
    from scipy.stats import binom

    points = np.arange(20.0)[:, None]
    fails = points[:, 0] >= 8
    box = np.array([[12.0, np.inf]])
    assert quasi_p(points, fails, box, 0, 0) == pytest.approx(binom.sf(7, 8, 0.6))
    assert paste(points, fails, box, 0.1).tolist() == [[8.0, np.inf]]
