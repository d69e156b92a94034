"""How compiled code reaches the arrays of a model: through one pointer, by the names that Python uses.

Numba passes a tuple of arrays as hundreds of separate arguments and counts references on every access. Here the
kernel gets a table of addresses and lengths instead. ``attach`` makes it a *model* whose attributes are the
fields of `layout.FIELDS`; the arrays are borrowed, Python keeps them alive for the length of the call. Where
Numba is off the table is the Python model itself, and ``attach`` hands it back.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from simcorr.engines.compiled.layout import FIELDS
from simcorr.jit import JIT_AVAILABLE

if TYPE_CHECKING:
    from simcorr.engines.compiled.model import Model


def table_of(model: "Model") -> Any:
    """Return what a kernel is called with: addresses and lengths of all arrays, or the model itself."""
    if not JIT_AVAILABLE:
        return model
    words: list[int] = []
    for name, (_, dimensions) in FIELDS.items():
        array = model.arrays[name]
        words.append(array.ctypes.data)
        words.extend(array.shape[:dimensions])
    return np.array(words, dtype=np.int64)


def attach(table: Any) -> Any:
    """Return the model behind a table."""
    return table


if JIT_AVAILABLE:
    from llvmlite import ir  # type: ignore[import-untyped]  # llvmlite ships no types
    from numba import types
    from numba.core.typing.templates import AttributeTemplate
    from numba.extending import (
        infer_getattr,
        intrinsic,
        lower_getattr_generic,
        models,
        overload,
        register_model,
    )
    from numba.np.arrayobj import make_array, populate_array
    from numba.np.numpy_support import from_dtype

    class _ModelType(types.Type):  # type: ignore[misc]  # Numba is untyped
        """The type of a model in compiled code: a pointer to its table."""

        def __init__(self) -> None:
            super().__init__("simcorr.Model")

    _MODEL = _ModelType()
    _WORD = ir.IntType(64)
    _TYPES: dict[str, Any] = {}
    _PLACES: dict[str, int] = {}
    _place = 0
    for _name, (_dtype, _dimensions) in FIELDS.items():
        _item = from_dtype(_dtype)
        _TYPES[_name] = types.Array(_item, _dimensions, "C") if _dimensions else _item
        _PLACES[_name] = _place
        _place += 1 + _dimensions

    @register_model(_ModelType)
    class _ModelData(models.PrimitiveModel):  # type: ignore[misc]  # Numba is untyped
        def __init__(self, manager: Any, front_end_type: Any) -> None:
            super().__init__(manager, front_end_type, _WORD.as_pointer())

    @infer_getattr
    class _ModelAttributes(AttributeTemplate):  # type: ignore[misc]  # Numba is untyped
        key = _ModelType

        def generic_resolve(self, model: Any, name: str) -> Any:
            return _TYPES.get(name)

    @lower_getattr_generic(_ModelType)  # type: ignore[untyped-decorator]  # Numba is untyped
    def _load_field(context: Any, builder: Any, model_type: Any, table: Any, name: str) -> Any:
        """Make an array of what the table says; without an owner, so that no references are counted."""
        kind, place = _TYPES[name], _PLACES[name]
        never_changes = builder.module.add_metadata([])

        def word(number: int) -> Any:
            loaded = builder.load(builder.gep(table, [ir.Constant(_WORD, number)]))
            loaded.set_metadata("invariant.load", never_changes)
            return loaded

        if isinstance(kind, types.Record):
            return builder.inttoptr(word(place), context.get_value_type(kind))
        item = context.get_data_type(kind.dtype)
        size = ir.Constant(_WORD, context.get_abi_sizeof(item))
        shape = [word(place + 1 + dimension) for dimension in range(kind.ndim)]
        strides: list[Any] = []
        step = size
        for length in reversed(shape):
            strides.insert(0, step)
            step = builder.mul(step, length)
        array = make_array(kind)(context, builder)
        data = builder.inttoptr(word(place), item.as_pointer())
        populate_array(array, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
        return array._getvalue()

    @intrinsic  # type: ignore[untyped-decorator]  # Numba is untyped
    def _attach_table(typing_context: Any, table: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            array = make_array(signature.args[0])(context, builder, arguments[0])
            return builder.bitcast(array.data, _WORD.as_pointer())

        return _MODEL(table), generate

    @overload(attach)
    def _compiled_attach(table):  # type: ignore[no-untyped-def]  # Numba reads this at compile time
        return lambda table: _attach_table(table)
