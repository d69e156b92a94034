"""What a mechanism carries, from planted numbers: shares, their difference, its interval, and the verdict."""

import math

import numpy as np
import pytest

from simcorr.analysis.estimates import NO_DIFFERENCE, NOT_DISTINGUISHABLE, TOO_FEW, UNDEFINED, relative_change
from simcorr.experiment.tracing.carried import (
    DIFFERENT,
    LARGER,
    NO_EFFECT,
    REVERSED,
    SMALLER,
    carried,
    carried_table,
    ordered,
)


def planted(effect, effect_off, level_off=2.0, noise=0.01, count=20, seed=1):
    """Return runs whose measure changes the outcome by known shares, in two worlds of different level."""
    random = np.random.default_rng(seed)
    before = random.uniform(90.0, 110.0, (count, 1))
    after = before * (1.0 + effect + noise * random.standard_normal((count, 1)))
    off = before * level_off
    after_off = off * (1.0 + effect_off + noise * random.standard_normal((count, 1)))
    return np.hstack([before, after, off, after_off])


def test_effects_are_shares_of_the_baseline_of_their_own_world():
    found = carried(planted(-0.2, -0.05, level_off=4.0, noise=0.0))
    assert found["effect"] == pytest.approx(-0.2)
    assert found["effect_off"] == pytest.approx(-0.05)
    assert found["carried"] == pytest.approx(-0.15)
    assert [found["low"], found["high"]] == pytest.approx([-0.15, -0.15])
    assert found["baseline_mean_off"] == pytest.approx(4.0 * found["baseline_mean"])


def test_the_effects_and_their_intervals_are_those_of_a_comparison():
    runs = planted(-0.2, 0.1)
    found = carried(runs)
    for ending, columns in (("", (0, 1)), ("_off", (2, 3))):
        wanted = relative_change(runs[:, columns[0]], runs[:, columns[1]])
        assert [found[f"effect{ending}{end}"] for end in ("", "_low", "_high")] == pytest.approx(list(wanted))


@pytest.mark.parametrize(
    ("effect", "effect_off", "verdict"),
    [
        (-0.2, -0.05, SMALLER),
        (0.2, 0.05, SMALLER),
        (-0.2, -0.3, LARGER),
        (0.2, 0.3, LARGER),
        (-0.2, 0.1, REVERSED),
        (0.2, -0.1, REVERSED),
        (-0.2, -0.2, NOT_DISTINGUISHABLE),
        (0.0, -0.1, DIFFERENT),
    ],
)
def test_the_verdict_says_what_happens_to_the_effect_without_the_mechanism(effect, effect_off, verdict):
    assert carried(planted(effect, effect_off))["verdict"] == verdict


def test_an_effect_that_vanishes_to_the_last_run_is_none_and_not_merely_smaller():
    runs = planted(-0.2, 0.0)
    runs[:, 3] = runs[:, 2]
    assert carried(runs)["verdict"] == NO_EFFECT
    runs[:, 2:] = 0.0  # nothing is left to change, with the measure or without it
    found = carried(runs)
    assert found["verdict"] == NO_EFFECT
    assert found["effect_off"] == 0.0
    assert found["carried"] == pytest.approx(found["effect"])
    assert found["low"] < found["carried"] < found["high"]


def test_a_rare_outcome_that_never_moved_is_no_proof_that_the_mechanism_is_needed():
    runs = planted(0.0, 0.0, noise=0.05)
    runs[:, 3] = runs[:, 2]
    assert carried(runs)["effect_verdict"] == carried(runs)["verdict"] == NOT_DISTINGUISHABLE
    assert carried(runs)["effect_off_verdict"] == NO_DIFFERENCE
    assert carried(runs, needed=True)["verdict"] == NO_EFFECT  # nothing else moved either


def test_worlds_that_are_the_same_differ_in_nothing():
    runs = planted(-0.2, 0.0)
    runs[:, 2:] = runs[:, :2]
    found = carried(runs)
    assert found["verdict"] == NO_DIFFERENCE
    assert found["carried"] == found["low"] == found["high"] == 0.0


def test_few_replicates_and_baselines_at_zero_are_told():
    assert carried(planted(-0.2, -0.1, count=1))["verdict"] == TOO_FEW
    assert carried(np.empty((0, 4)))["verdict"] == UNDEFINED
    from_zero = planted(-0.2, -0.1)
    from_zero[:, 2] = 0.0
    found = carried(from_zero)
    assert found["verdict"] == UNDEFINED
    assert math.isnan(found["carried"])
    assert math.isnan(found["simultaneous_low"])


def test_shared_draws_narrow_the_difference():
    """Where both effects move together, their difference is surer than either."""
    random = np.random.default_rng(3)
    before = random.uniform(90.0, 110.0, 40)
    shared = 0.1 * random.standard_normal(40)
    runs = np.column_stack([before, before * (0.8 + shared), before, before * (0.85 + shared)])
    found = carried(runs)
    assert found["high"] - found["low"] < 0.1 * (found["effect_high"] - found["effect_low"])
    assert found["verdict"] == LARGER if found["carried"] > 0 else SMALLER


def test_limits_are_wider_when_more_mechanisms_are_judged_together():
    runs = planted(-0.2, -0.19, noise=0.02)
    alone, among = carried(runs), carried(runs, mechanisms=24)
    assert among["low"] == alone["low"] == alone["simultaneous_low"]
    assert among["simultaneous_low"] < among["low"] < among["high"] < among["simultaneous_high"]


def test_intervals_cover_the_truth_as_often_as_they_say():
    random = np.random.default_rng(0)
    held = 0
    for _ in range(600):
        own = np.exp(random.normal(0.0, 0.2, (30, 1)))
        other = own**0.7 * np.exp(random.normal(0.0, 0.14, (30, 1)))
        means = np.hstack([20.0 * own, 16.0 * own, 40.0 * other, 38.0 * other])
        found = carried(random.poisson(means).astype(float))
        held += found["low"] <= -0.15 <= found["high"]
    assert 0.92 <= held / 600 <= 0.98


def test_what_carries_most_comes_first_and_what_is_unknown_last():
    whole = planted(-0.2, -0.1)
    worlds = np.stack([whole[:, :2], whole[:, :2] * [[1.0, 1.2]], np.zeros((20, 2)), whole[:, :2] * [[1.0, 0.6]]])
    worlds[2, :, 1] = 1.0
    table = ordered(carried_table(worlds, ["norms", "demands", "trust"], "bribes"))
    assert table["mechanism"].tolist() == ["trust", "norms", "demands"]
    assert table["verdict"].tolist() == [LARGER, SMALLER, UNDEFINED]


def test_a_replicate_counts_where_all_four_runs_have_a_value():
    whole = planted(-0.2, -0.1)
    worlds = np.stack([whole[:, :2], whole[:, 2:], whole[:, 2:]])
    worlds[1, 3, 1] = np.nan
    table = carried_table(worlds, ["trust", "norms"], "bribes")
    assert table["replicates"].tolist() == [19, 20]
    assert table["mechanism"].tolist() == ["trust", "norms"]
    kept = np.delete(whole, 3, axis=0)
    assert table["carried"].iloc[0] == pytest.approx(carried(kept)["carried"])
