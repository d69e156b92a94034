"""The page on extending the model names verbs, fields, files and functions that exist."""

import ast
import inspect
import re
from pathlib import Path

import pytest

import simcorr as sc

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
AGENTS = {kind.__name__: kind for kind in (sc.Migrant, sc.Smuggler, sc.Official, sc.Supervisor)}
MOST_FILES = 9


def rows(head):
    """Return the cells of a table, without its head, that begins with the given words."""
    lines = TEXT.partition(head)[2].splitlines()[2:]
    table = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def names(cell):
    return re.findall(r"`(\w+)`", cell)


VERBS = {names(agent)[0]: (names(verbs), names(fields)) for agent, verbs, fields in rows("| Agent | Verbs to override")}
WALK = [
    (re.search(r"`(.+)`", file)[1], names(functions)) for _, file, functions, _ in rows("| Step | File in `simcorr`")
]


def functions_of(file):
    tree = ast.parse((ROOT / "simcorr" / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_all_agents_are_there():
    assert set(VERBS) == set(AGENTS)


@pytest.mark.parametrize("agent", VERBS)
def test_verbs_and_fields_exist(agent):
    verbs, fields = VERBS[agent]
    assert [verb for verb in verbs if not inspect.isfunction(getattr(AGENTS[agent], verb, None))] == []
    assert [field for field in fields if not hasattr(AGENTS[agent], field)] == []


def test_the_walk_is_short_and_each_step_is_where_it_says():
    assert 1 < len(WALK) <= MOST_FILES
    assert [(file, name) for file, found in WALK for name in found if name not in functions_of(file)] == []
    assert all(found for _, found in WALK)
