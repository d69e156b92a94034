import pickle

import pytest
from hypothesis import assume, given, settings, strategies as st

from simcorr.errors import InterventionError
from simcorr.interventions import (
    DELIVERY,
    DeliveryParameters,
    OfficialCampaign,
    OfficialWages,
    Portfolio,
    ProsecuteInsteadOfTransfer,
    StaffRotation,
    all_at_dose,
    check_compatible,
    draw_deliveries,
    flatten,
)

from .strategies import measures

ROTATION = StaffRotation(interval_weeks=26, delivery=0.5, cost_per_week_usd=100.0)
WAGES = OfficialWages(factor=1.2, cost_per_week_usd=900.0)
CAMPAIGN = OfficialCampaign(norm_shift=-0.05)


def test_sums_are_associative_and_keep_their_members() -> None:
    assert (ROTATION + WAGES) + CAMPAIGN == ROTATION + (WAGES + CAMPAIGN) == Portfolio([ROTATION, WAGES, CAMPAIGN])
    assert sum([ROTATION, WAGES, CAMPAIGN]) == Portfolio([ROTATION, WAGES, CAMPAIGN])
    assert sum([ROTATION + WAGES, CAMPAIGN]) == Portfolio([ROTATION, WAGES, CAMPAIGN])
    assert sum([ROTATION]) == ROTATION


@settings(deadline=None)
@given(measures(), measures(), measures())
def test_any_sum_is_associative(one, two, three) -> None:
    try:
        left = (one + two) + three
    except InterventionError:
        assume(False)
    assert left == one + (two + three)
    assert left.changes() == (*one.changes(), *two.changes(), *three.changes())


def test_a_portfolio_knows_its_members() -> None:
    both = ROTATION + WAGES
    assert list(both) == [ROTATION, WAGES]
    assert len(both) == 2
    assert both.names == ("Staff rotation", "Higher wages for officials")
    assert both.deliveries == (0.5, None)
    assert both.cost_per_week_usd == 1000.0
    assert (both + CAMPAIGN).cost_per_week_usd is None
    assert len(Portfolio()) == 0


def test_portfolios_travel_to_workers() -> None:
    both = ROTATION + WAGES
    assert pickle.loads(pickle.dumps(both)) == both
    assert hash(both) == hash(ROTATION + WAGES)


def test_only_measures_add_up() -> None:
    with pytest.raises(TypeError):
        ROTATION + 3
    with pytest.raises(TypeError):
        ROTATION + WAGES + "wages"
    with pytest.raises(InterventionError, match="is not an intervention"):
        Portfolio([ROTATION, {"measure": "official_wages"}])
    assert flatten([ROTATION, [WAGES, Portfolio([CAMPAIGN])]]) == (ROTATION, WAGES, CAMPAIGN)


@pytest.mark.parametrize("dose", ["modest", "firm", "full"])
def test_all_measures_together_are_compatible(dose) -> None:
    assert len(Portfolio(all_at_dose(dose).values())) == len(all_at_dose(dose))


def test_contradictory_replacements_are_refused() -> None:
    mild, strict = ProsecuteInsteadOfTransfer(mandate=0.3), ProsecuteInsteadOfTransfer(mandate=0.9)
    with pytest.raises(InterventionError) as refused:
        mild + strict
    message = str(refused.value)
    assert "'Prosecution instead of transfer' sets mandate to 0.3" in message
    assert "sets it to 0.9 at the same time and place (all contexts, from week 0)" in message
    with pytest.raises(InterventionError, match="mandate"):
        check_compatible((mild, ROTATION, strict))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"mandate": 0.3, "end_week": 10}, {"mandate": 0.9, "start_week": 10}),
        ({"mandate": 0.3, "contexts": ["airports"]}, {"mandate": 0.9, "contexts": ["trial", "documents"]}),
        ({"mandate": 0.3, "corridors": ["land"]}, {"mandate": 0.9, "corridors": ["sea"]}),
        ({"mandate": 0.3}, {"mandate": 0.3}),
    ],
)
def test_replacements_apart_or_equal_are_allowed(one, other) -> None:
    assert len(ProsecuteInsteadOfTransfer(**one) + ProsecuteInsteadOfTransfer(**other)) == 2


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ({"mandate": 0.3, "end_week": 11}, {"mandate": 0.9, "start_week": 10}, "all contexts, from week 10"),
        ({"mandate": 0.3}, {"mandate": 0.9, "contexts": ["trial"]}, "trial, from week 0"),
        (
            {"mandate": 0.3, "contexts": ["trial", "airports"]},
            {"mandate": 0.9, "contexts": ["trial", "documents"], "corridors": ["sea"]},
            "trial, from week 0",
        ),
    ],
)
def test_replacements_that_touch_are_refused_where_they_meet(one, other, where) -> None:
    with pytest.raises(InterventionError) as refused:
        ProsecuteInsteadOfTransfer(**one) + ProsecuteInsteadOfTransfer(**other)
    assert where in str(refused.value)


@settings(deadline=None)
@given(st.integers(0, 2**62))
def test_delivery_is_the_same_alone_and_in_a_portfolio(key) -> None:
    both = draw_deliveries([CAMPAIGN, WAGES + ROTATION], key)
    assert both == (*draw_deliveries(CAMPAIGN, key), *draw_deliveries(WAGES, key), 0.5)
    assert all(DELIVERY.low <= delivery <= DELIVERY.high for delivery in both)
    assert draw_deliveries(OfficialWages(factor=3.0, start_week=9), key) == draw_deliveries(WAGES, key)


def test_deliveries_differ_by_replicate_and_by_measure() -> None:
    drawn = {draw_deliveries([WAGES, CAMPAIGN], key) for key in range(200)}
    assert len(drawn) == 200
    assert all(wages != campaign for wages, campaign in drawn)
    mean = sum(wages for wages, _ in drawn) / len(drawn)
    assert mean == pytest.approx(0.7, abs=0.05)


def test_the_range_of_delivery_can_be_set() -> None:
    certain = DeliveryParameters(low=1.0, high=1.0)
    assert draw_deliveries([WAGES, CAMPAIGN], 3, certain) == (1.0, 1.0)
