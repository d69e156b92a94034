"""The functions that every probability and present value of the model comes from."""

import math

import pytest
from hypothesis import given, strategies as st

from simcorr.rules import mathematics as m

finite = st.floats(-1e12, 1e12)
shares = st.floats(0, 1)


@given(finite)
def test_logistic_is_a_probability_and_symmetric(x):
    assert 0.0 < m.logistic(x) < 1.0
    assert m.logistic(x) + m.logistic(-x) == pytest.approx(1.0)


@given(finite, finite)
def test_logistic_rises(x, y):
    low, high = sorted((x, y))
    assert m.logistic(low) <= m.logistic(high)


@pytest.mark.parametrize(("x", "p"), [(0, 0.5), (math.log(3), 0.75), (-math.log(4), 0.2), (1e300, m.logistic(30.0))])
def test_logistic_by_hand(x, p):
    assert m.logistic(float(x)) == pytest.approx(p)


@given(st.floats(-1e6, 1e6))
def test_saturating_is_a_probability(x):
    assert 0.0 <= m.saturating(x) <= 1.0


def test_saturating_by_hand():
    assert m.saturating(math.log(2.0)) == pytest.approx(0.5)
    assert m.saturating(-3.0) == 0.0
    assert m.saturating(1e-18) == pytest.approx(1e-18)  # no cancellation


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_beta_mean_is_a_probability(s, f):
    assert 0.0 <= m.beta_mean(s, f) <= 1.0


def test_beta_mean_by_hand():
    assert m.beta_mean(3.0, 1.0) == 0.75
    assert m.beta_mean(0.0, 0.0) == 0.5


@given(finite, finite, shares)
def test_fade_moves_towards_the_prior(value, prior, keep):
    after = m.fade(value, prior, keep)
    assert abs(after - prior) <= abs(value - prior) * (1 + 1e-9) + 1e-3
    assert m.fade(value, prior, 0.0) == prior


@given(finite, finite, finite)
def test_clip_holds_within_bounds(value, a, b):
    low, high = sorted((a, b))
    assert low <= m.clip(value, low, high) <= high


@given(st.floats(-1e9, 1e15))
def test_the_logarithm_of_a_price_is_finite(value):
    assert math.isfinite(m.positive_log(value))
    assert m.positive_log(value) >= math.log(1e-6)


@given(st.floats(-10, 1e15), st.floats(-10, 1e15))
def test_the_log_of_a_ratio_is_the_difference_of_the_logs(price, other):
    assert m.log_ratio(price, other) == pytest.approx(m.positive_log(price) - m.positive_log(other), abs=1e-12)


@given(st.floats(0, 1e6), st.floats(0, 2080), st.floats(0, 2))
def test_annuity_lies_between_nothing_and_the_plain_sum(weekly, weeks, rate):
    value = m.annuity(weekly, weeks, rate)
    assert -1e-9 <= value <= weekly * weeks * (1 + 1e-9) + 1e-300  # which are rounded coarsely near zero


def test_annuity_by_hand():
    assert m.annuity(10.0, 52.0, 0.0) == 520.0
    r = 0.1 / 52.0
    assert m.annuity(10.0, 104.0, 0.1) == pytest.approx(10.0 * (1 - math.exp(-r * 104)) / r)
    assert m.annuity(10.0, 52.0, 1e-10) == pytest.approx(520.0)  # the two branches meet


def test_lognormal_by_hand():
    assert m.lognormal(7.0, 2.0, 0.0) == 7.0
    assert m.lognormal(7.0, 0.5, 2.0) == pytest.approx(7.0 * math.e)
