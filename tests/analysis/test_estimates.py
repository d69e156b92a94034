import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from simcorr.analysis.estimates import (
    LOWERS,
    NO_DIFFERENCE,
    NOT_DISTINGUISHABLE,
    RAISES,
    TOO_FEW,
    UNDEFINED,
    Moments,
    mean_interval,
    paired_effect,
    pooled_odds,
    relative_change,
    share_best,
)


def pairs(random, replicates, shift=-2.0):
    common = random.normal(50.0, 10.0, replicates)
    return common, common + shift + random.normal(0.0, 3.0, replicates)


@pytest.mark.parametrize("replicates", [5, 20])
def test_intervals_cover_the_true_difference_as_often_as_they_say(replicates):
    random = np.random.default_rng(1)
    covered = simultaneous = 0
    for _ in range(2000):
        effect = paired_effect(*pairs(random, replicates), arms=10)
        covered += effect.low <= -2.0 <= effect.high
        simultaneous += effect.simultaneous_low <= -2.0 <= effect.simultaneous_high
    # Four standard errors of a share of 2,000.
    assert abs(covered / 2000 - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 2000)
    assert abs(simultaneous / 2000 - 0.995) < 4 * math.sqrt(0.995 * 0.005 / 2000)


def test_relative_intervals_cover_the_true_ratio():
    random = np.random.default_rng(2)
    covered = 0
    for _ in range(2000):
        _, low, high = relative_change(*pairs(random, 15))
        covered += low <= -2.0 / 50.0 <= high
    assert abs(covered / 2000 - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 2000)


def test_without_an_effect_ten_arms_are_rarely_all_judged_wrongly():
    random = np.random.default_rng(3)
    wrong = 0
    for _ in range(600):
        baseline = random.normal(50.0, 10.0, 10)
        verdicts = [paired_effect(baseline, baseline + random.normal(0.0, 3.0, 10), arms=10).verdict for _ in range(10)]
        wrong += any(verdict in (LOWERS, RAISES) for verdict in verdicts)
    assert wrong / 600 < 0.05 + 4 * math.sqrt(0.05 * 0.95 / 600)


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=3, max_size=12))
def test_difference_and_ratio_agree_on_whether_there_is_a_change(values):
    before, after = np.array(values).T
    effect = paired_effect(before, after)
    if math.isfinite(effect.relative_low) and min(abs(effect.low), abs(effect.high)) > 1e-6:
        assert (effect.low > 0) == (effect.relative_low > 0)
        assert (effect.high < 0) == (effect.relative_high < 0)


def test_pairing_removes_what_replicates_have_in_common():
    random = np.random.default_rng(4)
    baseline, arm = pairs(random, 30)
    paired = paired_effect(baseline, arm)
    shuffled = paired_effect(baseline, random.permutation(arm))
    assert paired.high - paired.low < 0.5 * (shuffled.high - shuffled.low)


def test_verdicts():
    five = np.arange(5.0)
    assert paired_effect(five, five).verdict == NO_DIFFERENCE
    assert paired_effect(five, five - 1.0).verdict == LOWERS
    assert paired_effect(five, five + 1.0).verdict == RAISES
    assert paired_effect(five, five[::-1]).verdict == NOT_DISTINGUISHABLE
    assert paired_effect(five[:1], five[:1]).verdict == TOO_FEW
    assert paired_effect([math.nan], [1.0]).verdict == UNDEFINED


def test_a_verdict_rests_on_the_simultaneous_interval():
    baseline = np.zeros(6)
    arm = np.array([0.2, 1.9, 0.1, 1.4, 0.3, 1.8])
    alone, among_many = paired_effect(baseline, arm), paired_effect(baseline, arm, arms=25)
    assert alone.verdict == RAISES
    assert among_many.verdict == NOT_DISTINGUISHABLE
    assert (alone.low, alone.high) == (among_many.low, among_many.high)


def test_pairs_with_an_undefined_value_are_left_out():
    effect = paired_effect([1.0, math.nan, 3.0], [2.0, 5.0, 4.0])
    assert effect.replicates == 2
    assert effect.difference == 1.0


def test_a_ratio_to_nothing_says_nothing():
    effect = paired_effect([0.0, 0.0, 0.0], [1.0, 2.0, 3.0])
    assert math.isnan(effect.relative)
    assert effect.difference == 2.0
    noisy = paired_effect([-5.0, 6.0, 1.0], [1.0, 2.0, 3.0])
    assert math.isnan(noisy.relative_low)


def test_ties_for_the_best_are_shared_and_incomplete_replicates_left_out():
    shares = share_best({"a": [1.0, 2.0, math.nan], "b": [1.0, 3.0, 0.0]}, "lower")
    assert shares == {"a": 0.75, "b": 0.25}
    assert share_best({"a": [1.0], "b": [2.0]}, "higher") == {"a": 0.0, "b": 1.0}
    assert all(math.isnan(share) for share in share_best({"a": [1.0]}, "neither").values())


def test_pooled_odds_use_all_counts_together():
    rows = [(5, 100, 0, 20), (3, 100, 1, 20), (4, 100, 1, 20), (6, 100, 2, 20)]
    odds, low, high = pooled_odds(rows)
    assert odds == pytest.approx((18 / 400) / (4 / 80))
    assert low < odds < high
    assert all(math.isnan(value) for value in pooled_odds([(5, 100, 0, 20)] * 3))


def test_moments_equal_those_of_the_whole_sample():
    random = np.random.default_rng(5)
    sample = random.normal(size=(9, 4, 3))
    moments = Moments()
    for values in sample:
        moments.add(values)
    mean, low, high = mean_interval(sample[:, 2, 1])
    assert moments.mean[2, 1] == pytest.approx(mean)
    assert moments.half_width()[2, 1] == pytest.approx((high - low) / 2)


def test_nothing_falls_by_more_than_all_of_it():
    before, after = np.array([10.0, 12.0, 11.0, 9.0]), np.array([0.0, 0.0, 3.0, 0.0])
    relative, low, high = relative_change(before, after)
    assert low == -1.0
    assert low <= relative <= high
