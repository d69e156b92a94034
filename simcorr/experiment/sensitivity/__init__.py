"""Sensitivity."""

from simcorr.experiment.sensitivity.morris import morris_effects
from simcorr.experiment.sensitivity.samples import morris_sample, saltelli_sample
from simcorr.experiment.sensitivity.sobol import sobol_indices, sobol_pairs

__all__ = ["morris_effects", "morris_sample", "saltelli_sample", "sobol_indices", "sobol_pairs"]
