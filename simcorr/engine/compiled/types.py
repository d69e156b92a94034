"""What a model holds, as types of compiled code; how they are read and written is in `access`.

Numba's own arrays and records would do, but they allow for much that never happens here: negative indices, arrays
that are views of others, records that overlap. These types say instead what holds for every model:

- a record knows its model, so that its verbs find what they need: a pointer to it and one to the model's table;
- an index counts from zero (with NUMBA_BOUNDSCHECK=1 each is checked);
- two fields never share memory, so that writing one leaves what was read of the others valid (type-based alias
  analysis: every field is a class of its own);
- what `state.CONSTANT` names does not change while the kernel runs;
- whole numbers are as narrow as the record declares them in memory, and have eight bytes once read.
"""

import operator
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # llvmlite ships no types
from numba import types
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature
from numba.extending import models, register_model
from numba.np.numpy_support import from_dtype

from simcorr.engine.compiled.layout import FIELDS, RECORDS

WORD = ir.IntType(64)
_BYTE = ir.IntType(8)
POINTER = _BYTE.as_pointer()


class ModelType(types.Type):  # type: ignore[misc]  # Numba is untyped
    """A model: a pointer to its table."""

    def __init__(self) -> None:
        super().__init__("simcorr.Model")


class Rows(types.Type):  # type: ignore[misc]  # Numba is untyped
    """An array of the model: a pointer to its address and lengths in the table."""

    def __init__(self, name: str) -> None:
        self.field = name
        self.dtype, self.ndim = FIELDS[name]
        super().__init__(f"simcorr.Rows({name})")


class RecordType(types.Type):  # type: ignore[misc]  # Numba is untyped
    """A record: a pointer to it and one to the table of its model."""

    def __init__(self, name: str, dtype: np.dtype[Any]) -> None:
        self.field, self.dtype = name, dtype
        super().__init__(f"simcorr.Record({name})")


class Cells(types.Type):  # type: ignore[misc]  # Numba is untyped
    """Numbers of a fixed shape within a record or array: a pointer to the first."""

    def __init__(self, name: str, dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
        self.field, self.dtype, self.shape = name, dtype, shape
        super().__init__(f"simcorr.Cells({name}, {shape})")


MODEL = ModelType()


@register_model(ModelType)
@register_model(Rows)
class _TablePointer(models.PrimitiveModel):  # type: ignore[misc]  # Numba is untyped
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, WORD.as_pointer())


@register_model(RecordType)
class _RecordPointers(models.StructModel):  # type: ignore[misc]  # Numba is untyped
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, [("data", types.voidptr), ("model", MODEL)])


@register_model(Cells)
class _DataPointer(models.PrimitiveModel):  # type: ignore[misc]  # Numba is untyped
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, POINTER)


RECORD_TYPES = {cls: type(f"{cls.__name__}Type", (RecordType,), {}) for cls in RECORDS.values()}
"""The Numba type of each class of records: verbs are bound to it."""
for _kind_of_record in RECORD_TYPES.values():
    register_model(_kind_of_record)(_RecordPointers)
RUN: Any = FIELDS["run"][0].fields
ALIASES = {"inquiries": "allegations", "convicted": "cases", "dismissed": "cases"}
"""Arrays whose entries are copied from or to others of the same kind: one record type for both."""


def kind_of(name: str, dtype: np.dtype[Any]) -> Any:
    """Return the type of what stands in memory as ``dtype``: a record, cells, or a number."""
    if dtype.subdtype is not None:
        item, shape = dtype.subdtype
        return Cells(name, item, shape)
    if dtype.names is not None:
        return (RECORD_TYPES[RECORDS[name]] if name in RECORDS else RecordType)(name, dtype)
    return types.int64 if dtype.kind == "i" else from_dtype(dtype)


def kind_of_entry(rows: Rows) -> Any:
    """Return the type of an entry of an array."""
    return kind_of(ALIASES.get(rows.field, rows.field), rows.dtype)


# --- typing -----------------------------------------------------------------------------------------------------


@infer_getattr
class _ModelAttributes(AttributeTemplate):  # type: ignore[misc]  # Numba is untyped
    """The fields, and the numbers of the run."""

    key = ModelType

    def generic_resolve(self, model: Any, name: str) -> Any:
        if name in FIELDS:
            dtype, dimensions = FIELDS[name]
            return Rows(name) if dimensions else kind_of(name, dtype)
        number = RUN.get(name)
        return None if number is None else kind_of(f"run.{name}", number[0])


@infer_getattr
class _RecordAttributes(AttributeTemplate):  # type: ignore[misc]  # Numba is untyped
    key = RecordType

    def generic_resolve(self, record: Any, name: str) -> Any:
        if name == "model":
            return MODEL
        field = record.dtype.fields.get(name)
        return None if field is None else kind_of(f"{record.field}.{name}", field[0])


def indices(container: Any, index: Any) -> tuple[Any, ...] | None:
    """Return the types of as many whole numbers as a container has dimensions, or None."""
    given = tuple(index) if isinstance(index, types.BaseTuple) else (index,)
    dimensions = container.ndim if isinstance(container, Rows) else len(container.shape)
    whole = all(isinstance(one, types.Integer | types.IntEnumMember) for one in given)
    return given if whole and len(given) == dimensions else None


def _entry(container: Any) -> Any:
    return kind_of_entry(container) if isinstance(container, Rows) else kind_of(container.field, container.dtype)


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):  # type: ignore[misc]  # Numba is untyped
    def generic(self, arguments: Any, keywords: Any) -> Any:
        container, index = arguments
        if isinstance(container, Rows | Cells) and indices(container, index):
            return signature(_entry(container), container, index)
        return None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):  # type: ignore[misc]  # Numba is untyped
    def generic(self, arguments: Any, keywords: Any) -> Any:
        container, index, _ = arguments
        if isinstance(container, Rows | Cells) and indices(container, index):
            return signature(types.none, container, index, _entry(container))
        return None


@infer_global(len)
class _Length(AbstractTemplate):  # type: ignore[misc]  # Numba is untyped
    def generic(self, arguments: Any, keywords: Any) -> Any:
        return signature(types.intp, *arguments) if isinstance(arguments[0], Rows) else None
