"""Sensitivity: which parameters and levers an outcome depends on, how, and what of it is Monte Carlo noise.

Screening after Morris, variance-based indices after Sobol' and Saltelli, indices of any sample (PAWN), one at a time
(tornado), dose and response, and interaction of two levers. The functions take designs and tables of results and refuse
incomplete ones; running the points is not their task.
"""

from simcorr.analysis.sensitivity.arrays import outcome_by_point
from simcorr.analysis.sensitivity.dose_response import DoseResponse, dose_response
from simcorr.analysis.sensitivity.groups import group_labels
from simcorr.analysis.sensitivity.interaction import Interaction, interaction
from simcorr.analysis.sensitivity.morris import morris_effects
from simcorr.analysis.sensitivity.pawn import pawn_indices
from simcorr.analysis.sensitivity.samples import morris_sample, saltelli_sample
from simcorr.analysis.sensitivity.sobol import sobol_indices, sobol_pairs
from simcorr.analysis.sensitivity.tornado import one_at_a_time_points, tornado

__all__ = [
    "DoseResponse",
    "Interaction",
    "dose_response",
    "group_labels",
    "interaction",
    "morris_effects",
    "morris_sample",
    "one_at_a_time_points",
    "outcome_by_point",
    "pawn_indices",
    "saltelli_sample",
    "sobol_indices",
    "sobol_pairs",
    "tornado",
]
