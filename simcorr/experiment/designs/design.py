"""A design: which points of what is varied are simulated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import pandas as pd

from simcorr.errors import DesignError, listed
from simcorr.experiment.designs.axes import Axis, Between, Linspace, Values
from simcorr.experiment.designs.targets import Targets
from simcorr.scenario.forms import Form

_MOST_POINTS = 10_000_000


class Design(ABC):
    """Points of an experiment; designs are multiplied with ``*`` to cross them.

    Attributes
    ----------
    kind : str
        Its name in experiment files.
    names : tuple of str
        The dotted names of what is varied.
    forms : tuple of Form
        What the alternatives stand for, where forms of the model are varied (``form.<name>``).
    """

    kind: ClassVar[str] = ""
    names: tuple[str, ...]
    forms: tuple[Form, ...] = ()

    @abstractmethod
    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name, in the parameters' units.

        Raises
        ------
        DesignError
            For a name that does not exist and for points outside what is allowed.
        """

    @abstractmethod
    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""

    def __mul__(self, other: Design) -> Design:
        """Return every point of one with every point of the other."""
        return Product(self, other) if isinstance(other, Design) else NotImplemented

    def __repr__(self) -> str:
        """Name the kind and what is varied."""
        return f"{type(self).__name__}({listed(self.names, 4)})"


class Product(Design):
    """Every point of one design with every point of another; the second varies fastest.

    Parameters
    ----------
    first, second : Design
        They vary different things.
    """

    kind = "product"

    def __init__(self, first: Design, second: Design) -> None:
        both = [name for name in first.names if name in second.names]
        if both:
            raise DesignError(f"both designs vary {', '.join(both)}; each name belongs to one of them")
        self.first, self.second = first, second
        self.names = (*first.names, *second.names)
        self.forms = (*first.forms, *second.forms)

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name."""
        one, other = self.first.table(targets), self.second.table(targets)
        check_size(len(one) * len(other))
        return one.merge(other, how="cross")

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {"kind": self.kind, "first": self.first.description(), "second": self.second.description()}


def check_size(points: int) -> None:
    """Refuse a design that is empty, or that nobody could hold in memory."""
    if points < 1:
        raise DesignError("the design is empty; allowed is at least one point")
    if points > _MOST_POINTS:
        raise DesignError(f"the design has {points} points; allowed are {_MOST_POINTS}; split it into several")


def checked_axes(what: str, over: Any, kinds: tuple[type[Axis], ...]) -> dict[str, Any]:
    """Return what is varied, by name; say what to write instead of a bare list or range."""
    if not isinstance(over, Mapping):
        raise DesignError(
            f"{what} got {type(over).__name__}; allowed is a mapping from dotted names to {_words(kinds)}"
        )
    if not over:
        raise DesignError(f"{what} varies nothing; name at least one parameter")
    for name, axis in over.items():
        if not isinstance(name, str):
            raise DesignError(f"{what}: {name!r} is no name; allowed is a text such as 'officials.fine_usd'")
        if not isinstance(axis, kinds):
            raise DesignError(f"{what}: {name} is {axis!r}; allowed is {_words(kinds)}{_hint(axis, kinds)}")
    return dict(over)


def varied(over: Any, what: str, kinds: tuple[type[Axis], ...]) -> dict[str, Any]:
    """Return what is varied, by name; names alone stand for the declared bounds."""
    if isinstance(over, Iterable) and not isinstance(over, str | Mapping):
        over = {name: Between() for name in over}
    return checked_axes(what, over, kinds)


def _words(kinds: tuple[type[Axis], ...]) -> str:
    return " or ".join(kind.__name__ for kind in kinds)


def _hint(axis: Any, kinds: tuple[type[Axis], ...]) -> str:
    if isinstance(axis, list | tuple) and Values in kinds:
        return f"; write Values({list(axis)!r})"
    if isinstance(axis, Between) and Linspace in kinds:
        return "; a grid needs to know where its points lie"
    if isinstance(axis, Values | Linspace):
        return "; only limits say how far it goes"
    return ""
