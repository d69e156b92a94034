"""What it is worth to know: perfect information, and partial information on some parameters."""

from simcorr.analysis.information.partial import evppi
from simcorr.analysis.information.perfect import PerfectInformation, evpi, evpi_of_runs

__all__ = ["PerfectInformation", "evpi", "evpi_of_runs", "evppi"]
