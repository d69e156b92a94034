"""How compiled code reads and writes what a model holds (`types`), in instructions; imported only where Numba works."""

import operator
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # llvmlite ships no types
from numba import types
from numba.core import cgutils
from numba.core.imputils import lower_builtin
from numba.extending import lower_getattr_generic, lower_setattr_generic

from simcorr.engine.compiled.layout import FIELDS, LISTS, PLACES, USED
from simcorr.engine.compiled.types import (
    ALIASES,
    POINTER,
    RUN,
    WORD,
    Cells,
    ModelType,
    RecordType,
    Rows,
    indices,
    kind_of,
)
from simcorr.engine.state import CONSTANT


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


def _record(context: Any, builder: Any, pointer: Any, table: Any, name: str, dtype: np.dtype[Any]) -> Any:
    """Put a record's two pointers together."""
    record = cgutils.create_struct_proxy(kind_of(name, dtype))(context, builder)
    record.data, record.model = pointer, table
    return record._getvalue()


def _read(context: Any, builder: Any, pointer: Any, table: Any, name: str, dtype: np.dtype[Any]) -> Any:
    if dtype.subdtype is not None:
        return pointer
    if dtype.names is not None:
        return _record(context, builder, pointer, table, name, dtype)
    kind = _memory_type(dtype)
    value = _mark(builder, builder.load(builder.bitcast(pointer, kind.as_pointer()), align=dtype.itemsize), name)
    return builder.sext(value, WORD) if dtype.kind == "i" and dtype.itemsize < 8 else value


def _write(builder: Any, pointer: Any, name: str, dtype: np.dtype[Any], value: Any) -> None:
    if dtype.names is not None:
        size = ir.Constant(WORD, dtype.itemsize)
        cgutils.raw_memcpy(builder, pointer, builder.extract_value(value, 0), size, 1)
        return
    kind = _memory_type(dtype)
    if dtype.kind == "i" and dtype.itemsize < 8:
        value = builder.trunc(value, kind)
    _mark(builder, builder.store(value, builder.bitcast(pointer, kind.as_pointer()), align=dtype.itemsize), name)


def word(builder: Any, table: Any, place: int) -> Any:
    """Load an address or a length; neither changes while the kernel runs."""
    loaded = builder.load(builder.gep(table, [ir.Constant(WORD, place)]))
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


def step(builder: Any, pointer: Any, count: Any, size: int) -> Any:
    """Return a pointer so many entries of a size further on."""
    return builder.gep(pointer, [builder.mul(count, ir.Constant(WORD, size), flags=["nsw"])], inbounds=True)


def start_of(builder: Any, rows: Any) -> Any:
    """Return a pointer to the first entry of an array."""
    return builder.inttoptr(word(builder, rows, 0), POINTER)


def table_of(builder: Any, kind: Rows, rows: Any) -> Any:
    """Return the table of the model that an array belongs to."""
    return builder.gep(rows, [ir.Constant(WORD, -PLACES[kind.field])])


def pointer_to(context: Any, builder: Any, container: Any, value: Any, kind: Any, index: Any) -> Any:
    """Return a pointer to an entry of an array or to a cell."""
    kinds = indices(container, kind) or ()
    parts = cgutils.unpack_tuple(builder, index) if isinstance(kind, types.BaseTuple) else [index]
    numbers = [context.cast(builder, one, what, types.int64) for one, what in zip(parts, kinds, strict=True)]
    if isinstance(container, Rows):
        lengths = [word(builder, value, 1 + dimension) for dimension in range(container.ndim)]
        pointer = start_of(builder, value)
    else:
        lengths = [ir.Constant(WORD, length) for length in container.shape]
        pointer = value
    if context.enable_boundscheck:
        for number, length in zip(numbers, lengths, strict=True):
            cgutils.do_boundscheck(context, builder, number, length)
    place = numbers[0]
    for number, length in zip(numbers[1:], lengths[1:], strict=True):
        place = builder.add(builder.mul(place, length, flags=["nsw"]), number, flags=["nsw"])
    return step(builder, pointer, place, container.dtype.itemsize)


def _field_of(container: Any) -> str:
    return ALIASES.get(container.field, container.field) if isinstance(container, Rows) else container.field


# --- attributes and entries ---------------------------------------------------------------------------------------


def number_of_run(builder: Any, table: Any, name: str) -> Any:
    """Return a pointer to a number of the run, and its type."""
    dtype, offset = RUN[name][:2]
    run = builder.inttoptr(word(builder, table, PLACES["run"]), POINTER)
    return builder.gep(run, [ir.Constant(WORD, offset)], inbounds=True), dtype


@lower_getattr_generic(ModelType)  # type: ignore[untyped-decorator]  # Numba is untyped
def _get_field(context: Any, builder: Any, kind: Any, table: Any, name: str) -> Any:
    if name not in FIELDS:
        pointer, dtype = number_of_run(builder, table, name)
        return _read(context, builder, pointer, table, f"run.{name}", dtype)
    place = PLACES[name]
    if FIELDS[name][1]:
        return builder.gep(table, [ir.Constant(WORD, place)])
    pointer = builder.inttoptr(word(builder, table, place), POINTER)
    return _record(context, builder, pointer, table, name, FIELDS[name][0])


@lower_setattr_generic(ModelType)  # type: ignore[untyped-decorator]  # Numba is untyped
def _set_field(context: Any, builder: Any, sig: Any, arguments: Any, name: str) -> Any:
    pointer, dtype = number_of_run(builder, arguments[0], name)
    _write(builder, pointer, f"run.{name}", dtype, arguments[1])


def _attribute(builder: Any, record: Any, value: Any, name: str) -> Any:
    dtype, offset = record.dtype.fields[name][:2]
    data = builder.extract_value(value, 0)
    return builder.gep(data, [ir.Constant(WORD, offset)], inbounds=True), f"{record.field}.{name}", dtype


@lower_getattr_generic(RecordType)  # type: ignore[untyped-decorator]  # Numba is untyped
def _get_attribute(context: Any, builder: Any, record: Any, value: Any, name: str) -> Any:
    table = builder.extract_value(value, 1)
    if name == "model":
        return table
    pointer, field, dtype = _attribute(builder, record, value, name)
    return _read(context, builder, pointer, table, field, dtype)


@lower_setattr_generic(RecordType)  # type: ignore[untyped-decorator]  # Numba is untyped
def _set_attribute(context: Any, builder: Any, sig: Any, arguments: Any, name: str) -> Any:
    pointer, field, dtype = _attribute(builder, sig.args[0], arguments[0], name)
    _write(builder, pointer, field, dtype, arguments[1])


def entry_at(context: Any, builder: Any, container: Any, value: Any, pointer: Any) -> Any:
    """Return the entry of an array, or the cell, to which a pointer leads."""
    table = table_of(builder, container, value) if isinstance(container, Rows) else None
    return _read(context, builder, pointer, table, _field_of(container), container.dtype)


def write_entry(builder: Any, container: Any, pointer: Any, value: Any) -> None:
    """Write an entry or a cell where a pointer leads."""
    _write(builder, pointer, _field_of(container), container.dtype, value)


@lower_builtin(operator.getitem, Rows, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
@lower_builtin(operator.getitem, Cells, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
def _get_entry(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    container, kind = sig.args
    pointer = pointer_to(context, builder, container, arguments[0], kind, arguments[1])
    return entry_at(context, builder, container, arguments[0], pointer)


@lower_builtin(operator.setitem, Rows, types.Any, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
@lower_builtin(operator.setitem, Cells, types.Any, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
def _set_entry(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    container, kind, _ = sig.args
    pointer = pointer_to(context, builder, container, arguments[0], kind, arguments[1])
    write_entry(builder, container, pointer, arguments[2])
    return context.get_dummy_value()


@lower_builtin(len, Rows)  # type: ignore[untyped-decorator]  # Numba is untyped
def _get_length(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    kind = sig.args[0]
    return used(builder, kind, arguments[0]) if kind.field in LISTS else word(builder, arguments[0], 1)


# --- lists ----------------------------------------------------------------------------------------------------------


def _used_word(builder: Any, kind: Rows, rows: Any) -> Any:
    return builder.gep(rows, [ir.Constant(WORD, USED[kind.field] - PLACES[kind.field])])


def used(builder: Any, kind: Rows, rows: Any) -> Any:
    """Load the number of entries in use of a list."""
    return _mark(builder, builder.load(_used_word(builder, kind, rows)), f"{kind.field}.used")


def set_used(builder: Any, kind: Rows, rows: Any, number: Any) -> None:
    """Store the number of entries in use of a list."""
    _mark(builder, builder.store(number, _used_word(builder, kind, rows)), f"{kind.field}.used")
