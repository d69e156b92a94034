"""Outcomes of one's own: an expression over what is counted anyway, or a function of the tables of a run.

An expression is read, never executed: names, numbers, ``+ - * /`` and parentheses. So a file may hold one. A function
is code, and comes from code alone.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.errors import AnalysisError, unknown_name
from simcorr.simulation import frames
from simcorr.simulation.outcome import Better, Observer, Outcome, Totals
from simcorr.simulation.outcomes import BUILT_IN, OUTCOMES, window_outcomes
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES

if TYPE_CHECKING:
    from simcorr.scenario import Scenario
    from simcorr.world import Trace

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
_KEYS = ("formula", "title", "unit", "better", "description")
_LONGEST = 1000
"""Signs of an expression: far more than any that a reader could check."""


@dataclass(frozen=True)
class Tables:
    """What a function of one's own is given of a run; frames are as those of `Run`, and made when they are asked for.

    Attributes
    ----------
    scenario : Scenario
    totals : mapping of str to float
        Sums over the window by table and measure: ``context.bribes``, ``corridor.detained``.
    """

    scenario: Scenario
    totals: Totals
    _trace: Trace = field(repr=False)

    @cached_property
    def outcomes(self) -> dict[str, float]:
        """The true outcomes by name."""
        return window_outcomes(self.totals, "true")

    @cached_property
    def weekly(self) -> pd.DataFrame:
        """The true record by week and context; weeks count from the start of the window."""
        return frames.context_frame(self._trace, "true", self.scenario.burn_in_weeks)

    @cached_property
    def corridors(self) -> pd.DataFrame:
        """The true record by week and corridor."""
        names = [corridor.name for corridor in self.scenario.corridors]
        return frames.corridor_frame(self._trace, "true", names, self.scenario.burn_in_weeks)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """The true record by week and rank of officials."""
        return frames.rank_frame(self._trace, self.scenario.burn_in_weeks)

    @cached_property
    def events(self) -> pd.DataFrame | None:
        """Every event, if the outcome asks for them."""
        return frames.event_frame(self._trace, self.scenario.burn_in_weeks)


@dataclass(frozen=True)
class OwnOutcome:
    """An outcome of one's own, for `run`, `compare`, `sweep` and everything that is made of them.

    Parameters
    ----------
    name : str
        What tables call it; letters, digits and underscores.
    formula : str or callable
        An expression over outcomes and measures (``"detained / irregular_journeys"``, ``"context.bribes / 52"``), or a
        function that is given the `Tables` of a run and returns a number.
    title, unit, description : str
        The words in figures, the unit, and what exactly is counted.
    better : {"lower", "higher", "neither"}
        Which direction a policy hopes for; with "neither" it ranks nothing.
    events : bool
        Whether a function needs single events.

    Raises
    ------
    AnalysisError
        For an expression that is none, names what does not exist, or mixes what is true with what is recorded.

    Examples
    --------
    >>> own = OwnOutcome("detained_share", "detained / (detained + irregular_journeys)", unit="share", better="lower")
    >>> own.observer, own.title
    ('true', 'Detained share')
    """

    name: str
    formula: str | Callable[[Tables], float]
    title: str = ""
    unit: str = "number"
    better: Better = "neither"
    description: str = ""
    events: bool = False

    def __post_init__(self) -> None:
        """Refuse what no run could give."""
        if not isinstance(self.name, str) or not self.name.isidentifier():
            raise AnalysisError(f"the name of an outcome is {self.name!r}; allowed are letters, digits and underscores")
        if self.name in BUILT_IN:
            raise AnalysisError(f"the name '{self.name}' is taken by an outcome of simcorr; choose another")
        if self.better not in ("lower", "higher", "neither"):
            raise AnalysisError(f"better is {self.better!r}; allowed are 'lower', 'higher' and 'neither'")
        if not self.title:
            object.__setattr__(self, "title", self.name.replace("_", " ").capitalize())
        if not self.description:
            object.__setattr__(self, "description", self.formula if isinstance(self.formula, str) else self.title)
        if isinstance(self.formula, str):
            _observer_of(self.name, self.formula)
        elif not callable(self.formula):
            raise AnalysisError(f"the formula of '{self.name}' is {self.formula!r}; allowed is a text or a function")

    @cached_property
    def observer(self) -> Observer:
        """Who sees it: whoever sees what the expression names; of a function, the truth."""
        return _observer_of(self.name, self.formula) if isinstance(self.formula, str) else "true"

    @cached_property
    def digest(self) -> str:
        """Digits that stand for the definition: the expression, or the source of the function."""
        text = self.formula
        if not isinstance(text, str):
            try:
                text = inspect.getsource(text)
            except (OSError, TypeError):
                text = repr(self.formula)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def value(self, tables: Tables) -> float:
        """Return the outcome of a run; NaN where it divides by nothing.

        Raises
        ------
        AnalysisError
            If a function returns something that is no number.
        """
        if isinstance(self.formula, str):
            return _reckoned(ast.parse(self.formula, mode="eval").body, tables.totals)
        found = self.formula(tables)
        try:
            return float(found)
        except (TypeError, ValueError):
            shown = f"{type(found).__name__} {found!r}"[:80]
            raise AnalysisError(f"outcome '{self.name}' gave {shown}; allowed is a number") from None

    def declared(self) -> Outcome:
        """Return it as an outcome among the others."""

        def never(totals: Totals) -> float:
            raise KeyError(self.name)  # its values are kept with the runs that were asked for them

        return Outcome(self.name, self.title, self.unit, self.better, self.description, never, self.observer)

    def described(self) -> dict[str, Any]:
        """Return what a record keeps: an expression whole, of a function that it was one."""
        words = {"title": self.title, "unit": self.unit, "better": self.better, "description": self.description}
        formula = self.formula if isinstance(self.formula, str) else ""
        return {**words, "formula": formula, "observer": self.observer, "digest": self.digest}


def checked_own(given: Any) -> tuple[OwnOutcome, ...]:
    """Return outcomes of one's own that can stand beside each other, made known by name.

    Parameters
    ----------
    given : iterable of OwnOutcome, mapping of str to formula, or None

    Raises
    ------
    AnalysisError
    """
    if given is None:
        return ()
    if isinstance(given, OwnOutcome):
        given = [given]
    if isinstance(given, Mapping):
        given = [OwnOutcome(name, formula) for name, formula in given.items()]
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise AnalysisError(
            f"outcomes are {given!r}; allowed is a list of OwnOutcome, or a mapping such as "
            "{'detained_share': 'detained / irregular_journeys'}"
        )
    own = tuple(given)
    for one in own:
        if not isinstance(one, OwnOutcome):
            raise AnalysisError(f"{one!r} is no outcome of one's own; make one with OwnOutcome(name, formula)")
    names = [one.name for one in own]
    for name in names:
        if names.count(name) > 1:
            raise AnalysisError(f"outcome '{name}' is asked for twice")
    make_known(one.declared() for one in own)
    return own


def own_from_file(given: Any) -> tuple[OwnOutcome, ...]:
    """Return outcomes of one's own that a file defines: expressions alone, by name.

    Parameters
    ----------
    given : mapping of str to str or table
        An expression by name, or ``formula``, ``title``, ``unit``, ``better`` and ``description``.

    Raises
    ------
    AnalysisError

    Examples
    --------
    >>> own_from_file({"detained_share": {"formula": "detained / irregular_journeys", "better": "lower"}})[0].better
    'lower'
    """
    if not isinstance(given, Mapping):
        raise AnalysisError(f"own_outcomes is {given!r}; allowed is a table of expressions by name")
    return checked_own([_from_table(str(name), one) for name, one in given.items()])


def _from_table(name: str, given: Any) -> OwnOutcome:
    values = given if isinstance(given, Mapping) else {"formula": given}
    for key, value in values.items():
        if key not in _KEYS:
            raise AnalysisError(unknown_name("entry", str(key), _KEYS, f"outcome '{name}'"))
        if not isinstance(value, str):
            raise AnalysisError(f"{key} of outcome '{name}' is {value!r}; allowed is text")
    if "formula" not in values:
        raise AnalysisError(f"outcome '{name}' has no formula, such as 'detained / irregular_journeys'")
    return OwnOutcome(name, **values)


def make_known(outcomes: Iterable[Outcome]) -> None:
    """Let tables and figures find titles, units and directions of outcomes that are not simcorr's own."""
    for outcome in outcomes:
        if outcome.name not in BUILT_IN:
            OUTCOMES[outcome.name] = outcome


def from_record(described: Mapping[str, Mapping[str, Any]]) -> None:
    """Make outcomes known that a saved result has; their values are in it."""

    def never(totals: Totals) -> float:
        raise KeyError

    make_known(
        Outcome(name, one["title"], one["unit"], one["better"], one["description"], never, one["observer"])
        for name, one in described.items()
    )


# ------------------------------------------------------------------------------------------- expressions


def _observer_of(name: str, formula: str) -> Observer:
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


def _reckoned(node: ast.AST, totals: Totals) -> float:
    if isinstance(node, ast.BinOp):
        left, right = _reckoned(node.left, totals), _reckoned(node.right, totals)
        if isinstance(node.op, ast.Div) and right == 0.0:
            return math.nan
        return _OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp):
        value = _reckoned(node.operand, totals)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Constant):
        return float(node.value)  # type: ignore[arg-type]  # checked when the outcome was made
    word = ast.unparse(node)
    key, _ = _found(word)
    return float(totals[key]) if key else float(BUILT_IN[word].formula(totals))
