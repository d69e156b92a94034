"""One at a time: every parameter set low and high around a base, sorted by how far the outcome swings."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from simcorr.analysis.estimates import LOWERS, RAISES, Effect, paired_effect
from simcorr.analysis.sensitivity.arrays import Values, outcome_by_point
from simcorr.analysis.sensitivity.checks import Floats, numbers, share
from simcorr.errors import AnalysisError, listed, unknown_name

RAISES_BOTH_WAYS = "raises both ways"
LOWERS_BOTH_WAYS = "lowers both ways"

COLUMNS = (
    *("parameter", "low_value", "high_value", "base_outcome", "outcome_at_low", "outcome_at_high"),
    *("change_at_low", "change_at_low_low", "change_at_low_high"),
    *("change_at_high", "change_at_high_low", "change_at_high_high"),
    *("change", "change_low", "change_high", "swing", "replicates", "verdict"),
)


def one_at_a_time_points(base: pd.Series, low: pd.Series, high: pd.Series) -> pd.DataFrame:
    """Return the design: the base, then each parameter low and high with all others at the base.

    Parameters
    ----------
    base, low, high : Series
        Values by parameter, in the parameters' units, with ``low <= base <= high`` and ``low < high``.

    Returns
    -------
    DataFrame
        Index ``point``, one column a parameter; 1 + 2 times as many rows as parameters.

    Raises
    ------
    AnalysisError
        If a parameter is not in all three, is there twice, or its values are out of order or not finite.

    Examples
    --------
    >>> base = pd.Series({"bribe": 50.0, "pay": 2.0})
    >>> one_at_a_time_points(base, base / 2, base * 2).to_numpy().tolist()
    [[50.0, 2.0], [25.0, 2.0], [100.0, 2.0], [50.0, 1.0], [50.0, 4.0]]
    """
    names = [str(name) for name in base.index]
    for what, series in (("low", low), ("high", high)):
        _require_same(names, [str(name) for name in series.index], what)
    limits = pd.DataFrame({"low": numbers(low[base.index], "low"), "base": numbers(base, "base")}, index=names)
    limits["high"] = numbers(high[base.index], "high")
    rows = [limits["base"].tolist()]
    for place, (name, (lowest, middle, highest)) in enumerate(zip(names, limits.to_numpy(), strict=True)):
        if not (lowest <= middle <= highest and lowest < highest and abs(highest - lowest) < float("inf")):
            given = f"low {lowest:g}, base {middle:g}, high {highest:g}"
            raise AnalysisError(f"{name} has {given}; allowed is low <= base <= high with low < high, all finite")
        rows += [[*rows[0][:place], value, *rows[0][place + 1 :]] for value in (float(lowest), float(highest))]
    return pd.DataFrame(rows, columns=names, index=pd.RangeIndex(len(rows), name="point"))


def _require_same(names: Sequence[str], given: Sequence[str], what: str) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1} | {n for n in given if given.count(n) > 1}):
        raise AnalysisError(f"parameter '{twice[0]}' is there more than once; allowed is once")
    if strange := [name for name in given if name not in names]:
        raise AnalysisError(unknown_name("parameter", strange[0], names, what))
    if missing := [name for name in names if name not in given]:
        raise AnalysisError(f"{what} has no value for {listed(missing)}; allowed is one for each parameter of the base")


def tornado(
    points: pd.DataFrame, values: Values, *, outcome: str | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Return for each parameter how the outcome changes from its low to its high value.

    Parameters
    ----------
    points : DataFrame
        A design of `one_at_a_time_points`.
    values : array (points,) or (points, replicates), Series or DataFrame
        The outcome at each point, see `outcome_by_point`. Changes are paired by replicate.
    outcome : str, optional
        Column of the outcome in a long table.
    confidence : float
        Coverage of all intervals of the table together (Bonferroni over three changes a parameter).

    Returns
    -------
    DataFrame
        One row a parameter, the largest swing first. ``change_at_low`` and ``change_at_high`` are against the base,
        ``change`` is from low to high, each with its limits (NaN with one replicate). ``swing`` is the largest less the
        smallest of the three mean outcomes; noise alone makes it positive, so read it with the verdict. ``verdict``:
        *raises* or *lowers* as the parameter goes from low to high, *raises both ways* or *lowers both ways* if the
        outcome lies above or below the base at both ends, *not distinguishable*, *no difference*, or *too few
        replicates*.

    Raises
    ------
    AnalysisError
        If the design is incomplete or not one at a time, or a value is missing or not finite.

    Examples
    --------
    >>> base = pd.Series({"bribe": 50.0, "pay": 2.0})
    >>> points = one_at_a_time_points(base, base / 2, base * 2)
    >>> tornado(points, points["bribe"] + 30 * points["pay"])[["parameter", "change", "swing"]]
      parameter  change  swing
    0       pay    90.0   90.0
    1     bribe    75.0   75.0
    """
    _require_one_at_a_time(points)
    share("confidence", confidence)
    table = outcome_by_point(values, len(points), outcome)
    names = [str(name) for name in points.columns]
    rows = []
    for place, name in enumerate(names):
        at = 1 + 2 * place
        limits = {"low_value": points.iloc[at, place], "high_value": points.iloc[at + 1, place]}
        rows.append({"parameter": name, **limits, **_bar(table[[0, at, at + 1]], 3 * len(names), confidence)})
    result = pd.DataFrame(rows, columns=list(COLUMNS))
    return result.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def _bar(outcomes: Floats, tests: int, confidence: float) -> dict[str, Any]:
    """Return one row from the outcomes at base, low and high, array (3, replicates)."""
    base, low, high = outcomes
    effects = {
        "change_at_low": paired_effect(base, low, tests, confidence),
        "change_at_high": paired_effect(base, high, tests, confidence),
        "change": paired_effect(low, high, tests, confidence),
    }
    row: dict[str, Any] = dict(
        zip(("base_outcome", "outcome_at_low", "outcome_at_high"), outcomes.mean(axis=1), strict=True)
    )
    for name, effect in effects.items():
        limits = {f"{name}_low": effect.simultaneous_low, f"{name}_high": effect.simultaneous_high}
        row |= {name: effect.difference, **limits}
    means = outcomes.mean(axis=1)
    return row | {"swing": means.max() - means.min(), "replicates": len(base), "verdict": _verdict(*effects.values())}


def _verdict(at_low: Effect, at_high: Effect, change: Effect) -> str:
    if at_low.verdict == at_high.verdict == RAISES:
        return RAISES_BOTH_WAYS
    if at_low.verdict == at_high.verdict == LOWERS:
        return LOWERS_BOTH_WAYS
    return change.verdict


def _require_one_at_a_time(points: pd.DataFrame) -> None:
    """Refuse a design in which rows are missing or move anything but their parameter."""
    table = numbers(points.to_numpy(), "the design")
    count, parameters = table.shape
    if parameters == 0 or count != 1 + 2 * parameters:
        allowed = f"{1 + 2 * parameters} for {parameters} parameters: the base, then low and high of each"
        raise AnalysisError(f"the design is incomplete: it has {count} points; allowed are {allowed}")
    moved = table != table[0]
    for place in range(parameters):
        at = 1 + 2 * place
        others = moved[at : at + 2].copy()
        others[:, place] = False
        if others.any() or not table[at, place] < table[at + 1, place]:
            rule = f"'{points.columns[place]}' low and high, all else as in point 0"
            raise AnalysisError(f"not a one-at-a-time design: points {at} and {at + 1} do not have {rule}")
