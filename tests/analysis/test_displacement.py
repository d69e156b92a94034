"""Displacement with planted numbers: a known share, none, and everything."""

import math

import numpy as np
import pandas as pd
import pytest

from simcorr.analysis.displacement import displaced, displacement_table, place_changes_table
from simcorr.experiment.results.comparison import Comparison
from tests.planted import planted_comparison


def places(moves, replicates=40, noise=1.0, measure="bribes"):
    """Return totals by place in which an arm changes each place by a known amount, with noise."""
    random = np.random.default_rng(1)
    rows = []
    for replicate in range(replicates):
        for name, change in moves.items():
            before = 100.0 + random.normal()
            after = before + change + noise * random.normal()
            for arm, value in (("Baseline", before), ("Arm", after)):
                rows.append((arm, replicate, measure, name, value))
    return pd.DataFrame(rows, columns=["intervention", "replicate", "measure", "place", "value"])


def row(frame):
    return displacement_table(frame, ["Baseline", "Arm"]).set_index("measure").loc["bribes"]


def test_a_known_share_is_found_within_its_interval():
    found = row(places({"a": -20.0, "b": 8.0, "c": 0.0}))
    assert found["low"] <= 0.4 <= found["high"]
    assert found["high"] - found["low"] < 0.2
    assert found["fell"] == pytest.approx(20.0, abs=1.0)
    assert found["rose"] == pytest.approx(8.0, abs=1.0)
    assert found["replicates"] == 40


def test_nothing_displaced_reaches_down_to_zero():
    found = row(places({"a": -20.0, "b": 0.0, "c": 0.0}))
    assert found["low"] == 0.0
    assert found["displaced_share"] < 0.05


def test_everything_displaced():
    found = row(places({"a": -20.0, "b": 20.0}))
    assert found["low"] <= 1.0 <= found["high"]
    assert found["low"] > 0.9


@pytest.mark.parametrize("moves", [{"a": 0.0, "b": 0.0}, {"a": 10.0, "b": 5.0}])
def test_without_a_fall_that_can_be_told_from_zero_there_is_no_share(moves):
    found = row(places(moves))
    assert all(math.isnan(found[name]) for name in ("displaced_share", "low", "high"))


def test_no_difference_at_all_and_too_few_replicates_are_no_share():
    assert math.isnan(displaced(np.zeros((5, 3)))["displaced_share"])
    assert math.isnan(displaced(np.array([[-5.0, 1.0]]))["displaced_share"])
    assert math.isnan(displaced(np.zeros((0, 3)))["displaced_share"])


def test_the_jackknife_covers_the_share():
    random = np.random.default_rng(3)
    covered = 0
    for _ in range(300):
        found = displaced(np.array([-10.0, 4.0]) + 3.0 * random.normal(size=(25, 2)))
        covered += found["low"] <= 0.4 <= found["high"]
    assert 0.90 <= covered / 300 <= 0.985


def test_changes_by_place_say_where():
    changes = place_changes_table(places({"a": -20.0, "b": 8.0, "c": 0.0}), ["Baseline", "Arm"])
    assert changes.loc[changes["distinguishable"], "place"].tolist() == ["a", "b"]


def test_displacement_of_a_comparison_survives_saving_and_failures(tmp_path):
    comparison = planted_comparison({"Cut": 0.8, "Nothing": 1.0}, failing=[("Cut", 3), ("Baseline", 5)])
    frame = comparison.displacement.set_index(["intervention", "measure"])
    assert frame.loc[("Cut", "bribes"), "replicates"] == 10
    assert frame.loc[("Cut", "bribes"), "displaced_share"] == 0.0
    assert math.isnan(frame.loc[("Nothing", "bribes"), "displaced_share"])
    comparison.save(tmp_path)
    pd.testing.assert_frame_equal(Comparison.load(tmp_path).displacement, comparison.displacement)
    assert "Where it moves" in comparison.write_page(tmp_path).read_text(encoding="utf-8")
