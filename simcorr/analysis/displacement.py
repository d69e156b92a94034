"""Displacement: how much of what falls in one place comes back in another.

For every arm the differences to the baseline are paired by replicate and averaged by place. What falls is the sum of
the negative means, what rises the sum of the positive ones, and the displaced share is rises over falls. Chance alone
makes some means negative and others positive, so falls count only when the change of at least one place can be told
from zero, once all places and all interventions are looked at together; the share is undefined otherwise. Its interval
is a jackknife over replicates. It reaches down to zero as long as no rise of any single place can be told from zero.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.analysis.estimates import FEWEST_PAIRS, ROUNDING, t_quantile
from simcorr.contexts import CONTEXT_NAMES
from simcorr.simulation.fees import clients
from simcorr.world.measures import BY_CONTEXT, BY_CORRIDOR

Floats = NDArray[np.float64]

MEASURES: Mapping[str, str] = {"bribes": "context", "irregular_journeys": "corridor"}
"""What may move, and between what kind of places."""
PLACE_MEASURES: Mapping[str, str] = {**MEASURES, "clients": "corridor", "fees_usd": "corridor"}
"""What is kept by place: besides what may move, what fees rest on."""

PLACE_COLUMNS = ("intervention", "replicate", "measure", "place", "value")
COLUMNS = ("intervention", "measure", "fell", "rose", "displaced_share", "low", "high", "replicates")
CHANGE_COLUMNS = ("intervention", "measure", "place", "difference", "low", "high", "distinguishable")


def place_totals(
    context: Floats, corridor: Floats, burn_in: int, corridors: Sequence[str]
) -> list[tuple[str, str, float]]:
    """Return the sums over the window of what is kept by place: measure, place and value."""
    bribes = context[burn_in:, :, BY_CONTEXT.bribes].sum(axis=0)
    sums = corridor[burn_in:].sum(axis=0)
    by_corridor = {
        "irregular_journeys": sums[:, BY_CORRIDOR.irregular_journeys],
        "clients": clients(sums),
        "fees_usd": sums[:, BY_CORRIDOR.fees_usd],
    }
    rows = [("bribes", *pair) for pair in zip(CONTEXT_NAMES, bribes, strict=True)]
    rows += [(name, *pair) for name, values in by_corridor.items() for pair in zip(corridors, values, strict=True)]
    return [(measure, place, float(value)) for measure, place, value in rows]


def displacement_table(places: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    """Return by arm and measure what falls, what rises, and the displaced share with its interval.

    Parameters
    ----------
    places : DataFrame
        ``intervention, replicate, measure, place, value``.
    arms : sequence of str
        All arms, the baseline first.
    """
    rows = []
    for arm, measure, differences, _ in _paired(places, arms):
        values = displaced(differences, tests=len(arms) - 1)
        rows.append({"intervention": arm, "measure": measure, **values, "replicates": len(differences)})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def place_changes_table(places: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    """Return by arm, measure and place the mean difference to the baseline with its 95 % interval."""
    rows = []
    for arm, measure, differences, names in _paired(places, arms):
        means = _means(differences)
        half = _half_widths(differences, 0.95)
        sure = _distinguishable(differences, len(arms) - 1)
        for name, mean, margin, known in zip(names, means, half, sure, strict=True):
            limits = {"low": mean - margin, "high": mean + margin, "distinguishable": bool(known)}
            rows.append({"intervention": arm, "measure": measure, "place": name, "difference": mean, **limits})
    return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS))


def displaced(differences: Floats, tests: int = 1) -> dict[str, float]:
    """Return ``fell``, ``rose``, ``displaced_share``, ``low`` and ``high`` of paired differences.

    Parameters
    ----------
    differences : array (replicates, places)
    tests : int
        Number of interventions that are looked at together.

    Examples
    --------
    >>> values = displaced(np.array([[-10.0, 4.0], [-12.0, 5.0], [-8.0, 3.0]]))
    >>> values["fell"], values["rose"], values["displaced_share"]
    (10.0, 4.0, 0.4)
    """
    means = _means(differences)
    fell, rose = _fell_and_rose(means)
    result = {"fell": fell, "rose": rose, "displaced_share": math.nan, "low": math.nan, "high": math.nan}
    sure = _distinguishable(differences, tests)
    if not (sure & (means < 0.0)).any():
        return result
    share = rose / fell
    half = _jackknife_half_width(differences)
    low = max(share - half, 0.0) if (sure & (means > 0.0)).any() else 0.0
    return result | {"displaced_share": share, "low": low, "high": share + half}


def _paired(places: pd.DataFrame, arms: Sequence[str]) -> list[tuple[str, str, Floats, list[str]]]:
    """Return for each arm and measure the differences (replicates, places) and the names of the places."""
    result = []
    for measure in MEASURES:
        rows = places[places["measure"] == measure]
        names = list(dict.fromkeys(rows["place"]))
        wide = rows.pivot(index="replicate", columns=["intervention", "place"], values="value")
        wide = wide.reindex(columns=pd.MultiIndex.from_product([arms, names]))
        values = wide.to_numpy(dtype=float).reshape(len(wide), len(arms), len(names))
        for place, arm in enumerate(arms[1:], start=1):
            differences = values[:, place] - values[:, 0]
            result.append((arm, measure, differences[np.isfinite(differences).all(axis=1)], names))
    order = {arm: place for place, arm in enumerate(arms)}
    return sorted(result, key=lambda item: order[item[0]])


def _means(differences: Floats) -> Floats:
    """Return the means by place; what is only rounding counts as zero."""
    if not len(differences):
        return np.full(differences.shape[1], math.nan)
    means: Floats = differences.mean(axis=0)
    return np.where(np.abs(means) <= ROUNDING * np.abs(differences).max(axis=0), 0.0, means)


def _fell_and_rose(means: Floats) -> tuple[float, float]:
    return float(np.maximum(-means, 0.0).sum()), float(np.maximum(means, 0.0).sum())


def _half_widths(differences: Floats, confidence: float) -> Floats:
    count = len(differences)
    if count < FEWEST_PAIRS:
        return np.full(differences.shape[1], math.nan)
    error = differences.std(axis=0, ddof=1) / math.sqrt(count)
    return np.asarray(t_quantile(confidence, count - 1) * error, dtype=float)


def _distinguishable(differences: Floats, tests: int) -> NDArray[np.bool_]:
    """Mark the places whose change can be told from zero with all places and tests together (Bonferroni)."""
    moving = int((differences != 0.0).any(axis=0).sum())
    half = _half_widths(differences, 1.0 - 0.05 / max(moving * tests, 1))
    return np.asarray(np.abs(_means(differences)) > half)


def _jackknife_half_width(differences: Floats) -> float:
    """Return half the width of the jackknife interval of the displaced share; NaN where one share is undefined."""
    count = len(differences)
    without = (differences.sum(axis=0) - differences) / (count - 1)
    shares = [rose / fell if fell > 0.0 else math.nan for fell, rose in map(_fell_and_rose, without)]
    spread = np.asarray(shares) - np.mean(shares)
    error = math.sqrt((count - 1) / count * float((spread**2).sum()))
    return t_quantile(0.95, count - 1) * error
