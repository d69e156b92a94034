"""What a scenario is: complete from a name and a corridor, frozen in depth, known by its content."""

import copy
import json
import pickle

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from simcorr.contexts import Context
from simcorr.errors import ScenarioError
from simcorr.scenario import Corridor, Pins, Post, Scenario, Shock, Stage, Switches
from tests.scenario.strategies import scenarios


def one_route(**values):
    return Scenario(name="one route", corridors=[{"name": "land"}], **values)


def test_a_name_and_a_corridor_are_enough():
    scenario = one_route()
    corridor = scenario.corridor("land")
    assert scenario.burn_in_weeks == 104
    assert scenario.window_weeks == 260
    assert scenario.weight == 1.0
    assert scenario.interventions == scenario.shocks == ()
    manned = {post.context for post in corridor.posts}
    assert {stage.context for stage in corridor.stages} < manned
    assert {"investigation", "trial", "service_providers"} < manned


def test_posts_that_are_left_out_follow_the_stages():
    corridor = Corridor(name="air", stages=[Stage(context=Context.AIRPORTS)])
    assert [post.context for post in corridor.posts] == [
        "airports",
        "investigation",
        "trial",
        "service_providers",
    ]


def test_contexts_are_names_however_they_are_given():
    assert Stage(context=Context.AIRPORTS) == Stage(context="airports")
    assert Post(name="p", context=Context.TRIAL).context == "trial"
    assert Shock(corridor="land", contexts=[Context.TRIAL]).contexts == ("trial",)


def test_posts_for_cases_may_be_missing():
    corridor = Corridor(name="air", stages=[{"context": "airports"}], posts=[{"name": "hall", "context": "airports"}])
    assert len(corridor.posts) == 1


def test_parts_given_as_objects_and_as_tables_make_the_same_scenario():
    with_objects = Scenario(name="x", corridors=(Corridor(name="land"),), switches=Switches(trust=False))
    with_tables = Scenario(name="x", corridors=[{"name": "land"}], switches={"trust": False})
    assert with_objects == with_tables
    assert with_objects.hash == with_tables.hash


def test_all_switches_but_a_form_of_the_model_are_on_by_default_and_can_be_off_together():
    assert len(Switches.model_fields) == 26
    assert [name for name, value in Switches() if value is not True] == ["decided_exploitation"]
    assert [name for name, value in Switches.none(trust=True) if value] == ["trust"]


def test_pins_in_every_context():
    pins = Pins.everywhere(offer=0.5, detection=0)
    assert all(pins[context].offer == 0.5 and pins[context].acceptance is None for context in Context)
    assert pins["trial"].detection == 0.0


@pytest.mark.parametrize(
    "path",
    [
        "name",
        "migrants.weekly_gain_usd",
        "contexts.airports.discretion",
        "pins.trial.offer",
        "switches.trust",
    ],
)
def test_nothing_can_be_assigned(path):
    scenario = one_route()
    *parents, last = path.split(".")
    part = scenario
    for parent in parents:
        part = getattr(part, parent)
    with pytest.raises(ScenarioError, match="cannot be assigned"):
        setattr(part, last, 1)
    assert scenario == one_route()


def contents(value):
    yield value
    parts = value.__dict__.values() if isinstance(value, BaseModel) else value if type(value) is tuple else ()
    for part in parts:
        yield from contents(part)


@settings(max_examples=20, deadline=None)
@given(scenarios())
def test_no_part_is_mutable(scenario):
    assert not [part for part in contents(scenario) if isinstance(part, (list, dict, set, bytearray))]
    hash(scenario.corridors)


@settings(max_examples=20, deadline=None)
@given(scenarios())
def test_a_scenario_survives_pickling_and_copying(scenario):
    assert pickle.loads(pickle.dumps(scenario)) == scenario == copy.deepcopy(scenario)


@settings(max_examples=20, deadline=None)
@given(scenarios())
def test_a_scenario_can_be_made_from_its_dictionary(scenario):
    plain = scenario.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert Scenario(**plain) == scenario
    assert Scenario(**plain).hash == scenario.hash


def test_the_hash_follows_whatever_affects_results():
    scenario = one_route()
    changes = [
        {"migrants.weekly_gain_usd": 46},
        {"corridors.land.fee_usd": 385},
        {"corridors.land.posts.trial.staff": 9},
        {"switches.trust": False},
        {"pins.airports.offer": 0.0},
        {"window_weeks": 261},
        {"interventions": [{"measure": "staff_rotation", "interval_weeks": 13}]},
        {"shocks": [{"corridor": "land"}]},
    ]
    hashes = {scenario.with_changes(change).hash for change in changes} | {scenario.hash}
    assert len(hashes) == len(changes) + 1
    assert all(len(value) == 16 and int(value, 16) >= 0 for value in hashes)


def test_the_hash_ignores_names_for_readers_and_the_sign_of_zero():
    scenario = one_route(migrants={"attachment_usd": 0.0})
    assert scenario.with_changes({"name": "other", "description": "For readers."}).hash == scenario.hash
    assert scenario.with_changes({"migrants.attachment_usd": -0.0}).hash == scenario.hash


def test_the_hash_is_the_same_everywhere():
    plain = Scenario(name="x", corridors=[{"name": "land"}])
    assert plain.hash == Scenario(**json.loads(json.dumps(plain.to_dict()))).hash


def test_a_scenario_names_itself():
    assert repr(one_route()).startswith("<Scenario 'one route': land; 104 + 260 weeks; ")
