"""Weights: what fits counts, what is far does not; noise widens no range."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simcorr.setting.weighing import (
    effective_number,
    misfit,
    targets_of,
    weighted_quantile,
    weights,
    without_noise,
)


def distances(*rows):
    return pd.DataFrame(rows)


def test_without_rates_all_sets_count_alike():
    assert list(weights(pd.DataFrame(index=range(4)), 4)) == [0.25] * 4


def test_weights_are_a_normal_likelihood():
    found = weights(distances([0.0], [1.0], [2.0]), 3)
    expected = np.exp([0.0, -0.5, -2.0])
    assert found == pytest.approx(expected / expected.sum())


def test_what_never_happens_in_a_set_counts_for_nothing():
    assert list(weights(distances([0.5], [np.inf]), 2)) == [1.0, 0.0]


def test_where_nothing_is_near_the_nearest_is_left():
    found = weights(distances([60.0], [50.0], [70.0]), 3)
    assert found[1] == pytest.approx(1.0)
    assert list(weights(distances([np.inf], [np.inf]), 2)) == [0.5, 0.5]


@given(st.lists(st.floats(0, 30), min_size=1, max_size=30))
def test_weights_sum_to_one_and_stand_for_no_more_sets_than_there_are(values):
    found = weights(distances(*([value] for value in values)), len(values))
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


def test_noise_is_taken_out_of_a_spread():
    rng = np.random.default_rng(1)
    truth = rng.normal(-0.2, 0.05, 4000)
    noisy = truth + rng.normal(0.0, 0.1, 4000)
    weight = np.full(4000, 1 / 4000)
    found = without_noise(noisy, np.full(4000, 0.01), weight)
    assert noisy.std() > 0.1
    assert found.std() == pytest.approx(0.05, rel=0.1)
    assert found.mean() == pytest.approx(-0.2, abs=0.01)


def test_pure_noise_has_no_spread_and_no_noise_changes_nothing():
    values, weight = np.array([-0.1, 0.1, 0.0]), np.full(3, 1 / 3)
    assert without_noise(values, np.full(3, 1.0), weight) == pytest.approx([0.0, 0.0, 0.0])
    assert without_noise(values, np.zeros(3), weight) == pytest.approx(values)
    assert np.isnan(without_noise(np.array([np.nan, 0.1, 0.2]), np.zeros(3), weight)[0])


def test_quantiles_go_by_weight():
    values = np.array([1.0, 2.0, 3.0])
    assert weighted_quantile(values, np.array([0.0, 1.0, 0.0]), 0.5) == 2.0
    assert weighted_quantile(values, np.array([0.01, 0.01, 0.98]), 0.5) > 2.9
    assert np.isnan(weighted_quantile(np.array([np.nan]), np.ones(1), 0.5))
