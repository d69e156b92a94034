"""The kernel: the week compiled, called with the model of a run; imported only where Numba works."""

from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType
from typing import Any

from numba.extending import NativeValue, typeof_impl, unbox

from simcorr.engine import phases
from simcorr.engine.compiled import lists  # noqa: F401 - lists get their methods when this is imported
from simcorr.engine.compiled.interface import Interface
from simcorr.engine.compiled.model import Model
from simcorr.engine.compiled.types import MODEL, RECORD_TYPES, WORD, ModelType
from simcorr.engine.compiled.verbs import bind
from simcorr.engine.desk import Desk
from simcorr.engine.phases import week
from simcorr.jit import kernel, rule

for _name in iter_modules(phases.__path__):
    _module = import_module(f"{phases.__name__}.{_name.name}")
    for _function in vars(_module).values():
        if isinstance(_function, FunctionType) and _function.__module__ == _module.__name__:
            rule(_function)
for _verbs in (Desk, Interface):
    bind(ModelType, _verbs)
for _record, _kind in RECORD_TYPES.items():
    bind(_kind, _record)


@typeof_impl.register(Model)  # type: ignore[untyped-decorator]  # Numba is untyped
def _type_of_model(model: Model, context: Any) -> Any:
    return MODEL


@unbox(ModelType)  # type: ignore[untyped-decorator]  # Numba is untyped
def _table_of_model(kind: Any, model: Any, c: Any) -> Any:
    """Hand the table's address to compiled code; the arrays are borrowed, Python keeps them alive."""
    address = c.pyapi.object_getattr_string(model, "address")
    number = c.pyapi.long_as_ulonglong(address)
    c.pyapi.decref(address)
    return NativeValue(c.builder.inttoptr(number, WORD.as_pointer()))


advance = kernel(week.advance)
"""`phases.week.advance`, compiled, for a `Model`."""
