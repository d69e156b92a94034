"""What a mechanism carries of an effect: the effect with it, the effect without it, and the difference of the two.

With a mechanism off the level of the baseline moves as well, so that effects in units do not compare. Each effect is
therefore a share of the baseline of its own world, and what a mechanism carries is the difference of the two shares, in
percentage points. All four runs of a replicate share their draws; the interval of the difference is a jackknife over
replicates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.analysis.estimates import (
    FEWEST_PAIRS,
    LOWERS,
    NO_DIFFERENCE,
    NOT_DISTINGUISHABLE,
    RAISES,
    ROUNDING,
    TOO_FEW,
    UNDEFINED,
    Effect,
    paired_effect,
    t_quantile,
)
from simcorr.simulation.outcomes import OUTCOMES

Floats = NDArray[np.float64]

SMALLER = "smaller without it"
LARGER = "larger without it"
REVERSED = "reversed without it"
NO_EFFECT = "no effect without it"
DIFFERENT = "different without it"
"""The effect as it is cannot be told from none, but it can be told from the one without the mechanism."""
NUMBERS = "trace.csv"
"""The file that holds these tables, beside a page."""
CHANGES = (NO_EFFECT, REVERSED, SMALLER, LARGER, DIFFERENT)
"""Verdicts that name a mechanism, the strongest first."""
COLUMNS = (
    *("mechanism", "outcome", "title", "unit", "baseline_mean", "baseline_mean_off"),
    *("effect", "effect_low", "effect_high", "effect_verdict"),
    *("effect_off", "effect_off_low", "effect_off_high", "effect_off_verdict"),
    *("carried", "low", "high", "simultaneous_low", "simultaneous_high", "replicates", "verdict"),
)


class Share(NamedTuple):
    """An effect as a share of the baseline of its own world, with its 95 % interval and verdict."""

    value: float
    low: float
    high: float
    verdict: str


def share_of(effect: Effect) -> Share:
    """Return an effect as a share of its baseline; none at all is zero even where the baseline is zero."""
    if effect.verdict == NO_DIFFERENCE:
        return Share(0.0, 0.0, 0.0, NO_DIFFERENCE)
    return Share(effect.relative, effect.relative_low, effect.relative_high, effect.verdict)


def carried_table(worlds: Floats, mechanisms: Sequence[str], outcome: str, needed: Sequence[str] = ()) -> pd.DataFrame:
    """Return what each mechanism carries of the effect on one outcome.

    Parameters
    ----------
    worlds : float array (1 + mechanisms, replicates, 2)
        The outcome of baseline and measure: with everything on, then with each mechanism off; NaN for no value.
    mechanisms : sequence of str
    outcome : str
    needed : sequence of str
        Those without which the measure changes nothing at all, whatever the outcome.

    Returns
    -------
    DataFrame
        A row a mechanism with `COLUMNS`: effects as shares of the baseline of their own world; ``carried``, the first
        less the second; its 95 % interval, and simultaneous limits that hold for all mechanisms together, on which
        ``verdict`` rests. A replicate counts where all four runs have a value.
    """
    about = {"outcome": outcome, "title": OUTCOMES[outcome].title, "unit": OUTCOMES[outcome].unit}
    rows = []
    for mechanism, off in zip(mechanisms, worlds[1:], strict=True):
        runs = np.hstack([worlds[0], off])
        runs = runs[np.isfinite(runs).all(axis=1)]
        rows.append({"mechanism": mechanism, **about, **carried(runs, len(mechanisms), needed=mechanism in needed)})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def carried(runs: Floats, mechanisms: int = 1, *, needed: bool = False) -> dict[str, float | int | str]:
    """Return what one mechanism carries of an effect.

    Parameters
    ----------
    runs : float array (replicates, 4)
        Baseline and measure with the mechanism, baseline and measure without it.
    mechanisms : int
        How many are looked at together.
    needed : bool
        Whether the measure changes nothing at all without this one, whatever the outcome.

    Examples
    --------
    >>> runs = np.array([[100.0, 80.0, 200.0, 200.0], [90.0, 74.0, 210.0, 210.0], [110.0, 86.0, 190.0, 190.0]])
    >>> found = carried(runs)
    >>> round(found["effect"], 3), found["effect_off"], round(found["carried"], 3), found["verdict"]
    (-0.2, 0.0, -0.2, 'no effect without it')
    """
    on, off = paired_effect(runs[:, 0], runs[:, 1]), paired_effect(runs[:, 2], runs[:, 3], arms=mechanisms)
    with_it, without_it = share_of(on), share_of(off)
    difference = with_it.value - without_it.value
    told = not math.isnan(with_it.low) and not math.isnan(without_it.low)
    left_out = _without_each(runs) if told else np.full(len(runs), np.nan)
    half = _half_width(left_out, 0.95)
    joint = _half_width(left_out, 1.0 - 0.05 / mechanisms)
    same = told and float(np.abs([difference, *left_out]).max()) <= ROUNDING
    limits = (difference - joint, difference + joint)
    return {
        "baseline_mean": on.baseline_mean,
        "baseline_mean_off": off.baseline_mean,
        **dict(zip(("effect", "effect_low", "effect_high", "effect_verdict"), with_it, strict=True)),
        **dict(zip(("effect_off", "effect_off_low", "effect_off_high", "effect_off_verdict"), without_it, strict=True)),
        "carried": difference,
        "low": difference - half,
        "high": difference + half,
        "simultaneous_low": limits[0],
        "simultaneous_high": limits[1],
        "replicates": len(runs),
        "verdict": NO_DIFFERENCE if same else _verdict(with_it, without_it, limits, len(runs), needed=needed),
    }


def _without_each(runs: Floats) -> Floats:
    """Return the difference of the two shares with each replicate left out in turn."""
    sums = runs.sum(axis=0) - runs
    return _share(sums[:, 0], sums[:, 1]) - _share(sums[:, 2], sums[:, 3])


def _share(before: Floats, after: Floats) -> Floats:
    """Return changes as shares of what was before; none where there is nothing before and after."""
    shares = np.where(after == 0.0, 0.0, np.nan)
    np.divide(after, before, out=shares, where=before > 0.0)
    return np.where(before > 0.0, shares - 1.0, shares)


def _half_width(left_out: Floats, confidence: float) -> float:
    """Return half the width of a jackknife interval; NaN with fewer than two replicates."""
    count = len(left_out)
    if count < FEWEST_PAIRS:
        return math.nan
    error = math.sqrt((count - 1) / count * float(((left_out - left_out.mean()) ** 2).sum()))
    return t_quantile(confidence, count - 1) * error


def _verdict(on: Share, off: Share, limits: tuple[float, float], replicates: int, *, needed: bool) -> str:
    """Return what happens to the effect without the mechanism.

    That a rare outcome is the same in every pair of runs can be chance. It counts as no effect where there is one to
    miss, or where nothing else changes either.
    """
    if replicates < FEWEST_PAIRS:
        return TOO_FEW if replicates else UNDEFINED
    if off.verdict == NO_DIFFERENCE and (needed or on.verdict in (LOWERS, RAISES)):
        return NO_EFFECT
    if not math.isfinite(limits[0]):
        return UNDEFINED
    if limits[0] <= 0.0 <= limits[1]:
        return NOT_DISTINGUISHABLE
    if on.verdict not in (LOWERS, RAISES):
        return DIFFERENT
    if (limits[1] < 0.0) == (on.verdict == RAISES):
        return LARGER
    return REVERSED if off.verdict in (LOWERS, RAISES) and off.verdict != on.verdict else SMALLER


def ordered(table: pd.DataFrame) -> pd.DataFrame:
    """Return mechanisms with the largest share carried first; those of which no interval is known last."""
    order = pd.DataFrame({"unknown": table["low"].isna(), "size": -table["carried"].abs()})
    return table.loc[order.sort_values(["unknown", "size"], kind="stable").index].reset_index(drop=True)


def named(table: pd.DataFrame, verdict: str) -> list[pd.Series[Any]]:
    """Return the rows with a verdict, the largest first."""
    return [row for _, row in ordered(table).iterrows() if row["verdict"] == verdict]


def mechanism_words(name: str) -> str:
    """Return the name of a mechanism as a reader sees it.

    Examples
    --------
    >>> mechanism_words("price_learning")
    'price learning'
    """
    return name.replace("_", " ")
