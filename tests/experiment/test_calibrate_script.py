"""``experiments/calibrate.py``: a quick look runs, judges the defaults and keeps nothing in the package."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

from simcorr.experiment.calibration.ensemble import BUNDLED
from simcorr.validation.assumptions import ASSUMPTIONS

SCRIPT = Path(__file__).parents[2] / "experiments" / "calibrate.py"


def test_a_quick_look(tmp_path):
    before = BUNDLED.read_bytes()
    command = [sys.executable, str(SCRIPT), "--quick", "--output", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "points are not ruled out in the end" in done.stdout
    assert BUNDLED.read_bytes() == before
    points = pd.read_csv(tmp_path / "points.csv")
    assert sorted(points["wave"].unique()) == [1, 2]
    assert set(ASSUMPTIONS.names) <= set(points.columns)
    hits = points.groupby("wave")["implausibility"].median()
    assert hits[2] < hits[1], "the second wave looks where the first left something"
    assert list(pd.read_csv(tmp_path / "ranges.csv", index_col=0).columns[-1:]) == ["pull"]
