"""Running studies over an ensemble: a row a member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd

from simcorr.draws import replicate_seed
from simcorr.errors import CalibrationError
from simcorr.executors.tasks import in_processes
from simcorr.patterns.studies import STUDIES, patterns_of
from simcorr.simulation.running import prepare_engine
from simcorr.validation.findings import FINDINGS, MECHANISMS

if TYPE_CHECKING:
    from simcorr.patterns.studies.study import Study
    from simcorr.scenario import Scenario
    from simcorr.scenario.ensemble import Ensemble

SEED = 7
"""Seed of the validation, from which each member's follows; calibration used others."""

_KNOWN: dict[str, Study] = {**STUDIES, **{finding.study.key: finding.study for finding in (*FINDINGS, *MECHANISMS)}}


@dataclass(frozen=True)
class StudyAt:
    """One task: a study in the scenario of one member, with its own number of replicates or another."""

    scenario: Scenario
    study: str
    seed: int
    replicates: int | None = None


def over_members(
    ensemble: Ensemble,
    studies: Sequence[str],
    *,
    members: int | None = None,
    workers: int | None = None,
    title: str = "",
) -> pd.DataFrame:
    """Return what studies give in every member of an ensemble, or in the first so many; a row a member.

    Raises
    ------
    CalibrationError
        When more members are asked for than there are.
    """
    count = len(ensemble) if members is None else members
    if not 1 <= count <= len(ensemble):
        raise CalibrationError(f"members is {members}; allowed is 1 to {len(ensemble)}")
    # Own seeds for each member: the noise of their mean is then no common one.
    tasks = [
        StudyAt(scenario, study, replicate_seed(SEED, number))
        for number, scenario in enumerate(islice(ensemble.scenarios(), count))
        for study in studies
    ]
    prepare_engine()
    found = in_processes(study_at, tasks, workers=workers, title=title)
    parts = [found[place : place + len(studies)] for place in range(0, len(found), len(studies))]
    return pd.DataFrame([{name: value for part in row for name, value in part.items()} for row in parts])


def study_at(task: StudyAt) -> dict[str, float]:
    """Return what a study gives at a point."""
    study = _KNOWN[task.study]
    return patterns_of(study, task.scenario, task.replicates or study.replicates, task.seed)
