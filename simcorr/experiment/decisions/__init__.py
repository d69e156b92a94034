"""Choosing between measures under uncertainty: pure functions on plain tables, usable on any data.

Rows are states of the world (parameter sets or samples), columns are options. Decision rules and regret are in
`rules`; what Monte Carlo noise adds is taken out in `noise` and `probability`; what it is worth to know parameters
is in `information` and `partial_information`; costs that the user supplies enter in `costs`, `pareto` and
`portfolios`, and what costs would have to be in `break_even`; where a policy fails is found in `discovery`.
"""

from simcorr.experiment.decisions.break_even import break_even_costs
from simcorr.experiment.decisions.costs import acceptability, cost_effectiveness, plane
from simcorr.experiment.decisions.discovery import Discovery, discover
from simcorr.experiment.decisions.information import PerfectInformation, evpi, evpi_of_runs
from simcorr.experiment.decisions.noise import Separated, separate_noise
from simcorr.experiment.decisions.pareto import pareto_front
from simcorr.experiment.decisions.partial_information import evppi
from simcorr.experiment.decisions.portfolios import BestPortfolio, best_portfolio, interactions
from simcorr.experiment.decisions.probability import probability_best
from simcorr.experiment.decisions.rules import Decisions, decide, regret

__all__ = [
    "BestPortfolio",
    "Decisions",
    "Discovery",
    "PerfectInformation",
    "Separated",
    "acceptability",
    "best_portfolio",
    "break_even_costs",
    "cost_effectiveness",
    "decide",
    "discover",
    "evpi",
    "evpi_of_runs",
    "evppi",
    "interactions",
    "pareto_front",
    "plane",
    "probability_best",
    "regret",
    "separate_noise",
]
