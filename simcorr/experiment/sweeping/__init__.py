"""Sweeps: designs carried out run by run, kept in a store, and read back as tidy frames."""

from simcorr.experiment.sweeping.choice import Choice
from simcorr.experiment.sweeping.merging import merge_stores
from simcorr.experiment.sweeping.result import Sweep, load_sweep, sweeps
from simcorr.experiment.sweeping.running import sweep
from simcorr.experiment.sweeping.sensitivity import Sensitivity

__all__ = ["Choice", "Sensitivity", "Sweep", "load_sweep", "merge_stores", "sweep", "sweeps"]
