"""Ways to a release from custody, what is offered for it, and ways to a court: by hand and over all values."""

import pytest
from hypothesis import given, strategies as st

from simcorr.rules import custody, justice

shares = st.floats(0.0, 1.0)
factors = st.floats(0.0, 20.0)


def test_by_hand():
    assert custody.release_access(0.4, 0.25) == pytest.approx(0.3)
    assert custody.release_payment(1200.0, 0.3) == pytest.approx(360.0)
    assert justice.court_access(0.3, 2.0, 0.5) == pytest.approx(0.3)
    assert justice.court_access(0.3, 10.0, 0.0) == 1.0


@given(shares, shares, shares)
def test_oversight_closes_ways_and_opens_none(access, less, more):
    less, more = sorted((less, more))
    assert custody.release_access(access, 0.0) == access
    assert custody.release_access(access, 1.0) == 0.0
    assert custody.release_access(access, more) <= custody.release_access(access, less) <= access


@given(shares, factors, shares)
def test_who_is_found_before_a_court_is_a_share(access, factor, integrity):
    found = justice.court_access(access, factor, integrity)
    assert 0.0 <= found <= 1.0
    assert justice.court_access(access, 1.0, 0.0) == access
    assert found <= justice.court_access(access, factor, 0.0)
    assert justice.court_access(access, factor, 1.0) == 0.0
