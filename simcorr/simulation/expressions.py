"""Expressions over what a run counts: read, never executed; names, numbers, ``+ - * /`` and brackets."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping

from simcorr.errors import AnalysisError, unknown_name
from simcorr.simulation.outcome import Observer, Totals
from simcorr.simulation.outcomes import BUILT_IN
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES

_TABLES = {
    "context": CONTEXT_MEASURES,
    "corridor": CORRIDOR_MEASURES,
    "gatekeepers": RANK_MEASURES,
    "superiors": RANK_MEASURES,
}
_OPERATORS: Mapping[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_LONGEST = 1000
"""Signs of an expression: far more than any that a reader could check."""


def observer_of(name: str, formula: str) -> Observer:
    """Return whose numbers an expression is made of; refuse one that is none, or of several observers."""
    if len(formula) > _LONGEST:
        raise AnalysisError(f"the formula of '{name}' has {len(formula)} signs; allowed are {_LONGEST}")
    try:
        tree = ast.parse(formula, mode="eval").body
        seen = {observer: word for word, observer in _named(tree)}
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise AnalysisError(f"the formula of '{name}', {formula!r}, is no expression: {error}") from None
    except AnalysisError as error:
        raise AnalysisError(f"the formula of '{name}', {formula!r}: {error}") from None
    if not seen:
        raise AnalysisError(f"the formula of '{name}', {formula!r}, names nothing that a run gives")
    if len(seen) > 1:
        mixed = " and ".join(f"'{word}' is {observer}" for observer, word in seen.items())
        raise AnalysisError(f"the formula of '{name}' mixes observers: {mixed}; what each sees is never mixed")
    return next(iter(seen))


def _named(node: ast.AST) -> Iterator[tuple[str, Observer]]:
    """Yield what an expression names, with its observer."""
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        yield from _named(node.left)
        yield from _named(node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        yield from _named(node.operand)
    elif isinstance(node, ast.Name | ast.Attribute):
        word = ast.unparse(node)
        yield word, _found(word)[1]
    elif not (isinstance(node, ast.Constant) and type(node.value) in (int, float)):
        raise AnalysisError(f"'{ast.unparse(node)}' is not allowed; allowed are names, numbers, + - * / and brackets")


def _found(word: str) -> tuple[str, Observer]:
    """Return under which key of the totals a word is found (empty for an outcome), and who sees it."""
    if word in BUILT_IN:
        return "", BUILT_IN[word].observer
    table, _, measure = word.rpartition(".")
    tables = [table] if table else ["context", "corridor"]
    known = {f"{one}.{each.name}": each.observer for one in _TABLES for each in _TABLES[one]}
    keys = [f"{one}.{measure}" for one in tables if f"{one}.{measure}" in known]
    if len(keys) == 1:
        return keys[0], known[keys[0]]
    if keys:
        raise AnalysisError(f"'{word}' is counted in several tables; write {' or '.join(keys)}")
    raise AnalysisError(unknown_name("outcome or measure", word, [*BUILT_IN, *known]))


def _value(node: ast.AST, totals: Totals) -> float:
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, totals), _value(node.right, totals)
        if isinstance(node.op, ast.Div) and right == 0.0:
            return math.nan
        return _OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp):
        value = _value(node.operand, totals)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    word = ast.unparse(node)
    key, _ = _found(word)
    return float(totals[key]) if key else float(BUILT_IN[word].formula(totals))


def reckoned(formula: str, totals: Totals) -> float:
    """Return what an expression gives that `observer_of` has read; NaN where it divides by nothing."""
    return _value(ast.parse(formula, mode="eval").body, totals)
