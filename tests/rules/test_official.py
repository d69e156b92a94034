"""The gatekeeper's rules: equations by hand, bounds over all that is permitted, signs of every argument."""

import math

import pytest
from hypothesis import given, strategies as st

from simcorr.rules import official as o

shares = st.floats(0, 1)
prices = st.floats(0, 1e9)
reservations = st.floats(1e-3, 1e12)
losses = st.floats(0, 1e12)
precisions = st.floats(0, 50)
aversions = st.floats(0, 5)
peers = st.floats(0, 10)


def probability_of(price, reservation, trust, norm, stranger, peer, loss, precision):
    return o.acceptance_probability(price, o.required_price(reservation, trust, norm, stranger, peer, loss), precision)


def test_acceptance_by_hand():
    assert o.acceptance_probability(200.0, 100.0, 2.0) == pytest.approx(4.0 / 5.0)
    assert o.acceptance_probability(100.0, 100.0, 7.0) == 0.5
    assert o.acceptance_probability(1.0, 1e9, 0.0) == 0.5  # without precision everybody tosses a coin


def test_required_price_by_hand():
    assert o.required_price(100.0, 1.0, 0.5, 3.0, 2.0, 25.0) == 125.0
    expected = 100.0 * math.exp(1.2 * 0.75 - 0.8 * 0.2) + 10.0
    assert o.required_price(100.0, 0.25, 0.7, 1.2, 0.8, 10.0) == pytest.approx(expected)


officials = st.tuples(reservations, shares, shares, aversions, peers, losses, precisions)


@given(prices, officials)
def test_acceptance_is_a_probability(price, official):
    assert 0.0 < probability_of(price, *official) < 1.0


@given(prices, prices, officials)
def test_acceptance_rises_with_the_price(p, q, rest):
    low, high = sorted((p, q))
    assert probability_of(low, *rest) <= probability_of(high, *rest)


@given(reservations, shares, shares, shares, aversions, peers, losses)
def test_what_is_required_falls_with_trust(reservation, t, u, norm, stranger, peer, loss):
    low, high = sorted((t, u))
    trusted = o.required_price(reservation, high, norm, stranger, peer, loss)
    assert trusted <= o.required_price(reservation, low, norm, stranger, peer, loss)
    assert math.isfinite(trusted)
    assert trusted >= loss


@given(reservations, shares, shares, shares, aversions, peers, losses)
def test_what_is_required_falls_with_the_norm(reservation, trust, n, m, stranger, peer, loss):
    low, high = sorted((n, m))
    common = o.required_price(reservation, trust, high, stranger, peer, loss)
    assert common <= o.required_price(reservation, trust, low, stranger, peer, loss)


def expected(detection, protection, q, c, penalty, cost, independent=0.0):
    return o.expected_loss(detection, protection, independent, o.loss_if_pursued(q * c, 0.0, penalty, 0.0, cost))


@given(shares, shares, shares, shares, st.floats(0, 1e9), st.floats(0, 1e9))
def test_expected_loss_lies_between_nothing_and_the_gravest_penalty(detection, protection, q, c, penalty, cost):
    loss = expected(detection, protection, q, c, penalty, cost)
    assert 0.0 <= loss <= max(penalty, cost) * (1 + 1e-12)


@given(shares, shares, shares, shares, shares, st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1e9))
def test_acceptance_falls_with_perceived_detection_and_with_penalties(d, e, protection, q, c, p, more, cost):
    low, high = sorted((d, e))
    lenient = expected(low, protection, q, c, p, cost)
    assert lenient <= expected(high, protection, q, c, p, cost)
    assert lenient <= expected(low, protection, q, c, p + more, cost) * (1 + 1e-12)
    required = [o.required_price(50.0, 0.2, 0.3, 1.0, 1.0, loss) for loss in (lenient, lenient + more)]
    assert required[0] <= required[1]
    assert o.acceptance_probability(60.0, required[0], 2.0) >= o.acceptance_probability(60.0, required[1], 2.0)


@given(shares, shares, shares, shares, st.floats(0, 1e6), st.floats(0, 1e6))
def test_prosecution_and_conviction_deter_more_than_a_transfer_if_they_cost_more(d, q, r, other, penalty, cost):
    low, high = sorted((q, r))
    mild, hard = (expected(d, 0.0, share, other, cost + penalty, cost) for share in (low, high))
    assert hard >= mild * (1 - 1e-12) - 1e-9
    mild, hard = (expected(d, 0.0, other, share, cost + penalty, cost) for share in (low, high))
    assert hard >= mild * (1 - 1e-12) - 1e-9


@given(shares, shares, st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_prosecution_that_never_convicts_deters_like_a_transfer(d, q, penalty, cost):
    assert expected(d, 0.0, q, 0.0, penalty, cost) == pytest.approx(d * cost)


def test_a_dismissal_costs_the_career_and_no_fine():
    assert o.perceived_dismissal(0.1, 0.4) == 0.1
    assert o.perceived_dismissal(0.7, 0.4) == 0.6  # only who is not convicted
    assert o.loss_if_pursued(0.2, 0.1, 1000.0, 600.0, 100.0) == pytest.approx(200.0 + 60.0 + 70.0)


def test_expected_loss_by_hand():
    assert expected(0.1, 0.5, 0.4, 0.5, 1000.0, 100.0) == pytest.approx(0.1 * 0.5 * (200.0 + 80.0))
    assert expected(0.1, 0.5, 0.4, 0.5, 1000.0, 100.0, 0.4) == pytest.approx(0.1 * 0.7 * (200.0 + 80.0))
    assert expected(0.1, 0.5, 0.4, 0.5, 1000.0, 100.0, 1.0) == pytest.approx(0.1 * (200.0 + 80.0))


def test_career_loss_by_hand():
    r = 0.15 / 52.0
    career = o.career_weeks(260.0, 0.15)
    assert o.career_loss(100.0, 1.0, 0.35, career) == pytest.approx(35.0 * (1 - math.exp(-260.0 * r)) / r)
    assert o.career_weeks(0.0, 0.15) == 0.0


def test_a_raise_leaves_the_outside_option_where_it_is():
    """Half as much again on a premium of 35 % leaves 85 % of the old wage to lose, not 52.5 %."""
    assert o.career_loss(100.0, 1.5, 0.35, 2.0) == pytest.approx(2.0 * 85.0)
    assert o.career_loss(100.0, 0.5, 0.35, 2.0) == 0.0  # whoever earns less than elsewhere loses nothing


@given(shares, st.sampled_from([0.0, 1.0]))
def test_what_is_kept_is_a_share(cut, protected):
    assert 0.0 <= o.kept_share(cut, protected) <= 1.0


@given(shares, shares)
def test_demands_are_a_part_of_what_would_be_accepted(propensity, acceptance):
    assert 0.0 <= o.demand_probability(propensity, acceptance) <= acceptance


@given(st.floats(0, 1e5), st.floats(0, 1e5), st.floats(1, 520), shares)
def test_attention_rises_with_experience(weeks, more, constant, floor):
    new, old = (o.experience_factor(w, constant, floor) for w in (weeks, weeks + more))
    assert floor - 1e-12 <= new <= old + 1e-12 <= 1.0 + 1e-9


def test_experience_by_hand():
    assert o.experience_factor(0.0, 52.0, 0.6) == pytest.approx(0.6)
    assert o.experience_factor(52.0, 52.0, 0.6) == pytest.approx(1 - 0.4 / math.e)


@given(shares, st.floats(0, 5), shares, shares)
def test_interception_is_a_probability(rate, training, experience, checks):
    p = o.interception_probability(rate, training, experience, checks)
    assert checks - 1e-12 <= p <= 1.0


def test_interception_by_hand():
    assert o.interception_probability(0.4, 1.5, 0.5, 0.2) == pytest.approx(1 - 0.7 * 0.8)


@given(shares, shares)
def test_a_deal_never_makes_a_stop_more_likely(interception, discretion):
    assert 0.0 <= o.deal_interception_probability(interception, discretion) <= interception


def test_a_deal_with_full_discretion_passes_for_sure():
    assert o.deal_interception_probability(0.9, 1.0) == 0.0
    assert o.deal_interception_probability(0.9, 0.25) == pytest.approx(0.675)


@given(shares, shares, shares)
def test_the_norm_mixes_post_and_context(own, whole, share):
    assert min(own, whole) - 1e-12 <= o.perceived_norm(own, whole, share) <= max(own, whole) + 1e-12


@given(shares, shares, shares)
def test_an_announcement_raises_a_belief_and_never_beyond_what_it_says(belief, announced, credence):
    after = o.announced_belief(belief, announced, credence)
    assert belief <= after <= max(belief, announced) + 1e-15
    assert o.announced_belief(belief, announced, 0.0) == belief
    assert o.announced_belief(belief, announced, 1.0) == pytest.approx(max(belief, announced))


def test_an_announced_duty_multiplies_the_odds_of_a_charge():
    assert o.announced_charge(0.2, 3.0, 0.0) == pytest.approx(0.2)
    odds = 0.25 * math.exp(3.0 * 0.6)
    assert o.announced_charge(0.2, 3.0, 0.6) == pytest.approx(odds / (1 + odds))


@given(shares)
def test_public_officials_are_fully_liable(liability):
    assert o.liable_share(0.0, liability) == 1.0
    assert o.liable_share(1.0, liability) == liability


def test_experience_is_weighed_by_how_near_it_is():
    seen = o.weighed_experience(1.0, o.vicarious_experience(3.0, 10.0, 50.0, 0.3, 0.05, 0.0), 1.0, 0.3)
    assert seen == pytest.approx(1.0 * 1.0 + 0.3 * 2.0 + 0.05 * 7.0)


@pytest.mark.parametrize(
    ("public", "heard"),
    [(0.0, 0.3 * 3.0 + 0.05 * 7.0), (0.2, 0.3 * 3.0 + 0.2 * 7.0 + 0.2 * 40.0), (2.0, 2.0 * 50.0)],
)
def test_nobody_near_by_hears_less_than_the_public(public, heard):
    assert o.vicarious_experience(3.0, 10.0, 50.0, 0.3, 0.05, public) == pytest.approx(heard)


def test_losses_by_hand():
    assert o.loss_if_convicted(5000.0, 700.0, 0.4) == pytest.approx(5700.0 * 0.4)
    assert o.loss_if_transferred(8.0, 100.0, 0.25) == pytest.approx(200.0)


wages = st.floats(0, 1e7)


@given(losses, losses, wages, wages, shares, shares)
def test_a_conviction_costs_more_with_the_fine_the_career_and_the_liability(fine, more, w, v, a, b):
    (short, long), (less, liable) = sorted((w, v)), sorted((a, b))
    loss = o.loss_if_convicted(fine, short, less)
    assert 0.0 <= loss <= (fine + short) * (1 + 1e-12)
    assert o.loss_if_convicted(fine + more, short, less) >= loss
    assert o.loss_if_convicted(fine, long, less) >= loss
    assert o.loss_if_convicted(fine, short, liable) >= loss
    assert o.loss_if_convicted(fine, short, 0.0) == 0.0


@given(wages, st.floats(0, 5), st.floats(0, 5), shares, st.floats(0, 500))
def test_a_career_is_worth_more_the_better_it_is_paid(wage, f, g, premium, career):
    less, more = sorted((f, g))
    assert 0.0 <= o.career_loss(wage, less, premium, career) <= o.career_loss(wage, more, premium, career)


@given(st.floats(0, 104), wages, wages, shares, shares)
def test_a_transfer_costs_more_with_the_wage_and_the_liability(cost, w, v, a, b):
    (poor, rich), (less, liable) = sorted((w, v)), sorted((a, b))
    loss = o.loss_if_transferred(cost, poor, less)
    assert 0.0 <= loss <= cost * poor
    assert o.loss_if_transferred(cost, rich, less) >= loss
    assert o.loss_if_transferred(cost, poor, liable) >= loss
    assert o.loss_if_transferred(cost, poor, 0.0) == o.loss_if_transferred(0.0, poor, less) == 0.0


def test_a_perceived_risk_by_hand():
    assert o.perceived_risk(2.0, 6.0, 0.9, 0.0) == pytest.approx(0.25)
    assert o.perceived_risk(2.0, 6.0, 0.75, 0.2) == pytest.approx(0.25 + 0.5 * 0.2)


@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(0, 10), shares, shares)
def test_a_perceived_risk_is_a_probability_that_rises_with_what_is_seen_and_announced(yes, no, more, s, t):
    quiet, loud = sorted((s, t))
    risk = o.perceived_risk(yes, no + 1e-3, 0.9, quiet)
    assert 0.0 <= risk <= 1.0 + 1e-12
    assert o.perceived_risk(yes + more, no + 1e-3, 0.9, quiet) >= risk - 1e-12
    assert o.perceived_risk(yes, no + 1e-3 + more, 0.9, quiet) <= risk + 1e-12
    assert o.perceived_risk(yes, no + 1e-3, 0.9, loud) >= risk - 1e-12
    assert o.perceived_risk(yes, no + 1e-3, 1.0, 1.0) == pytest.approx(1.0)
