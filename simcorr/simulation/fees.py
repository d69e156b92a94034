"""What operators charge: the mean fee by corridor, and a mean that does not move with who goes where."""

import math

import numpy as np
from numpy.typing import NDArray

from simcorr.world.measures import BY_CORRIDOR

Floats = NDArray[np.float64]


def clients(sums: Floats) -> Floats:
    """Return the persons for whom a fee was agreed, by the corridor that they travelled.

    All who set out with an operator, every attempt counted: who sets out irregularly, but for those alone.

    Parameters
    ----------
    sums : array (..., corridors, measures)
        Measures of corridors, added up over some weeks.

    Returns
    -------
    array (..., corridors)
    """
    agreed: Floats = sums[..., BY_CORRIDOR.journeys_started] - sums[..., BY_CORRIDOR.chose_alone]
    return agreed


def mean_fees(sums: Floats) -> Floats:
    """Return the mean fee per client by corridor, in USD; NaN where nobody was one."""
    agreed = clients(sums)
    fees = np.full(agreed.shape, math.nan)
    np.divide(sums[..., BY_CORRIDOR.fees_usd], agreed, out=fees, where=agreed > 0.0)
    return fees


def fee_at_fixed_mix(sums: Floats) -> float:
    """Return the mean of the corridors' mean fees, weighed by the would-be migrants of each, in USD.

    No measure changes how many would-be migrants appear, so this moves only where fees do, but for the few who are
    taken over a dearer corridor than they asked for and pay no more for it. NaN where a corridor with would-be
    migrants had no client.

    Parameters
    ----------
    sums : array (corridors, measures)

    Examples
    --------
    >>> sums = np.zeros((2, len(BY_CORRIDOR)))
    >>> sums[:, BY_CORRIDOR.would_be_migrants] = 300, 100
    >>> sums[:, BY_CORRIDOR.journeys_started], sums[:, BY_CORRIDOR.fees_usd] = (10, 50), (4_000, 100_000)
    >>> fee_at_fixed_mix(sums)  # (3 * 400 + 2000) / 4, however many go where
    800.0
    """
    weights = sums[:, BY_CORRIDOR.would_be_migrants]
    counted = weights > 0.0
    if not counted.any():
        return math.nan
    return float((weights * mean_fees(sums))[counted].sum() / weights[counted].sum())
