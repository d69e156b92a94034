"""A comparison that keeps its runs, as a program that can be killed in the middle."""

import sys

import simcorr as sc
from tests.planted import small_scenario

ARMS = {"Rotation": sc.StaffRotation(interval_weeks=13), "Wages": sc.OfficialWages(factor=1.5)}


def comparison_of(store, workers=1, replicates=30, **values):
    given = {"workers": workers, "replicates": replicates, "progress": False, **values}
    return sc.compare(small_scenario(), ARMS, store=store, **given)


if __name__ == "__main__":
    watched = {"time_limit_minutes": 60.0} if "watched" in sys.argv else {}
    comparison_of(sys.argv[1], workers=int(sys.argv[2]), replicates=int(sys.argv[3]), **watched)
