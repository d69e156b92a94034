"""A discarded model must leave nothing behind.

Mesa 3.3 counts the ids of agents in a dictionary that holds every model for ever. Replacing it by one with weak
keys frees them; later versions of Mesa keep no such dictionary.
"""

import itertools
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

import mesa


class _Counters(WeakKeyDictionary[Any, "Iterator[int]"]):
    """Counters of ids by model, made on first use."""

    def __missing__(self, model: Any) -> "Iterator[int]":
        counter = itertools.count(1)
        self[model] = counter
        return counter

    def __getitem__(self, model: Any) -> "Iterator[int]":
        try:
            return super().__getitem__(model)
        except KeyError:
            return self.__missing__(model)


def forget_identifiers(model: Any) -> None:
    """Make Mesa hold no strong reference to models, where it would."""
    if hasattr(mesa.Agent, "_ids") and not isinstance(mesa.Agent._ids, _Counters):
        mesa.Agent._ids = _Counters()
