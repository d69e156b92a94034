"""Designs from their descriptions: what experiment files hold and stores remember."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from simcorr.errors import DesignError, unknown_name
from simcorr.experiment.designs.around import Members, OneAtATime, plausible_ranges
from simcorr.experiment.designs.axes import Axis, Between, Linspace, Values
from simcorr.experiment.designs.constrained import Constrained
from simcorr.experiment.designs.csv_points import inside
from simcorr.experiment.designs.design import Design, Product, Union
from simcorr.experiment.designs.distributed import distributed_from
from simcorr.experiment.designs.grid import Grid, Points
from simcorr.experiment.designs.sampled import LatinHypercube, Sobol
from simcorr.experiment.designs.screening import Morris, Saltelli

PLAUSIBLE = "plausible"
"""In place of limits: how far the calibration searched; `plausible_ranges`."""


def design_from(table: Mapping[str, Any], folder: Path | None = None) -> Design:
    """Return the design that a table describes.

    Parameters
    ----------
    table : mapping
        ``kind``, ``over`` and the options of that kind; ``where`` for a condition that points shall meet.
    folder : Path, optional
        That of the file in which the table stands. What a file names lies in it or below.

    Examples
    --------
    >>> design_from({"kind": "grid", "over": {"officials.peer_effect": {"values": [0, 1]}}})
    Grid(officials.peer_effect)
    """
    values = dict(table)
    kind, where = values.pop("kind", None), values.pop("where", None)
    if kind not in _MAKERS:
        raise DesignError(unknown_name("kind of design", str(kind), _MAKERS))
    if "over" in values:
        values["over"] = _over(values["over"], from_file=folder is not None)
    for part in ("first", "second"):
        if isinstance(values.get(part), Mapping):
            values[part] = design_from(values[part], folder)
    if "designs" in values:
        values["designs"] = [design_from(_table(one), folder) for one in values["designs"]]
    if folder is not None and isinstance(values.get("rows"), str):
        values["rows"] = inside(folder, values["rows"])
    try:
        design = _MAKERS[kind](**values)
    except TypeError as error:
        words = str(error).rpartition("()")[2].strip()
        raise DesignError(f"design '{kind}': {words}") from None
    return design if where is None else Constrained(design, where)


def _table(given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise DesignError(f"a design is {given!r}; allowed is a table with its kind")
    return given


def _over(given: Any, *, from_file: bool) -> Any:
    if given == PLAUSIBLE:
        return plausible_ranges()
    if isinstance(given, list):
        return {name: Between() for name in given}
    if not isinstance(given, Mapping):
        raise DesignError(f'over is {given!r}; allowed is a table of names, a list of names, or "{PLAUSIBLE}"')
    return {name: _axis(name, axis, from_file=from_file) for name, axis in given.items()}


def _axis(name: str, given: Any, *, from_file: bool) -> Axis:
    """Return how one thing is varied; a bare list is never guessed to be one."""
    if given == PLAUSIBLE:
        ranges = plausible_ranges()
        if name not in ranges:
            raise DesignError(unknown_name("parameter with a plausible range", name, ranges))
        return ranges[name]
    if not isinstance(given, Mapping):
        raise DesignError(f"{name} is {given!r}; allowed is {{values = [...]}} or {{low = ..., high = ...}}")
    if "distribution" in given:
        return distributed_from(name, given, from_file=from_file)
    kind = Values if "values" in given else Linspace if "count" in given else Between
    try:
        return kind(**given)
    except TypeError as error:
        raise DesignError(f"{name}: {str(error).rpartition('()')[2].strip()}") from None


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
    "product": Product,
    "union": Union,
}
