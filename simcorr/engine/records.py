"""How a record is declared: the fields of an agent, a paper or a place, once for both engines.

A record is a class whose annotated attributes are its fields. Compiled code lays them out in memory as `dtype_of`
says; plain Python has them as ordinary attributes. The methods of the class are the record's *verbs*, written in what
Numba and Python have in common. ``model`` is the model that the record belongs to, in either engine.
"""

import inspect
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

Whole = Annotated[int, np.dtype("i8")]
"""A key, a number of events or money in cents."""
Short = Annotated[int, np.dtype("i4")]
"""An index, a week or a small count; -1 for nobody."""
Small = Annotated[int, np.dtype("i1")]
"""A truth value as 0 or 1, or one of a few states."""
Real = Annotated[float, np.dtype("f8")]


def cells(kind: Any, *shape: int) -> np.dtype[Any]:
    """Return the type of a field that holds numbers in a fixed shape; ``kind`` is one of the aliases above."""
    return np.dtype((kind.__metadata__[0], shape))


class Fields:
    """Something whose fields are declared elsewhere; types are checked where they are declared."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Read a field."""

        def __setattr__(self, name: str, value: Any) -> None:
            """Write a field."""


class Record:
    """What the records of both engines have in common: the model they belong to."""

    model: Any


def fields_of(record: type) -> dict[str, np.dtype[Any]]:
    """Return the declared fields of a record by name, in their order."""
    hints: dict[str, Any] = {}
    for base in reversed(record.__mro__):
        hints |= inspect.get_annotations(base)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}


def dtype_of(record: type) -> np.dtype[Any]:
    """Return how a record is laid out in memory."""
    return np.dtype(list(fields_of(record).items()), align=True)


def row_of(columns: Any) -> np.dtype[Any]:
    """Return the type of a row of a table, one real number a column."""
    return np.dtype((np.dtype("f8"), (len(columns),)))
