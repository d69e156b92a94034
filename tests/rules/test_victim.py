"""The rules about victims of trafficking before authorities."""

import pytest
from hypothesis import given, strategies as st

from simcorr.rules import victim as r

shares = st.floats(0, 1)


@given(shares, shares, shares)
def test_probabilities_are_probabilities(one, two, three):
    assert 0.0 <= r.recognition_probability(one, two, three) <= 1.0
    assert 0.0 <= r.punishment_probability(one, two) <= 1.0
    assert 0.0 <= r.confidence(one, two) <= 1.0
    assert 0.0 <= r.contact_probability(one, two, three) <= 1.0


@given(shares, shares)
def test_added_screening_finds_a_share_of_what_is_missed(screening, added):
    missed = 1.0 - r.recognition_probability(screening, added, 1.0)
    assert missed == pytest.approx((1.0 - screening) * (1.0 - added))


def test_recognition_by_hand():
    assert r.recognition_probability(0.2, 0.0, 1.0) == 0.2
    assert r.recognition_probability(0.2, 0.25, 1.0) == pytest.approx(0.4)
    assert r.recognition_probability(0.2, 0.25, 0.5) == pytest.approx(0.2)
    assert r.recognition_probability(0.2, 1.0, 1.0) == 1.0
    assert r.recognition_probability(0.9, 0.9, 0.0) == 0.0


def test_non_punishment_spares_a_share_of_those_who_would_be_punished():
    assert r.punishment_probability(0.6, 0.0) == 0.6
    assert r.punishment_probability(0.6, 0.25) == pytest.approx(0.45)
    assert r.punishment_probability(0.6, 1.0) == 0.0


def test_fear_keeps_away_in_proportion_to_what_is_believed():
    assert r.confidence(0.0, 1.0) == 1.0  # off
    assert r.confidence(1.0, 0.0) == 1.0
    assert r.confidence(0.5, 0.6) == pytest.approx(0.7)
    assert r.confidence(1.0, 1.0) == 0.0


def test_contacts_are_at_most_certain_before_fear_takes_its_share():
    assert r.contact_probability(0.1, 0.5, 1.0) == pytest.approx(0.15)
    assert r.contact_probability(0.1, 0.5, 0.4) == pytest.approx(0.06)
    assert r.contact_probability(0.9, 1.0, 0.5) == 0.5
