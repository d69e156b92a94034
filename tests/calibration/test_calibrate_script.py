"""``experiments/calibrate.py``: a quick look runs, judges the defaults, and keeps nothing in the package."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

import simcorr as sc
from simcorr.calibration.assumptions import ASSUMPTIONS, FORMS
from simcorr.patterns.catalogue import TARGETS
from simcorr.scenario.ensemble import BUNDLED

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
    assert set(ASSUMPTIONS.columns) <= set(points.columns)
    hits = points.groupby("wave")["implausibility"].quantile(0.25)  # with so few runs many have no agency's file
    assert hits[2] < hits[1], "the second wave looks where the first left something"
    assert list(pd.read_csv(tmp_path / "ranges.csv", index_col=0).columns[-1:]) == ["pull"]
    _forms_are_told(tmp_path, points, done.stdout)
    noise = pd.read_csv(tmp_path / "noise.csv", index_col=0)
    assert list(noise.index) == [target.name for target in TARGETS]
    assert "Monte Carlo noise where points were judged last" in done.stdout
    ensemble = (tmp_path / "ensemble.json").read_bytes()
    (tmp_path / "ensemble.json").unlink()
    again = subprocess.run([*command, "--resume"], capture_output=True, text=True, timeout=600, check=False)
    assert again.returncode == 0, again.stderr[-2000:]
    assert (tmp_path / "ensemble.json").read_bytes() == ensemble, "after the waves that were kept all is as before"


def _forms_are_told(folder, points, told):
    """Each alternative in each stage, and in the ensemble that the look would have chosen."""
    counts = pd.read_csv(folder / "forms.csv")
    for form in ASSUMPTIONS.forms:
        first = counts[(counts["stage"] == "wave 1") & (counts["form"] == form.name)]
        assert first["alternative"].tolist() == list(form.alternatives)
        assert first["simulated"].tolist() == [120, 120]
        later = counts[(counts["stage"] == "wave 2") & (counts["form"] == form.name)].set_index("alternative")
        assert later["simulated"].min() >= 20
        assert later["simulated"].to_dict() == points.loc[points["wave"] == 2, form.column].value_counts().to_dict()
    ensemble = sc.load_ensemble(folder / "ensemble.json")
    assert ensemble.forms == FORMS
    assert ensemble.members(**{form.name: form.default for form in FORMS})[0] == 0
    last = counts[counts["stage"] == counts["stage"].iloc[-1]]
    for row in last.to_dict("records"):
        if row["left"]:
            assert ensemble.members(**{row["form"]: row["alternative"]}), "what is not ruled out has members"
        else:
            assert f"RULED OUT: no set with {row['form']} {row['alternative']} is left" in told
