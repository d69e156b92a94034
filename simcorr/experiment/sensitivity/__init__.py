"""Sensitivity: which parameters and levers an outcome depends on, how, and what of it is Monte Carlo noise.

Screening after Morris, variance-based indices after Sobol' and Saltelli, one at a time (tornado), dose and response,
and interaction of two levers. The functions take designs and tables of results and refuse incomplete ones; running
the points is not their task.
"""

from simcorr.experiment.sensitivity.dose_response import DoseResponse, dose_response
from simcorr.experiment.sensitivity.interaction import Interaction, interaction
from simcorr.experiment.sensitivity.morris import morris_effects
from simcorr.experiment.sensitivity.outcomes import outcome_by_point
from simcorr.experiment.sensitivity.samples import morris_sample, saltelli_sample
from simcorr.experiment.sensitivity.sobol import sobol_indices, sobol_pairs
from simcorr.experiment.sensitivity.tornado import one_at_a_time_points, tornado

__all__ = [
    "DoseResponse",
    "Interaction",
    "dose_response",
    "interaction",
    "morris_effects",
    "morris_sample",
    "one_at_a_time_points",
    "outcome_by_point",
    "saltelli_sample",
    "sobol_indices",
    "sobol_pairs",
    "tornado",
]
