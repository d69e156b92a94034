"""From a scenario, interventions and a seed to the outcomes of a run and its citable record."""

from simcorr.simulation.outcome import Outcome
from simcorr.simulation.outcomes import OUTCOMES
from simcorr.simulation.record import RunRecord
from simcorr.simulation.result import Run
from simcorr.simulation.running import run

__all__ = ["OUTCOMES", "Outcome", "Run", "RunRecord", "run"]
