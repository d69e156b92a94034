"""Each recommendation of the brief has its measures, and each measure that names one is in it."""

import pytest

import simcorr as sc
from simcorr.errors import InterventionError


@pytest.mark.parametrize("dose", ["modest", "firm", "full"])
def test_every_recommendation_is_a_portfolio_at_every_dose(dose):
    found = {number: sc.recommended(number, dose) for number in sc.RECOMMENDATIONS}
    assert list(found) == list(range(1, 12))
    names = [name for portfolio in found.values() for name in portfolio.names]
    expected = [measure.title for measure in sc.INTERVENTIONS.values() if measure.recommendation is not None]
    assert sorted(names) == sorted(expected)
    assert all(portfolio.members for portfolio in found.values())


def test_common_fields_reach_every_member():
    assert sc.recommended(5, delivery=1.0).deliveries == (1.0,) * 5


@pytest.mark.parametrize(("number", "dose", "message"), [
    (12, "firm", "recommendation is 12; allowed is 1 to 11"),
    ("4", "firm", "recommendation is '4'; allowed is 1 to 11"),
    (4, "strong", "unknown dose 'strong'"),
])  # fmt: skip
def test_what_does_not_exist_is_refused(number, dose, message):
    with pytest.raises(InterventionError, match=message):
        sc.recommended(number, dose)
