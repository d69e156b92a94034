"""Portfolios of measures: the best one that a budget affords, and whether measures help or hinder each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.tables import (
    ROUNDING,
    Better,
    Floats,
    checked,
    known,
    shares_best,
    sign_of,
    tied_best,
)
from simcorr.analysis.estimates import mean_interval
from simcorr.errors import AnalysisError, listed

SUPER_ADDITIVE, SUB_ADDITIVE = "super-additive", "sub-additive"
NOT_DISTINGUISHABLE, TOO_FEW = "not distinguishable", "too few rows"
FEWEST_ROWS = 2


@dataclass(frozen=True, eq=False)
class BestPortfolio:
    """The best portfolio under a budget.

    Attributes
    ----------
    best : str
        By the mean; of those that tie the cheapest.
    probability : float
        Share of samples in which it is the best of those affordable.
    not_distinguishable : tuple of str
        Portfolios whose mean cannot be told from that of the best.
    table : DataFrame
        A row an affordable portfolio, best first: ``cost`` a year, ``mean``, ``shortfall`` (by how much it is worse
        than the best, paired) with simultaneous ``low`` and ``high``, ``probability_best`` and ``distinguishable``.
    unaffordable : tuple of str
        Portfolios that cost more than the budget.
    """

    best: str
    probability: float
    not_distinguishable: tuple[str, ...]
    table: pd.DataFrame
    unaffordable: tuple[str, ...]


def best_portfolio(
    values: pd.DataFrame,
    portfolios: Mapping[str, Sequence[str]],
    costs: Mapping[str, float],
    budget: float,
    *,
    better: Better,
    confidence: float = 0.95,
) -> BestPortfolio:
    """Return the best portfolio that the budget affords, and those as good as far as can be told.

    Parameters
    ----------
    values : DataFrame
        A row a sample, a column a portfolio; rows are paired. With means over noisy replicates, give the ``values``
        of `separate_noise`, else ``probability_best`` is pushed towards equality.
    portfolios : mapping of portfolio to its members
        An empty sequence for doing nothing.
    costs : mapping of member to its yearly cost
        A portfolio costs the sum of its members.
    budget : float
        Yearly, in the currency of the costs.
    better : {"higher", "lower"}
        Which values are better.
    confidence : float
        That the truly best affordable portfolio is the best or among those not distinguishable from it is at least
        this probable: Bonferroni over the comparisons with the best (as in multiple comparisons with the best,
        Hsu 1996), on differences that are near normal in the mean.

    Raises
    ------
    AnalysisError
        If a table cannot be used, a portfolio or member is unknown, or nothing is affordable.

    Examples
    --------
    >>> harm = pd.DataFrame({"none": [9.0, 8.0, 9.5], "audits": [5.0, 4.5, 5.2], "both": [4.9, 4.6, 5.1]})
    >>> members = {"none": (), "audits": ("audits",), "both": ("audits", "training")}
    >>> found = best_portfolio(harm, members, {"audits": 10, "training": 5}, budget=20, better="lower")
    >>> found.best, found.not_distinguishable
    ('both', ('audits',))
    """
    table, sign = checked(values, "values", "portfolio"), sign_of(better)
    if not 0.0 < confidence < 1.0:
        raise AnalysisError(f"confidence is {confidence}; allowed is above 0 and below 1")
    prices = yearly_costs(table, portfolios, costs)
    affordable = prices[prices <= budget].sort_values(kind="stable")
    if not len(affordable):
        raise AnalysisError(
            f"budget is {budget}; no portfolio is affordable: '{prices.idxmin()}', the cheapest, costs {prices.min():g}"
        )
    scores = sign * table[list(affordable.index)]
    best = str(scores.columns[int(tied_best(scores.mean().to_numpy()).argmax())])
    found = _compared(scores, best, confidence).assign(mean=sign * scores.mean())
    found.insert(0, "cost", affordable)
    found = found.sort_values("shortfall", kind="stable").rename_axis("portfolio")
    probability = found["probability_best"].to_dict()[best]
    alike = tuple(str(name) for name in found.index[~found["distinguishable"]] if name != best)
    beyond = tuple(str(name) for name in prices.index[prices > budget])
    columns = ["cost", "mean", "shortfall", "low", "high", "probability_best", "distinguishable"]
    return BestPortfolio(best, float(probability), alike, found[columns], beyond)


def yearly_costs(
    values: pd.DataFrame, portfolios: Mapping[str, Sequence[str]], costs: Mapping[str, float]
) -> "pd.Series[float]":
    """Return the yearly cost of each portfolio: the sum over its members.

    Raises
    ------
    AnalysisError
        If a portfolio has no members listed, or a member no cost, or a cost is not a finite number.

    Examples
    --------
    >>> yearly_costs(pd.DataFrame({"both": [1.0]}), {"both": ("a", "b")}, {"a": 1, "b": 2}).tolist()
    [3.0]
    """
    totals = {}
    for name in values.columns:
        members = _members(name, portfolios)
        for member in members:
            known(member, costs, "member", f"portfolio '{name}' (costs)")
            if not np.isfinite(costs[member]):
                raise AnalysisError(f"the cost of '{member}' is {costs[member]}; allowed is a finite number")
        totals[name] = float(sum(costs[member] for member in members))
    return pd.Series(totals, dtype=float)


def _members(name: str, portfolios: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    known(name, portfolios, "portfolio", "portfolios")
    members = portfolios[name]
    if isinstance(members, str):
        raise AnalysisError(f"portfolio '{name}' has the text '{members}'; needed is a tuple, such as ('{members}',)")
    return tuple(members)


def _compared(scores: pd.DataFrame, best: str, confidence: float) -> pd.DataFrame:
    """Return how far each portfolio is behind the best."""
    simultaneous = 1.0 - (1.0 - confidence) / max(len(scores.columns) - 1, 1)
    rows = []
    for name in scores.columns:
        behind = (scores[best] - scores[name]).to_numpy()
        mean, low, high = mean_interval(behind, simultaneous)
        rows.append((mean, low, high, low > 0.0 and not _rounding(behind, scores.to_numpy())))
    found = pd.DataFrame(rows, index=scores.columns, columns=["shortfall", "low", "high", "distinguishable"])
    return found.assign(probability_best=shares_best(scores.to_numpy()))


def _rounding(differences: Floats, values: Floats) -> bool:
    return bool(np.abs(differences).max() <= ROUNDING * np.abs(values).max())


def interactions(
    values: pd.DataFrame,
    portfolios: Mapping[str, Sequence[str]],
    *,
    better: Better,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return whether portfolios do more or less than the sum of their members.

    Parameters
    ----------
    values : DataFrame
        A row a sample, a column a portfolio; rows are paired.
    portfolios : mapping of portfolio to its members
        One of them must be empty (doing nothing), and each member must also be there on its own.
    better : {"higher", "lower"}
        Which values are better; effects are improvements on doing nothing.
    confidence : float
        Of all intervals together (Bonferroni).

    Returns
    -------
    DataFrame
        A row a portfolio of two or more members: ``sum_of_single``, ``joint``, ``interaction`` (joint less sum) with
        simultaneous ``low`` and ``high``, and ``verdict``: "super-additive", "sub-additive", "not distinguishable"
        where the interval includes zero, or "too few rows".

    Raises
    ------
    AnalysisError
        If the table cannot be used, doing nothing is missing, or a member is not there on its own.

    Examples
    --------
    >>> harm = pd.DataFrame({"none": [9.0, 8.0], "a": [5.0, 4.1], "b": [6.0, 5.0], "ab": [4.0, 3.0]})
    >>> table = interactions(harm, {"none": (), "a": ("a",), "b": ("b",), "ab": ("a", "b")}, better="lower")
    >>> table[["joint", "verdict"]].values.tolist()
    [[5.0, 'sub-additive']]
    """
    table, sign = checked(values, "values", "portfolio"), sign_of(better)
    if not 0.0 < confidence < 1.0:
        raise AnalysisError(f"confidence is {confidence}; allowed is above 0 and below 1")
    members = {str(name): _members(name, portfolios) for name in table.columns}
    nothing = [name for name, inside in members.items() if not inside]
    if len(nothing) != 1:
        raise AnalysisError(f"portfolios without members are {len(nothing)} ({listed(nothing)}); needed is one")
    effects = (sign * table).sub(sign * table[nothing[0]], axis=0)
    single = {inside[0]: name for name, inside in members.items() if len(inside) == 1}
    joint = {name: inside for name, inside in members.items() if len(inside) > 1}
    for name, inside in joint.items():
        for member in inside:
            known(member, single, "single measure", f"portfolio '{name}': it must be in values on its own too")
    simultaneous = 1.0 - (1.0 - confidence) / max(len(joint), 1)
    rows = [_interaction(effects, name, [single[each] for each in joint[name]], simultaneous) for name in joint]
    columns = ["sum_of_single", "joint", "interaction", "low", "high", "verdict"]
    return pd.DataFrame(rows, index=pd.Index(list(joint), name="portfolio", dtype=object), columns=columns)


def _interaction(
    effects: pd.DataFrame, name: str, singles: list[str], confidence: float
) -> tuple[float, float, float, float, float, str]:
    together, apart = effects[name].to_numpy(), effects[singles].sum(axis=1).to_numpy()
    more = together - apart
    mean, low, high = mean_interval(more, confidence)
    verdict = NOT_DISTINGUISHABLE
    if len(more) < FEWEST_ROWS:
        verdict = TOO_FEW
    elif not _rounding(more, effects.to_numpy()) and (low > 0.0 or high < 0.0):
        verdict = SUPER_ADDITIVE if low > 0.0 else SUB_ADDITIVE
    return float(apart.mean()), float(together.mean()), mean, low, high, verdict
