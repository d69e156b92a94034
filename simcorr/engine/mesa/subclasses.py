"""Agents of one's own: the classes that take the place of those of the engine, checked before a run."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simcorr.engine.mesa.agents import Migrant, Official, Smuggler, Supervisor
from simcorr.errors import RunError, unknown_name


@dataclass(frozen=True, slots=True)
class AgentClasses:
    """The classes that stand for the four kinds of agents; a user may hand in subclasses."""

    migrant: type[Migrant] = Migrant
    smuggler: type[Smuggler] = Smuggler
    official: type[Official] = Official
    supervisor: type[Supervisor] = Supervisor

    @classmethod
    def from_mapping(cls, given: Mapping[type, type]) -> "AgentClasses":
        """Return the classes with some replaced: ``{Official: MyOfficial}``."""
        if not isinstance(given, Mapping):
            raise RunError(
                f"agents are of type {type(given).__name__}; allowed is a mapping of classes, such as "
                "{Official: MyOfficial}"
            )
        known = {Migrant: "migrant", Smuggler: "smuggler", Official: "official", Supervisor: "supervisor"}
        chosen: dict[str, Any] = {}
        for base, replacement in given.items():
            if base not in known:
                raise RunError(
                    unknown_name("agent class", getattr(base, "__name__", str(base)), [k.__name__ for k in known])
                )
            if not (isinstance(replacement, type) and issubclass(replacement, base)):
                raise RunError(f"agents[{base.__name__}] is {replacement!r}; allowed is a subclass of {base.__name__}")
            _check_verbs(base, replacement)
            chosen[known[base]] = replacement
        return cls(**chosen)


def _check_verbs(base: type, own: type) -> None:
    """Refuse a verb that cannot be called as the week calls it."""
    for name in dir(base):
        verb, usual = inspect.getattr_static(own, name), inspect.getattr_static(base, name)
        if verb is usual or name.startswith("__"):
            continue
        if isinstance(usual, property) and callable(verb):
            raise RunError(f"{own.__name__}.{name} is read like a field; allowed is a property")
        if not inspect.isfunction(usual):
            continue
        arguments = list(inspect.signature(usual).parameters)
        try:
            inspect.signature(verb).bind(*arguments)
        except (TypeError, ValueError):
            raise RunError(
                f"{own.__name__}.{name} cannot be called as the model calls it: allowed is "
                f"{name}({', '.join(arguments)})"
            ) from None
