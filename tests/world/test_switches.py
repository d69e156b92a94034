"""A mechanism that is off does nothing, and takes no other mechanism with it."""

import numpy as np
import pytest

from simcorr.scenario import Switches
from simcorr.world import LEVER, build
from simcorr.world.measures import CONTEXT_INDEX
from tests.engine.mesa.worlds import (
    QUIET,
    corridor_total,
    finished,
    lively,
    of_kind,
    rank_total,
    route,
    total,
    traced,
    world_of,
)

NAMES = tuple(Switches.model_fields)
GROUPS = ("migrants", "smugglers", "officials", "supervision", "reporting", "justice", "protection", "observation")


DEFAULTS = dict(Switches())


def flipped(name):
    """Return a world in which one mechanism is off, or on where it is off by default."""
    return lively().with_changes({f"switches.{name}": not DEFAULTS[name]})


def off(name, **changes):
    return lively(changes=changes).with_changes({f"switches.{name}": False})


def differences(name):
    """Return what of a world changes when one mechanism is off, or on where it is off by default."""
    on, without = build(lively(), (), 1), build(flipped(name), (), 1)
    changed = set()
    for group in GROUPS:
        one, other = getattr(on, group)._asdict(), getattr(without, group)._asdict()
        changed |= {f"{group}.{field}" for field in one if one[field] != other[field]}
    changed |= {f"flags.{flag}" for flag, value in on.flags._asdict().items() if value != getattr(without.flags, flag)}
    for field in on.contexts._fields:
        if not np.array_equal(getattr(on.contexts, field), getattr(without.contexts, field)):
            changed.add(f"contexts.{field}")
    for place, lever in enumerate(LEVER._fields):
        if not np.array_equal(on.levers[:, place], without.levers[:, place]):
            changed.add(f"levers.{lever}")
    return changed


@pytest.mark.parametrize("name", NAMES)
def test_every_switch_changes_something(name):
    if name == "position_differences":
        return  # seen below: in this world all positions are alike
    assert differences(name)


def test_no_two_switches_are_the_same():
    seen = [frozenset(differences(name)) for name in NAMES if name != "position_differences"]
    assert len(seen) == len(set(seen))


def test_positions_are_equal_on_journeys_when_their_differences_are_off():
    changes = {}
    for place, name in enumerate(("documents", "airports", "investigation")):
        changes |= {
            f"contexts.{name}.discretion": 0.2 + 0.3 * place,
            f"contexts.{name}.exposure": 0.5 + 0.1 * place,
            f"contexts.{name}.interception_rate": 0.1 + 0.2 * place,
            f"contexts.{name}.detection_rate": 0.01 * (1 + place),
            f"contexts.{name}.visibility": 0.02 * (1 + place),
            f"contexts.{name}.wage_usd": 100.0 + 50.0 * place,
            f"contexts.{name}.bribe_reference_usd": 50.0 * (1 + place),
        }
    scenario = world_of(route(stages=("documents", "airports")), changes=changes, on=("whistle_blowing",))
    equal = build(scenario, (), 0)
    for field in ("discretion", "exposure", "interception_rate", "detection_rate", "visibility", "wage_usd"):
        values = getattr(equal.contexts, field)
        assert values[1] == values[4] != values[6], field
        kept = getattr(build(scenario.with_changes({"switches.position_differences": True}), (), 0).contexts, field)
        assert values[1] == pytest.approx((kept[1] + kept[4]) / 2), field
        assert values[6] == kept[6], field
    assert (equal.band_price[1] == equal.band_price[4]).all()
    assert equal.stage_need[0] == equal.stage_need[1]
    assert equal.stage_discretion[0] == equal.stage_discretion[1]


@pytest.mark.parametrize(
    ("switch", "measures"),
    [
        ("demands", ("demands", "demands_paid")),
        ("hush_payments", ("settlements",)),
        ("retainers", ("retainers_paid",)),
        ("whistle_blowing", ("reports_colleague", "retaliations")),
        ("migrant_reporting", ("reports_migrant",)),
    ],
)
def test_what_is_off_does_not_happen(switch, measures):
    with_it, without = traced(lively()), traced(off(switch))
    for measure in measures:
        assert total(with_it, measure) > 0
        assert total(without, measure) == 0


def test_hush_payments_and_protection_from_above_are_two_mechanisms():
    """Without hush payments superiors still take cuts; without protection they still settle."""
    no_hush, no_protection = traced(off("hush_payments")), traced(off("protection_from_above"))
    assert rank_total(no_hush, "bribe_income_usd", 1) > 0
    assert total(no_hush, "settlements") == 0
    assert total(no_protection, "settlements") > 0


def test_without_trust_every_deal_is_between_strangers():
    model = finished(off("trust"), seed=1)
    assert all(contact.trust == 0.0 for smuggler in model.smugglers for contact in smuggler.book)
    met = of_kind(finished(off("trust"), seed=1, events=True).trace(), 3)
    assert len(met) > 100


def test_without_choice_all_go_with_a_smuggler():
    trace = traced(off("migrant_choice"))
    assert corridor_total(trace, "chose_smuggler") > 0
    for other in ("chose_stay", "chose_regular", "chose_alone"):
        assert corridor_total(trace, other) == 0
        assert corridor_total(traced(lively()), other) > 0


@pytest.mark.parametrize("asked", [False, True])
def test_clients_ask_for_another_corridor_only_if_they_may(asked):
    nearby = {"migrants.detour_cost_usd": 0.0, "smugglers.detour_cost": 10.0}
    two = world_of(
        route("own"),
        route("other", arrivals_per_year=0),
        changes=nearby,
        on=("migrant_choice", *(("corridor_choice",) if asked else ())),
    )
    trace = traced(two)
    assert corridor_total(trace, "journeys_started", 0) > 50
    assert (corridor_total(trace, "journeys_started", 1) > 50) == asked


def test_without_the_product_one_stage_completes_a_journey():
    stages = ("documents", "border_crossings", "transportation")
    one = world_of(route(stages=stages)).with_changes({"switches.product_passage": False})
    trace = traced(one)
    assert total(trace, "encounters", "documents") > 100
    assert total(trace, "encounters", "border_crossings") == 0
    assert corridor_total(trace, "irregular_journeys") > 0


def test_without_turnover_people_stay():
    model = finished(
        off("staff_turnover", **{"supervision.prosecute_mandate": 0.0, "supervision.prosecute_base": -10.0})
    )
    assert all(official.generation == 0 for official in model.officials)


def test_without_price_learning_offers_stay_what_they_were():
    model = finished(off("price_learning"))
    assert all(set(context.accepted + context.refused) == {0.0} for context in model.contexts)
    assert all({*s.accepted.values(), *s.refused.values()} == {0.0} for s in model.smugglers)
    learned = finished(lively())
    assert any(set(context.accepted + context.refused) != {0.0} for context in learned.contexts)
    assert any({*s.accepted.values(), *s.refused.values()} != {0.0} for s in learned.smugglers)


def test_without_route_learning_no_route_becomes_better():
    assert all(set(s.route_values) == {0.0} for s in finished(off("route_learning")).smugglers)
    assert any(set(s.route_values) != {0.0} for s in finished(lively()).smugglers)


def test_without_risk_learning_perceived_detection_does_not_move():
    found = traced(off("risk_learning")).context[:, :, CONTEXT_INDEX["perceived_detection"]]
    assert found[:, 2] == pytest.approx(found[0, 2])
    assert 0.002 < found[0, 2] < 0.02  # the mean of what public and private gatekeepers believe at first


def test_without_the_filter_everything_is_recorded():
    trace = traced(off("recording_filter"))
    for recorded, true in (
        ("recorded_cases", "cases_opened"),
        ("recorded_charges", "charges"),
        ("recorded_convictions", "convictions"),
        ("recorded_interceptions", "interceptions"),
        ("recorded_investigations", "prosecutions"),
    ):
        assert total(trace, recorded) == total(trace, true) > 0
    assert total(trace, "recorded_discipline") == total(trace, "transfers") + total(trace, "suspensions") > 0


def test_without_limits_no_case_waits_for_staff():
    scenario = lively(changes={"justice.cases_per_official_week": 0.0, "justice.maximum_case_weeks": 20})
    assert total(traced(scenario), "charges") == 0
    assert total(traced(scenario.with_changes({"switches.capacity_limits": False})), "charges") > 0


@pytest.mark.parametrize(
    ("switch", "field"),
    [
        ("rotation_cuts_ties", "ties"),
        ("rotation_cuts_superiors", "trust_in_superior"),
        ("rotation_costs_experience", "experience"),
    ],
)
def test_each_cost_of_a_move_can_be_switched_off(switch, field):
    posts = [("border_crossings", 2), ("border_crossings", 2), ("investigation", 1), ("trial", 1)]
    others = {"rotation_cuts_ties", "rotation_cuts_superiors", "rotation_costs_experience"} - {switch}
    changes = {"officials.experience_lost_on_move": 0.5, "supervision.trust_gain_per_week": 0.1}
    for on in (True, False):
        kept = world_of(route(posts=posts), on=(*others, *((switch,) if on else ())), changes=changes)
        model = finished(kept.with_changes({"window_weeks": 10}))
        official = model.officials[0]
        before = getattr(official, field)
        model.seat(official, 3)
        assert (getattr(official, field) != before) is on


def test_every_switch_off_runs():
    scenario = lively(switches=Switches.none())
    trace = traced(scenario)
    assert np.isfinite(trace.context).all()
    assert total(trace, "encounters") > 0
    assert QUIET


def test_where_nobody_decides_what_deciders_weigh_does_not_matter():
    """The other form of the model leaves no trace while it is off."""
    weighed = {"opportunity": 3.0, "scruple": 0.0, "control_base": 0.9, "aggravation": 0.0, "holding_cost_usd": 1.0}
    other = lively(changes={f"protection.{name}": value for name, value in weighed.items()})
    plain, changed = traced(lively()), traced(other)
    assert (plain.corridor == changed.corridor).all()
    assert corridor_total(plain, "exploitation_usd") == 0.0
    decided = other.with_changes({"switches.decided_exploitation": True})
    assert corridor_total(traced(decided), "exploitation_usd") > 0.0
