"""The operator's rules: beliefs, offers, fees, routes, retainers, trust."""

import math

import pytest
from hypothesis import assume, given, strategies as st

from simcorr.rules import smuggler as s

shares = st.floats(0, 1)
money = st.floats(0, 1e9)


def test_prior_acceptance_by_hand():
    assert s.prior_acceptance(0.35, 0.6, 2, 2) == pytest.approx(0.35)
    logit = math.log(0.35 / 0.65) + 0.6
    assert s.prior_acceptance(0.35, 0.6, 3, 2) == pytest.approx(1 / (1 + math.exp(-logit)))


@given(st.floats(0.01, 0.99), st.floats(0, 3))
def test_prior_acceptance_rises_with_the_band(middle, slope):
    beliefs = [s.prior_acceptance(middle, slope, band, 2) for band in range(7)]
    assert beliefs == sorted(beliefs)
    assert 0.0 < beliefs[0] <= beliefs[-1] < 1.0


@given(st.floats(0.01, 0.99), st.floats(0.1, 100), money, money, st.floats(-1, 1), st.floats(0, 4), st.floats(0, 1e6))
def test_believed_acceptance_is_a_probability_and_learns(prior, strength, k, n, trust, weight, more):
    belief = s.believed_acceptance(prior, strength, k, n, trust, weight)
    assert 0.0 <= belief <= 1.0 + 1e-12
    assert s.believed_acceptance(prior, strength, k + more, n, trust, weight) >= belief - 1e-12
    assert s.believed_acceptance(prior, strength, k, n + more, trust, weight) <= belief + 1e-12
    assert s.believed_acceptance(prior, strength, k, n, trust + 0.1, weight) >= belief - 1e-12


@given(st.floats(0.01, 0.99), st.floats(0, 50), st.floats(0, 50), st.floats(0, 4))
def test_full_trust_is_worth_the_weight_in_log_odds(prior, k, n, weight):
    stranger, trusted = (s.believed_acceptance(prior, 4.0, k, n, trust, weight) for trust in (0.0, 1.0))
    assert math.log(trusted / (1 - trusted)) - math.log(stranger / (1 - stranger)) == pytest.approx(weight, abs=1e-9)


@given(shares, st.floats(0.1, 100), st.floats(0, 1e6), shares)
def test_usual_trust_lies_between_strangers_and_those_dealt_with(start, strength, deals, each):
    usual = s.usual_trust(start, strength, deals * each, deals)
    assert min(start, each) - 1e-9 <= usual <= max(start, each) + 1e-9


def test_believed_acceptance_by_hand():
    assert s.believed_acceptance(0.5, 4.0, 3.0, 1.0, 0.0, 1.0) == pytest.approx(5.0 / 8.0)
    assert s.believed_acceptance(0.5, 4.0, 3.0, 1.0, math.log(2.0), 1.0) == pytest.approx(10.0 / 13.0)


def test_offer_surplus_by_hand():
    assert s.saved_by_deal(0.4, 0.5, 1000.0, 0.0) == pytest.approx(200.0)
    assert s.offer_surplus(0.5, 30.0, 200.0, 8.0) == pytest.approx(0.5 * (200 - 30) - 4.0)


@given(shares, money, money, shares, shares, money)
def test_offer_surplus_falls_with_price_and_rises_with_what_is_saved(a, price, value, i, g, risk):
    saved = s.saved_by_deal(i, g, value, 0.0)
    surplus = s.offer_surplus(a, price, saved, risk)
    assert math.isfinite(surplus)
    assert s.offer_surplus(a, price * 2 + 1, saved, risk) <= surplus + 1e-6
    assert s.offer_surplus(a, price, s.saved_by_deal(i, g, value * 2, 0.0), risk) >= surplus - 1e-6
    assert s.offer_surplus(a, price, s.saved_by_deal(min(1.0, i * 2), g, value, 0.0), risk) >= surplus - 1e-6
    assert s.offer_surplus(a, price, saved, risk * 2) <= surplus + 1e-6
    assert s.saved_by_deal(i, g, value, price) == pytest.approx(saved + price)


@given(shares, money, money, shares, money)
def test_no_offer_pays_where_the_gatekeeper_decides_nothing(a, price, value, i, risk):
    assert s.offer_surplus(a, price, s.saved_by_deal(i, 0.0, value, 0.0), risk) <= 0.0
    assert s.offer_surplus(a, price, s.saved_by_deal(0.0, 1.0, value, 0.0), risk) <= 0.0


def test_fee_and_value_of_a_party_by_hand():
    assert s.fee(600.0, 0.6, 50.0, 1.0, 40.0) == pytest.approx(670.0)
    assert s.fee(600.0, 0.0, 50.0, 0.0, 40.0) == 600.0
    assert s.margin(400.0, 5.0, 0.4) == pytest.approx(1200.0)
    assert s.cost_of_a_stop(400.0, 5.0, 0.3, 500.0) == pytest.approx(1900.0)
    assert s.cost_of_a_stop(400.0, 5.0, 1.0, 500.0) == 500.0  # all was paid in advance


def test_fees_by_leg_are_paid_as_far_as_the_way_is_behind():
    assert s.fee_paid_share(0.4, 0.0, 0.75) == 0.4
    assert s.fee_paid_share(0.4, 0.5, 0.75) == pytest.approx(0.4 + 0.6 * 0.5 * 0.75)
    assert s.fee_paid_share(0.4, 1.0, 0.0) == 0.4
    assert s.fee_paid_share(0.4, 1.0, 1.0) == 1.0
    assert s.fee_paid_share(1.0, 1.0, 0.5) == 1.0


@given(st.floats(0, 1), shares, st.floats(0, 0.9), st.floats(1, 1e4), st.floats(0, 1e5), st.floats(1, 50))
def test_operators_earn_nothing_where_fees_carry_all_that_journeys_cost(
    stopped, advance, running, bribes, arrest, size
):
    """A fee solves F = running F + bribes + stopped x (cost of a stop): what is paid covers what is spent."""
    left = 1.0 - running - stopped * (1.0 - advance)
    assume(left > 0.01)
    fee = (bribes + stopped * arrest / size) / left
    lost = s.cost_of_a_stop(fee, size, advance, arrest)
    assert s.fee(running * fee, 1.0, bribes, 1.0, stopped * lost / size) == pytest.approx(fee)
    earned = s.margin(fee, size, running) - bribes * size - stopped * lost
    assert earned == pytest.approx(0.0, abs=1e-9 * max(1.0, fee * size))


@given(st.floats(-1, 1), st.floats(-1e12, 1e12), st.floats(100, 1e8), shares)
def test_route_values_stay_bounded(value, profit, scale, rate):
    assert -1.0 <= s.learned_value(value, profit, scale, rate) <= 1.0


def test_posts_are_chosen_by_staff_until_something_is_learned():
    assert [s.post_weight(staff, 0.0, 20.0) for staff in (10, 8)] == [10.0, 8.0]
    assert s.post_weight(10, -0.5, 0.0) == 10.0
    odds = s.post_weight(8, -0.2, 5.0) / s.post_weight(8, -0.6, 5.0)
    assert odds == pytest.approx(math.exp(2.0))


def test_route_value_bears_losses():
    assert s.learned_value(0.2, -1000.0, 1000.0, 0.5) == pytest.approx(-0.15)
    assert s.learned_value(0.2, 0.0, 1000.0, 1.0) == 0.0


@given(st.floats(-1, 1), st.floats(0, 10), st.floats(0, 50))
def test_a_detour_never_makes_a_route_more_likely(value, detour, precision):
    assert 0.0 < s.route_weight(value, detour, precision) <= s.route_weight(value, 0.0, precision)


def test_retainer_gain_by_hand():
    expected = (1 - math.exp(-0.004 * 13)) * 0.7 * 1e5 - 780.0
    assert s.retainer_gain(0.004, 13.0, 0.7, 1e5, 780.0) == pytest.approx(expected)
    assert s.retainer_gain(0.5, 100.0, 0.0, 1e9, 780.0) == -780.0


@given(shares, shares)
def test_trust_stays_a_share(trust, step):
    grown, fallen = s.trust_after_kept_deal(trust, step), s.trust_after_failed_deal(trust, step)
    assert 0.0 <= fallen <= trust <= grown + 1e-15 <= 1.0 + 1e-12


@given(shares, shares, st.integers(0, 60))
def test_trust_after_n_kept_deals(start, gain, n):
    trust = start
    for _ in range(n):
        trust = s.trust_after_kept_deal(trust, gain)
    assert trust == pytest.approx(1.0 - (1.0 - start) * (1.0 - gain) ** n, abs=1e-12)


def test_memory_fades_by_the_same_share_every_week():
    assert s.memory_kept(0.01, 0) == 1.0
    assert s.memory_kept(0.01, 30) == pytest.approx(s.memory_kept(0.01, 10) * s.memory_kept(0.01, 20))
    assert s.memory_kept(0.01, 1) == pytest.approx(0.99005, abs=1e-5)


# --- exploitation ---------------------------------------------------------------------------------------------------

hazards = st.floats(0, 1)
amounts = st.floats(1, 1e7)


def test_debt_binds_until_it_is_worked_off():
    assert s.bondage_weeks(600.0, 60.0, 0.5) == pytest.approx(20.0)
    assert s.bondage_weeks(0.0, 60.0, 0.5) == s.bondage_weeks(600.0, 0.0, 0.5) == 0.0
    assert s.bondage_weeks(1e12, 60.0, 0.5) == 40 * 52


@given(st.floats(1, 1e4), hazards)
def test_exploitation_ends_at_the_first_of_two_hazards(undisturbed, identification):
    assert s.expected_weeks(undisturbed, 0.0) == pytest.approx(undisturbed)
    weeks = s.expected_weeks(undisturbed, identification)
    assert 0.0 < weeks <= undisturbed * (1 + 1e-12)
    assert weeks / undisturbed + identification * weeks == pytest.approx(1.0), "each end comes in its share"


def test_control_by_hand():
    kept = s.control(0.15, 0.4, 0.5, 1.0, 0.5, 0.3, 0.5)
    assert kept == pytest.approx(1 - 0.85 * (1 - 0.2) * 0.5 * (1 - 0.15))
    assert s.control(0.15, 9.0, 0.5, 0.0, 0.5, 0.0, 0.5) == pytest.approx(1 - 0.85 * 0.5), (
        "at most the whole fee counts"
    )


@given(shares, shares, shares, shares, shares, shares, shares)
def test_control_is_a_share_that_rises_with_every_cause(base, owed, debt, deceived, lies, vulnerable, needs):
    arguments = [base, owed, debt, deceived, lies, vulnerable, needs]
    kept = s.control(*arguments)
    assert -1e-12 <= kept <= 1.0
    for place in range(len(arguments)):
        more = list(arguments)
        more[place] = min(1.0, more[place] + 0.1)
        assert s.control(*more) >= kept - 1e-12


def test_sentences_from_exploiting_by_hand():
    expected = (0.3 * 0.2 + 1.5 * (1 - math.exp(-0.01 * 40.0))) * 0.25
    assert s.convictions_from_exploiting(0.3, 0.2, 1.5, 0.01, 40.0, 0.25) == pytest.approx(expected)
    assert s.convictions_from_exploiting(0.3, 0.2, 1.5, 0.01, 40.0, 0.0) == 0.0, (
        "nobody fears courts that convict nobody"
    )
    assert s.convictions_from_exploiting(0.0, 0.2, 0.0, 0.01, 40.0, 1.0) == 0.0, "what is risked anyhow does not count"


def test_what_exploiting_must_bring_by_hand():
    assert s.required_from_exploiting(800.0, 0.0, 0.1, 50_000.0) == pytest.approx(5800.0)
    assert s.required_from_exploiting(800.0, math.log(3.0), 0.1, 50_000.0) == pytest.approx(7400.0)


def test_onset_by_hand():
    p = s.exploitation_probability(0.04, 20.0, 1.5, 3000.0, 1000.0)
    assert p == pytest.approx((1 - math.exp(-0.8)) / (1 + 3.0**-1.5))


@given(st.floats(0, 50), st.floats(0, 10), amounts)
def test_what_is_required_is_taken_as_often_as_not(opportunities, precision, value):
    p = s.exploitation_probability(opportunities, 1.0, precision, value, value)
    assert p == pytest.approx(0.5 * (1 - math.exp(-opportunities)))


@given(st.floats(0.01, 5), st.floats(1, 50), st.floats(0, 10), amounts, amounts, amounts)
def test_onset_rises_with_income_and_falls_with_what_is_required(hazard, opportunity, precision, value, required, more):
    p = s.exploitation_probability(hazard, opportunity, precision, value, required)
    assert 0.0 <= p <= 1.0
    assert s.exploitation_probability(hazard, opportunity, precision, value + more, required) >= p
    assert s.exploitation_probability(hazard, opportunity, precision, value, required + more) <= p


@given(st.floats(0.2, 3), st.floats(100, 1e5), st.floats(10, 1e5), st.floats(0.001, 1), st.floats(1e3, 1e5))
def test_the_elasticity_with_risk_is_that_of_theory(precision, value, cost, convictions, loss):
    """d ln onset / d ln convictions = -precision * share of risk in what is required * (1 - sigma)."""

    def onset(step):
        required = s.required_from_exploiting(cost, 0.0, convictions * math.exp(step), loss)
        return s.exploitation_probability(1.0, 1.0, precision, value, required)

    step = 1e-5
    slope = (math.log(onset(step)) - math.log(onset(-step))) / (2 * step)
    sigma = onset(0.0) / (1 - math.exp(-1.0))
    risk = convictions * loss / (cost + convictions * loss)
    assert slope == pytest.approx(-precision * risk * (1 - sigma), abs=1e-6)


@pytest.mark.parametrize(("margin", "expected"), [(-500.0, 0.0), (0.0, 0.0), (1000.0, 0.5), (3000.0, 0.75)])
def test_what_is_forgone_is_on_the_scale_of_learned_values(margin, expected):
    assert s.forgone_value(margin, 1000.0) == expected
    assert s.learned_value(0.0, margin, 1000.0, 1.0) == expected or margin < 0.0
