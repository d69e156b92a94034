import time

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import InterventionError
from simcorr.interventions import (
    LEVER_INDEX,
    LEVERS,
    HighRiskAudits,
    Portfolio,
    ProsecuteInsteadOfTransfer,
    StaffRotation,
    all_at_dose,
    base_values,
    check_compatible,
    combine,
    draw_deliveries,
    schedule,
)

from .strategies import BURN_IN, CORRIDORS, WEEKS, measures, shares

BASE = base_values(lambda name: 0.3)


def compatible(members) -> bool:
    try:
        check_compatible(members)
    except InterventionError:
        return False
    return True


@settings(max_examples=25, deadline=None)
@given(st.lists(measures(), max_size=5), st.data())
def test_the_schedule_equals_combining_cell_by_cell(members, data) -> None:
    assume(compatible(members))
    deliveries = [data.draw(shares) for _ in members]
    values = schedule(members, BASE, CORRIDORS, WEEKS, BURN_IN, deliveries)
    assert values.shape == (WEEKS, len(LEVERS), len(CORRIDORS), len(CONTEXT_NAMES))
    dated = [(change, share) for m, share in zip(members, deliveries, strict=True) for change in m.changes()]
    changed = {change.lever for change, _ in dated}
    for lever, index in LEVER_INDEX.items():
        if lever not in changed:
            assert np.all(values[:, index] == BASE[index])
            continue
        for place, corridor in enumerate(CORRIDORS):
            for column, context in enumerate(CONTEXT_NAMES):
                here = [
                    (change, share)
                    for change, share in dated
                    if change.lever == lever and change.applies_to(corridor, context)
                ]
                for week in (0, BURN_IN - 1, BURN_IN, BURN_IN + 7, BURN_IN + 31, WEEKS - 1):
                    expected = combine(
                        BASE[index, column],
                        [change for change, _ in here],
                        week - BURN_IN,
                        [share for _, share in here],
                    )
                    assert values[week, index, place, column] == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(st.lists(measures(), min_size=1, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_members_makes_no_difference_to_the_last_bit(members, random) -> None:
    assume(compatible(members))
    shuffled = random.sample(members, len(members))
    one, other = (
        schedule(order, BASE, CORRIDORS, WEEKS, BURN_IN, draw_deliveries(order, 7)) for order in (members, shuffled)
    )
    assert np.array_equal(one, other)


@given(st.lists(measures(), max_size=5))
@settings(max_examples=25, deadline=None)
def test_weeks_before_the_window_keep_the_base(members) -> None:
    assume(compatible(members))
    values = schedule(members, BASE, CORRIDORS, WEEKS, BURN_IN, draw_deliveries(members, 1))
    assert np.all(values[:BURN_IN] == BASE[None, :, None, :])


@given(st.lists(measures(), max_size=5))
@settings(max_examples=25, deadline=None)
def test_at_no_delivery_the_levers_keep_their_base(members) -> None:
    assume(compatible(members))
    values = schedule(members, BASE, CORRIDORS, WEEKS, BURN_IN, [0.0] * len(members))
    undivided = LEVER_INDEX["rotation_interval_weeks"]
    others = [index for index in range(len(LEVERS)) if index != undivided]
    assert np.all(values[:, others] == BASE[others][None, :, None, :])


def test_the_base_may_differ_by_corridor() -> None:
    base = np.repeat(BASE[:, None, :], 2, axis=1)
    base[LEVER_INDEX["mandate"], 1] = 0.6
    half = ProsecuteInsteadOfTransfer(mandate=1.0, corridors=["sea"])
    values = schedule(half, base, ["land", "sea"], 5, 0, [0.5])[0, LEVER_INDEX["mandate"]]
    assert np.all(values[0] == 0.3)
    assert np.all(values[1] == 0.8)


def test_contexts_confine_a_measure() -> None:
    audits = HighRiskAudits(external_factor=2.0)
    values = schedule(audits, BASE, ["land"], 1, 0, [1.0])[0, LEVER_INDEX["external_audit_factor"], 0]
    doubled = {name for name, value in zip(CONTEXT_NAMES, values, strict=True) if value == 2.0}
    assert doubled == {"recruitment", "documents", "border_crossings", "airports"}


def test_an_announcement_is_part_of_its_measure() -> None:
    """It comes and goes with what is announced, and fades only where that is asked for."""
    lasting = ProsecuteInsteadOfTransfer(mandate=1.0, announced=0.2, end_week=30)
    fading = ProsecuteInsteadOfTransfer(mandate=1.0, announced=0.2, announced_fade_weeks=10)
    heard = LEVER_INDEX["prosecution_salience"]
    lasts, fades, half = (
        schedule(one, BASE, ["land"], 40, 0, [share])[:, heard, 0, 0]
        for one, share in ((lasting, 1.0), (fading, 1.0), (lasting, 0.5))
    )
    assert np.all(lasts[:30] == 0.2)
    assert np.all(lasts[30:] == 0.0)
    assert fades[10] == pytest.approx(0.1)
    assert np.all(half[:30] == 0.1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((StaffRotation(corridors=["lnd"]), BASE, ["land"], 5, 0, [1.0]), "unknown corridor 'lnd'"),
        ((StaffRotation(), BASE, ["land"], 5, 0, []), "1 interventions need as many deliveries; given are 0"),
        ((StaffRotation(), BASE, ["land"], 5, 0, [1.5]), "allowed is 0 to 1 (share)"),
        ((StaffRotation(), BASE[:4], ["land"], 5, 0, [1.0]), "base values have shape (4, 9)"),
        ((StaffRotation(), BASE + 90, ["land"], 5, 0, [1.0]), "'mandate' lies outside its bounds"),
        (("staff_rotation", BASE, ["land"], 5, 0, [1.0]), "is not an intervention"),
        (
            ([StaffRotation(), StaffRotation(interval_weeks=13)], BASE, ["land"], 5, 0, [1.0, 1.0]),
            "sets rotation_interval_weeks to 26",
        ),
    ],
)
def test_refusals(arguments, words) -> None:
    with pytest.raises(InterventionError) as refused:
        schedule(*arguments)
    assert words in str(refused.value)


def test_a_schedule_is_fast() -> None:
    everything = Portfolio(all_at_dose("firm").values())
    deliveries = draw_deliveries(everything, 3)
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        schedule(everything, BASE, CORRIDORS, 364, 104, deliveries)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.05, "a schedule took ten times as long as it should"
