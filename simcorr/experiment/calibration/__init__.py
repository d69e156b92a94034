"""History matching: which parameter sets are not ruled out by what is recorded and surveyed elsewhere.

After Craig et al. (1997) and Vernon, Goldstein and Bower (2010).
"""

from simcorr.experiment.calibration.emulator import Emulator
from simcorr.experiment.calibration.ensemble import Ensemble, load_ensemble
from simcorr.experiment.calibration.matching import CUT_OFF, History, Simulated, Wave, confirmed, match
from simcorr.experiment.calibration.space import Range, Space
from simcorr.experiment.calibration.target import Target, implausibilities

__all__ = [
    "CUT_OFF",
    "Emulator",
    "Ensemble",
    "History",
    "Range",
    "Simulated",
    "Space",
    "Target",
    "Wave",
    "confirmed",
    "implausibilities",
    "load_ensemble",
    "match",
]
