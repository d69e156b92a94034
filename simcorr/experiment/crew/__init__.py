"""Who does the work of an experiment (this process, processes of one's own, any executor) and how it is handed out."""

from simcorr.experiment.crew.chunk import Check, Done, Lost, Raised, Unit
from simcorr.experiment.crew.crew import Crew
from simcorr.experiment.crew.dispatch import carry_out
from simcorr.experiment.crew.here import Here
from simcorr.experiment.crew.lent import Lent, workers_of
from simcorr.experiment.crew.processes import Processes

__all__ = ["Check", "Crew", "Done", "Here", "Lent", "Lost", "Processes", "Raised", "Unit", "carry_out", "workers_of"]
