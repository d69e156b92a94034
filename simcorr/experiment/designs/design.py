"""A design: which points of what is varied are simulated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import pandas as pd

from simcorr.errors import DesignError, listed
from simcorr.experiment.designs.axes import Axis, Between, Linspace, Values
from simcorr.experiment.designs.contradictions import refuse_contradictions
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
    rigid : str
        Why no point can be left out; empty where any can.
    wanted : int or None
        How many points it has whatever a condition leaves out, where there are always more to draw.
    """

    kind: ClassVar[str] = ""
    names: tuple[str, ...]
    forms: tuple[Form, ...] = ()
    rigid: str = ""
    wanted: int | None = None

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

    def batches(self, targets: Targets) -> Iterator[pd.DataFrame]:
        """Yield the points, and further ones for ever where there are always more to draw."""
        yield self.table(targets)

    def __mul__(self, other: Design) -> Design:
        """Return every point of one with every point of the other."""
        return Product(self, other) if isinstance(other, Design) else NotImplemented

    def __add__(self, other: Design) -> Design:
        """Return the points of both."""
        return Union([self, other]) if isinstance(other, Design) else NotImplemented

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
        self.rigid = first.rigid or second.rigid

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name."""
        one, other = self.first.table(targets), self.second.table(targets)
        check_size(len(one) * len(other))
        return one.merge(other, how="cross")

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {"kind": self.kind, "first": self.first.description(), "second": self.second.description()}


class Union(Design):
    """The points of several designs, each once; where one does not vary what another does, it has its own value.

    Parameters
    ----------
    designs : iterable of Design
        ``design + design`` makes one of two.
    """

    kind = "union"

    def __init__(self, designs: Iterable[Design]) -> None:
        self.designs = tuple(part for design in designs for part in _parts(design))
        if len(self.designs) < 2:
            raise DesignError(f"a union got {len(self.designs)} designs; allowed are two or more")
        self.names = tuple(dict.fromkeys(name for design in self.designs for name in design.names))
        self.forms = tuple({form.column: form for design in self.designs for form in design.forms}.values())
        self.rigid = next((design.rigid for design in self.designs if design.rigid), "")

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name."""
        refuse_contradictions(self.names, targets)
        tables = [self._filled(design.table(targets), targets) for design in self.designs]
        found = pd.concat(tables, ignore_index=True).drop_duplicates(ignore_index=True)
        check_size(len(found))
        return found

    def _filled(self, table: pd.DataFrame, targets: Targets) -> pd.DataFrame:
        own = {name: targets.value(targets.find(name)) for name in self.names if name not in table}
        for name, value in own.items():
            if value is None:
                raise DesignError(
                    f"{name} has no value in the scenario or the arm; vary it in every design of the union"
                )
        return table.assign(**own)[list(self.names)]

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {"kind": self.kind, "designs": [design.description() for design in self.designs]}


def points_of(design: Design, targets: Targets) -> pd.DataFrame:
    """Return the points of a design, checked: the one way to them for whoever simulates."""
    refuse_contradictions(design.names, targets)
    return design.table(targets)


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


def _parts(design: Any) -> tuple[Design, ...]:
    if not isinstance(design, Design):
        raise DesignError(f"a union got a {type(design).__name__}; allowed are designs, such as Grid(...)")
    return design.designs if isinstance(design, Union) else (design,)


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
