import ast
import subprocess
import sys
from pathlib import Path

import pytest

import simcorr
from simcorr.interventions import INTERVENTIONS

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", simcorr.__all__)
def test_every_public_name_can_be_had(name):
    assert getattr(simcorr, name) is not None


def test_every_intervention_is_public():
    assert {measure.__name__ for measure in INTERVENTIONS.values()} <= set(simcorr.__all__)


def test_types_are_declared_for_every_public_name():
    tree = ast.parse(Path(simcorr.__file__).read_text(encoding="utf-8"))
    declared = {alias.asname for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert set(simcorr.__all__) - {"__version__"} <= declared


def test_dir_lists_the_public_names():
    assert set(dir(simcorr)) == set(simcorr.__all__)


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'scenario_'"):
        _ = simcorr.scenario_


def test_importing_simcorr_imports_nothing_heavy():
    heavy = ("numpy", "pandas", "pydantic", "mesa", "numba", "scipy", "matplotlib")
    code = f"import sys, simcorr; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert found.strip() == "[]"


SCRIPTS = [path for folder in ("questions", "experiments") for path in sorted((ROOT / folder).glob("*.py"))]


@pytest.mark.parametrize(
    "script", [p for p in SCRIPTS if p.stem not in ("calibrate", "quoted")], ids=lambda path: path.name
)
def test_scripts_are_short_and_use_the_public_interface_only(script):
    text = script.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 40
    assert "import simcorr as sc" in text
    assert "from simcorr" not in text
    used = {
        node.attr
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sc"
    }
    assert used <= set(simcorr.__all__)
