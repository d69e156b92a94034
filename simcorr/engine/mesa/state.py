"""The state over Python objects: records with attributes, lists that grow, tables by index, this week's rows."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simcorr.engine.records import fields_of
from simcorr.engine.start import Arrays
from simcorr.engine.state import FIELDS, LISTS
from simcorr.world.codes import NO_CASE


class Rows(list[Any]):
    """A list of records; ``make`` gives a new one."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any], number: int = 0) -> None:
        super().__init__(make() for _ in range(number))
        self.make = make

    def add(self) -> Any:
        """Put a new record at the end and return it."""
        record = self.make()
        self.append(record)
        return record

    def keep(self, to: int, index: int) -> None:
        """Move a record to the front part that is kept; what stood there is dropped with the rest."""
        self[to], self[index] = self[index], self[to]

    def cut(self, length: int) -> None:
        """Drop what stands behind the first ``length``."""
        del self[length:]


class Population(Rows):
    """A list of agents; who is dropped leaves the model."""

    __slots__ = ()

    def cut(self, length: int) -> None:
        """Drop those behind the first ``length``."""
        for agent in self[length:]:
            agent.remove()
        del self[length:]

    def renew(self, index: int) -> Any:
        """Put a new agent in the place of another, with what a place hands on, and return the new one."""
        old, new = self[index], self.make()
        for name in new.HANDED_ON:
            setattr(new, name, getattr(old, name))
        self[index] = new
        old.remove()
        return new


@cache
def record_class(declared: type) -> type:
    """Return the class of the plain records that stand for a declaration; what is not yet written cannot be read."""
    cells = {name: kind.shape for name, kind in fields_of(declared).items() if kind.shape}

    def __init__(self: Any, model: Any) -> None:
        self.model = model
        for name, shape in cells.items():
            setattr(self, name, empty_cells(shape))

    return type(declared.__name__, (declared,), {"__slots__": ("model", *fields_of(declared)), "__init__": __init__})


def empty_cells(shape: tuple[int, ...]) -> Any:
    """Return cells: a list, or a table by several indices."""
    return [0.0] * shape[0] if len(shape) == 1 else {}


def table(array: NDArray[Any]) -> dict[tuple[int, ...], Any]:
    """Return an array as a table by several indices: Python looks up a pair faster than it indexes an array."""
    return dict(zip(np.ndindex(array.shape), array.ravel().tolist(), strict=True))


def plain(record: Any) -> Any:
    """Return a record of an array as nested attributes."""
    if record.dtype.names is None:
        return record.item()
    return SimpleNamespace(**{name: plain(record[name]) for name in record.dtype.names})


def fill(target: Any, record: Any) -> None:
    """Write the fields of an array's record into a plain one."""
    for name in record.dtype.names:
        value = record[name]
        setattr(target, name, value.tolist() if value.shape else value.item())


class State:
    """The fields of a model as Python objects, and what the Mesa engine offers in its own way."""

    week: int
    keeps_events: int

    def lay_out(self, arrays: Arrays, makers: dict[str, Callable[[], Any]]) -> None:
        """Take over the state before the first week; ``makers`` give the agents."""
        fill(self, arrays["run"][0])
        for name, (declared, dimensions) in FIELDS.items():
            array = arrays[name]
            if name in makers:
                setattr(self, name, Population(makers[name], len(array)))
            elif name in ("run", "levers", "shocks", "events", "by_context", "by_corridor", "by_rank"):
                continue  # they are held below, or by the week
            elif isinstance(declared, np.dtype):
                setattr(self, name, self._numbers(name, array, dimensions))
            else:
                self._lay_out_records(name, declared, array, dimensions)
        self._levers, self._shocks = arrays["levers"], arrays["shocks"]
        self.shapes = [arrays[name].shape[1:] for name in ("by_context", "by_corridor", "by_rank")]
        self.by_rank: dict[tuple[int, int], list[float]] = {}
        self._record: list[tuple[Any, Any, Any]] = []  # a week's rows by context, corridor and rank
        self._log: list[tuple[float, ...]] = []

    def _numbers(self, name: str, array: NDArray[Any], dimensions: int) -> Any:
        if dimensions == 0:
            return plain(array[0])
        return array.tolist() if dimensions == 1 else table(array)

    def _lay_out_records(self, name: str, declared: type, array: NDArray[Any], dimensions: int) -> None:
        cls = record_class(declared)

        def make() -> Any:
            return cls(self)

        if dimensions == 2:
            setattr(self, name, defaultdict(make))  # a line of a book is made when it is first looked at
            return
        records = Rows(make, len(array))
        if name not in LISTS:
            for record, values in zip(records, array, strict=True):
                fill(record, values)
        setattr(self, name, records)

    # --- the week ---------------------------------------------------------------------------------------------------

    def take_levers(self) -> None:
        """Take this week's levers and shocks."""
        self._levers_now, self._shocks_now = self._levers[self.week].tolist(), self._shocks[self.week].tolist()

    def open_rows(self) -> None:
        """Take empty rows for what will be counted this week."""
        contexts, corridors, ranks = ([[0.0] * columns for _ in range(units)] for units, columns in self.shapes)
        self._contexts_now, self._corridors_now, self._ranks_now = contexts, corridors, ranks
        self._record.append((contexts, corridors, ranks))
        self.by_rank.update({(self.week, rank): row for rank, row in enumerate(ranks)})

    def lever(self, which: int, corridor: int, context: int) -> float:
        """Return the value of a lever this week, in a corridor and context."""
        return self._levers_now[which][corridor][context]  # type: ignore[no-any-return]

    def shock(self, corridor: int, context: int) -> float:
        """Return the chance of being found out that a shock brings this week."""
        return self._shocks_now[corridor][context]  # type: ignore[no-any-return]

    def context_row(self, context: int) -> list[float]:
        """Return this week's measures of a context."""
        return self._contexts_now[context]

    def corridor_row(self, corridor: int) -> list[float]:
        """Return this week's measures of a corridor."""
        return self._corridors_now[corridor]

    def rank_row(self, rank: int) -> list[float]:
        """Return this week's measures of a rank."""
        return self._ranks_now[rank]

    def log(self, *event: float, case: int = NO_CASE, party: int = -1, other: int = -1, recorded: int = 0) -> None:
        """Keep an event, when events are kept; see `compiled.interface.Interface.log`."""
        if self.keeps_events:
            self._log.append((self.week, *event, case, party, other, recorded))

    def sort_items(self) -> None:
        """Put `items` into the order of `sort_by`; equal ones keep theirs."""
        state: Any = self
        order = sorted(range(len(state.items)), key=state.sort_by.__getitem__)
        state.items[:] = [state.items[index] for index in order]

    def has_room(self) -> bool:
        """Return that lists have room: Python's always do."""
        return True
