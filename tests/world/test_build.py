"""A scenario resolved to arrays: shapes, places, levers, pins, shocks."""

import numpy as np
import pytest

from simcorr.contexts import CONTEXT_NAMES
from simcorr.interventions import LEVERS, CheaperRegularChannel, MeritRecruitment, OfficialWages, StaffRotation
from simcorr.scenario import Pins, Shock, Stage
from simcorr.world import LEVER, build, run_key
from simcorr.world.codes import BAND_FACTORS, N_BANDS
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, N_RANKS, RANK_MEASURES
from tests.engine.mesa.worlds import lively, route, traced, world_of

K = {name: place for place, name in enumerate(CONTEXT_NAMES)}
WORLD = build(lively(weeks=30, burn_in=10), (), 3)


class TestPlaces:
    def test_places_of_a_corridor_and_context_are_one_range(self):
        for c in range(WORLD.n_corridors):
            for k in range(9):
                first, n = WORLD.first_place[c, k], WORLD.n_places[c, k]
                posts = WORLD.place_post[first : first + n]
                assert (WORLD.post_corridor[posts] == c).all()
                assert (WORLD.post_context[posts] == k).all()
                everywhere = (WORLD.post_corridor[WORLD.place_post] == c) & (WORLD.post_context[WORLD.place_post] == k)
                assert everywhere.sum() == n

    def test_every_place_belongs_to_one_post(self):
        assert WORLD.n_officials == WORLD.post_staff.sum() == len(WORLD.place_private)
        for post in range(WORLD.n_posts):
            first = WORLD.post_first_place[post]
            assert (WORLD.place_post[first : first + WORLD.post_staff[post]] == post).all()
        assert (np.diff(WORLD.place_post) >= 0).all()

    def test_places_by_context_cover_all_corridors(self):
        together = np.sort(np.concatenate(WORLD.context_places))
        assert (together == np.arange(WORLD.n_officials)).all()

    @pytest.mark.parametrize(
        ("share", "staff", "private"), [(0, 5, 0), (1, 5, 5), (0.5, 5, 3), (0.2, 2, 0), (0.25, 2, 1)]
    )
    def test_the_private_share_is_rounded_to_whole_gatekeepers(self, share, staff, private):
        scenario = world_of(route(staff=staff), changes={"contexts.border_crossings.private_share": float(share)})
        world = build(scenario, (), 0)
        assert world.place_private[world.context_places[K["border_crossings"]]].sum() == private

    def test_a_post_can_say_its_own_private_share(self):
        scenario = world_of().with_changes({"corridors.route.posts.post 0.private_share": 1.0})
        world = build(scenario, (), 0)
        assert world.place_private[world.context_places[K["border_crossings"]]].all()

    def test_posts_of_unlike_contexts_may_stand_in_any_order(self):
        mixed = route(posts=[("trial", 2), ("border_crossings", 3), ("investigation", 1), ("border_crossings", 4)])
        world = build(world_of(mixed), (), 0)
        assert world.n_places[0, K["border_crossings"]] == 7
        assert world.post_context.tolist() == sorted(world.post_context.tolist())
        assert world.n_places[0, K["service_providers"]] == 0


class TestStages:
    def test_stages_of_a_corridor_follow_one_another(self):
        assert WORLD.n_stages.tolist() == [5, 2]
        assert WORLD.first_stage.tolist() == [0, 5]
        assert [CONTEXT_NAMES[k] for k in WORLD.stage_context[:5]] == [
            "recruitment", "accommodation", "border_crossings", "transportation", "accommodation",
        ]  # fmt: skip

    def test_exposure_multiplies_need_and_a_stage_may_have_its_own_discretion(self):
        stages = (Stage(context="documents", need=0.5, discretion=0.2), Stage(context="airports", need=0.8))
        changes = {"contexts.documents.exposure": 0.4, "contexts.airports.discretion": 0.9}
        world = build(world_of(route(stages=stages), changes=changes, on=("position_differences",)), (), 0)
        assert world.stage_need == pytest.approx([0.2, 0.8])
        assert world.stage_discretion == pytest.approx([0.2, 0.9])

    def test_arrivals_and_money(self):
        assert WORLD.arrivals_per_week == pytest.approx([5.0, 160 / 52])
        assert WORLD.fee.tolist() == [100_000.0, 150_000.0]
        assert WORLD.weeks == 40


def test_a_flow_holds_from_its_week_until_the_next():
    flow = [{"week": -3, "factor": 2.0}, {"week": 10, "factor": 0.0}]
    scenario = world_of(route(name="changing", flow=flow), route(name="steady"), burn_in=10)
    world = build(scenario, (), 0)
    first = scenario.burn_in_weeks
    assert world.flows[:, 1].tolist() == [1.0] * world.weeks
    assert world.flows[: first - 3, 0].tolist() == [1.0] * (first - 3)
    assert world.flows[first - 3 : first + 10, 0].tolist() == [2.0] * 13
    assert world.flows[first + 10 :, 0].tolist() == [0.0] * (world.weeks - first - 10)


def test_price_bands_are_multiples_of_the_reference_price():
    scenario = world_of(
        changes={"contexts.trial.bribe_reference_usd": 1.0, "contexts.airports.bribe_reference_usd": 333}
    )
    world = build(scenario, (), 0)
    assert world.band_price.shape == (9, N_BANDS)
    assert world.band_price[K["trial"]].tolist() == [max(1, round(100 * f)) for f in BAND_FACTORS]
    assert world.band_price[K["airports"], BAND_FACTORS.index(1.0)] == 33300
    assert (np.diff(world.band_price, axis=1) > 0).all()
    assert world.band_price.dtype == np.int64


class TestPins:
    def test_what_is_not_pinned_is_free(self):
        world = build(world_of(pins=Pins(airports={"offer": 0.0, "detection": 1.0})), (), 0)
        assert world.pins.shape == (4, 9)
        assert world.pins[:, K["airports"]].tolist() == [0.0, -1.0, -1.0, 1.0]
        others = np.delete(world.pins, K["airports"], axis=1)
        assert (others == -1.0).all()


class TestShocks:
    def test_a_shock_has_its_weeks_corridor_and_contexts(self):
        shock = Shock(week=-3, corridor="land", contexts=("recruitment",), weeks=5, size=0.4)
        world = build(lively(weeks=30, burn_in=10, shocks=(shock,)), (), 0)
        assert world.shocks.shape == (40, 2, 9)
        assert (world.shocks[7:12, 0, K["recruitment"]] == 0.4).all()
        assert world.shocks.sum() == pytest.approx(5 * 0.4)

    def test_two_shocks_at_once_act_independently_and_end_with_the_run(self):
        shocks = [Shock(week=28, corridor="air", contexts=None, weeks=50, size=0.5)] * 2
        world = build(lively(weeks=30, burn_in=10, shocks=shocks), (), 0)
        assert (world.shocks[38:, 1] == 0.75).all()
        assert world.shocks[:38].sum() == world.shocks[:, 0].sum() == 0.0

    def test_a_scandal_brings_bribes_to_light(self):
        shock = Shock(week=0, corridor="route", contexts=("border_crossings",), weeks=20, size=1.0)
        trace = traced(world_of(shocks=(shock,), weeks=40, pins=Pins.everywhere(offer=1.0, acceptance=1.0)))
        bribes = trace.context[:, K["border_crossings"], [m.name for m in CONTEXT_MEASURES].index("bribes")]
        found = trace.context[:, K["border_crossings"], [m.name for m in CONTEXT_MEASURES].index("detections_audit")]
        assert bribes.min() > 0
        assert (found[:20] == bribes[:20]).all()
        assert found[20:].sum() == 0


class TestLevers:
    def test_without_interventions_levers_have_their_base(self):
        changes = {"supervision.mandate": 0.3, "reporting.follow_up": 0.2, "observation.recording": 0.9}
        world = build(world_of(changes=changes, on=("recording_filter", "private_exemption")), (), 0)
        assert world.levers.shape == (60, len(LEVERS), 1, 9)
        assert (world.levers[:, LEVER.mandate] == 0.3).all()
        assert (world.levers[:, LEVER.follow_up] == 0.2).all()
        assert (world.levers[:, LEVER.recording] == 0.9).all()
        assert (world.levers[:, LEVER.audit_factor] == 1.0).all()
        assert (world.levers[:, LEVER.private_audit] == 0.0).all()

    def test_an_intervention_acts_from_its_week_and_where_it_should(self):
        wages = OfficialWages(factor=2.0, delivery=0.5, start_week=5, end_week=20, contexts=["airports"])
        world = build(lively(weeks=30, burn_in=10), [wages], 0)
        levers = world.levers[:, LEVER.wage_factor]
        assert (levers[15:30, :, K["airports"]] == 1.5).all()
        assert levers.sum() == pytest.approx(levers.size + 0.5 * 15 * 2)

    def test_a_corridor_can_be_chosen(self):
        cheaper = CheaperRegularChannel.dose("full", delivery=1.0, corridors=["air"])
        levers = build(lively(), [cheaper], 0).levers[-1, LEVER.regular_cost_factor]
        assert (levers[0] == 1.0).all()
        assert (levers[1] < 1.0).all()

    def test_all_or_nothing_levers_are_not_scaled_by_delivery(self):
        rotation = StaffRotation(interval_weeks=26, share=0.8, delivery=0.5)
        levers = build(lively(), [rotation], 0).levers[-1]
        assert (levers[LEVER.rotation_interval_weeks] == 26).all()
        assert levers[LEVER.rotation_share] == pytest.approx(0.4)

    def test_uncertain_delivery_depends_on_the_seed_and_the_measure_alone(self):
        one = build(lively(), [OfficialWages(factor=2.0)], 1)
        both = build(lively(), [MeritRecruitment.dose("full"), OfficialWages(factor=2.0)], 1)
        assert one.deliveries[0] == both.deliveries[1] != build(lively(), [OfficialWages(factor=2.0)], 2).deliveries[0]


class TestSeeds:
    def test_run_keys_differ(self):
        assert len({run_key(seed) for seed in range(10_000)}) == 10_000
        assert all(0 <= run_key(seed) < 2**63 for seed in (0, 1, 2**63 - 1))

    def test_numpy_s_integers_are_seeds_too(self):
        assert build(world_of(), (), np.int64(5)).run_key == build(world_of(), (), 5).run_key


def test_a_trace_has_one_row_a_week_and_a_column_a_measure():
    trace = traced(world_of(weeks=7))
    assert trace.context.shape == (7, 9, len(CONTEXT_MEASURES))
    assert trace.corridor.shape == (7, 1, len(CORRIDOR_MEASURES))
    assert trace.rank.shape == (7, N_RANKS, len(RANK_MEASURES))
    assert trace.events is None
