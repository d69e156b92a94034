"""Designs from their descriptions: what experiment files hold and stores remember."""

from collections.abc import Callable, Mapping
from typing import Any

from simcorr.errors import DesignError, unknown_name
from simcorr.experiment.designs.around import Members, OneAtATime, plausible_ranges
from simcorr.experiment.designs.axes import Axis, Between, Linspace, Values
from simcorr.experiment.designs.design import Design, Product
from simcorr.experiment.designs.grid import Grid, Points
from simcorr.experiment.designs.sampled import LatinHypercube, Morris, Saltelli, Sobol

Table = dict[str, Any]
PLAUSIBLE = "plausible"
"""In place of limits: how far the calibration searched; `plausible_ranges`."""


def design_from(table: Mapping[str, Any]) -> Design:
    """Return the design that a table describes.

    Parameters
    ----------
    table : mapping
        ``kind``, ``over`` and the options of that kind.

    Examples
    --------
    >>> design_from({"kind": "grid", "over": {"officials.peer_effect": {"values": [0, 1]}}})
    Grid(officials.peer_effect)
    """
    values = dict(table)
    kind = values.pop("kind", None)
    if kind not in _MAKERS:
        raise DesignError(unknown_name("kind of design", str(kind), _MAKERS))
    if "over" in values:
        values["over"] = _over(values["over"])
    try:
        return _MAKERS[kind](**values)
    except TypeError as error:
        words = str(error).rpartition("()")[2].strip()
        raise DesignError(f"design '{kind}': {words}") from None


def _over(given: Any) -> Any:
    if given == PLAUSIBLE:
        return plausible_ranges()
    if isinstance(given, list):
        return {name: Between() for name in given}
    if not isinstance(given, Mapping):
        raise DesignError(f'over is {given!r}; allowed is a table of names, a list of names, or "{PLAUSIBLE}"')
    return {name: _axis(name, axis) for name, axis in given.items()}


def _axis(name: str, given: Any) -> Axis:
    """Return how one thing is varied; a bare list is never guessed to be one."""
    if given == PLAUSIBLE:
        ranges = plausible_ranges()
        if name not in ranges:
            raise DesignError(unknown_name("parameter with a plausible range", name, ranges))
        return ranges[name]
    if not isinstance(given, Mapping):
        raise DesignError(f"{name} is {given!r}; allowed is {{values = [...]}} or {{low = ..., high = ...}}")
    kind = Values if "values" in given else Linspace if "count" in given else Between
    try:
        return kind(**given)
    except TypeError as error:
        raise DesignError(f"{name}: {str(error).rpartition('()')[2].strip()}") from None


def _product(first: Table, second: Table) -> Design:
    return Product(design_from(first), design_from(second))


def _members(first: int | None = None, digest: str = "", path: str | None = None) -> Design:
    """Return the members of an ensemble; refuse another one than was described."""
    from simcorr.scenario.ensemble import load_ensemble

    members = Members(load_ensemble(path), first)
    if digest and members.ensemble.digest != digest:
        raise DesignError(f"the ensemble is {members.ensemble.digest}; the design was made with {digest}")
    return members


_MAKERS: dict[str, Callable[..., Design]] = {
    "grid": Grid,
    "points": Points,
    "latin_hypercube": LatinHypercube,
    "sobol": Sobol,
    "morris": Morris,
    "saltelli": Saltelli,
    "one_at_a_time": OneAtATime,
    "ensemble": _members,
    "product": _product,
}
