"""How compiled code reads and writes the fields of a model; imported only where Numba is at hand.

Numba's own arrays and records would do, but they allow for much that never happens here: negative indices, arrays
that are views of others, records that overlap. These types say instead what holds for every model:

- an index counts from zero (with NUMBA_BOUNDSCHECK=1 each is checked);
- two fields never share memory, so that writing one leaves what was read of the others valid (type-based alias
  analysis: every field is a class of its own);
- what `layout.CONSTANT` names does not change while the kernel runs;
- whole numbers are as narrow as `layout` makes them in memory, and have eight bytes once read.
"""

import operator
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # llvmlite ships no types
from numba import types
from numba.core import cgutils
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature
from numba.extending import lower_getattr_generic, lower_setattr_generic, models, register_model
from numba.np.numpy_support import from_dtype

from simcorr.engines.compiled.layout import CONSTANT, FIELDS, PLACES

WORD = ir.IntType(64)
_BYTE = ir.IntType(8)
_POINTER = _BYTE.as_pointer()


class _Model(types.Type):  # type: ignore[misc]  # Numba is untyped
    """A model: a pointer to its table."""

    def __init__(self) -> None:
        super().__init__("simcorr.Model")


class _Rows(types.Type):  # type: ignore[misc]  # Numba is untyped
    """An array of the model: a pointer to its address and lengths in the table."""

    def __init__(self, name: str) -> None:
        self.field = name
        self.dtype, self.ndim = FIELDS[name]
        super().__init__(f"simcorr.Rows({name})")


class _Record(types.Type):  # type: ignore[misc]  # Numba is untyped
    """A record: a pointer to it."""

    def __init__(self, name: str, dtype: np.dtype[Any]) -> None:
        self.field, self.dtype = name, dtype
        super().__init__(f"simcorr.Record({name})")


class _Cells(types.Type):  # type: ignore[misc]  # Numba is untyped
    """Numbers of a fixed shape within a record or array: a pointer to the first."""

    def __init__(self, name: str, dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
        self.field, self.dtype, self.shape = name, dtype, shape
        super().__init__(f"simcorr.Cells({name}, {shape})")


@register_model(_Model)
@register_model(_Rows)
class _TablePointer(models.PrimitiveModel):  # type: ignore[misc]  # Numba is untyped
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, WORD.as_pointer())


@register_model(_Record)
@register_model(_Cells)
class _DataPointer(models.PrimitiveModel):  # type: ignore[misc]  # Numba is untyped
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _POINTER)


MODEL = _Model()
_ALIASES = {"inquiries": "allegations", "convicted": "cases"}
"""Arrays whose entries are copied from or to others of the same kind: one record type for both."""


def _kind(name: str, dtype: np.dtype[Any]) -> Any:
    """Return the type of what stands in memory as ``dtype``: a record, cells, or a number."""
    if dtype.subdtype is not None:
        item, shape = dtype.subdtype
        return _Cells(name, item, shape)
    if dtype.names is not None:
        return _Record(name, dtype)
    return types.int64 if dtype.kind == "i" else from_dtype(dtype)


def _kind_of_entry(rows: _Rows) -> Any:
    return _kind(_ALIASES.get(rows.field, rows.field), rows.dtype)


# --- typing -----------------------------------------------------------------------------------------------------


@infer_getattr
class _ModelAttributes(AttributeTemplate):  # type: ignore[misc]  # Numba is untyped
    key = _Model

    def generic_resolve(self, model: Any, name: str) -> Any:
        if name not in FIELDS:
            return None
        dtype, dimensions = FIELDS[name]
        return _Rows(name) if dimensions else _kind(name, dtype)


@infer_getattr
class _RecordAttributes(AttributeTemplate):  # type: ignore[misc]  # Numba is untyped
    key = _Record

    def generic_resolve(self, record: Any, name: str) -> Any:
        field = record.dtype.fields.get(name)
        return None if field is None else _kind(f"{record.field}.{name}", field[0])


def _indices(container: Any, index: Any) -> tuple[Any, ...] | None:
    """Return the types of as many whole numbers as a container has dimensions, or None."""
    given = tuple(index) if isinstance(index, types.BaseTuple) else (index,)
    dimensions = container.ndim if isinstance(container, _Rows) else len(container.shape)
    whole = all(isinstance(one, types.Integer | types.IntEnumMember) for one in given)
    return given if whole and len(given) == dimensions else None


def _entry(container: Any) -> Any:
    return _kind_of_entry(container) if isinstance(container, _Rows) else _kind(container.field, container.dtype)


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):  # type: ignore[misc]  # Numba is untyped
    def generic(self, arguments: Any, keywords: Any) -> Any:
        container, index = arguments
        if isinstance(container, _Rows | _Cells) and _indices(container, index):
            return signature(_entry(container), container, index)
        return None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):  # type: ignore[misc]  # Numba is untyped
    def generic(self, arguments: Any, keywords: Any) -> Any:
        container, index, _ = arguments
        if isinstance(container, _Rows | _Cells) and _indices(container, index):
            return signature(types.none, container, index, _entry(container))
        return None


@infer_global(len)
class _Length(AbstractTemplate):  # type: ignore[misc]  # Numba is untyped
    def generic(self, arguments: Any, keywords: Any) -> Any:
        return signature(types.intp, *arguments) if isinstance(arguments[0], _Rows) else None


# --- memory -----------------------------------------------------------------------------------------------------


def _mark(builder: Any, instruction: Any, name: str) -> Any:
    """Tell the optimiser which field an instruction touches, and whether that field ever changes."""
    module = builder.module
    root = module.add_metadata(["simcorr"])
    zero = ir.Constant(WORD, 0)
    field = module.add_metadata([name, root, zero])
    instruction.set_metadata("tbaa", module.add_metadata([field, field, zero]))
    if isinstance(instruction, ir.LoadInstr) and name.partition(".")[0] in CONSTANT:
        instruction.set_metadata("invariant.load", module.add_metadata([]))
    return instruction


def _memory_type(dtype: np.dtype[Any]) -> Any:
    return ir.IntType(8 * dtype.itemsize) if dtype.kind == "i" else ir.DoubleType()


def _read(builder: Any, pointer: Any, name: str, dtype: np.dtype[Any]) -> Any:
    if dtype.subdtype is not None or dtype.names is not None:
        return pointer
    kind = _memory_type(dtype)
    value = _mark(builder, builder.load(builder.bitcast(pointer, kind.as_pointer()), align=dtype.itemsize), name)
    return builder.sext(value, WORD) if dtype.kind == "i" and dtype.itemsize < 8 else value


def _write(builder: Any, pointer: Any, name: str, dtype: np.dtype[Any], value: Any) -> None:
    if dtype.names is not None:
        size = ir.Constant(WORD, dtype.itemsize)
        cgutils.raw_memcpy(builder, pointer, value, size, 1)
        return
    kind = _memory_type(dtype)
    if dtype.kind == "i" and dtype.itemsize < 8:
        value = builder.trunc(value, kind)
    _mark(builder, builder.store(value, builder.bitcast(pointer, kind.as_pointer()), align=dtype.itemsize), name)


def _word(builder: Any, table: Any, place: int) -> Any:
    """Load an address or a length; neither changes while the kernel runs."""
    loaded = builder.load(builder.gep(table, [ir.Constant(WORD, place)]))
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


def _step(builder: Any, pointer: Any, count: Any, size: int) -> Any:
    return builder.gep(pointer, [builder.mul(count, ir.Constant(WORD, size), flags=["nsw"])], inbounds=True)


def _pointer_to(context: Any, builder: Any, container: Any, value: Any, kind: Any, index: Any) -> Any:
    """Return a pointer to an entry of an array or to a cell."""
    kinds = _indices(container, kind) or ()
    parts = cgutils.unpack_tuple(builder, index) if isinstance(kind, types.BaseTuple) else [index]
    numbers = [context.cast(builder, one, what, types.int64) for one, what in zip(parts, kinds, strict=True)]
    if isinstance(container, _Rows):
        lengths = [_word(builder, value, 1 + dimension) for dimension in range(container.ndim)]
        pointer = builder.inttoptr(_word(builder, value, 0), _POINTER)
    else:
        lengths = [ir.Constant(WORD, length) for length in container.shape]
        pointer = value
    if context.enable_boundscheck:
        for number, length in zip(numbers, lengths, strict=True):
            cgutils.do_boundscheck(context, builder, number, length)
    place = numbers[0]
    for number, length in zip(numbers[1:], lengths[1:], strict=True):
        place = builder.add(builder.mul(place, length, flags=["nsw"]), number, flags=["nsw"])
    return _step(builder, pointer, place, container.dtype.itemsize)


def _field_of(container: Any) -> str:
    return _ALIASES.get(container.field, container.field) if isinstance(container, _Rows) else container.field


@lower_getattr_generic(_Model)  # type: ignore[untyped-decorator]  # Numba is untyped
def _get_field(context: Any, builder: Any, kind: Any, table: Any, name: str) -> Any:
    place = PLACES[name]
    if FIELDS[name][1]:
        return builder.gep(table, [ir.Constant(WORD, place)])
    return builder.inttoptr(_word(builder, table, place), _POINTER)


def _attribute(builder: Any, record: Any, pointer: Any, name: str) -> Any:
    dtype, offset = record.dtype.fields[name][:2]
    return builder.gep(pointer, [ir.Constant(WORD, offset)], inbounds=True), f"{record.field}.{name}", dtype


@lower_getattr_generic(_Record)  # type: ignore[untyped-decorator]  # Numba is untyped
def _get_attribute(context: Any, builder: Any, record: Any, pointer: Any, name: str) -> Any:
    return _read(builder, *_attribute(builder, record, pointer, name))


@lower_setattr_generic(_Record)  # type: ignore[untyped-decorator]  # Numba is untyped
def _set_attribute(context: Any, builder: Any, sig: Any, arguments: Any, name: str) -> Any:
    pointer, field, dtype = _attribute(builder, sig.args[0], arguments[0], name)
    _write(builder, pointer, field, dtype, arguments[1])


@lower_builtin(operator.getitem, _Rows, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
@lower_builtin(operator.getitem, _Cells, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
def _get_entry(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    container, kind = sig.args
    pointer = _pointer_to(context, builder, container, arguments[0], kind, arguments[1])
    return _read(builder, pointer, _field_of(container), container.dtype)


@lower_builtin(operator.setitem, _Rows, types.Any, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
@lower_builtin(operator.setitem, _Cells, types.Any, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
def _set_entry(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    container, kind, _ = sig.args
    pointer = _pointer_to(context, builder, container, arguments[0], kind, arguments[1])
    _write(builder, pointer, _field_of(container), container.dtype, arguments[2])
    return context.get_dummy_value()


@lower_builtin(len, _Rows)  # type: ignore[untyped-decorator]  # Numba is untyped
def _get_length(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    return _word(builder, arguments[0], 1)
