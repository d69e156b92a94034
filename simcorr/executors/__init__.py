"""Who does the work of an experiment (this process, processes of one's own, any executor) and how it is handed out."""

from simcorr.executors.chunk import Check, Done, Lost, Raised, Unit
from simcorr.executors.dispatch import carry_out
from simcorr.executors.executor import Crew
from simcorr.executors.external import Lent, workers_of
from simcorr.executors.processes import Processes
from simcorr.executors.serial import Here

__all__ = ["Check", "Crew", "Done", "Here", "Lent", "Lost", "Processes", "Raised", "Unit", "carry_out", "workers_of"]
