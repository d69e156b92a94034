"""Whether fees change, or only who goes where.

The mean fee per client moves when journeys shift from a cheap corridor to a dear one, though no fee changes. So fees
are compared by corridor, and over all corridors at a constant mix: that of the clients without the measure, in the
same replicate (the index of Laspeyres). ``as travelled`` is the plain mean, with what the mix adds to it. Within a
corridor operators charge differently (`smugglers.fee_sigma`), so that the mean fee there still moves with who serves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.analysis.estimates import paired_effect

Floats = NDArray[np.float64]
CLIENTS, FEES = "clients", "fees_usd"
CONSTANT_MIX, AS_TRAVELLED = "constant mix", "as travelled"
COLUMNS = (
    *("intervention", "corridor", "unit", "baseline_mean", "mean", "difference", "standard_deviation", "low", "high"),
    *("simultaneous_low", "simultaneous_high", "relative", "relative_low", "relative_high", "replicates", "verdict"),
)
_UNIT = "USD per client"


def fees_table(places: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    """Return the change of fees by arm: in each corridor, over all at a constant mix, and as travelled.

    Parameters
    ----------
    places : DataFrame
        ``intervention, replicate, measure, place, value``, with the clients and the fees of each corridor.
    arms : sequence of str
        All arms, the baseline first.

    Returns
    -------
    DataFrame
        ``intervention``, ``corridor`` (its name, ``constant mix`` or ``as travelled``), the means in USD per client,
        the paired difference with its 95 % interval and the one that holds for all rows at once, the relative change,
        and the verdict. A replicate in which nobody went by a corridor of the baseline's clients has no mean at a
        constant mix, and is left out there.
    """
    clients, names = _values(places, CLIENTS, arms)
    fees, _ = _values(places, FEES, arms)
    rows = []
    tests = max(len(arms) - 1, 1) * (len(names) + 2)
    for number, arm in enumerate(arms[1:], start=1):
        for name, before, after in _means(clients[:, [0, number]], fees[:, [0, number]], names):
            found = asdict(paired_effect(before, after, arms=tests))
            rows.append({"intervention": arm, "corridor": name, "unit": _UNIT, **found})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _values(places: pd.DataFrame, measure: str, arms: Sequence[str]) -> tuple[Floats, list[str]]:
    """Return a measure as an array (replicates, arms, corridors), and the corridors; NaN where a run failed."""
    rows = places[places["measure"] == measure]
    names = list(dict.fromkeys(rows["place"]))
    wide = rows.pivot(index="replicate", columns=["intervention", "place"], values="value")
    wide = wide.reindex(columns=pd.MultiIndex.from_product([arms, names]))
    return wide.to_numpy(dtype=float).reshape(len(wide), len(arms), len(names)), names


def _means(clients: Floats, fees: Floats, names: Sequence[str]) -> Iterator[tuple[str, Floats, Floats]]:
    """Yield by name the mean fee of each replicate before and after; arrays (replicates, 2, corridors)."""
    by_corridor = _ratio(fees, clients)
    for place, name in enumerate(names):
        yield name, by_corridor[:, 0, place], by_corridor[:, 1, place]
    weights = np.where(clients[:, 0] > 0.0, clients[:, 0], 0.0)
    at_mix = np.where(weights[:, None] > 0.0, weights[:, None] * by_corridor, 0.0).sum(axis=-1)
    constant = _ratio(at_mix, np.repeat(weights.sum(axis=-1)[:, None], 2, axis=1))
    plain = _ratio(fees.sum(axis=-1), clients.sum(axis=-1))
    for name, means in ((CONSTANT_MIX, constant), (AS_TRAVELLED, plain)):
        yield name, means[:, 0], means[:, 1]


def _ratio(over: Floats, per: Floats) -> Floats:
    found = np.full(over.shape, np.nan)
    np.divide(over, per, out=found, where=per > 0.0)
    return found
