"""The Pareto front of effect against cost, and how surely a portfolio is on it."""

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.costs import Costs
from simcorr.analysis.decisions.tables import Better, Bools, Floats, checked, costs_like, sign_of


def pareto_front(effects: pd.DataFrame, costs: Costs, *, better: Better) -> pd.DataFrame:
    """Return which portfolios no other one beats on effect and cost, by the mean and sample by sample.

    Parameters
    ----------
    effects : DataFrame
        A row a sample, a column a portfolio.
    costs : DataFrame, Series or mapping
        Of the same portfolios: uncertain (a row a sample) or certain (one number a portfolio).
    better : {"higher", "lower"}
        Which effects are better.

    Returns
    -------
    DataFrame
        A row a portfolio, cheapest first: mean ``cost`` and ``effect``, ``on_front`` (by these means) and
        ``probability_on_front`` (share of samples in which no other portfolio is at least as good and as cheap and
        better in one of the two). Noise in the samples raises the latter; see `separate_noise`.

    Raises
    ------
    AnalysisError
        If a table cannot be used or a portfolio has no cost.

    Examples
    --------
    >>> avoided = pd.DataFrame({"none": [0.0, 0.0], "a": [3.0, 1.0], "b": [2.0, 2.0]})
    >>> pareto_front(avoided, {"none": 0, "a": 5, "b": 6}, better="higher")[["on_front", "probability_on_front"]]
               on_front  probability_on_front
    portfolio
    none           True                   1.0
    a              True                   1.0
    b             False                   0.5
    """
    gained = checked(effects, "effects", "portfolio")
    paid, sign = costs_like(gained, costs), sign_of(better)
    by_mean = _undominated(sign * gained.mean().to_numpy()[None], paid.mean().to_numpy()[None])[0]
    by_sample = _undominated(sign * gained.to_numpy(), paid.to_numpy())
    columns = {"cost": paid.mean(), "effect": gained.mean(), "on_front": by_mean}
    table = pd.DataFrame(columns | {"probability_on_front": by_sample.mean(axis=0)}, index=gained.columns)
    return table.sort_values("cost", kind="stable").rename_axis("portfolio")


def _undominated(effects: Floats, costs: Floats) -> Bools:
    """Return which portfolios are not dominated, row by row."""
    free = np.ones(effects.shape, dtype=bool)
    for other in range(effects.shape[1]):
        effect, cost = effects[:, [other]], costs[:, [other]]
        no_worse = (effect >= effects) & (cost <= costs)
        free &= ~(no_worse & ((effect > effects) | (cost < costs)))
    return free
