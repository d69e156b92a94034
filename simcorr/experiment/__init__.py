"""Experiments: many runs, paired on common random numbers, and what may be concluded from them."""

from simcorr.experiment.comparing import compare
from simcorr.experiment.comparison import Comparison

__all__ = ["Comparison", "compare"]
