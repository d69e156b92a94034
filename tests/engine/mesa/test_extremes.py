"""Worlds at their limits: nobody there, everybody away, parameters at their bounds. Nothing crashes or runs off."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from simcorr.engine.mesa import CorruptionModel
from simcorr.interventions import INTERVENTIONS, all_at_dose
from simcorr.parameters import declared_parameters
from simcorr.scenario import Pins, Scenario, Stage, Switches
from simcorr.world.measures import CONTEXT_MEASURES
from tests.engine.mesa.worlds import corridor_total, finished, lively, rank_total, route, total, traced, world_of


def sound(trace):
    for table in (trace.context, trace.corridor, trace.rank):
        assert np.isfinite(table).all()
        assert (table >= 0).all()
    assert math.isnan(trace.income_top_tenth) or 0.0 < trace.income_top_tenth <= 1.0


class TestNobody:
    def test_no_smugglers(self):
        trace = traced(lively(changes={"smugglers.count": 0}))
        sound(trace)
        assert corridor_total(trace, "journeys_started") == corridor_total(trace, "chose_alone")
        assert corridor_total(trace, "gave_up_waiting") > 0
        assert corridor_total(trace, "exploited") == 0

    def test_no_arrivals(self):
        changes = {f"corridors.{name}.arrivals_per_year": 0.0 for name in ("land", "air")}
        trace = traced(lively(changes=changes))
        sound(trace)
        assert total(trace, "encounters") == corridor_total(trace, "would_be_migrants") == 0
        assert total(trace, "offers") == 0

    def test_one_official_in_all(self):
        model = finished(
            world_of(route(posts=[("border_crossings", 1)]), pins=Pins.everywhere(offer=1.0, acceptance=1.0))
        )
        assert model.world.n_officials == 1
        sound(model.trace())
        assert total(model.trace(), "bribes", "border_crossings") == total(model.trace(), "encounters") > 0
        assert model.trace().income_top_tenth == 1.0

    def test_one_official_everywhere(self):
        posts = [(context, 1) for context in ("documents", "airports", "investigation", "trial", "service_providers")]
        one = lively().corridors[1].model_copy(update={"posts": route(posts=posts, stages=("airports",)).posts})
        sound(traced(lively(changes={}).model_copy(update={"corridors": (one,)})))

    @pytest.mark.parametrize("missing", ["investigation", "trial", "service_providers"])
    def test_no_post_of_a_justice_or_service_context(self, missing):
        posts = [("documents", 3), ("airports", 4)]
        posts += [(name, 2) for name in ("investigation", "trial", "service_providers") if name != missing]
        corridor = route("air", stages=("documents", "airports"), posts=posts)
        scenario = lively().model_copy(update={"corridors": (corridor,)})
        trace = traced(scenario.with_changes({"justice.maximum_case_weeks": 10}))
        sound(trace)
        assert total(trace, "convictions") == 0 or missing == "service_providers"
        if missing == "investigation":
            # Files are opened and wait for somebody, as those against officials do, until they are too old.
            assert corridor_total(trace, "smuggler_cases") > 0
            assert total(trace, "charges") == corridor_total(trace, "smugglers_convicted") == 0
        if missing == "service_providers":
            assert corridor_total(trace, "identified") == 0

    @pytest.mark.parametrize("status", [1, 2])
    def test_an_unattended_post_lets_all_pass(self, status):
        def away(model):
            for official in model.officials:
                official.status, official.until = status, 10**9

        model = finished(world_of(changes={"contexts.border_crossings.interception_rate": 1.0}), before_week=away)
        trace = model.trace()
        sound(trace)
        assert total(trace, "encounters") == total(trace, "offers") == corridor_total(trace, "detained") == 0
        assert corridor_total(trace, "irregular_journeys") > 0

    def test_everything_stops_when_everybody_is_suspended(self):
        def away(model):
            for person in (*model.officials, *model.supervisors):
                person.suspend(10**9)

        model = finished(lively(), before_week=away)
        sound(model.trace())
        assert total(model.trace(), "bribes") == 0

    def test_a_contact_who_is_away_is_not_met(self):
        scenario = world_of(
            route(staff=2),
            changes={"smugglers.contact_presence": 1.0},
            on=("trust",),
            pins=Pins.everywhere(offer=1.0, acceptance=1.0),
        )

        def first_away(model):
            if model.week == 20:
                assert all(len(s.book) > 0 for s in model.smugglers)
                model.officials[0].suspend(10**9)
                model.income = model.officials[0].income

        model = finished(scenario, before_week=first_away)
        assert model.officials[0].income == model.income
        assert model.officials[1].income > 0


class TestLimits:
    @pytest.mark.parametrize("duration", [1, 30])
    def test_a_horizon_of_one_week(self, duration):
        stage = Stage(context="border_crossings", duration_weeks=duration)
        trace = traced(world_of(route(stages=(stage,)), weeks=1))
        sound(trace)
        assert corridor_total(trace, "irregular_journeys") == 0

    def test_no_stage_is_needed(self):
        stages = (Stage(context="documents", need=0.0), Stage(context="airports", need=0.0))
        trace = traced(world_of(route(stages=stages)))
        assert total(trace, "encounters") == 0
        assert corridor_total(trace, "irregular_journeys") == corridor_total(trace, "journeys_started") > 0

    def test_a_large_post_and_huge_parties(self):
        trace = traced(world_of(route(staff=400, party_size=1000), weeks=10, weight=1e6))
        sound(trace)

    def test_an_enormous_flow_meets_a_bounded_number_of_smugglers(self):
        model = finished(lively(weeks=4, burn_in=0, changes={"corridors.land.arrivals_per_year": 60_000.0}))
        assert all(s.load <= 6 for s in model.smugglers)
        sound(model.trace())

    def test_everything_pinned_to_one(self):
        trace = traced(lively(pins=Pins.everywhere(offer=1.0, acceptance=1.0, interception=1.0, detection=1.0)))
        sound(trace)
        assert total(trace, "offers_accepted") == total(trace, "offers") > 0

    def test_everything_pinned_to_nothing(self):
        nothing = Pins.everywhere(offer=0.0, acceptance=0.0, interception=0.0, detection=0.0)
        # Below one, the factor on travelling alone stops people at posts, whatever the officials do.
        trace = traced(lively(pins=nothing, changes={"corridors.land.alone_factor": 1.0}))
        sound(trace)
        assert total(trace, "offers") == total(trace, "interceptions") == total(trace, "detections_audit") == 0

    @pytest.mark.parametrize("dose", ["modest", "full"])
    def test_all_interventions_at_once(self, dose):
        sound(traced(lively(weeks=30), list(all_at_dose(dose).values())))

    @pytest.mark.parametrize("key", sorted(INTERVENTIONS))
    def test_every_intervention_alone(self, key):
        trace = traced(lively(weeks=15, burn_in=3), [INTERVENTIONS[key].dose("full", delivery=1.0)])
        sound(trace)
        before = traced(lively(weeks=15, burn_in=3))
        assert np.array_equal(trace.context[:3], before.context[:3])


FREE = {
    name: declared
    for name, declared in declared_parameters().items()
    if not name.endswith((".suspend_share", ".nothing_share"))
}
SWITCHES = st.dictionaries(st.sampled_from(tuple(Switches.model_fields)), st.booleans(), max_size=6)


@st.composite
def changes(draw):
    chosen = draw(st.lists(st.sampled_from(sorted(FREE)), min_size=1, max_size=25, unique=True))
    return {name: draw(st.sampled_from([FREE[name].low, FREE[name].high])) for name in chosen}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(changes(), SWITCHES, st.integers(0, 2**63 - 1))
def test_parameters_at_their_bounds(values, switches, seed):
    values = {name: (min(value, 200) if name == "smugglers.count" else value) for name, value in values.items()}
    scenario = lively(weeks=15, burn_in=2).with_changes({**values, **{f"switches.{n}": v for n, v in switches.items()}})
    sound(finished(scenario, list(all_at_dose("full").values()), seed=seed).trace())


@pytest.mark.parametrize("side", ["low", "high"])
@pytest.mark.parametrize("group", sorted({name.partition(".")[0] for name in FREE}))
def test_a_whole_group_at_its_bounds(group, side):
    values = {name: getattr(d, side) for name, d in FREE.items() if name.startswith(f"{group}.")}
    if group == "smugglers":
        values["smugglers.count"] = 20 if side == "high" else 0
    if group == "supervision":
        values |= {"supervision.suspend_share": 0.0, "supervision.nothing_share": 0.0}
    sound(traced(lively(weeks=25, burn_in=2).with_changes(values), seed=1))


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    st.lists(st.sampled_from(["recruitment", "documents", "border_crossings", "airports"]), min_size=1, max_size=6),
    st.integers(1, 3),
    st.floats(0, 3000),
    st.floats(0, 1),
    st.integers(0, 1000),
)
def test_worlds_of_any_shape(stages, staff, arrivals, alone, seed):
    contexts = [*dict.fromkeys(stages), "trial", "investigation"]
    corridor = route(
        stages=stages, posts=[(c, staff) for c in contexts], arrivals_per_year=arrivals, alone_factor=alone
    )
    scenario = lively(weeks=10, burn_in=0).model_copy(update={"corridors": (corridor,), "shocks": ()})
    assert isinstance(scenario, Scenario)
    trace = traced(scenario, seed=seed)
    sound(trace)
    assert trace.context.shape[2] == len(CONTEXT_MEASURES)
    assert rank_total(trace, "in_post", 3) <= 10


def test_a_model_can_be_asked_for_its_record_before_it_has_run():
    trace = CorruptionModel(lively(), events=True).trace()
    assert trace.context.sum() == 0
    assert len(trace.events["week"]) == 0
    assert math.isnan(trace.income_top_tenth)
