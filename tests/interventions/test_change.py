import math

import pytest
from hypothesis import given, settings, strategies as st

from simcorr.errors import InterventionError
from simcorr.interventions import LEVERS, Change, combine, strength

from .strategies import cells, shares

fractions = st.floats(0, 1)


def mandate(value: float = 0.8, **fields) -> Change:
    return Change(lever="mandate", value=value, **fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"lever": "mandat", "value": 1}, "unknown lever 'mandat'; did you mean 'mandate'?"),
        ({"lever": "mandate", "value": 1.2}, "change of mandate is 1.2; allowed is 0 to 1 (strength)"),
        ({"lever": "mandate", "value": math.nan}, "Change.value is nan; allowed is a finite number"),
        ({"lever": "mandate", "value": True}, "Change.value is True; allowed is a number"),
        ({"lever": "mandate"}, "Change needs 'value'"),
        (
            {"lever": "mandate", "value": 1, "combine": "multiply"},
            "cannot multiply; allowed is replace, add, max",
        ),
        ({"lever": "mandate", "value": 1, "combine": "min"}, "Change.combine is 'min'; allowed is 'replace'"),
        ({"lever": "mandate", "value": 1, "start_week": 1.5}, "start_week is 1.5; allowed is a whole number"),
        ({"lever": "mandate", "value": 1, "start_week": -1}, "start_week is -1; allowed is 0 or later"),
        (
            {"lever": "mandate", "value": 1, "start_week": 9, "end_week": 9},
            "allowed is later than start_week (9)",
        ),
        ({"lever": "mandate", "value": 1, "ramp_weeks": -2}, "ramp_weeks is -2; allowed is 0 or more weeks"),
        (
            {"lever": "mandate", "value": 1, "fade_week": 2},
            "unknown field 'fade_week' in Change; did you mean",
        ),
        ({"lever": "mandate", "value": 1, "contexts": ["airport"]}, "did you mean 'airports'?"),
        ({"lever": "mandate", "value": 1, "contexts": []}, "contexts is empty; leave it out to mean all"),
        ({"lever": "mandate", "value": 1, "corridors": ["a", "a"]}, "corridors names 'a' twice"),
        ({"lever": "recording", "value": 1, "contexts": ["trial"]}, "acts on the whole country"),
        ({"lever": "recording", "value": 1, "corridors": ["land"]}, "cannot be confined to corridors"),
        ({"lever": "support", "value": 1, "contexts": ["trial"]}, "acts on whole corridors"),
        ({"lever": "rotation_interval_weeks", "value": 26}, "is all or nothing"),
        ({"lever": "salience", "value": -0.1, "combine": "add"}, "allowed is 0 to 1 (share)"),
    ],
)
def test_refusals_say_what_is_allowed(fields, words) -> None:
    with pytest.raises(InterventionError) as refused:
        Change(**fields)
    assert words in str(refused.value)


def test_a_change_cannot_be_assigned_to() -> None:
    with pytest.raises(InterventionError, match="cannot be assigned"):
        mandate().value = 0.5


def test_an_addition_to_a_level_may_be_negative() -> None:
    assert combine(0.6, [mandate(-0.2, combine="add")], 0) == pytest.approx(0.4)


def test_strength_without_ramp_is_full_from_start_to_end() -> None:
    change = mandate(start_week=5, end_week=8)
    assert [strength(change, week) for week in (-3, 4, 5, 7, 8, 99)] == [0, 0, 1, 1, 0, 0]


def test_a_ramp_rises_by_equal_steps_and_is_full_after_its_weeks() -> None:
    change = mandate(start_week=2, ramp_weeks=4)
    rising = [strength(change, week) for week in range(2, 8)]
    assert rising == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0, 1.0])


def test_fading_halves_after_the_ramp() -> None:
    change = mandate(ramp_weeks=3, fade_weeks=10)
    assert strength(change, 3) == 1.0
    assert strength(change, 13) == pytest.approx(0.5)
    assert strength(change, 23) == pytest.approx(0.25)


@settings(deadline=None)
@given(cells(), st.integers(-5, 80))
def test_the_effective_value_is_always_within_the_bounds(cell, week) -> None:
    base, changes, deliveries = cell
    value = combine(base, changes, week, deliveries)
    if changes:
        declared = LEVERS[changes[0].lever]
        assert declared.low <= value <= declared.high


@settings(deadline=None)
@given(cells(), st.integers(-5, 80))
def test_without_delivery_nothing_changes(cell, week) -> None:
    base, changes, _ = cell
    delivered = [change for change in changes if change.delivered]
    assert combine(base, delivered, week, [0.0] * len(delivered)) == base


@settings(deadline=None)
@given(cells())
def test_before_the_start_nothing_changes(cell) -> None:
    base, changes, deliveries = cell
    assert combine(base, changes, -1, deliveries) == base


@settings(deadline=None)
@given(cells(), st.integers(0, 80), st.randoms(use_true_random=False))
def test_the_order_of_changes_makes_no_difference(cell, week, random) -> None:
    base, changes, deliveries = cell
    pairs = list(zip(changes, deliveries, strict=True))
    random.shuffle(pairs)
    shuffled = combine(base, [change for change, _ in pairs], week, [delivery for _, delivery in pairs])
    assert shuffled == combine(base, changes, week, deliveries)


@settings(deadline=None)
@given(fractions, fractions)
def test_a_fully_delivered_replacement_is_exact(base, value) -> None:
    assert combine(base, [mandate(value)], 0, [1.0]) == value


@settings(deadline=None)
@given(fractions, fractions, shares)
def test_a_replacement_moves_the_base_by_its_share(base, value, delivery) -> None:
    result = combine(base, [mandate(value)], 0, [delivery])
    assert result == pytest.approx(base + delivery * (value - base))


@settings(deadline=None)
@given(fractions, fractions, shares)
def test_a_least_value_never_lowers(base, value, delivery) -> None:
    result = combine(base, [mandate(value, combine="maximum")], 0, [delivery])
    assert result >= base
    assert result == pytest.approx(base + delivery * max(0.0, value - base))


@settings(deadline=None)
@given(fractions, fractions, fractions, shares)
def test_a_barely_delivered_least_value_does_not_undo_a_replacement(base, low, least, delivery) -> None:
    value = combine(base, [mandate(low), mandate(least, combine="maximum")], 0, [1.0, delivery])
    assert low <= value <= max(low, least) + 1e-12


def test_all_ways_of_combining_apply_in_their_order() -> None:
    factors = [
        Change(lever="audit_factor", value=2.0),
        Change(lever="audit_factor", value=3.0, combine="multiply"),
        Change(lever="audit_factor", value=10.0, combine="maximum"),
    ]
    assert combine(1.0, factors[:2], 0) == 6.0
    assert combine(1.0, factors, 0) == 10.0
    assert combine(1.0, factors, 0, [1.0, 0.5, 0.5]) == pytest.approx(4.0 + 0.5 * 6.0)
    levels = [mandate(0.4), mandate(0.3, combine="add"), mandate(0.5, combine="maximum")]
    assert combine(0.0, levels, 0) == pytest.approx(0.7)


def test_delivery_does_not_scale_what_cannot_be_partial() -> None:
    rotation = Change(lever="rotation_interval_weeks", value=26, delivered=False)
    assert combine(0.0, [rotation], 0, [0.4]) == 26.0


def test_changes_of_two_levers_are_not_combined() -> None:
    with pytest.raises(InterventionError, match="several levers"):
        combine(0.0, [mandate(), Change(lever="inquiry", value=1)], 0)
