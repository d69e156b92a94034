"""Where no run is done there is nothing to say, and one sentence says so."""

import pytest
from typer.testing import CliRunner

import simcorr as sc
from simcorr.cli.main import app
from simcorr.experiment import trial
from tests.planted import small_scenario

ROTATION = {"Rotation": sc.StaffRotation(interval_weeks=26)}
NOTHING = "no run is done yet, or all of them failed, so that there is nothing to say; see failures"
EXPERIMENT = """
scenario = "small.toml"
outcomes = ["bribes"]
replicates = 2

[interventions.Rotation]
measure = "staff_rotation"
interval_weeks = 26

[design]
kind = "grid"
over."Rotation.interval_weeks" = { values = [13, 26, 52] }
"""


@pytest.fixture(autouse=True)
def broken(monkeypatch):
    def bad(*_, **__):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(trial, "execute", bad)


@pytest.mark.parametrize("arms", [ROTATION, None])
@pytest.mark.parametrize("question", ["table", "plot", "decide", "sensitivity"])
def test_a_sweep_without_runs(arms, question):
    over = {"officials.fine_usd": sc.Values([100, 200, 300])}
    found = sc.sweep(small_scenario(), arms, over, 2, workers=1, progress=False)
    with pytest.raises(sc.AnalysisError, match=NOTHING):
        getattr(found, question)("bribes")


def test_a_comparison_without_runs(tmp_path):
    found = sc.compare(small_scenario(), ROTATION, 2, workers=1, progress=False)
    with pytest.raises(sc.ResultError, match="every run of the comparison failed"):
        found.brief(tmp_path)


@pytest.mark.parametrize("command", ["compare", "brief"])
def test_the_commands_write_the_failures_and_say_why(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    rest = ["--members", "0"] if command == "brief" else []
    arguments = [command, "small.toml", "--intervention", "staff_rotation", "--replicates", "2", "--workers", "1"]
    result = CliRunner().invoke(app, [*arguments, *rest])
    assert result.exit_code == 2
    assert "all 4 runs failed, so that there is nothing to compare (ZeroDivisionError: planted)" in result.stderr
    assert (tmp_path / "results" / "data" / "failures.csv").exists()


def test_the_command_sweep_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    (tmp_path / "rotation.toml").write_text(EXPERIMENT)
    result = CliRunner().invoke(app, ["sweep", "rotation.toml", "--workers", "1", "--time-limit-minutes", "1e-5"])
    assert result.exit_code == 0, result.output
    assert "No run is done yet, or all of them failed" in result.output
    assert "failures.csv" in result.stderr
