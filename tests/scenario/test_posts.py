"""Stages name the posts at which they are passed, also those of another corridor, and any mistake is named."""

import tomllib

import pytest

from simcorr.errors import ScenarioError
from simcorr.scenario import Scenario, dotted_names
from simcorr.scenario.posts import posts_of_stages

FILE = """
name = "a gate that two routes share"

[[corridors]]
name = "land"
posts = [
    { name = "north gate", context = "border_crossings", agency = "border guard" },
    { name = "south gate", context = "border_crossings" },
    { name = "court", context = "trial" },
]

[[corridors.stages]]
context = "border_crossings"

[[corridors]]
name = "coast"
posts = [
    { name = "south gate", context = "border_crossings" },
    { name = "harbour", context = "border_crossings" },
]

[[corridors.stages]]
name = "out"
context = "border_crossings"
posts = ["north gate", "south gate"]

[[corridors.stages]]
name = "in"
context = "border_crossings"
posts = ["harbour", "land: south gate"]
"""
SHARED = Scenario(**tomllib.loads(FILE))
OUT, IN = "corridors.coast.stages.out.posts", "corridors.coast.stages.in.posts"


def test_names_mean_own_posts_first_then_those_of_other_corridors():
    posts = [[(corridor.name, post.name) for corridor, post in stage] for stage in posts_of_stages(SHARED)]
    assert posts == [
        [("land", "north gate"), ("land", "south gate")],
        [("land", "north gate"), ("coast", "south gate")],
        [("coast", "harbour"), ("land", "south gate")],
    ]


def test_a_stage_with_a_name_is_changed_by_it():
    changed = SHARED.with_changes({"corridors.coast.stages.in.duration_weeks": 3, IN: ["harbour"]})
    assert changed.corridor("coast").stages[1].duration_weeks == 3
    assert changed.corridor("coast").stages[1].posts == ("harbour",)
    assert changed.hash != SHARED.hash
    assert {OUT, IN} <= set(dotted_names(SHARED))


def test_a_scenario_comes_back_from_its_dictionary():
    assert Scenario(**SHARED.to_dict()) == SHARED


def test_posts_that_are_left_out_come_where_no_stage_names_others():
    corridor = {"name": "coast", "stages": [{"context": "airports"}, {"context": "documents", "posts": ["office"]}]}
    office = {"name": "land", "stages": [{"context": "airports"}]}
    office["posts"] = [{"name": "office", "context": "documents"}, {"name": "hall", "context": "airports"}]
    scenario = Scenario(name="x", corridors=[office, corridor])
    names = [post.name for post in scenario.corridor("coast").posts]
    assert names == ["airports", "investigation", "trial", "service_providers"]


MISTAKES = {
    "unknown": (
        {OUT: ["nort gate"]},
        f"unknown post 'nort gate' in {OUT}; did you mean 'north gate'? Allowed: north gate, south gate, harbour",
    ),
    "nowhere near": ({OUT: ["x"]}, f"unknown post 'x' in {OUT}. Allowed: north gate, south gate, harbour"),
    "corridor": ({OUT: ["sea: harbour"]}, f"unknown post 'sea: harbour' in {OUT}; did you mean 'harbour'?"),
    "context": ({OUT: ["court"]}, f"{OUT} names 'court', which works in 'trial'; the stage passes 'border_crossings'"),
    "twice": ({OUT: ["north gate", "land: north gate"]}, f"{OUT} names 'land: north gate' twice"),
    "none": ({OUT: []}, f"{OUT} is empty; at least one is needed"),
    "no name": ({OUT: ["3"]}, "posts[0] is '3'; allowed is a letter, then letters"),
    "no list": ({OUT: "harbour"}, f"{OUT} is 'harbour'; allowed is a list"),
    "two stages of a name": ({"corridors.coast.stages.in.name": "out"}, "two stages are named 'out'"),
    "agency": ({"corridors.land.posts.north gate.agency": "a.b"}, "agency is 'a.b'; allowed is a letter"),
}


@pytest.mark.parametrize(("changes", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_named(changes, words):
    with pytest.raises(ScenarioError) as error:
        SHARED.with_changes(changes)
    assert words in str(error.value)


def test_a_name_that_stands_on_several_corridors_asks_which():
    third = {"name": "air", "posts": [], "stages": [{"context": "border_crossings", "posts": ["south gate"]}]}
    with pytest.raises(ScenarioError) as error:
        SHARED.with_changes({"corridors": [*SHARED.corridors, third]})
    assert str(error.value) == (
        "corridors.air.stages[0].posts names 'south gate', which stands on several corridors; "
        "write 'land: south gate' or 'coast: south gate'"
    )
