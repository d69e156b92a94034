"""Custody on the same draws: oversight lowers releases, without access there are none, screening raises recognition."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.engine import simulate
from simcorr.world import build
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from tests.agreement.scenarios import FOLDER, Treated

SEEDS = range(8)
STUDENT = 2.365
"""The 97.5th percentile of Student's t with seven degrees of freedom."""
HELD = {
    "justice.detention_weeks": 6,
    "justice.release_access": 0.2,
    "protection.screening_in_detention": 0.05,
    "migrants.deceived_share": 0.6,
    "migrants.informed_share": 0.2,
    "smugglers.exploitative_share": 0.5,
}
OVERSEEN = sc.CustodyOversight.dose("full", delivery=1.0)
SCREENED = Treated(screening=0.5, delivery=1.0)


def world(**changes):
    """Return the three corridors over two years, with custody."""
    scenario = sc.load_scenario(FOLDER / "three_corridors.toml")
    return scenario.with_changes({"burn_in_weeks": 26, "window_weeks": 104, **HELD, **changes})


def totals(measures=(), **changes):
    """Return by seed what was counted in the window: releases, persons recognised, weeks in custody, all detained."""
    found = []
    for seed in SEEDS:
        trace = simulate(build(world(**changes), measures, seed))
        corridor, context = trace.corridor[26:].sum(axis=(0, 1)), trace.context[26:].sum(axis=(0, 1))
        found.append(
            [
                context[K.release_bribes],
                corridor[C.identified_in_detention],
                corridor[C.detained_weeks],
                corridor[C.detained],
            ]
        )
    return np.array(found)


def interval(pairs):
    """Return the 95 % interval of the mean of differences in pairs."""
    half = STUDENT * pairs.std(ddof=1) / np.sqrt(len(pairs))
    return pairs.mean() - half, pairs.mean() + half


@pytest.fixture(scope="module")
def usual():
    return totals()


def test_the_world_tells(usual):
    assert (usual[:, 0] > 50).all()
    assert (usual[:, 1] > 20).all()


def test_oversight_lowers_releases_and_lengthens_custody(usual):
    overseen = totals([OVERSEEN])
    assert interval(overseen[:, 0] - usual[:, 0])[1] < -0.5 * usual[:, 0].mean()
    weeks = overseen[:, 2] / overseen[:, 3] - usual[:, 2] / usual[:, 3]
    assert interval(weeks)[0] > 0.0


def test_without_access_nobody_is_released(usual):
    closed = totals(**{"justice.release_access": 0.0})
    assert (closed[:, 0] == 0.0).all()
    assert interval(usual[:, 0] - closed[:, 0])[0] > 0.0


def test_screening_raises_recognition(usual):
    screened = totals([SCREENED])
    assert interval(screened[:, 1] - usual[:, 1])[0] > 0.0
    nobody = totals(**{"protection.screening_in_detention": 0.0})
    assert (nobody[:, 1] == 0.0).all()


def test_without_custody_the_measures_of_custody_change_nothing():
    off = {"justice.detention_weeks": 0}
    assert (totals([OVERSEEN], **off) == totals(**off)).all()
