"""History matching: which parameter sets are not ruled out by what is recorded and surveyed elsewhere.

After Craig et al. (1997) and Vernon, Goldstein and Bower (2010).
"""

from simcorr.experiment.calibration.emulator import Emulator
from simcorr.experiment.calibration.ensemble import Ensemble, load_ensemble
from simcorr.experiment.calibration.form import Form
from simcorr.experiment.calibration.matching import CUT_OFF, History, Simulated, Wave, confirmed, forms_left, match
from simcorr.experiment.calibration.space import Range, Space
from simcorr.experiment.calibration.target import Target, implausibilities, noise_in_bands

__all__ = [
    "CUT_OFF",
    "Emulator",
    "Ensemble",
    "Form",
    "History",
    "Range",
    "Simulated",
    "Space",
    "Target",
    "Wave",
    "confirmed",
    "forms_left",
    "implausibilities",
    "load_ensemble",
    "match",
    "noise_in_bands",
]
