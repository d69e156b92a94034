"""Outcomes of one's own: an expression over what is counted anyway, or a function of the tables of a run.

An expression is read, never executed: names, numbers, ``+ - * /`` and parentheses. So a file may hold one. A function
is code, and comes from code alone.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.errors import AnalysisError, unknown_name
from simcorr.simulation import frames
from simcorr.simulation.expressions import observer_of, reckoned
from simcorr.simulation.outcome import Better, Observer, Outcome, Totals
from simcorr.simulation.outcomes import BUILT_IN, OUTCOMES, window_outcomes

if TYPE_CHECKING:
    from simcorr.scenario import Scenario
    from simcorr.world import Trace

_KEYS = ("formula", "title", "unit", "better", "description")


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
            observer_of(self.name, self.formula)
        elif not callable(self.formula):
            raise AnalysisError(f"the formula of '{self.name}' is {self.formula!r}; allowed is a text or a function")

    @cached_property
    def observer(self) -> Observer:
        """Who sees it: whoever sees what the expression names; of a function, the truth."""
        return observer_of(self.name, self.formula) if isinstance(self.formula, str) else "true"

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
            return reckoned(self.formula, tables.totals)
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
