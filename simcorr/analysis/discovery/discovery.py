"""Scenario discovery: under which parameters does a policy fail, said in a few limits.

The patient rule induction method (Friedman and Fisher 1999) as used for scenario discovery by Bryant and Lempert
(2010, Technol Forecast Soc Change 77:34), who also give the quasi-p-value of a limit. Written here in short code:
what exists brings a whole workbench (ema_workbench) or is no longer kept up (prim), and neither is a light
dependency.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.tables import Bools, Floats, checked, same_rows
from simcorr.analysis.discovery.boxes import inside, restricted, without
from simcorr.analysis.discovery.search import Search, measures, quasi_p, searched
from simcorr.errors import AnalysisError


@dataclass(frozen=True, eq=False)
class Discovery:
    """The box in which a policy fails.

    Attributes
    ----------
    trajectory : DataFrame
        A row a box on the way: ``coverage`` (share of all failures in it), ``density`` (share of it that fails),
        ``mass`` (share of all points in it), ``restricted`` (how many parameters have a limit) and ``chosen``.
    limits : DataFrame
        A row a limit of the final box: ``parameter``, ``limit`` ("at least" or "at most"), ``value``,
        ``density_without`` and ``coverage_without`` (if this limit is dropped), and ``quasi_p``: how probable so
        many failures in the box would be if the limit did not matter. It is too small, since the limits were
        searched for; it serves to drop limits, not to prove them.
    coverage, density, mass : float
        Of the final box.
    inside : Series of bool
        Which rows are in it.
    sentence : str
        All this in words.
    further : tuple of Discovery
        Further boxes, each found in the rows that are in none before, which its shares are of.
    """

    trajectory: pd.DataFrame
    limits: pd.DataFrame
    coverage: float
    density: float
    mass: float
    inside: pd.Series
    sentence: str
    further: "tuple[Discovery, ...]" = ()


def discover(
    parameters: pd.DataFrame,
    fails: pd.Series,
    *,
    density: float | None = None,
    patience: float = 0.05,
    fewest: int = 10,
    significance: float = 0.05,
    boxes: int = 3,
) -> Discovery:
    """Return the limits on parameters within which a policy mostly fails.

    Parameters
    ----------
    parameters : DataFrame
        A row a state of the world, a column a parameter (numbers; ordered categories as numbers).
    fails : Series of bool
        Whether the policy fails there; same rows.
    density : float, optional
        Of the boxes in which at least this share fails, take the one that holds most failures (the densest if
        there is none). Left out, take the box with the highest harmonic mean of coverage and density.
    patience : float
        Share of points taken away in each step of peeling, above 0 and below 0.5.
    fewest : int
        Points a box keeps at least.
    significance : float
        Limits with a quasi-p-value above this, divided by the number of limits that could have been set
        (Bonferroni), are dropped again, worst first.
    boxes : int
        How many to look for at most, one after the other, each in the rows that are left: one box cannot hold failures
        at both ends of a parameter.

    Raises
    ------
    AnalysisError
        If a table cannot be used, rows differ, or all or none of the rows fail.

    Examples
    --------
    >>> world = pd.DataFrame(np.random.default_rng(1).uniform(size=(500, 2)), columns=["detection", "wage"])
    >>> found = discover(world, world["detection"] < 0.3)
    >>> found.limits[["parameter", "limit"]].values.tolist()
    [['detection', 'at most']]
    >>> found.sentence
    'Fails in 152 of 155 rows (98 %) where detection is at most 0.308, against 30 % of all rows; these are ...'
    """
    table = checked(parameters, "parameters", "parameter")
    points, failing = table.to_numpy(), _failing(table, fails)
    for name, number, low, high in (("patience", patience, 0.0, 0.5), ("significance", significance, 0.0, 1.0)):
        if not low < number < high:
            raise AnalysisError(f"{name} is {number}; allowed is above {low} and below {high}")
    if not 1 <= fewest <= len(points):
        raise AnalysisError(f"fewest is {fewest}; allowed is 1 to the number of rows ({len(points)})")
    if isinstance(boxes, bool) or not isinstance(boxes, int) or boxes < 1:
        raise AnalysisError(f"boxes is {boxes!r}; allowed is a whole number of at least 1")
    return _joined(_boxes(table, failing, Search(density, patience, fewest, significance), boxes))


def _boxes(table: pd.DataFrame, failing: Bools, how: Search, most: int) -> list[Discovery]:
    """Return one box after the other, each from the rows that are in none before."""
    found: list[Discovery] = []
    left = np.ones(len(table), dtype=bool)
    while len(found) < most:
        points, fails = table.to_numpy()[left], failing[left]
        if found and (len(points) < 2 * how.fewest or fails.all() or fails.sum() < how.fewest):
            break
        box, trajectory = searched(points, fails, how)
        if found and not restricted(box):
            break
        found.append(_discovery(table[left], fails, box, trajectory))
        left &= ~inside(table.to_numpy(), box)
        if not restricted(box):
            break
    return found


def _joined(found: list[Discovery]) -> Discovery:
    """Return the first box with the others behind it, and all of them in words."""
    first, *others = found
    told = [f"Outside of {'it' if number == 1 else 'these'}: {other.sentence[0].lower()}{other.sentence[1:]}"
            for number, other in enumerate(others, 1)]  # fmt: skip
    return replace(first, further=tuple(others), sentence=" ".join([first.sentence, *told]))


def _failing(table: pd.DataFrame, fails: pd.Series) -> Bools:
    if not isinstance(fails, pd.Series) or not fails.isin([False, True]).all():
        raise AnalysisError(
            "fails is not a Series of True and False (or 1 and 0) throughout; compare values with a limit to get one"
        )
    same_rows(table, fails, ("parameters", "fails"))
    failing = fails.to_numpy().astype(bool)
    if failing.all() or not failing.any():
        raise AnalysisError(f"fails holds in {failing.sum()} of {len(failing)} rows; needed are some of both kinds")
    return np.asarray(failing)


def _discovery(table: pd.DataFrame, failing: Bools, box: Floats, trajectory: pd.DataFrame) -> Discovery:
    points, names = table.to_numpy(), [str(name) for name in table.columns]
    rows = []
    for parameter, side in restricted(box):
        wider = measures(points, failing, without(box, parameter, side))
        row = (names[parameter], ("at least", "at most")[side], float(box[parameter, side]))
        rows.append((*row, wider["density"], wider["coverage"], quasi_p(points, failing, box, parameter, side)))
    columns = ["parameter", "limit", "value", "density_without", "coverage_without", "quasi_p"]
    limits = pd.DataFrame(rows, columns=columns)
    found, held = measures(points, failing, box), inside(points, box)
    return Discovery(
        trajectory=trajectory,
        limits=limits,
        coverage=found["coverage"],
        density=found["density"],
        mass=found["mass"],
        inside=pd.Series(held, table.index, name="inside"),
        sentence=_sentence(limits, failing, held),
    )


def _limit(row: dict[Hashable, Any]) -> str:
    """Return a limit in words; of an either/or, which is named like ``form.publicity = local``, whether it holds."""
    name = str(row["parameter"])
    if " = " in name:
        return name if row["limit"] == "at least" else f"not {name}"
    return f"{name} is {row['limit']} {row['value']:.3g}"


def _sentence(limits: pd.DataFrame, failing: Bools, held: Bools) -> str:
    overall = f"{failing.mean():.0%}".replace("%", " %")
    if not len(limits):
        where = "No limit on the parameters tells where it fails, alone or in a box with others"
        return f"{where}; it fails in {overall} of all rows."
    where = " and ".join(map(_limit, limits.to_dict("records")))
    caught = int(failing[held].sum())
    dense, covered = (f"{share:.0%}".replace("%", " %") for share in (caught / held.sum(), caught / failing.sum()))
    return (
        f"Fails in {caught} of {held.sum()} rows ({dense}) where {where}, against {overall} of all rows; "
        f"these are {covered} of all failures."
    )
