"""Measures that go wrong in worker processes, and a program that is killed in the middle of a sweep."""

import os
import signal
import sys
import time
from multiprocessing import parent_process

import simcorr as sc
from simcorr.interventions import Intervention
from tests.planted import small_scenario

BAD = 13


class Faulty(sc.StaffRotation):
    """Staff rotation that misbehaves at one interval, in workers alone: here it could not even be made."""

    fault: str = ""

    def changes(self):
        if self.interval_weeks == BAD and parent_process() is not None:
            self.misbehave()
        return super().changes()

    def misbehave(self):
        if self.fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        while self.fault == "hang":
            time.sleep(1.0)
        raise ZeroDivisionError("planted")


assert issubclass(Faulty, Intervention)


def sweep_of(store, executor=None, workers=2, replicates=40, **values):
    return sc.sweep(
        small_scenario(),
        {"Rotation": sc.StaffRotation(interval_weeks=26)},
        {"Rotation.interval_weeks": sc.Values([4, 13, 26, 52])},
        replicates=replicates,
        store=store,
        workers=workers,
        executor=executor,
        progress=False,
        **values,
    )


if __name__ == "__main__":
    sweep_of(sys.argv[1], workers=int(sys.argv[2]), replicates=int(sys.argv[3]))
