"""Posts that corridors share: what belongs to the place follows the post, what belongs to the journey the corridor."""

import numpy as np
import pytest

from simcorr.contexts import Context
from simcorr.interventions import StaffRotation
from simcorr.scenario import Post, Stage
from simcorr.world import EventKind
from tests.engine.mesa.worlds import corridor_total, of_kind, route, total, traced, world_of

BORDER = "border_crossings"
LAND, COAST = 0, 1
AT_RISK = {f"contexts.{BORDER}.interception_rate": 0.3, "smugglers.count": 6, "officials.experience_floor": 1.0}
NO_BRIBES = {f"pins.{BORDER}.offer": 0.0, f"pins.{BORDER}.acceptance": 0.0}


def two(stages, changes=None, **options):
    """Return two corridors; the second has its own gate and passes stages that the test gives."""
    land = route("land", posts=[(BORDER, 4), ("investigation", 2)])
    coast = route("coast", stages=stages, posts=[(BORDER, 4), ("investigation", 2)])
    changes = {**AT_RISK, **NO_BRIBES, **(changes or {})}
    return world_of(land, coast, changes=changes, on=("position_differences",), weeks=40, **options)


def at(*posts, **values):
    return Stage(context=BORDER, posts=posts, **values)


def events_of(trace, kind):
    chosen = trace.events["kind"] == kind
    return {name: column[chosen].astype(int) for name, column in trace.events.items() if name != "value"}


def stopped_on(trace, corridor):
    return corridor_total(trace, "detained", corridor) / corridor_total(trace, "journeys_started", corridor)


def test_a_named_post_of_the_own_corridor_is_what_the_context_gives():
    usual, named = (traced(two(stages), events=True) for stages in ((BORDER,), (at("post 0"),)))
    assert all(np.array_equal(usual.events[name], named.events[name]) for name in usual.events)
    assert len(usual.events["kind"]) > 500


def test_what_is_strict_at_a_gate_is_strict_for_all_who_pass_it():
    strict = {"corridors.land.posts.post 0.interception_factor": 3.0}
    shared, own = (at("land: post 0"),), (BORDER,)
    assert stopped_on(traced(two(own, strict)), COAST) < 0.4
    assert stopped_on(traced(two(shared, strict)), COAST) == pytest.approx(0.9, abs=0.05)
    assert stopped_on(traced(two(shared)), COAST) == pytest.approx(0.3, abs=0.08)


def test_shocks_and_columns_of_the_place_follow_the_post():
    """Controls cease on land; parties of the coast that pass there are let go, those at the own gate are not."""
    ceased = {"shocks": [{"corridor": "land", "kind": "controls", "factor": 0.0, "weeks": 100}]}
    assert stopped_on(traced(two((at("land: post 0"),), ceased)), COAST) == 0.0
    assert stopped_on(traced(two((BORDER,), ceased)), COAST) > 0.2


def test_stops_are_counted_on_the_corridor_travelled_and_logged_where_the_post_stands():
    trace = traced(two((at("land: post 0"),)), events=True)
    stops = events_of(trace, EventKind.INTERCEPTION)
    assert set(stops["corridor"]) == {LAND}
    assert set(stops["b"]) == {LAND, COAST}
    for corridor in (LAND, COAST):
        assert 2.0 * (stops["b"] == corridor).sum() == corridor_total(trace, "detained", corridor) > 50
    met = events_of(trace, EventKind.ENCOUNTER)
    assert set(met["corridor"]) == {LAND}
    assert len(met["week"]) == total(trace, "encounters", BORDER)


def test_bribes_of_a_journey_count_on_its_corridor():
    alone = {"smugglers.count": 0, f"pins.{BORDER}.offer": None, "officials.demand_propensity": 0.9}
    alone |= {f"pins.{BORDER}.acceptance": None, "migrants.means_median_usd": 2000.0, "migrants.attachment_usd": -2e4}
    alone |= {"migrants.extortion_share_of_means": 0.3, "corridors.coast.regular_cost_usd": 1e6}
    alone |= {"corridors.land.arrivals_per_year": 0.0, "officials.reservation_median_wages": 0.1}
    world = two((at("land: post 0"),), alone)
    world = world.with_changes({"switches.demands": True, "switches.migrant_choice": True})
    trace = traced(world, events=True)
    assert corridor_total(trace, "persons_with_bribe", COAST) > 50
    assert corridor_total(trace, "paid_by_migrants_usd", COAST) > 0.0
    for name in ("persons_with_bribe", "paid_by_migrants_usd"):
        assert corridor_total(trace, name, LAND) == 0.0
    assert set(events_of(trace, EventKind.BRIBE)["corridor"]) == {LAND}


def test_who_travels_alone_passes_by_the_factor_of_the_corridor_travelled():
    alone = {"smugglers.count": 0, "migrants.attachment_usd": -2e4, "migrants.means_median_usd": 10.0}
    alone |= {"corridors.land.alone_factor": 0.2, "corridors.coast.alone_factor": 1.0}
    alone |= {"migrants.belief_prior_weight": 1000.0}
    world = two((at("land: post 0"),), alone).with_changes({"switches.migrant_choice": True})
    trace = traced(world, events=True)
    alone_on = [corridor_total(trace, "chose_alone", corridor) for corridor in (LAND, COAST)]
    held = [corridor_total(trace, "detained", corridor) for corridor in (LAND, COAST)]
    assert min(alone_on) > 200
    assert held[COAST] / alone_on[COAST] == pytest.approx(0.3, abs=0.08)
    assert held[LAND] / alone_on[LAND] == pytest.approx(1.0 - 0.2 * 0.7, abs=0.08)


def test_checkpoints_in_series_are_passed_one_after_the_other():
    series = (at("post 0", name="first"), at("land: post 0", name="second", duration_weeks=2))
    trace = traced(two(series), events=True)
    met, arrived = events_of(trace, EventKind.ENCOUNTER), of_kind(trace, EventKind.ARRIVAL)
    clients = {who for _, who, _, route, _ in of_kind(trace, EventKind.CLIENT) if route == COAST}
    passed = [who for _, who, *_ in arrived if who in clients]
    assert len(passed) > 100
    for who in passed[:100]:
        places = met["corridor"][met["subject"] == who].tolist()
        weeks = met["week"][met["subject"] == who]
        assert places == [COAST, LAND]
        assert np.diff(weeks).tolist() == [1]


def test_trusted_contacts_are_those_at_the_posts_of_the_stage():
    """With contacts at both gates, a party is met by one at the gate that it passes."""
    bribing = {f"pins.{BORDER}.offer": 1.0, f"pins.{BORDER}.acceptance": 1.0, "smugglers.contact_presence": 1.0}
    trusting = {"switches.trust": True, "smugglers.trust_gain": 0.5}
    for stages, gates in (((BORDER,), (LAND, COAST)), ((at("land: post 0"),), (LAND, LAND))):
        trace = traced(two(stages, bribing).with_changes(trusting), events=True)
        route_of = {who: route for _, who, _, route, _ in of_kind(trace, EventKind.CLIENT)}
        met = events_of(trace, EventKind.ENCOUNTER)
        expected = [gates[route_of[who]] for who in met["subject"].tolist()]
        assert met["corridor"].tolist() == expected
        assert len(expected) > 500


class TestAgencies:
    def exchanged(self, agencies, measures=()):
        """Return which posts officials leave and come to, where everybody accused is transferred."""
        posts = [("one", agencies[0]), ("two", agencies[1]), ("three", agencies[2])]
        corridor = route().model_copy(
            update={"posts": tuple(Post(name=name, context=BORDER, staff=3, agency=agency) for name, agency in posts)}
        )
        changes = {f"contexts.{BORDER}.detection_rate": 0.5, "supervision.nothing_share": 0.0}
        changes |= {f"pins.{BORDER}.offer": 1.0, f"pins.{BORDER}.acceptance": 1.0, "reporting.follow_up": 1.0}
        trace = traced(world_of(corridor, changes=changes), measures, events=True)
        moves = of_kind(trace, EventKind.MOVE)
        assert len(moves) > 10
        return {(before // 3, after // 3) for _, _, before, after, _ in moves}

    def test_officials_are_transferred_within_their_agency(self):
        assert self.exchanged(["guard", "guard", "customs"]) == {(0, 1), (1, 0)}

    def test_officials_rotate_within_their_agency(self):
        rotation = [StaffRotation(interval_weeks=2, share=1.0, delivery=1.0)]
        moves = self.exchanged(["guard", "customs", "guard"], rotation)
        assert {(0, 2), (2, 0)} <= moves <= {(0, 0), (1, 1), (2, 2), (0, 2), (2, 0)}

    def test_without_agencies_there_is_one_service(self):
        assert {before for before, _ in self.exchanged([None, None, None])} == {0, 1, 2}

    def test_posts_that_name_no_agency_have_one_of_their_own(self):
        assert self.exchanged(["guard", None, None]) == {(1, 2), (2, 1)}


def test_the_context_of_a_stage_is_the_place_of_its_posts():
    trace = traced(two((at("land: post 0"),)), events=True)
    assert set(events_of(trace, EventKind.ENCOUNTER)["context"]) == {Context.BORDER_CROSSINGS}
