"""The migrant's rules: the nested choice of a channel, debt, payments, reports, exploitation."""

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from simcorr.rules import migrant as r

values = st.floats(-1e8, 1e8)
scales = st.floats(1000, 2e6)
nests = st.floats(0.05, 1)
shares = st.floats(0, 1)
GRID = (np.arange(4000) + 0.5) / 4000


def choose(stay, regular, alone, smuggled, scale, dissimilarity, draw):
    """Put the rules of the choice together as an engine does."""
    stay, regular, alone, smuggled = (value / scale for value in (stay, regular, alone, smuggled))
    irregular = r.irregular_nest(alone, smuggled, dissimilarity)
    weights = [r.channel_weight(value, max(stay, irregular)) for value in (stay, regular, irregular)]
    return r.channel(*weights, r.share_alone(alone, smuggled, dissimilarity), draw)


def frequencies(stay, regular, alone, smuggled, scale, dissimilarity):
    chosen = [choose(stay, regular, alone, smuggled, scale, dissimilarity, u) for u in GRID]
    return np.bincount(chosen, minlength=4) / len(GRID)


def nested_logit(stay, regular, alone, smuggled, scale, nest):
    within = np.exp(np.array([alone, smuggled]) / (scale * nest))
    inclusive = nest * math.log(within.sum())
    upper = np.exp([stay / scale, regular / scale, inclusive])
    upper /= upper.sum()
    return np.array([upper[0], upper[1], *(upper[2] * within / within.sum())])


@pytest.mark.parametrize(
    "case",
    [
        (1500.0, 900.0, 600.0, 1700.0, 700.0, 0.6),
        (0.0, 0.0, 0.0, 0.0, 1.0, 1.0),
        (0.0, 0.0, 0.0, 0.0, 1.0, 0.5),
        (-300.0, 100.0, 50.0, -20.0, 120.0, 0.9),
        (5.0, 4.0, 3.0, 2.0, 2.0, 0.3),
    ],
)
def test_integrating_the_draws_gives_the_nested_logit(case):
    assert frequencies(*case) == pytest.approx(nested_logit(*case), abs=1.0 / len(GRID) + 1e-12)


@given(values, values, values, values, scales, nests, st.floats(1e-15, 1 - 1e-15))
def test_a_channel_is_always_chosen(stay, regular, alone, smuggled, scale, nest, draw):
    assert choose(stay, regular, alone, smuggled, scale, nest, draw) in (0, 1, 2, 3)


@pytest.mark.parametrize("closed", range(1, 4))
def test_a_closed_channel_is_not_chosen(closed):
    options = [0.0, 0.0, 0.0, 0.0]
    options[closed] = -1e15
    chosen = frequencies(*options, 70_000.0, 0.6)
    assert chosen[closed] == 0.0
    assert chosen.sum() == pytest.approx(1.0)


def test_far_apart_values_keep_their_order():
    assert frequencies(-1e9, 1.0, 1e9, 0.0, 1.0, 0.5)[2] == 1.0
    assert frequencies(-1e9, 1e9, 0.0, 0.0, 1.0, 0.5)[1] == 1.0
    assert frequencies(1e9, 0.0, -1e9, 0.0, 1.0, 0.5)[0] == 1.0


def test_with_everything_closed_people_stay():
    assert frequencies(0.0, -1e15, -1e15, -1e15, 70_000.0, 0.6)[0] == 1.0


@given(values, values, values, values, scales, nests, st.floats(0, 1e6))
def test_a_better_channel_is_chosen_more_often(stay, regular, alone, smuggled, scale, nest, more):
    grid = np.linspace(0.01, 0.99, 40)

    def count(kind, *options):
        return sum(choose(*options, scale, nest, u) == kind for u in grid)

    # One step of the grid may go either way: options are cut out of the line of draws in a fixed order.
    assert count(1, stay, regular + more, alone, smuggled) >= count(1, stay, regular, alone, smuggled) - 1
    assert count(3, stay, regular, alone, smuggled + more) >= count(3, stay, regular, alone, smuggled) - 1
    assert count(0, stay + more, regular, alone, smuggled) >= count(0, stay, regular, alone, smuggled) - 1


@given(st.lists(values, min_size=1, max_size=6), scales, nests)
def test_a_nest_put_together_two_by_two_is_the_sum_over_all(options, scale, nest):
    options = [value / scale for value in options]
    together = options[0]
    for option in options[1:]:
        together = r.irregular_nest(together, option, nest)
    best = max(options)
    whole = best + nest * math.log(sum(math.exp((value - best) / nest) for value in options))
    assert together == pytest.approx(whole, rel=1e-9, abs=1e-9)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=6), nests)
def test_the_options_of_a_nest_share_it(options, nest):
    together = options[0]
    for option in options[1:]:
        together = r.irregular_nest(together, option, nest)
    assert sum(r.irregular_weight(value, together, nest) for value in options) == pytest.approx(1.0, abs=1e-9)


def test_a_cheaper_corridor_is_not_cheaper_for_those_who_come_from_elsewhere():
    assert r.fee_elsewhere(384.0, 2000.0) == r.fee_elsewhere(2000.0, 384.0) == 2000.0


def test_the_rest_of_a_fee_is_due_on_arrival():
    assert r.expected_payment(500.0, 0.75, 0.4) == pytest.approx(200.0 + 0.75 * 300.0)
    assert r.expected_payment(500.0, 0.2, 1.0) == r.expected_payment(500.0, 1.0, 0.3) == 500.0
    assert r.expected_payment(500.0, 0.0, 0.0) == 0.0


def test_value_of_the_regular_channel_by_hand():
    rate = 0.3 / 52
    gain = 45.0 * (1 - math.exp(-rate * 104)) / rate
    expected = math.exp(-rate * 20) * gain - 12.0 * 20 - 675.0
    assert r.regular_value(r.gain_after_wait(gain, 0.3, 20.0), 20.0, 12.0, 675.0) == pytest.approx(expected)


@given(st.floats(0, 1040), st.floats(0, 1040), st.floats(0, 1e6), st.floats(0, 2))
def test_waiting_and_cost_make_the_regular_channel_worse(wait, longer, cost, discount):
    def value(weeks, expense):
        return r.regular_value(r.gain_after_wait(400_000.0, discount, weeks), weeks, 100.0, expense)

    now = value(wait, cost)
    assert value(wait + longer, cost) <= now + 1e-6
    assert value(wait, cost + 1.0) < now


def test_value_of_an_irregular_journey_by_hand():
    assert r.irregular_value(4000.0, 0.75, 400.0, 0.1, 4000.0, 600.0) == pytest.approx(
        0.75 * 3600.0 - 0.25 * 600.0 - 400.0
    )


@given(shares, shares, st.floats(0, 1e7), st.floats(0, 1e7), st.floats(0, 1e7))
def test_more_success_is_better_unless_harm_outweighs_it(s, t, gain, harm, detention):
    low, high = sorted((s, t))
    e = 0.2
    if gain - e * harm + detention >= 0:
        worse = r.irregular_value(gain, low, 0.0, e, harm, detention)
        assert worse <= r.irregular_value(gain, high, 0.0, e, harm, detention) + 1e-3


def test_debt():
    assert r.debt(400.0, 350.0) == 50.0
    assert r.debt(300.0, 350.0) == 0.0


def test_means_are_used_up_by_attempts():
    assert r.means_left(350.0, 150.0, 0.0) == 350.0
    assert r.means_left(350.0, 150.0, 1.0) == 200.0
    assert r.means_left(100.0, 150.0, 1.0) == -50.0
    assert r.debt(400.0, r.means_left(100.0, 150.0, 1.0)) == 450.0


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 20))
def test_payment_is_a_probability_that_falls_with_the_price(stake, price, more, precision):
    p = r.payment_probability(stake, price, precision)
    assert 0.0 < p < 1.0
    assert r.payment_probability(stake, price + more, precision) <= p
    assert r.payment_probability(stake + more, price, precision) >= p


@given(st.floats(-10, 10), shares, shares, st.floats(0, 10), st.floats(0, 10), shares)
def test_protection_raises_and_corruption_lowers_reports(base, protection, more, fear, distrust, corruption):
    low, high = sorted((protection, more))
    p = r.report_probability(base, low, fear, distrust, corruption)
    assert 0.0 < p < 1.0
    assert r.report_probability(base, high, fear, distrust, corruption) >= p
    assert r.report_probability(base, low, fear, distrust, 1.0) <= p


def test_report_by_hand():
    x = -3.0 - 2.0 * 0.9 - 2.0 * 0.35
    assert r.report_probability(-3.0, 0.1, 2.0, 2.0, 0.35) == pytest.approx(1 / (1 + math.exp(-x)))
    assert r.local_corruption(0.2, 0.5) == pytest.approx(0.35)


@given(st.floats(0, 5), shares, shares, st.floats(0, 10), st.floats(0, 100), st.floats(0, 10), shares, shares)
def test_exploitation_is_a_probability_that_rises_with_every_cause(h, operator, v, a, debt, b, deception, impunity):
    arguments = [h, operator, v, a, debt, b, deception, impunity, 1.0]
    p = r.exploitation_probability(*arguments)
    assert 0.0 <= p <= 1.0
    for place in (0, 1, 2, 4, 6, 7):
        more = list(arguments)
        more[place] += 0.1
        assert r.exploitation_probability(*more) >= p


def test_exploitation_by_hand():
    x = 0.04 * 0.15 * (1 + 2 * 0.3) * (1 + 1 * 0.5) * 2.0 * (1 + 1 * 0.8)
    p = r.exploitation_probability(0.04, 0.15, 0.3, 2.0, 0.5, 1.0, 1.0, 0.8, 1.0)
    assert p == pytest.approx(1 - math.exp(-x))
    assert r.exploitation_probability(0.0, 1.0, 1.0, 10.0, 1.0, 10.0, 1.0, 1.0, 10.0) == 0.0


@given(shares, shares, st.floats(0, 1000), st.floats(0, 1000), shares, st.integers(0, 10_000), shares)
def test_public_beliefs_lie_between_what_was_believed_before_and_what_is_seen(v, prior, known, weight, keep, n, share):
    after = r.public_belief(v, known, prior, weight, keep, share * n, float(n))
    assert min(v, prior, share) - 1e-9 <= after <= max(v, prior, share) + 1e-9


def test_public_belief_by_hand():
    assert r.known_journeys(30.0, 20.0, 0.95, 4.0) == pytest.approx(33.5)
    after = r.public_belief(0.5, 30.0, 0.75, 20.0, 0.95, 3.0, 4.0)
    assert after == pytest.approx((0.75 * 20 + 0.95 * (0.5 * 30 - 0.75 * 20) + 3) / 33.5)
    assert r.public_belief(0.5, 0.0, 0.7, 0.0, 0.95, 0.0, 0.0) == 0.5


@pytest.mark.parametrize("per_week", [1.0, 4.0, 12.0])
def test_beliefs_settle_between_the_first_one_and_experience_by_their_weights(per_week):
    belief, known = 0.75, 20.0
    for _ in range(2000):
        now = r.known_journeys(known, 20.0, 0.95, per_week)
        belief = r.public_belief(belief, known, 0.75, 20.0, 0.95, 0.4 * per_week, per_week)
        known = now
    remembered = per_week / 0.05
    assert belief == pytest.approx((20 * 0.75 + remembered * 0.4) / (20 + remembered))


def test_without_news_a_belief_returns_to_the_first_one():
    belief, known = 0.2, 200.0
    for _ in range(1000):
        now = r.known_journeys(known, 20.0, 0.95, 0.0)
        belief = r.public_belief(belief, known, 0.75, 20.0, 0.95, 0.0, 0.0)
        known = now
    assert belief == pytest.approx(0.75)
    assert known == pytest.approx(20.0)


@given(st.floats(-6, 6), st.floats(0, 3), st.floats(-8, 8))
def test_vulnerability_is_a_share(location, spread, normal):
    assert 0.0 < r.vulnerability(location, spread, normal) < 1.0
