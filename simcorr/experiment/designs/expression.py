"""Conditions on what is varied: comparisons and arithmetics over dotted names, and nothing else."""

import ast
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.errors import DesignError

_LONGEST = 2_000
_WORDS = ("and", "or", "not", "True", "False")
_TOKEN = re.compile(
    r"""`(?P<quoted>[^`]+)`|'[^']*'|"[^"]*"|\d+\.?\d*(?:[eE][+-]?\d+)?"""
    r"""|(?P<name>[A-Za-z_]\w*(?:\[\d+\]|\.\*(?=\.)|\.\w+)*)"""
)
_NODES = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.BinOp, ast.Add),
    *(ast.Sub, ast.Mult, ast.Div, ast.Compare, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq, ast.Name),
    *(ast.Load, ast.Constant),
)
_ALLOWED = "names, numbers, + - * /, comparisons, and, or, not"
"""What a condition may consist of: no calls, no attributes, no powers that would take for ever."""


class Expression:
    """A condition, checked when it is made; nothing in it is ever executed as code.

    Parameters
    ----------
    text : str
        Such as ``officials.fine_usd <= 10 * officials.baseline_wage_usd``; names with blanks stand in backticks.

    Examples
    --------
    >>> wages = Expression("officials.fine_usd <= 10 * officials.baseline_wage_usd and not officials.fine_usd < 5")
    >>> wages.names
    ['officials.fine_usd', 'officials.baseline_wage_usd']
    >>> points = pd.DataFrame({"officials.fine_usd": [4.0, 9.0, 90.0]})
    >>> wages.passing(points, lambda name: 2.0).tolist()
    [False, True, False]
    """

    def __init__(self, text: Any) -> None:
        if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
            raise DesignError(f"the condition is {text!r}; allowed is a text such as 'officials.fine_usd <= 5000'")
        self.text = text.strip()
        self.names: list[str] = []
        self._code = _TOKEN.sub(self._coded, self.text)
        self._check()

    def passing(self, points: pd.DataFrame, value: Callable[[str], Any]) -> NDArray[np.bool_]:
        """Return which points meet the condition; what is no column has the value that ``value`` gives."""
        columns = {
            _code_of(place): points[name] if name in points else pd.Series(value(name), points.index)
            for place, name in enumerate(self.names)
        }
        frame = pd.DataFrame(columns, index=points.index).infer_objects()
        try:
            found = frame.eval(self._code, engine="python", local_dict={}, global_dict={})
        except (TypeError, ValueError) as error:
            raise DesignError(f"the condition '{self.text}' cannot be told from these values: {error}") from error
        if not isinstance(found, pd.Series) or not pd.api.types.is_bool_dtype(found):
            raise DesignError(f"the condition '{self.text}' is neither true nor false; compare with <, <=, ==, >= or >")
        return np.asarray(found, dtype=bool)

    def _coded(self, match: re.Match[str]) -> str:
        name = match["quoted"] or match["name"]
        if name is None or name in _WORDS:
            return match[0]
        if name not in self.names:
            self.names.append(name)
        return _code_of(self.names.index(name))

    def _check(self) -> None:
        try:
            tree = ast.parse(self._code, mode="eval")
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            raise DesignError(f"the condition '{self.text}' cannot be read; allowed are {_ALLOWED}") from None
        for node in ast.walk(tree):
            if not isinstance(node, _NODES) or (isinstance(node, ast.Constant) and not _is_plain(node.value)):
                what = type(node).__name__.lower()
                raise DesignError(f"the condition '{self.text}' has a {what}; allowed are {_ALLOWED}")
        if not self.names:
            raise DesignError(f"the condition '{self.text}' names nothing that is varied")


def _code_of(place: int) -> str:
    return f"varied_{place}"


def _is_plain(value: object) -> bool:
    return isinstance(value, bool | int | float | str)
