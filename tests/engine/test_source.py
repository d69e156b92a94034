"""The week and its agents are written once: in what Python and compiled code do alike, and without either engine."""

import ast
from pathlib import Path

import pytest

from simcorr import engine

FOLDER = Path(engine.__file__).parent
FILES = [
    *sorted(FOLDER.glob("agents/*.py")),
    *sorted(FOLDER.glob("phases/*.py")),
    *(FOLDER / f"{name}.py" for name in ("desk", "papers", "places")),
]
ALLOWED_MATH = {"exp", "floor"}
UNLIKE = {"sum", "pow", "round", "sorted", "divmod", "hash", "set", "dict", "id"}
"""Functions that Numba lacks, or that add up or round in a way of their own."""
ENGINES = ("simcorr.engine.mesa", "simcorr.engine.compiled")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_what_python_and_compiled_code_do_alike(path):
    problems = []
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow | ast.FloorDiv | ast.MatMult):
                problems.append((function.name, node.lineno, type(node.op).__name__))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == "math" and node.attr not in ALLOWED_MATH:
                    problems.append((function.name, node.lineno, f"math.{node.attr}"))
                if node.value.id in ("np", "numpy", "random"):
                    problems.append((function.name, node.lineno, f"{node.value.id}.{node.attr}"))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in UNLIKE:
                problems.append((function.name, node.lineno, node.func.id))
            if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp | ast.Try | ast.For):
                whole = isinstance(node, ast.For) and ast.unparse(node.iter).startswith("range(")
                problems += [] if whole else [(function.name, node.lineno, type(node).__name__)]
    assert problems == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_neither_engine_is_known(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= {"math"}
        if isinstance(node, ast.ImportFrom):
            assert node.module is not None
            assert not node.module.startswith(ENGINES)
            assert node.module.startswith("simcorr") or node.module == "typing"


def test_every_verb_and_phase_is_explained():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path.stem}.{node.name}"
                assert node.returns is not None, f"{path.stem}.{node.name}"
