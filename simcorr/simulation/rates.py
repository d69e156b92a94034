"""Rates by context over a whole run: how readily bribes are accepted, and how many come to light.

A rate is the ratio of two sums over the window in one run; its interval is that of the runs' rates, and a change of a
rate is paired by replicate like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simcorr.world.measures import CONTEXT_MEASURES

Floats = NDArray[np.float64]

_COLUMN = {measure.name: place for place, measure in enumerate(CONTEXT_MEASURES)}


@dataclass(frozen=True)
class Rate:
    """One sum of measures of a context per another.

    Attributes
    ----------
    name, description : str
    count, per : tuple of str
        Measures of `CONTEXT_MEASURES` that are added up above and below the line.
    unit : str
        What a hundred of the rate is called on an axis.
    note : str
        What a reader has to mind.
    """

    name: str
    description: str
    count: tuple[str, ...]
    per: tuple[str, ...]
    unit: str
    note: str = ""


_RATES = (
    Rate(
        "acceptance_rate",
        "offered bribes that were accepted",
        ("offers_accepted",),
        ("offers",),
        "% of offers",
        "Operators offer where they expect to be accepted; what investigators and courts are paid is not among offers.",
    ),
    Rate(
        "exposure_rate",
        "finds by audits and true reports, per bribe or retainer",
        ("detections_audit", "reports_colleague", "reports_migrant", "reports_partner"),
        ("bribes", "retainers_paid"),
        "per 100 bribes or retainers",
        "A bribe that is found twice, or in a scandal, counts as often.",
    ),
)

RATES: Mapping[str, Rate] = {rate.name: rate for rate in _RATES}
"""The rates by name, in the order of their columns. One bribe may be found by an audit and be reported as well."""


def rates_of(means: Floats) -> Floats:
    """Return the rates (..., rates) of sums or means (..., measures); NaN where nothing was there to count.

    Examples
    --------
    >>> sums = np.zeros(len(CONTEXT_MEASURES))
    >>> sums[_COLUMN["offers"]], sums[_COLUMN["offers_accepted"]] = 50.0, 20.0
    >>> rates_of(sums).tolist()
    [0.4, nan]
    """
    found = np.full((*means.shape[:-1], len(_RATES)), np.nan)
    for place, rate in enumerate(_RATES):
        count, per = _sum(means, rate.count), _sum(means, rate.per)
        np.divide(count, per, out=found[..., place], where=per > 0.0)
    return found


def _sum(means: Floats, names: Sequence[str]) -> Floats:
    total: Floats = means[..., [_COLUMN[name] for name in names]].sum(axis=-1)
    return total
