"""Break-even costs: without knowing what measures cost, what they may cost before another choice is better."""

from itertools import combinations

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.tables import Floats, checked, known
from simcorr.analysis.estimates import mean_interval
from simcorr.errors import AnalysisError

FEWEST_ROWS = 2


def break_even_costs(
    effects: pd.DataFrame,
    *,
    worth: float = 1.0,
    years: float = 1.0,
    against: str | None = None,
    confidence: float = 0.95,
    sampled: bool = False,
) -> pd.DataFrame:
    """Return how much more one option may cost a year than another before the other is the better buy.

    At equal net benefit, worth * (effect - other's effect) = years * (cost - other's cost).

    Parameters
    ----------
    effects : DataFrame
        A row a sample, a column an option: harm avoided over the horizon, higher is better. Rows are paired.
    worth : float
        What a unit of harm avoided is worth. Left at 1, break-even costs are in units of harm avoided a year:
        multiply by any worth. They are proportional to it.
    years : float
        Horizon in which the harm is avoided and the yearly costs are paid.
    against : str, optional
        Compare with this option only; every pair if left out.
    confidence : float
        Of the intervals.
    sampled : bool
        With False the interval is that of the mean (t-interval: rows are draws with noise). With True it is the
        central range over rows (rows are draws of uncertain parameters).

    Returns
    -------
    DataFrame
        A row a pair: ``option`` (the one that avoids more), ``other``, ``break_even`` (its yearly cost may exceed
        the other's by this much), ``low`` and ``high``, and ``verdict``: "worth up to this much more", or "not
        distinguishable" where the interval holds zero (without noise: no difference). Intervals are NaN with fewer
        than two rows; the verdict is "too few rows" then.

    Raises
    ------
    AnalysisError
        If the table cannot be used, ``against`` is unknown, or a number is out of bounds.

    Examples
    --------
    >>> avoided = pd.DataFrame({"nothing": [0.0, 0.0, 0.0], "audits": [8.0, 10.0, 12.0]})
    >>> break_even_costs(avoided, years=5.0).round(2)[["option", "other", "break_even", "low", "high"]]
       option    other  break_even   low  high
    0  audits  nothing         2.0  1.01  2.99
    """
    table = checked(effects, "effects")
    for name, number in (("worth", worth), ("years", years)):
        if not 0.0 < number < float("inf"):
            raise AnalysisError(f"{name} is {number}; allowed is a finite number above 0")
    if not 0.0 < confidence < 1.0:
        raise AnalysisError(f"confidence is {confidence}; allowed is above 0 and below 1")
    pairs = list(combinations(table.columns, 2))
    if against is not None:
        known(against, table.columns, "option", "against")
        pairs = [(against, option) for option in table.columns if option != against]
    rows = [_pair(table, *pair, worth / years, confidence, sampled) for pair in pairs]
    return pd.DataFrame(rows, columns=["option", "other", "break_even", "low", "high", "verdict"])


def _pair(
    table: pd.DataFrame, first: str, second: str, factor: float, confidence: float, sampled: bool
) -> tuple[str, str, float, float, float, str]:
    if table[first].mean() > table[second].mean():
        first, second = second, first
    more = factor * (table[second] - table[first]).to_numpy()
    mean, low, high = _interval(more, confidence, sampled)
    if len(more) < FEWEST_ROWS:
        verdict = "too few rows"
    else:
        verdict = "worth up to this much more" if low > 0.0 else "not distinguishable"
    return second, first, mean, low, high, verdict


def _interval(values: Floats, confidence: float, sampled: bool) -> tuple[float, float, float]:
    if not sampled or len(values) < FEWEST_ROWS:
        return mean_interval(values, confidence)
    low, high = np.quantile(values, [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0])
    return float(values.mean()), float(low), float(high)
