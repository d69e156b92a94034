"""Choosing between measures under uncertainty: pure functions on plain tables, usable on any data.

Rows are states of the world (parameter sets or samples), columns are options. Decision rules and regret are in
`rules`; what Monte Carlo noise adds is taken out in `noise` and `probability`; costs that the user supplies enter in
`costs`, `pareto` and `portfolios`, and what costs would have to be in `break_even`.
"""

from simcorr.analysis.decisions.break_even import break_even_costs
from simcorr.analysis.decisions.costs import acceptability, cost_effectiveness, plane
from simcorr.analysis.decisions.noise import Separated, separate_noise
from simcorr.analysis.decisions.pareto import pareto_front
from simcorr.analysis.decisions.portfolios import BestPortfolio, best_portfolio, interactions
from simcorr.analysis.decisions.probability import probability_best
from simcorr.analysis.decisions.rules import Decisions, decide, regret

__all__ = [
    "BestPortfolio",
    "Decisions",
    "Separated",
    "acceptability",
    "best_portfolio",
    "break_even_costs",
    "cost_effectiveness",
    "decide",
    "interactions",
    "pareto_front",
    "plane",
    "probability_best",
    "regret",
    "separate_noise",
]
