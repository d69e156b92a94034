"""History matching: which parameter sets are not ruled out by what is recorded and surveyed elsewhere.

After Craig et al. (1997) and Vernon, Goldstein and Bower (2010).
"""

from simcorr.calibration.emulator import Emulator
from simcorr.calibration.history_matching import CUT_OFF, History, Simulated, Wave, confirmed, forms_left, match
from simcorr.calibration.implausibility import implausibilities, noise_in_bands
from simcorr.calibration.space import Range, Space

__all__ = [
    "CUT_OFF",
    "Emulator",
    "History",
    "Range",
    "Simulated",
    "Space",
    "Wave",
    "confirmed",
    "forms_left",
    "implausibilities",
    "match",
    "noise_in_bands",
]
