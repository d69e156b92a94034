"""Every mistake in a scenario names the key, the value, what is allowed, and the nearest name."""

import pytest

from simcorr.errors import ScenarioError
from simcorr.scenario import Corridor, Post, Scenario, Shock, Stage

LAND = {"name": "land"}
JOURNEY = "recruitment, documents, border_crossings, transportation, airports, accommodation"
CASES = {
    "no name": ({"corridors": [LAND]}, "name is missing: Name of the scenario."),
    "no corridors": ({"name": "x"}, "corridors is missing: The corridors."),
    "empty name": ({"name": "", "corridors": [LAND]}, "name is '': string should have at least 1 character"),
    "number as name": ({"name": 3, "corridors": [LAND]}, "name is 3; allowed is text"),
    "empty corridors": ({"name": "x", "corridors": []}, "corridors is empty; at least one is needed"),
    "corridors no list": ({"name": "x", "corridors": "land"}, "corridors is 'land'; allowed is a list"),
    "corridor no table": (
        {"name": "x", "corridors": ["land"]},
        "corridors[0] is 'land'; allowed is a table",
    ),
    "unnamed corridor": (
        {"name": "x", "corridors": [{}]},
        "corridors[0].name is missing: Name of the corridor, unique in the scenario.",
    ),
    "dot in a name": (
        {"name": "x", "corridors": [{"name": "a.b"}]},
        "corridors.a.b.name is 'a.b'; allowed is a letter, then letters, digits, spaces, hyphens,",
    ),
    "twins": (
        {"name": "x", "corridors": [LAND, LAND]},
        "two corridors are named 'land'; names must differ",
    ),
    "fee": (
        {"name": "x", "corridors": [{"name": "land", "fee_usd": -1}]},
        "corridors.land.fee_usd is -1; allowed is 0 to 1000000 (USD per migrant)",
    ),
    "party": (
        {"name": "x", "corridors": [{"name": "land", "party_size": 2.5}]},
        "corridors.land.party_size is 2.5; allowed is a whole number from 1 to 1000 (persons)",
    ),
    "stage of a case context": (
        {"name": "x", "corridors": [{"name": "land", "stages": [{"context": "trial"}]}]},
        f"corridors.land.stages[0].context: 'trial' is not passed on a journey; allowed are {JOURNEY}",
    ),
    "stage of no context": (
        {"name": "x", "corridors": [{"name": "land", "stages": [{"context": "airport"}]}]},
        f"corridors.land.stages[0].context: unknown context 'airport'; did you mean 'airports'? Allowed: {JOURNEY}",
    ),
    "stage without post": (
        {"name": "x", "corridors": [{"name": "land", "stages": [{"context": "airports"}], "posts": []}]},
        "corridors.land: a stage passes 'airports', but no post works there; add a post or drop the stage",
    ),
    "post of no context": (
        {"name": "x", "corridors": [{"name": "land", "posts": [{"name": "p", "context": "cort"}]}]},
        "corridors.land.posts.p.context: unknown context 'cort'",
    ),
    "empty post": (
        {
            "name": "x",
            "corridors": [{"name": "land", "posts": [{"name": "p", "context": "trial", "staff": 0}]}],
        },
        "corridors.land.posts.p.staff is 0; allowed is 1 to 100000 (gatekeepers)",
    ),
    "need": (
        {"name": "x", "corridors": [{"name": "land", "stages": [{"context": "airports", "need": "often"}]}]},
        "corridors.land.stages[0].need is 'often'; allowed is a number from 0 to 1 (probability)",
    ),
    "unknown part": (
        {"name": "x", "corridors": [LAND], "smuglers": {}},
        "unknown key 'smuglers'; did you mean 'smugglers'? Allowed: name,",
    ),
    "unknown parameter": (
        {"name": "x", "corridors": [LAND], "smugglers": {"cont": 3}},
        "unknown key 'cont' in smugglers; did you mean 'count'? Allowed: count,",
    ),
    "group no table": (
        {"name": "x", "corridors": [LAND], "smugglers": 60},
        "smugglers is 60; allowed is a table",
    ),
    "context parameter": (
        {"name": "x", "corridors": [LAND], "contexts": {"airports": {"discretion": 1.2}}},
        "contexts.airports.discretion is 1.2; allowed is 0 to 1 (share)",
    ),
    "shares together": (
        {"name": "x", "corridors": [LAND], "supervision": {"suspend_share": 0.9}},
        "supervision: suspend_share + nothing_share is 0.9 + 0.3; allowed is up to 1 (the rest is transfer)",
    ),
    "switch": (
        {"name": "x", "corridors": [LAND], "switches": {"trust": 0}},
        "switches.trust is 0; allowed is true or false",
    ),
    "pin": (
        {"name": "x", "corridors": [LAND], "pins": {"trial": {"offer": 1.5}}},
        "pins.trial.offer is 1.5; allowed is 0 to 1 (probability)",
    ),
    "pin as flag": (
        {"name": "x", "corridors": [LAND], "pins": {"trial": {"offer": True}}},
        "pins.trial.offer is true; allowed is a number from 0 to 1 (probability)",
    ),
    "half weeks": (
        {"name": "x", "corridors": [LAND], "window_weeks": 52.5},
        "window_weeks is 52.5; allowed is a whole number from 1 to 10000 (weeks)",
    ),
    "no window": (
        {"name": "x", "corridors": [LAND], "window_weeks": 0},
        "window_weeks is 0; allowed is 1 to 10000 (weeks)",
    ),
    "weight": (
        {"name": "x", "corridors": [LAND], "weight": 0},
        "weight is 0; allowed is 0.001 to 1000000 (persons per simulated migrant)",
    ),
    "shock elsewhere": (
        {"name": "x", "corridors": [LAND], "shocks": [{"corridor": "lnd"}]},
        "unknown corridor 'lnd' in shocks[0]; did you mean 'land'? Allowed: land",
    ),
    "flow too late": (
        {"name": "x", "corridors": [{**LAND, "flow": [{"week": 260, "factor": 2.0}]}]},
        "corridors.land.flow[0].week is 260; allowed is -104 to 259",
    ),
    "flow twice": (
        {"name": "x", "corridors": [{**LAND, "flow": [{"week": 9}, {"week": 9}]}]},
        "corridors.land: flow has week 9 after week 9; weeks must ascend",
    ),
    "flow below zero": (
        {"name": "x", "corridors": [{**LAND, "flow": [{"week": 9, "factor": -1.0}]}]},
        "corridors.land.flow[0].factor is -1.0; allowed is 0 to 100 (factor)",
    ),
    "shock too late": (
        {"name": "x", "corridors": [LAND], "shocks": [{"corridor": "land", "week": 260}]},
        "shocks[0].week is 260; allowed is -104 to 259 (weeks from the start of the window; the burn-in is negative)",
    ),
    "shock too early": (
        {
            "name": "x",
            "corridors": [LAND],
            "burn_in_weeks": 10,
            "shocks": [{"corridor": "land", "week": -11}],
        },
        "shocks[0].week is -11; allowed is -10 to 259",
    ),
    "shock of no kind": (
        {"name": "x", "corridors": [LAND], "shocks": [{"corridor": "land", "kind": "scandl"}]},
        "unknown kind 'scandl' in shocks[0]; did you mean 'scandal'? Allowed: scandal",
    ),
    "shock nowhere": (
        {"name": "x", "corridors": [LAND], "shocks": [{"corridor": "land", "contexts": []}]},
        "shocks[0].contexts is empty; at least one is needed",
    ),
}


@pytest.mark.parametrize(("values", "wanted"), CASES.values(), ids=CASES.keys())
def test_wording(values, wanted):
    with pytest.raises(ScenarioError) as caught:
        Scenario(**values)
    message = str(caught.value)
    assert message.startswith(wanted), message
    assert "\n" not in message, "one mistake is one message"
    assert "pydantic" not in message


def test_all_problems_are_reported_at_once():
    with pytest.raises(ScenarioError) as caught:
        Scenario(
            name="x",
            corridors=[{"name": "land", "fee_usd": -1}, {"name": "sea", "staff": 3}],
            contexts={"airport": {}, "airports": {"discretion": 3}},
            burn_in_weeks=0.5,
        )
    lines = str(caught.value).splitlines()
    assert lines[0] == "5 problems in Scenario:"
    assert [line[4:].split(" is ")[0].split(";")[0] for line in lines[1:]] == [
        "corridors.land.fee_usd",
        "unknown key 'staff' in corridors.sea",
        "contexts.airports.discretion",
        "unknown key 'airport' in contexts",
        "burn_in_weeks",
    ]


def test_a_part_on_its_own_speaks_of_itself():
    with pytest.raises(ScenarioError, match=r"^fee_usd is -1; allowed is 0 to 1000000 \(USD per migrant\)$"):
        Corridor(name="land", fee_usd=-1)
    with pytest.raises(ScenarioError, match=r"^staff is 0; allowed is 1 to 100000"):
        Post(name="p", context="trial", staff=0)
    with pytest.raises(ScenarioError, match=r"^duration_weeks is 0; allowed is 1 to 520"):
        Stage(context="airports", duration_weeks=0)
    with pytest.raises(ScenarioError, match=r"^size is 2; allowed is 0 to 1"):
        Shock(corridor="land", size=2)


def test_two_posts_of_one_name():
    post = {"name": "p", "context": "airports"}
    with pytest.raises(ScenarioError, match="two posts are named 'p'; names must differ within a corridor"):
        Corridor(name="air", stages=[{"context": "airports"}], posts=[post, post])


def test_an_unknown_corridor():
    scenario = Scenario(name="x", corridors=[LAND])
    with pytest.raises(ScenarioError, match=r"unknown corridor 'lnd'; did you mean 'land'?"):
        scenario.corridor("lnd")
