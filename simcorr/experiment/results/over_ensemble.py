"""The arms of a comparison again, in the parameter sets that calibration did not rule out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcorr.analysis.compared import Compared
from simcorr.analysis.decisions.noise import FEWEST_POINTS
from simcorr.errors import RunError
from simcorr.experiment.designs import Members
from simcorr.experiment.sweeping import sweep
from simcorr.scenario.ensemble import load_ensemble

if TYPE_CHECKING:
    from pathlib import Path

    from simcorr.experiment.results.sweep import Sweep

MEMBERS, REPLICATES = 32, 3
"""Parameter sets and replicates of each: with two cores, half a minute for all measures."""


def over_ensemble(
    comparison: Compared,
    members: int = MEMBERS,
    replicates: int = REPLICATES,
    *,
    store: str | Path | None = None,
    workers: int | None = None,
    progress: bool = True,
) -> Sweep:
    """Return a sweep of the arms of a comparison over the calibrated ensemble."""
    arms: Any = comparison.measures
    check_members(members)
    over = Members(first=members)
    return sweep(comparison.scenario, arms, over, replicates, comparison.record.seed, store=store, workers=workers,
                 progress=progress)  # fmt: skip


def check_members(members: int) -> None:
    """Refuse a number of parameter sets from which nothing could be said: before anything runs."""
    largest = len(load_ensemble())
    if members and not FEWEST_POINTS <= members <= largest:
        raise RunError(f"members is {members}; allowed is {FEWEST_POINTS} to {largest}, or 0 for none")
