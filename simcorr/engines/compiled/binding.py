"""How compiled code reaches the arrays of a model: through one pointer, by the names that Python uses.

Numba passes a tuple of arrays as hundreds of separate arguments and counts references on every access. Here the
kernel gets a table of addresses and lengths instead. ``attach`` makes it a *model* whose attributes are the
fields of `layout.FIELDS` (`access` says how they are read and written); the arrays are borrowed, Python keeps them
alive for the length of the call. Where Numba is off the table is the Python model itself, and ``attach`` hands it
back.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simcorr.engines.compiled.layout import FIELDS, PLACES, WORDS
from simcorr.jit import JIT_AVAILABLE

if TYPE_CHECKING:
    from simcorr.engines.compiled.model import Model


def table_of(model: "Model") -> Any:
    """Return what a kernel is called with: a table of addresses and lengths, to be filled; or the model itself."""
    return np.zeros(WORDS, dtype=np.int64) if JIT_AVAILABLE else model


def enter(table: Any, name: str, array: NDArray[Any]) -> None:
    """Enter the address and the lengths of an array into a table."""
    if JIT_AVAILABLE:
        place = PLACES[name]
        table[place] = array.ctypes.data
        lengths = array.shape[: FIELDS[name][1]]
        table[place + 1 : place + 1 + len(lengths)] = lengths


def attach(table: Any) -> Any:
    """Return the model behind a table."""
    return table


if JIT_AVAILABLE:
    from numba.extending import intrinsic, overload
    from numba.np.arrayobj import make_array

    from simcorr.engines.compiled.access import MODEL, WORD

    @intrinsic  # type: ignore[untyped-decorator]  # Numba is untyped
    def _attach_table(typing_context: Any, table: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            array = make_array(signature.args[0])(context, builder, arguments[0])
            return builder.bitcast(array.data, WORD.as_pointer())

        return MODEL(table), generate

    @overload(attach)
    def _compiled_attach(table):  # type: ignore[no-untyped-def]  # Numba reads this at compile time
        return lambda table: _attach_table(table)
