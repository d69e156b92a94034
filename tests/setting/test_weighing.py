"""Weights: what fits counts, what is far does not; noise widens no range."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from simcorr.setting.weighing import (
    effective_number,
    log_spreads,
    misfit,
    pooled_noise,
    shrunken,
    spread_of,
    targets_of,
    weights,
)


def distances(*rows):
    return pd.DataFrame(rows)


def test_without_rates_all_sets_count_alike():
    assert list(weights(pd.DataFrame(index=range(4)), np.zeros(4))) == [0.25] * 4


def test_weights_are_a_normal_likelihood():
    found = weights(distances([0.0], [1.0], [2.0]), np.zeros(3))
    expected = np.exp([0.0, -0.5, -2.0])
    assert found == pytest.approx(expected / expected.sum())


def test_what_never_happens_in_a_set_counts_for_nothing():
    assert list(weights(distances([0.5], [np.inf]), np.zeros(2))) == [1.0, 0.0]


def test_where_nothing_is_near_the_nearest_is_left():
    found = weights(distances([60.0], [50.0], [70.0]), np.zeros(3))
    assert found[1] == pytest.approx(1.0)
    assert list(weights(distances([np.inf], [np.inf]), np.zeros(2))) == [0.5, 0.5]


@given(st.lists(st.floats(0, 30), min_size=1, max_size=30))
def test_weights_sum_to_one_and_stand_for_no_more_sets_than_there_are(values):
    found = weights(distances(*([value] for value in values)), np.zeros(len(values)))
    assert found.sum() == pytest.approx(1.0)
    assert 1.0 - 1e-9 <= effective_number(found) <= len(values) + 1e-9


def test_a_single_rate_is_known_to_a_factor_and_a_range_to_its_ends():
    one, other = targets_of({"bribery_rate": (0.3, 0.3), "reporting_rate": (0.02, 0.05)})
    assert (one.low, one.high) == (pytest.approx(0.25), pytest.approx(0.36))
    assert (other.low, other.high) == (0.02, 0.05)
    assert targets_of({"fee_usd": (400.0, 400.0)}) == []


def test_the_nearest_set_has_the_smallest_misfit():
    rates = pd.DataFrame({"surveyed_paid": [0.2, 0.3, 0.6]})
    found = misfit(rates, 0.0 * rates, {"bribery_rate": (0.3, 0.3)})
    assert found["surveyed_paid"].idxmin() == 1
    assert found["surveyed_paid"].iloc[1] == pytest.approx(0.0, abs=1e-9)


def test_noisy_sets_are_not_likelier_for_being_noisy():
    rates = pd.DataFrame({"surveyed_paid": [0.3, 0.3]})
    noise = pd.DataFrame({"surveyed_paid": [0.0, 0.02]})
    known = {"bribery_rate": (0.3, 0.3)}
    found = weights(misfit(rates, noise, known), log_spreads(rates, noise, known))
    sigma = np.sqrt([(np.log(1.44) / 4) ** 2 + 0.01, (np.log(1.44) / 4) ** 2 + 0.01 + 0.02 / 0.09])
    assert found == pytest.approx((1 / sigma) / (1 / sigma).sum())
    assert list(log_spreads(rates, noise, {})) == [0.0, 0.0]


def drawn(between, noise, sets=60, seed=1, mean=-0.2):
    rng = np.random.default_rng(seed)
    return mean + rng.normal(0.0, between, sets) + rng.normal(0.0, noise, sets)


EVEN = np.full(60, 1 / 60)


def test_noise_is_taken_out_of_a_spread():
    found = [spread_of(drawn(0.05, 0.1, seed=seed), np.full(60, 0.01), EVEN) for seed in range(200)]
    assert np.mean([one.between**2 for one in found]) == pytest.approx(0.05**2, rel=0.25)
    assert np.mean([one.mean for one in found]) == pytest.approx(-0.2, abs=0.005)


@pytest.mark.parametrize("between", [0.0, 0.05, 0.2])
def test_a_range_holds_nine_of_ten_further_sets(between):
    inside = []
    for seed in range(300):
        found = spread_of(drawn(between, 0.05, seed=seed), np.full(60, 0.0025), EVEN)
        further = np.random.default_rng(10_000 + seed).normal(-0.2, between)
        inside.append(found.low <= further <= found.high)
    assert 0.85 <= np.mean(inside) <= (1.0 if between == 0.0 else 0.95)


def test_weights_that_say_nothing_do_not_narrow_a_range():
    ratios = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        values = drawn(0.1, 0.03, seed=seed)
        weight = rng.exponential(1.0, 60) ** 3
        chosen = spread_of(values, np.full(60, 0.0009), weight / weight.sum())
        even = spread_of(values, np.full(60, 0.0009), EVEN)
        ratios.append((chosen.high - chosen.low) / (even.high - even.low))
    assert np.median(ratios) > 0.9


def test_one_outlier_does_not_make_the_noise_of_all():
    variances, counts = np.array([0.001] * 30 + [0.9]), np.full(31, 100.0)
    found = pooled_noise(variances, counts, 3)
    assert found == pytest.approx(np.full(31, 0.001 / 0.789))
    halved = pooled_noise(variances, counts * np.where(np.arange(31) == 0, 2.0, 1.0), 3)
    assert halved[0] == pytest.approx(halved[1] / 2)
    assert np.isnan(pooled_noise(np.array([np.nan]), np.array([1.0]), 3)).all()


def test_pooled_noise_is_unbiased_for_few_replicates():
    rng = np.random.default_rng(1)
    for freedom in (1, 2, 3, 5):
        variances = 0.01 * rng.chisquare(freedom, 20_000) / freedom
        assert pooled_noise(variances, np.ones(20_000), freedom)[0] == pytest.approx(0.01, rel=0.05)


def test_guesses_move_to_the_mean_by_the_share_of_noise():
    values, noise = np.array([-0.4, -0.2, 0.0] * 20), np.full(60, 0.01)
    found = spread_of(values, noise, EVEN)
    guess = shrunken(values, noise, found)
    kept = found.between**2 / (found.between**2 + 0.01)
    assert guess == pytest.approx(found.mean + kept * (values - found.mean))
    assert shrunken(values, np.zeros(60), spread_of(values, np.zeros(60), EVEN)) == pytest.approx(values)


def test_the_chance_of_lowering_knows_what_noise_hides():
    nothing = spread_of(drawn(0.0, 0.1, mean=0.0, seed=3), np.full(60, 0.01), EVEN)
    assert 0.05 < nothing.below < 0.95
    assert spread_of(np.full(60, -0.2), np.zeros(60), EVEN).below == 1.0


def test_too_few_sets_give_no_range():
    one = np.array([1.0, *[0.0] * 59])
    assert np.isnan(spread_of(drawn(0.1, 0.1), np.full(60, 0.01), one).low)
    few = np.array([0.5, 0.5, *[0.0] * 58])
    assert np.isnan(spread_of(drawn(0.1, 0.1), np.full(60, 0.01), few).low)
