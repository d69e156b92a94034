"""Changed copies by dotted names."""

import numpy as np
import pytest

from simcorr.errors import ScenarioError
from simcorr.parameters import MigrantParameters, declared_parameters
from simcorr.scenario import Scenario, dotted_names

BASE = Scenario(name="x", corridors=[{"name": "land"}, {"name": "sea"}])


def test_values_at_every_depth():
    changed = BASE.with_changes(
        {
            "contexts.border_crossings.detection_rate": 0.04,
            "corridors.land.fee_usd": 500,
            "corridors.sea.posts.trial.staff": 3,
            "corridors.sea.stages.documents.need": 0.5,
            "switches.trust": False,
            "pins.airports.offer": 0.5,
            "smugglers.count": 100,
            "window_weeks": 52,
            "name": "y",
        }
    )
    assert changed.contexts.border_crossings.detection_rate == 0.04
    assert changed.contexts.border_crossings.wage_usd == 100
    assert changed.corridor("land").fee_usd == 500
    assert changed.corridor("sea").fee_usd == 384
    assert {post.name: post.staff for post in changed.corridor("sea").posts}["trial"] == 3
    assert changed.corridor("sea").stages[1].need == 0.5
    assert changed.switches.trust is False
    assert changed.pins.airports.offer == 0.5
    assert changed.smugglers.count == 100
    assert changed.window_weeks == 52
    assert changed.name == "y"


def test_the_original_stays_as_it_was():
    before = BASE.hash
    BASE.with_changes({"smugglers.count": 1})
    assert BASE.hash == before
    assert BASE.with_changes({}) == BASE


def test_whole_parts_can_be_replaced():
    changed = BASE.with_changes({"migrants": MigrantParameters(weekly_gain_usd=50), "contexts.trial": {"wage_usd": 9}})
    assert changed.migrants.weekly_gain_usd == 50
    assert changed.contexts.trial.wage_usd == 9
    assert changed.contexts.trial.discretion == 0.4
    assert changed.with_changes({"migrants": {}}).migrants == MigrantParameters()


def test_numpy_values_as_sweeps_give_them():
    changed = BASE.with_changes({"smugglers.count": np.float64(7), "migrants.weekly_gain_usd": np.int64(40)})
    assert changed == BASE.with_changes({"smugglers.count": 7, "migrants.weekly_gain_usd": 40.0})
    assert changed.hash == BASE.with_changes({"smugglers.count": 7, "migrants.weekly_gain_usd": 40}).hash


def test_every_parameter_of_the_table_has_a_dotted_name():
    assert set(declared_parameters()) <= set(dotted_names(BASE))


@pytest.mark.parametrize("declared", declared_parameters().values(), ids=lambda declared: declared.name)
def test_every_parameter_can_be_changed(declared):
    value = declared.low if declared.value != declared.low else declared.high
    if declared.name in ("supervision.suspend_share", "supervision.nothing_share"):
        value = 0.1
    changed = BASE.with_changes({declared.name: value})
    assert changed.hash != BASE.hash
    assert changed.with_changes({declared.name: declared.value}) == BASE


CASES = {
    "misspelled context": (
        {"contexts.border_crossing.detection_rate": 1},
        "unknown name 'contexts.border_crossing.detection_rate';"
        " did you mean 'contexts.border_crossings.detection_rate'? Allowed below 'contexts': recruitment,",
    ),
    "misspelled field": (
        {"migrants.weekly_gain": 1},
        "unknown name 'migrants.weekly_gain'; did you mean 'migrants.weekly_gain_usd'? Allowed below",
    ),
    "leaf only": (
        {"fee_usd": 1},
        "unknown name 'fee_usd'; did you mean 'corridors.land.fee_usd'? Allowed: name,",
    ),
    "unknown corridor": (
        {"corridors.air.fee_usd": 1},
        "unknown name 'corridors.air.fee_usd'; did you mean",
    ),
    "far off": ({"qqqqqqqqqqqq": 1}, "unknown name 'qqqqqqqqqqqq'. Allowed: name, description, corridors,"),
    "not a name": ({3: 1}, "unknown name '3'. Allowed: name,"),
    "value": (
        {"contexts.airports.discretion": 1.2},
        "contexts.airports.discretion is 1.2; allowed is 0 to 1 (share)",
    ),
    "value in a corridor": (
        {"corridors.sea.fee_usd": "much"},
        "corridors.sea.fee_usd is 'much'; allowed is a number from 0 to 1000000 (USD per migrant)",
    ),
    "value in a post": (
        {"corridors.sea.posts.trial.staff": 0},
        "corridors.sea.posts.trial.staff is 0; allowed is 1 to 100000 (gatekeepers)",
    ),
    "twice": (
        {"migrants": {}, "migrants.weekly_gain_usd": 3},
        "'migrants' and 'migrants.weekly_gain_usd' change the same value; give one of them",
    ),
    "parts that no longer fit": (
        {"corridors.land.name": "sea"},
        "two corridors are named 'sea'; names must differ",
    ),
}


@pytest.mark.parametrize(("changes", "wanted"), CASES.values(), ids=CASES.keys())
def test_wording(changes, wanted):
    with pytest.raises(ScenarioError) as caught:
        BASE.with_changes(changes)
    assert str(caught.value).startswith(wanted), str(caught.value)


def test_several_unknown_names_at_once():
    with pytest.raises(ScenarioError) as caught:
        BASE.with_changes({"migrant": 1, "smuggler": 2})
    assert len(str(caught.value).splitlines()) == 2


def test_a_context_that_a_route_passes_twice_has_no_name_of_its_own():
    stages = [{"context": "airports"}, {"context": "airports"}]
    scenario = Scenario(name="x", corridors=[{"name": "air", "stages": stages}])
    assert "corridors.air.stages.airports.need" not in dotted_names(scenario)
    changed = scenario.with_changes({"corridors.air.stages": [{"context": "airports", "need": 0.5}]})
    assert [stage.need for stage in changed.corridor("air").stages] == [0.5]
