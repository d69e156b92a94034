"""Replicates until the intervals are narrow enough: the same runs as without, honest coverage, plain refusals."""

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.analysis.estimates import paired_effect
from simcorr.experiment.stopping import FIRST_LOOK, GROWTH
from tests.planted import small_scenario

ARMS = {"Rotation": sc.StaffRotation(interval_weeks=8)}


def compared(**values):
    return sc.compare(small_scenario(), ARMS, progress=False, **values)


def test_it_stops_when_precise_and_the_runs_are_those_of_a_plain_comparison(tmp_path):
    found = compared(replicates=400, until=sc.Precision("bribes", 0.5, relative=True))
    assert found.precision_reached
    assert FIRST_LOOK <= found.record.replicates < 400
    pd.testing.assert_frame_equal(found.outcomes, compared(replicates=found.record.replicates).outcomes)
    effect = found.effects.set_index("outcome").loc["bribes"]
    half = (effect["simultaneous_high"] - effect["simultaneous_low"]) / 2.0
    assert half <= 0.5 * effect["baseline_mean"]
    found.save(tmp_path / "kept")
    assert sc.Comparison.load(tmp_path / "kept").precision_reached


def test_it_says_when_the_most_replicates_were_not_enough():
    with pytest.warns(RuntimeWarning, match="not reached in 35 replicates"):
        found = compared(replicates=35, until=sc.Precision("bribes", 1e-6))
    assert found.precision_reached is False
    assert compared(replicates=2).precision_reached is None


@pytest.mark.parametrize("skew", [0.0, 1.0])
def test_coverage_at_the_stopping_time(skew):
    """95 % intervals that stop when narrow enough still cover the truth in 93 to 97 % of cases."""
    random = np.random.default_rng(4)
    looks = [FIRST_LOOK]
    while looks[-1] < 400:
        looks.append(round(looks[-1] * GROWTH))
    covered = 0
    for _ in range(3000):
        draws = random.normal(size=looks[-1]) if skew == 0.0 else random.gamma(4.0, 0.5, looks[-1]) - 2.0
        for size in looks:
            effect = paired_effect(np.zeros(size), draws[:size])
            if effect.high - effect.low <= 0.4:
                break
        covered += effect.low <= 0.0 <= effect.high
    assert 0.93 <= covered / 3000 <= 0.97


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sc.Precision("bribs", 0.1), "did you mean 'bribes'"),
        (lambda: sc.Precision("bribes", 0.0), "half_width is 0"),
        (lambda: sc.Precision("recorded_cases", 1.0), "recorded"),
        (lambda: compared(replicates=2, until=0.02), "allowed is a Precision"),
    ],
)
def test_what_cannot_be_reached_is_refused(make, words):
    with pytest.raises(sc.SimcorrError, match=words):
        make()
