"""Cost-effectiveness with costs that the user supplies: which options are worth their price, and to whom.

Standard methods of health economics: incremental ratios along the efficient frontier with dominance and extended
dominance (Drummond et al. 2015, ch. 4 and 5), the cost-effectiveness plane (Black 1990), acceptability curves (van
Hout et al. 1994) and the acceptability frontier (Fenwick, Claxton and Sculpher 2001). Effects are what is gained
(harm avoided against doing nothing); rows are samples, columns options; no cost is ever assumed.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.tables import Floats, checked, costs_like, known, shares_best, tied_best
from simcorr.errors import AnalysisError

FRONTIER, DOMINATED, EXTENDEDLY_DOMINATED = "on the frontier", "dominated", "extendedly dominated"

Costs = pd.DataFrame | pd.Series | Mapping[str, float]


def cost_effectiveness(effects: pd.DataFrame, costs: Costs) -> pd.DataFrame:
    """Return the incremental cost of each further unit of harm avoided, along the efficient frontier.

    Parameters
    ----------
    effects : DataFrame
        A row a sample, a column an option: harm avoided, higher is better. Doing nothing is an option like any
        other and should be among them (0 in all rows).
    costs : DataFrame, Series or mapping
        Costs of the same options: uncertain (a row a sample) or certain (one number an option).

    Returns
    -------
    DataFrame
        A row an option, cheapest first: mean ``cost`` and ``effect``, ``status`` ("on the frontier", "dominated" by
        one that costs no more and avoids no less, "extendedly dominated" by a mixture of two others), ``against``
        (the option before it on the frontier), ``incremental_cost``, ``incremental_effect`` and ``ratio`` (cost per
        unit of harm avoided); the last four are missing off the frontier and for its cheapest option.

    Raises
    ------
    AnalysisError
        If a table cannot be used or an option has no cost.

    Examples
    --------
    >>> avoided = pd.DataFrame({"nothing": [0.0], "training": [1.0], "audits": [10.0]})
    >>> table = cost_effectiveness(avoided, {"nothing": 0, "training": 50, "audits": 100})
    >>> table[["status", "ratio"]]
                            status  ratio
    option
    nothing        on the frontier    NaN
    training  extendedly dominated    NaN
    audits         on the frontier   10.0
    """
    gained = checked(effects, "effects")
    paid = costs_like(gained, costs)
    table = pd.DataFrame({"cost": paid.mean(), "effect": gained.mean()}).rename_axis("option")
    table = table.sort_values(["cost", "effect"], ascending=[True, False], kind="stable")
    table["status"] = _statuses(table["cost"].to_numpy(), table["effect"].to_numpy())
    frontier = table[table["status"] == FRONTIER]
    against = pd.Series(list(frontier.index), index=frontier.index, dtype=object).shift()
    table["against"] = against.reindex(table.index)
    steps = frontier[["cost", "effect"]].diff()
    table["incremental_cost"], table["incremental_effect"] = steps["cost"], steps["effect"]
    table["ratio"] = table["incremental_cost"] / table["incremental_effect"]
    return table


def _statuses(costs: Floats, effects: Floats) -> list[str]:
    """Return the status of options in order of cost, of those as cheap the best first; of twins one is enough."""
    statuses, frontier = [DOMINATED] * len(costs), [0]
    statuses[0] = FRONTIER
    for row in range(1, len(costs)):
        if effects[row] <= effects[frontier[-1]]:
            continue
        while len(frontier) > 1 and _slope(costs, effects, frontier[-1], row) <= _slope(
            costs, effects, frontier[-2], frontier[-1]
        ):
            statuses[frontier.pop()] = EXTENDEDLY_DOMINATED
        frontier.append(row)
        statuses[row] = FRONTIER
    return statuses


def _slope(costs: Floats, effects: Floats, first: int, second: int) -> float:
    return float((costs[second] - costs[first]) / (effects[second] - effects[first]))


def plane(effects: pd.DataFrame, costs: Costs, against: str | None = None) -> pd.DataFrame:
    """Return the cost-effectiveness plane: what each option gains and costs more than another, sample by sample.

    Parameters
    ----------
    effects, costs
        As for `cost_effectiveness`.
    against : str, optional
        The option compared with; the first column if left out.

    Returns
    -------
    DataFrame
        A row a sample and option: ``sample``, ``option``, ``effect`` and ``cost`` (differences), and ``quadrant``
        ("better and dearer", "better and cheaper", "worse and dearer" or "worse and cheaper"; what is equal counts
        as better and as cheaper).

    Raises
    ------
    AnalysisError
        If a table cannot be used or ``against`` is unknown.

    Examples
    --------
    >>> plane(pd.DataFrame({"nothing": [0.0], "audits": [3.0]}), {"nothing": 0, "audits": 5})
       sample  option  effect  cost           quadrant
    0       0  audits     3.0   5.0  better and dearer
    """
    gained = checked(effects, "effects")
    paid = costs_like(gained, costs)
    reference = _reference(gained, against)
    frames = []
    for option in gained.columns.drop(reference):
        effect = (gained[option] - gained[reference]).to_numpy()
        cost = (paid[option] - paid[reference]).to_numpy()
        frames.append(pd.DataFrame({"sample": gained.index, "option": option, "effect": effect, "cost": cost}))
    if not frames:
        return pd.DataFrame(columns=["sample", "option", "effect", "cost", "quadrant"])
    table = pd.concat(frames, ignore_index=True)
    better = np.where(table["effect"] >= 0.0, "better", "worse")
    dearer = np.where(table["cost"] > 0.0, "dearer", "cheaper")
    table["quadrant"] = [f"{first} and {second}" for first, second in zip(better, dearer, strict=True)]
    return table


def _reference(table: pd.DataFrame, against: str | None) -> str:
    if against is None:
        return str(table.columns[0])
    known(against, table.columns, "option", "against")
    return against


def acceptability(effects: pd.DataFrame, costs: Costs, willingness: Sequence[float]) -> pd.DataFrame:
    """Return how probably each option is the best buy, for each price of a unit of harm avoided.

    The net benefit of an option is willingness * effect - cost.

    Parameters
    ----------
    effects, costs
        As for `cost_effectiveness`.
    willingness : sequence of float
        What a unit of harm avoided is worth, in the currency of the costs; not negative.

    Returns
    -------
    DataFrame
        A row a willingness and option: ``willingness``, ``option``, ``net_benefit`` (mean), ``probability`` (share
        of samples in which it is highest, ties shared: the acceptability curve) and ``optimal`` (whether its mean
        is highest: the acceptability frontier, which the most probable option need not be on).

    Raises
    ------
    AnalysisError
        If a table cannot be used, or a willingness is negative or not a number.

    Examples
    --------
    >>> avoided = pd.DataFrame({"nothing": [0.0, 0.0], "audits": [1.0, 3.0]})
    >>> curve = acceptability(avoided, {"nothing": 0, "audits": 4}, willingness=[1.0, 2.0, 5.0])
    >>> curve[curve["option"] == "audits"]["probability"].tolist()
    [0.0, 0.5, 1.0]
    """
    gained = checked(effects, "effects")
    paid = costs_like(gained, costs)
    prices = [float(price) for price in willingness]
    for price in prices:
        if not 0.0 <= price < float("inf"):
            raise AnalysisError(f"willingness has {price}; allowed are finite numbers of 0 or more")
    frames = []
    for price in prices:
        benefit = price * gained.to_numpy() - paid.to_numpy()
        columns = {"willingness": price, "option": gained.columns, "net_benefit": benefit.mean(axis=0)}
        frame = pd.DataFrame(columns | {"probability": shares_best(benefit)})
        frames.append(frame.assign(optimal=tied_best(benefit.mean(axis=0))))
    if not frames:
        raise AnalysisError("willingness is empty; at least one price of a unit of harm avoided is needed")
    return pd.concat(frames, ignore_index=True)
