"""The lists of compiled code: ``add``, ``append``, ``keep``, ``cut``, ``clear``, ``write``; only where Numba works.

The compiler is given the few instructions that they are: functions would be compiled anew for each list.
"""

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]  # llvmlite ships no types
from numba import types
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AttributeTemplate, bound_function, infer_getattr, signature

from simcorr.engine.compiled.access import (
    entry_at,
    number_of_run,
    pointer_to,
    set_used,
    start_of,
    step,
    table_of,
    used,
    word,
    write_entry,
)
from simcorr.engine.compiled.layout import LISTS
from simcorr.engine.compiled.types import WORD, Rows, kind_of_entry
from simcorr.world.trace import EVENT_COLUMNS

_SIGNATURES: dict[str, Any] = {
    "add": lambda entry: signature(entry),
    "append": lambda entry: signature(types.none, entry),
    "keep": lambda entry: signature(types.none, types.int64, types.int64),
    "cut": lambda entry: signature(types.none, types.int64),
    "clear": lambda entry: signature(types.none),
    "write": lambda entry: signature(types.none, *(types.float64 for _ in EVENT_COLUMNS)),
    "renew": lambda entry: signature(entry, types.int64),
}
"""What each method takes and returns, by the type of an entry."""


def _resolver(name: str) -> Any:
    @bound_function(f"simcorr.list.{name}")  # type: ignore[untyped-decorator]  # Numba is untyped
    def resolve(self: Any, rows: Any, arguments: Any, keywords: Any) -> Any:
        return _SIGNATURES[name](kind_of_entry(rows)) if rows.field in LISTS or name == "renew" else None

    return resolve


class _ListMethods(AttributeTemplate):  # type: ignore[misc]  # Numba is untyped
    key = Rows


for _name in _SIGNATURES:
    setattr(_ListMethods, f"resolve_{_name}", _resolver(_name))
infer_getattr(_ListMethods)


def _free(builder: Any, kind: Rows, rows: Any) -> Any:
    """Return the index of a new entry; note the phase in which a list is full, for the week to end in an error."""
    one, zero = ir.Constant(WORD, 1), ir.Constant(WORD, 0)
    length, room = used(builder, kind, rows), word(builder, rows, 1)
    is_full = builder.icmp_signed(">=", length, room)
    with builder.if_then(is_full, likely=False):
        table = table_of(builder, kind, rows)
        full, phase = (number_of_run(builder, table, name)[0] for name in ("full_in_phase", "phase"))
        full, phase = (builder.bitcast(pointer, WORD.as_pointer()) for pointer in (full, phase))
        first = builder.icmp_signed("==", builder.load(full), zero)
        builder.store(builder.select(first, builder.load(phase), builder.load(full)), full)
    index = builder.select(is_full, builder.sub(length, one), length)
    set_used(builder, kind, rows, builder.add(index, one))
    return index


@lower_builtin("simcorr.list.add", Rows)  # type: ignore[untyped-decorator]  # Numba is untyped
def _add(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    kind, rows = sig.args[0], arguments[0]
    pointer = pointer_to(context, builder, kind, rows, types.int64, _free(builder, kind, rows))
    return entry_at(context, builder, kind, rows, pointer)


@lower_builtin("simcorr.list.append", Rows, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
def _append(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    kind, rows = sig.args[0], arguments[0]
    pointer = pointer_to(context, builder, kind, rows, types.int64, _free(builder, kind, rows))
    write_entry(builder, kind, pointer, arguments[1])
    return context.get_dummy_value()


@lower_builtin("simcorr.list.write", Rows, *(types.Any for _ in EVENT_COLUMNS))  # type: ignore[untyped-decorator]  # Numba is untyped
def _write(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    """Add a row of numbers, by one function for all: the compiler would copy it to everybody who writes any."""
    name, kind, number = "simcorr.write_row", sig.args[0], ir.DoubleType()
    function = builder.module.globals.get(name)
    if function is None:
        taken = [value.type for value in arguments]
        function = ir.Function(builder.module, ir.FunctionType(ir.VoidType(), taken), name)
        function.linkage = "linkonce_odr"
        function.attributes.add("noinline")
        body = ir.IRBuilder(function.append_basic_block())
        rows, *values = function.args
        first = step(body, start_of(body, rows), _free(body, kind, rows), kind.dtype.itemsize)
        first = body.bitcast(first, number.as_pointer())
        for column, value in enumerate(values):
            body.store(value, body.gep(first, [ir.Constant(WORD, column)]))
        body.ret_void()
    builder.call(function, arguments)
    return context.get_dummy_value()


@lower_builtin("simcorr.list.keep", Rows, types.Any, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
def _keep(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    kind, (rows, to, index) = sig.args[0], arguments
    with builder.if_then(builder.icmp_signed("<", to, index)):
        origin, target = (pointer_to(context, builder, kind, rows, types.int64, place) for place in (index, to))
        write_entry(builder, kind, target, entry_at(context, builder, kind, rows, origin))
    return context.get_dummy_value()


@lower_builtin("simcorr.list.cut", Rows, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
def _cut(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    set_used(builder, sig.args[0], arguments[0], arguments[1])
    return context.get_dummy_value()


@lower_builtin("simcorr.list.clear", Rows)  # type: ignore[untyped-decorator]  # Numba is untyped
def _clear(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    set_used(builder, sig.args[0], arguments[0], ir.Constant(WORD, 0))
    return context.get_dummy_value()


@lower_builtin("simcorr.list.renew", Rows, types.Any)  # type: ignore[untyped-decorator]  # Numba is untyped
def _renew(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    """Return the record of whoever comes after, which is written in full: the same one."""
    kind, (rows, index) = sig.args[0], arguments
    pointer = pointer_to(context, builder, kind, rows, types.int64, index)
    return entry_at(context, builder, kind, rows, pointer)
