"""What a bought document spares and what exposes it, by hand and over all values."""

import pytest
from hypothesis import given, strategies as st

from simcorr.rules import document as d, smuggler as s

shares = st.floats(0.0, 1.0)


def test_by_hand():
    assert d.stop_by_officer(0.4, 0.5, 0.6) == pytest.approx(0.28)
    assert d.exposure(0.5, 0.6, 0.3) == pytest.approx(0.09)
    assert d.stop_with_document(0.28, 0.09) == pytest.approx(1.0 - 0.72 * 0.91)
    assert d.worth(0.2, 1000.0, 150.0) == pytest.approx(50.0)
    assert s.saved_by_deal(0.4, 0.5, 1000.0, 30.0) == pytest.approx(230.0)


@given(shares, shares, shares, shares, shares)
def test_a_document_spares_stops_unless_it_is_checked(stop, cover, shown, checks, exposed):
    by_officer = d.stop_by_officer(stop, cover, shown)
    found = d.exposure(checks, shown, exposed)
    assert 0.0 <= by_officer <= stop
    assert d.stop_with_document(by_officer, 0.0) == pytest.approx(by_officer)
    assert found <= d.stop_with_document(by_officer, found) + 1e-12 <= 1.0 + 2e-12


@given(shares, shares, shares)
def test_where_documents_decide_nothing_they_change_nothing(stop, cover, exposed):
    found = d.exposure(1.0, 0.0, exposed)
    assert d.stop_with_document(d.stop_by_officer(stop, cover, 0.0), found) == pytest.approx(stop)
