"""The ODD document names what the model has: no parameter, rule, switch, lever or measure is missing or made up."""

import ast
import re
from pathlib import Path

import pytest

from simcorr.contexts import CONTEXT_NAMES
from simcorr.interventions import INTERVENTIONS, LEVERS
from simcorr.parameters import PARTS, table
from simcorr.scenario import ContextPins, Corridor, Post, Scenario, Shock, Stage, Switches
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
NAMES = set(re.findall(r"`([A-Za-z_<>.]+)`", TEXT))


def parameters() -> set[str]:
    """Return names as the document writes them: parts of a scenario have no fixed name before the field's."""
    names = (re.sub(r"^contexts\.\w+\.", "contexts.<context>.", name) for name in table()["name"])
    return {re.sub(rf"^({'|'.join(PARTS)})\.", "", name) for name in names}


def rules() -> set[str]:
    found = set()
    for file in (ROOT / "simcorr" / "rules").glob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.add(f"{file.stem}.{node.name}")
    return found


def groups() -> set[str]:
    return {name.split(".")[0] for name in parameters() | rules()}


@pytest.mark.parametrize("kind", [parameters, rules])
def test_nothing_is_missing(kind):
    assert sorted(kind() - NAMES) == []


def test_nothing_is_made_up():
    dotted = {name for name in NAMES if "." in name and name.split(".")[0] in groups()}
    assert sorted(dotted - parameters() - rules()) == []


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("switch", [f"switches.{name}" for name in Switches.model_fields]),
        ("lever", list(LEVERS)),
        ("intervention", list(INTERVENTIONS)),
        ("pin", list(ContextPins.model_fields)),
        ("measure", [m.name for m in (*CONTEXT_MEASURES, *CORRIDOR_MEASURES, *RANK_MEASURES)]),
    ],
)
def test_every_name_is_there(what, names):
    assert [name for name in names if name not in NAMES] == []


def test_plain_names_exist():
    parts = [Scenario, Corridor, Stage, Post, Shock, ContextPins]
    known = {field for part in parts for field in part.model_fields} | set(LEVERS) | set(INTERVENTIONS)
    known |= {measure.name for measure in (*CONTEXT_MEASURES, *CORRIDOR_MEASURES, *RANK_MEASURES)}
    plain = {name for name in NAMES if "." not in name}
    assert sorted(plain - known) == []


def test_switches_exist():
    named = {name for name in NAMES if name.startswith("switches.")}
    assert named == {f"switches.{name}" for name in Switches.model_fields}


def test_measures_set_the_levers_that_their_row_names():
    for key, measure in INTERVENTIONS.items():
        row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{key}` |"))
        levers = set(re.findall(r"`(\w+)`", row.split("|")[2]))
        assert levers == {sets.lever for sets in measure.settings().values()}, key


def test_nine_contexts_are_listed_in_order():
    listed = re.search(r"\*\*Contexts\*\*, in this order: ([a-z, \n]+)\.", TEXT)
    assert listed is not None
    names = [name.strip().replace(" ", "_") for name in listed[1].replace("\n", " ").split(",")]
    assert tuple(names) == CONTEXT_NAMES
