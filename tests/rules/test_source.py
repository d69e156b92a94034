"""Rules and draws use only what Python and compiled code compute alike, to the last bit."""

import ast
from pathlib import Path

import pytest

import simcorr

PACKAGE = Path(simcorr.__file__).parent
FILES = [*sorted((PACKAGE / "rules").glob("*.py")), PACKAGE / "draws.py"]
ALLOWED_MATH = {"exp", "log", "log1p", "expm1", "sqrt"}
UNCOMPILED = {"permutation", "choice"}  # helpers for Python callers; they may sort and sum exactly
BUILT_IN = {"int", "range", "float", "abs", "_word", "_signed"}


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name not in UNCOMPILED]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_plain_arithmetic(path):
    tree = ast.parse(path.read_text())
    problems = []
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow | ast.Mod | ast.FloorDiv | ast.MatMult):
                problems.append((function.name, node.lineno, type(node.op).__name__))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == "math" and node.attr not in ALLOWED_MATH:
                    problems.append((function.name, node.lineno, f"math.{node.attr}"))
                if node.value.id in ("np", "_np", "numpy", "random") and "compiled" not in function.name:
                    problems.append((function.name, node.lineno, f"{node.value.id}.{node.attr}"))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (
                "sum", "pow", "round", "min", "max", "sorted", "divmod",
            ):  # fmt: skip
                problems.append((function.name, node.lineno, node.func.id))
            if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp | ast.Try):
                problems.append((function.name, node.lineno, type(node).__name__))
    assert problems == []


@pytest.mark.parametrize("path", FILES[:-1], ids=lambda path: path.name)
def test_rules_import_only_math_jit_and_shared_mathematics(path):
    allowed = {"math", "simcorr.jit", "simcorr.rules.mathematics"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= allowed
        if isinstance(node, ast.ImportFrom):
            assert node.module in allowed


@pytest.mark.parametrize("path", FILES[:-1], ids=lambda path: path.name)
def test_every_rule_is_marked_typed_and_explained(path):
    for function in functions(ast.parse(path.read_text())):
        assert [ast.unparse(mark) for mark in function.decorator_list] == ["rule"], function.name
        assert ast.get_docstring(function), function.name
        assert function.returns is not None
        assert all(argument.annotation is not None for argument in function.args.args)
