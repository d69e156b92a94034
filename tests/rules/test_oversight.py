"""The rules of supervisor, colleague, justice and observer."""

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from simcorr.rules import colleague, justice, observer, supervisor

shares = st.floats(0, 1)
money = st.floats(0, 1e12)


def sigma(x):
    return 1 / (1 + math.exp(-x))


class TestSupervisor:
    def test_attention_by_hand(self):
        assert supervisor.attention(1.0, 3.0, 1.0, 5.0, 0.2, 0.5) == pytest.approx(math.sqrt(5.0))
        assert supervisor.attention(7.0, 3.0, 9.0, 5.0, 0.2, 0.0) == 1.0

    @given(
        st.floats(0, 100),
        st.floats(0, 1e4),
        st.floats(0, 100),
        st.floats(0, 1e4),
        st.floats(0, 100),
        st.floats(0, 5),
    )
    def test_attention_is_finite_positive_and_rises_with_reports(self, base, reports, w, anomaly, v, targeting):
        weight = supervisor.attention(base, reports, w, anomaly, v, targeting)
        assert 0.0 < weight < math.inf
        assert supervisor.attention(base, reports + 1, w, anomaly, v, targeting) >= weight

    def test_audit_by_hand(self):
        p = supervisor.audit_detection(0.006, 2.0, 3.0, 0.4, 1.0, 0.3)
        assert p == pytest.approx(1 - math.exp(-0.006 * (2.0 * 0.6 + 3.0) * 0.7))

    @given(st.floats(0, 2), st.floats(0, 1e5), st.floats(0, 1e5), shares, st.sampled_from([0.0, 1.0]), shares)
    def test_audits_find_less_where_trust_and_second_jobs_hide_it(self, rate, inside, outside, eroded, second, hidden):
        p = supervisor.audit_detection(rate, inside, outside, eroded, second, hidden)
        assert 0.0 <= p <= 1.0
        assert p <= supervisor.audit_detection(rate, inside, outside, 0.0, second, hidden) + 1e-15
        assert p <= supervisor.audit_detection(rate, inside, outside, eroded, 0.0, hidden) + 1e-15
        assert p <= supervisor.audit_detection(rate, inside * 2, outside, eroded, second, hidden) + 1e-15
        assert p <= supervisor.audit_detection(rate, inside, outside * 2, eroded, second, hidden) + 1e-15
        assert supervisor.audit_detection(rate, 0.0, outside, eroded, second, hidden) == pytest.approx(
            supervisor.audit_detection(rate, 0.0, outside, 0.0, second, hidden)
        )  # nobody's trust keeps outsiders away

    def test_outsiders_have_found_what_superiors_would_not(self):
        assert not supervisor.found_by_outsiders(0.3, 0.1, 0.05)
        assert supervisor.found_by_outsiders(0.3, 0.1, 0.2)
        assert not supervisor.found_by_outsiders(0.3, 0.1, 0.3)
        assert not supervisor.found_by_outsiders(0.3, 0.3, 0.299)

    def test_superiors_give_up_what_they_were_asked_for_as_they_come_to_trust(self):
        assert supervisor.internal_effort(12.0, 0.5, 2.0) == pytest.approx(3.75)
        assert supervisor.internal_effort(12.0, 0.5, 0.0) == pytest.approx(12.0)
        assert supervisor.internal_effort(12.0, 1.0, 2.0) == pytest.approx(1.0)
        assert supervisor.internal_effort(1.0, 0.3, 2.0) == pytest.approx(1.0)

    @given(money, money)
    def test_a_hush_payment_splits_the_surplus_in_halves(self, loss, required):
        payment = supervisor.hush_payment(loss, required)
        if loss <= required:
            assert payment == -1.0
        else:
            assert required <= payment <= loss
            assert loss - payment == pytest.approx(payment - required, rel=1e-6, abs=1e-3)

    @given(money, money, st.floats(0.1, 10), shares)
    def test_who_may_settle_expects_to_lose_no_more(self, loss, required, precision, share):
        expected = supervisor.loss_after_settling(loss, required, precision, share)
        assert expected <= loss
        if loss <= required:
            assert expected == loss  # nothing to be gained by settling
        else:
            assert expected >= supervisor.hush_payment(loss, required) * (1 - 1e-12)

    def test_settling_by_hand(self):
        """Payment 600, twice what is required: taken with probability 2/3 at precision one."""
        assert supervisor.loss_after_settling(900.0, 300.0, 1.0, 1.0) == pytest.approx(900 / 3 + 600 * 2 / 3)
        assert supervisor.loss_after_settling(900.0, 300.0, 1.0, 0.0) == 900.0  # an agency cannot be paid

    def test_prosecution_by_hand(self):
        assert supervisor.prosecution_probability(-2.2, 0.5, 2.0, 0.2, 5.0, 0.3) == pytest.approx(sigma(-0.5))

    @given(st.floats(-10, 10), shares, st.floats(0, 10), shares, st.floats(0, 10), st.floats(0, 10), shares)
    def test_mandate_and_evidence_raise_prosecution_and_scandal_lowers_it(self, base, e, we, mandate, wm, s, more):
        p = supervisor.prosecution_probability(base, e, we, mandate, wm, s)
        assert 0.0 < p < 1.0
        assert supervisor.prosecution_probability(base, e, we, mandate + more, wm, s) >= p
        assert supervisor.prosecution_probability(base, e + more, we, mandate, wm, s) >= p
        assert supervisor.prosecution_probability(base, e, we, mandate, wm, s + more) <= p

    @pytest.mark.parametrize(("suspend", "nothing"), [(0.25, 0.3), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 0.5)])
    def test_what_is_done_instead_follows_the_shares(self, suspend, nothing):
        """The share of cases without consequence is a share of all that are not prosecuted."""
        draws = (np.arange(10_000) + 0.5) / 10_000
        done = [supervisor.disposal(suspend, nothing, u) for u in draws]
        assert done.count(supervisor.SUSPEND) / 1e4 == pytest.approx(suspend)
        assert done.count(supervisor.NOTHING) / 1e4 == pytest.approx(nothing)
        assert (
            done.count(supervisor.SUSPEND) + done.count(supervisor.NOTHING) + done.count(supervisor.TRANSFER) == 10_000
        )

    @given(shares, shares, shares)
    def test_an_anonymous_report_is_followed_up_less(self, follow_up, anonymous, loss):
        p = supervisor.follow_up_probability(follow_up, anonymous, loss)
        assert 0.0 <= p <= follow_up
        assert supervisor.follow_up_probability(follow_up, 0.0, loss) == follow_up


class TestColleague:
    def test_report_by_hand(self):
        p = colleague.report_probability(-4.0, 1.5, 0.5, 2.0, 0.1, 0.2, 0.3)
        assert p == pytest.approx(sigma(1.5 * (-3.5 - 2.0 * 0.9 * 0.8 * 0.3)))

    @given(st.floats(-15, 15), st.floats(0, 10), st.floats(0, 100), st.floats(0, 10), shares, shares, shares, shares)
    def test_reports_rise_with_reward_protection_and_anonymity(self, spirit, precision, reward, w, p, a, hostile, more):
        base = colleague.report_probability(spirit, precision, reward, w, p, a, hostile)
        assert 0.0 < base < 1.0
        assert colleague.report_probability(spirit, precision, reward + more, w, p, a, hostile) >= base
        assert colleague.report_probability(spirit, precision, reward, w, 1.0, a, hostile) >= base
        assert colleague.report_probability(spirit, precision, reward, w, p, 1.0, hostile) >= base
        assert colleague.report_probability(spirit, precision, reward, w, p, a, 1.0) <= base

    @given(shares, shares, shares)
    def test_retaliation_falls_with_protection(self, base, protection, anonymity):
        p = colleague.retaliation_probability(base, protection, anonymity)
        assert 0.0 <= p <= base
        assert colleague.retaliation_probability(base, 1.0, anonymity) == 0.0

    def test_false_reports_by_hand(self):
        assert colleague.false_report_rate(0.52, 0.5, 1.0) == pytest.approx(0.015)


class TestJustice:
    @given(shares, shares)
    def test_two_pieces_of_evidence_are_worth_more_than_one(self, a, b):
        together = justice.combined_evidence(a, b)
        assert max(a, b) - 1e-12 <= together <= 1.0
        assert together == pytest.approx(justice.combined_evidence(b, a))

    @given(shares, shares, shares)
    def test_protected_witnesses_keep_the_evidence(self, evidence, intimidation, protection):
        left = justice.evidence_in_court(evidence, intimidation, protection)
        assert 0.0 <= left <= evidence
        assert justice.evidence_in_court(evidence, intimidation, 1.0) == evidence

    def test_charge_and_conviction_by_hand(self):
        assert justice.charge_probability(-1.6, 2.5, 0.5) == pytest.approx(sigma(-0.35))
        assert justice.conviction_probability(-1.2, 2.5, 0.5) == pytest.approx(sigma(0.05))
        assert justice.opening_probability(0.5, 0.4) == pytest.approx(0.2)
        assert justice.accused_offer(1000.0, 0.3) == pytest.approx(300.0)

    @given(st.floats(0, 1e14), st.floats(0, 1e13))
    def test_capacity_holds_back_four_weeks_or_one_case(self, tokens, weekly):
        after = justice.replenished(tokens, weekly)
        assert 0.0 <= after <= max(1.0, 4.0 * weekly)

    def test_other_work_is_a_share_of_what_all_places_could_move_on(self):
        assert justice.other_files(0.95, 26, 0.15) == pytest.approx(3.705)
        assert justice.other_files(0.0, 26, 0.15) == 0.0

    @given(st.integers(-5, 10**6), st.floats(0, 1e13))
    def test_whole_files_are_served_and_no_more_than_wait(self, waiting, capacity):
        served = justice.files_served(waiting, capacity)
        assert isinstance(served, int)
        assert served == max(0, min(waiting, math.floor(capacity)))

    @given(st.integers(0, 10**6), st.integers(0, 10**6))
    def test_a_file_moves_up_by_those_that_were_served_before_it(self, before, served):
        assert justice.left_before(before, served) == max(0, before - served)

    @given(shares, shares, shares)
    def test_reports_add_up_in_a_dossier(self, first, second, third):
        held = justice.dossier(justice.dossier(justice.dossier(0.0, first), second), third)
        assert held == pytest.approx(1.0 - (1.0 - first) * (1.0 - second) * (1.0 - third))

    def test_an_agency_opens_files_by_what_it_holds(self):
        assert justice.agency_opens(-4.0, 5.0, 0.8) == pytest.approx(0.5)
        assert justice.dismissal_probability(0.5, 0.6) == pytest.approx(0.3)

    def test_a_tiny_staff_still_handles_a_case_now_and_then(self):
        tokens, handled = 0.0, 0
        for _ in range(1000):
            tokens = justice.replenished(tokens, 0.1)
            if tokens >= 1.0 - 1e-9:
                tokens -= 1.0
                handled += 1
        assert 90 <= handled <= 100


class TestObserver:
    @pytest.mark.parametrize(
        ("self_paid", "smuggler_paid", "draw", "says"),
        [(1, 0, 0.99, 1), (0, 0, 0.0, 0), (0, 500, 0.05, 1), (0, 500, 0.5, 0)],
    )
    def test_migrants_know_what_they_paid_themselves(self, self_paid, smuggler_paid, draw, says):
        assert observer.answers_paid(self_paid, smuggler_paid, 0.1, draw) == says
