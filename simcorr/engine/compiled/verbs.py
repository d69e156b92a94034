"""How verbs become methods of what compiled code holds; imported only where Numba works."""

import inspect
from typing import Any

from numba.extending import overload_attribute, overload_method

from simcorr.jit import TAKEN_IN


def bind(kind: type, verbs: type) -> None:
    """Let the methods and properties of a class be those of a Numba type."""
    for name, member in vars(verbs).items():
        if isinstance(member, property):
            _bind_property(kind, name, member.fget)
        elif inspect.isfunction(member):
            bind_method(kind, name, member)


def bind_method(kind: type, name: str, function: Any) -> None:
    """Let a function be a method of a Numba type."""

    def choose(*arguments: Any, **named: Any) -> Any:
        return function

    # Numba takes the names of arguments from here.
    choose.__signature__ = inspect.signature(function)  # type: ignore[attr-defined]
    overload_method(kind, name, jit_options=TAKEN_IN, strict=False)(choose)


def _bind_property(kind: type, name: str, function: Any) -> None:
    def choose(record: Any) -> Any:
        return function

    overload_attribute(kind, name, jit_options=TAKEN_IN, strict=False)(choose)
