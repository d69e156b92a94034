"""Changed copies of a scenario, by dotted names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from simcorr.errors import ScenarioError, listed, unknown_name

if TYPE_CHECKING:
    from simcorr.scenario.scenario import Scenario


def changed(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """Return a scenario with ``changes`` (values by dotted name), checked as a whole."""
    _check_names(dotted_names(scenario), list(changes))
    tree: dict[str, Any] = {}
    for name, value in changes.items():
        *parents, last = name.split(".")
        branch = tree
        for step in parents:
            branch = branch.setdefault(step, {})
        branch[last] = _Value(value)
    return type(scenario)(**_merged(scenario, tree))


def dotted_names(scenario: Scenario) -> list[str]:
    """Return every dotted name that `Scenario.with_changes` knows for this scenario."""
    return [name for name, _ in _walk(scenario, "")]


def named_part(parts: Sequence[Any], name: str, what: str) -> Any:
    """Return the part of a name; stages go by the name of their context."""
    for part in parts:
        if _part_name(part) == name:
            return part
    raise ScenarioError(unknown_name(what, name, [_part_name(part) for part in parts]))


class _Value:
    """A new value, told apart from a branch of the tree of changes."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _check_names(known: list[str], given: list[str]) -> None:
    problems = [_unknown(known, str(name)) for name in given if name not in known]
    for name in given:
        inside = [other for other in given if str(other).startswith(f"{name}.")]
        problems += [f"'{name}' and '{other}' change the same value; give one of them" for other in inside]
    if problems:
        raise ScenarioError("\n".join(problems))


def _unknown(known: Collection[str], name: str) -> str:
    """Return the message for an unknown name, with the nearest one and what stands at its level."""
    leaf = [other for other in known if other.rpartition(".")[2] == name]
    near = leaf[:1] or get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"; did you mean '{near[0]}'?" if near else "."
    level = name.rpartition(".")[0]
    while level and level not in known:
        level = level.rpartition(".")[0]
    prefix = f"{level}." if level else ""
    below = [other[len(prefix) :] for other in known if other.startswith(prefix)]
    place = f" below '{level}'" if level else ""
    return f"unknown name '{name}'{hint} Allowed{place}: {listed((b for b in below if '.' not in b), 25)}"


def _merged(model: BaseModel, tree: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a model with the changes put in; untouched parts are passed on as they are."""
    values = dict(model)
    for step, change in tree.items():
        values[step] = _replaced(values[step], change)
    return values


def _replaced(old: Any, change: Any) -> Any:
    if isinstance(change, _Value):
        return change.value
    if isinstance(old, tuple):
        return [_replaced(part, change[_part_name(part)]) if _part_name(part) in change else part for part in old]
    return _merged(old, change)


def _walk(model: BaseModel, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in model:
        yield prefix + name, value
        if isinstance(value, BaseModel):
            yield from _walk(value, f"{prefix}{name}.")
        elif name in ("corridors", "stages", "posts") and value and isinstance(value[0], BaseModel):
            yield from _walk_parts(value, f"{prefix}{name}.")


def _walk_parts(parts: Sequence[BaseModel], prefix: str) -> Iterator[tuple[str, Any]]:
    names = [_part_name(part) for part in parts]
    for name, part in zip(names, parts, strict=True):
        if names.count(name) == 1:  # a context that a route passes twice has no name of its own
            yield prefix + name, part
            yield from _walk(part, f"{prefix}{name}.")


def _part_name(part: Any) -> str:
    name = getattr(part, "name", None)
    return name if isinstance(name, str) else str(part.context)
