"""Who does tasks (this process, its threads, processes of our own, any executor) and how they are handed out."""

from simcorr.executors.chunk import Check, Done, Limits, Lost, Raised, Unit
from simcorr.executors.dispatch import run_units
from simcorr.executors.executor import TaskExecutor
from simcorr.executors.external import External, workers_of
from simcorr.executors.processes import Processes
from simcorr.executors.serial import Serial
from simcorr.executors.threads import Threads

__all__ = [
    "Check",
    "Done",
    "External",
    "Limits",
    "Lost",
    "Processes",
    "Raised",
    "Serial",
    "TaskExecutor",
    "Threads",
    "Unit",
    "run_units",
    "workers_of",
]
