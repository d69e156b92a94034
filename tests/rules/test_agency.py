"""What labour recruitment agencies charge and risk, and what an inspection finds, by hand."""

import math

import pytest

from simcorr.rules import agency


def test_what_is_risked_is_the_margin_and_what_is_charged_beyond_for_as_long_as_it_is_closed():
    assert agency.expected_loss(0.01, 26.0, 0.2, 3.0) == pytest.approx(0.01 * 26.0 * 3.2)
    assert agency.expected_loss(0.0, 26.0, 0.2, 3.0) == 0.0


@pytest.mark.parametrize(("excess", "loss", "expected"), [(1.0, 1.0, 0.5), (4.0, 2.0, 0.8), (2.0, 4.0, 0.2)])
def test_agencies_go_as_far_as_gain_stands_against_risk(excess, loss, expected):
    assert agency.overcharging(excess, loss, 2.0) == pytest.approx(expected)
    assert agency.overcharging(excess, loss, 0.0) == 0.5


def test_where_nothing_is_risked_all_is_charged_and_where_nothing_is_gained_nothing():
    assert agency.overcharging(3.0, 0.0, 3.0) == pytest.approx(1.0, abs=1e-12)
    assert agency.overcharging(0.0, 1.0, 3.0) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(("rate", "factor", "expected"), [(0.02, 1.0, 0.02), (0.02, 3.0, 0.06), (0.3, 6.0, 1.0)])
def test_inspections_are_more_frequent_and_never_more_than_certain(rate, factor, expected):
    assert agency.inspection_probability(rate, factor) == pytest.approx(expected)


def test_the_more_is_charged_the_readier_it_is_found():
    assert agency.finding_probability(0.5, 0.0) == 0.0
    assert agency.finding_probability(0.5, 2.0) == pytest.approx(1.0 - math.exp(-1.0))
    assert agency.finding_probability(0.5, 3.0) > agency.finding_probability(0.5, 2.0)


def test_an_interest_that_is_declared_protects_nobody():
    assert agency.favour_probability(0.8, 0.0) == 0.8
    assert agency.favour_probability(0.8, 0.25) == pytest.approx(0.6)
    assert agency.favour_probability(0.8, 1.0) == 0.0


def test_liability_of_firms_makes_a_breach_end_the_licence():
    assert agency.closing_probability(0.3, 0.0) == 0.3
    assert agency.closing_probability(0.3, 0.5) == pytest.approx(0.65)
    assert agency.closing_probability(0.3, 1.0) == 1.0


def test_a_fee_is_what_workers_pay_of_the_legal_cost_and_what_comes_on_top():
    assert agency.fee(300.0, 500.0, 0.0) == 300.0
    assert agency.fee(300.0, 500.0, 1.5) == 1050.0


@pytest.mark.parametrize(("pass_through", "expected"), [(-0.2, 4.025), (0.0, 3.5), (0.5, 2.1875), (1.0, 0.875)])
def test_what_is_charged_beyond_the_legal_cost_may_follow_that_or_stay_or_make_up_for_it(pass_through, expected):
    assert agency.most_excess(4.5, 0.25, pass_through) == pytest.approx(expected)
    assert agency.most_excess(4.5, 1.0, pass_through) == pytest.approx(3.5)


@pytest.mark.parametrize("paid", [0.0, 0.4, 1.0])
def test_agencies_that_take_all_that_workers_are_spared_are_paid_as_much_as_before(paid):
    assert paid + agency.most_excess(4.5, paid, -1.0 / 3.5) == pytest.approx(4.5)


def test_a_legal_cost_that_rises_leaves_nothing_less_than_nothing_to_charge():
    assert agency.most_excess(4.5, 3.0, -1.0) == 0.0


def test_firms_that_give_up_at_a_rate_are_as_many_in_a_year_as_the_rate_says():
    assert agency.turnover_probability(0.0) == 0.0
    assert 1.0 - (1.0 - agency.turnover_probability(0.3)) ** 52 == pytest.approx(1.0 - math.exp(-0.3))
