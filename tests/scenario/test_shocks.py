"""Shocks of several kinds: each takes its own fields, and any mistake is named."""

import pytest

from simcorr.errors import ScenarioError
from simcorr.scenario import Scenario, Shock

BASE = Scenario(name="x", corridors=[{"name": "land"}])
OF_EACH_KIND = (
    {"size": 0.4},
    {"kind": "controls", "factor": 2.0, "contexts": ["documents"]},
    {"kind": "arrivals", "factor": 3.0},
    {"kind": "regular_channel", "wait_factor": 2.0},
    {"kind": "staff_absent", "share": 0.5, "posts": ["trial"]},
    {"kind": "closed", "contexts": ["border_crossings"]},
)
MISTAKES = {
    "kind": ({"kind": "clsed"}, "unknown kind 'clsed' in shocks[0]; did you mean 'closed'? Allowed: scandal, controls"),
    "field of another kind": (
        {"kind": "arrivals", "factor": 2.0, "contexts": ["documents"]},
        "shocks[0]: contexts does not go with kind 'arrivals', which takes factor",
    ),
    "size of controls": (
        {"kind": "controls", "factor": 2.0, "size": 0.1},
        "shocks[0]: size does not go with kind 'controls', which takes contexts, factor",
    ),
    "factor of a scandal": ({"factor": 2.0}, "factor does not go with kind 'scandal', which takes contexts, size"),
    "no factor": ({"kind": "controls"}, "shocks[0]: factor is missing: a shock of kind 'controls' needs it"),
    "no share": ({"kind": "staff_absent"}, "shocks[0]: share is missing: a shock of kind 'staff_absent' needs it"),
    "no factors": ({"kind": "regular_channel"}, "shocks[0]: wait_factor or cost_factor is missing"),
    "both": (
        {"kind": "closed", "contexts": ["trial"], "posts": ["trial"]},
        "shocks[0]: contexts and posts are both given; give one of them",
    ),
    "post": (
        {"kind": "closed", "posts": ["border_crosings"]},
        "unknown post 'border_crosings' in shocks[0]; did you mean 'border_crossings'?",
    ),
    "bounds": ({"kind": "staff_absent", "share": 1.2}, "shocks[0].share is 1.2; allowed is 0 to 1 (share)"),
}


def test_a_scandal_is_what_it_was():
    shock = Shock(corridor="land")
    assert (shock.kind, shock.size, shock.weeks, shock.week) == ("scandal", 0.2, 8, 0)
    assert Shock(corridor="land", size=0.0).size == 0.0


@pytest.mark.parametrize("fields", OF_EACH_KIND, ids=lambda fields: fields.get("kind", "scandal"))
def test_every_kind_is_kept(fields):
    scenario = BASE.with_changes({"shocks": [{"corridor": "land", **fields}]})
    assert Scenario(**scenario.to_dict()) == scenario
    assert scenario.hash != BASE.hash


@pytest.mark.parametrize(("fields", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_named(fields, words):
    with pytest.raises(ScenarioError) as error:
        BASE.with_changes({"shocks": [{"corridor": "land", **fields}]})
    assert words in str(error.value)
