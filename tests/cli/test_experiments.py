"""``simcorr sweep``, ``sensitivity``, ``decide`` and ``merge``."""

import pytest
from typer.testing import CliRunner

import simcorr as sc
from simcorr.cli.main import app
from tests.experiment.test_experiment_file import GOOD
from tests.planted import small_scenario

SCREEN = """
scenario = "small.toml"
replicates = 2

[design]
kind = "morris"
trajectories = 2
over."officials.fine_usd" = { low = 1000, high = 50000 }
over."officials.reservation_median_wages" = { low = 0.1, high = 3.0 }
"""
CHOICE = """
scenario = "small.toml"
replicates = 2
interventions = ["staff_rotation", "graver_penalties"]
dose = "full"
threshold = 100.0

[design]
kind = "latin_hypercube"
points = 20
over."officials.fine_usd" = { low = 1000, high = 50000 }
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    for name, text in (("grid", GOOD), ("screen", SCREEN), ("choice", CHOICE)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def call(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize("command", ["sweep", "sensitivity", "decide", "merge"])
def test_every_help_shows_an_example(command):
    assert f"Example: simcorr {command} " in call(command, "--help")


def test_a_sweep_writes_tables_and_figures(here):
    told = call("sweep", "grid.toml", "--workers", "1")
    assert "2 points, 2 arms, 2 replicates; 6 of 6 runs done, 0 failed" in told
    assert "Runs are in results/grid.sqlite, tables and figures in results/grid" in told
    names = {path.name for path in (here / "results" / "grid").iterdir()}
    assert {"points.csv", "runs.csv", "recorded.csv", "failures.csv", "bribes.csv", "bribes.png", "bribes.svg"} <= names


def test_parts_make_the_whole(here):
    for part in ("1/2", "2/2"):
        call("sweep", "grid.toml", "--workers", "1", "--shard", part)
    told = call("merge", "all.sqlite", "results/grid-1-of-2.sqlite", "results/grid-2-of-2.sqlite")
    assert "all.sqlite: 6 runs (6 new), 0 failures" in told
    call("sweep", "grid.toml", "--workers", "1")
    assert sc.load_sweep("all.sqlite").runs.equals(sc.load_sweep("results/grid.sqlite").runs)


def test_sensitivity_runs_what_is_missing_and_reads_stores(here):
    told = call("sensitivity", "screen.toml", "--workers", "1")
    assert "Bribes paid: Morris screening" in told
    assert call("sensitivity", "results/screen.sqlite", "--outcome", "bribes").startswith("Bribes paid: Morris")
    assert (here / "results" / "screen" / "sensitivity-bribes.svg").exists()


def test_sensitivity_on_a_grid_is_the_dose_response():
    told = call("sensitivity", "grid.toml", "--workers", "1")
    assert "gain_verdict" in told
    assert "The effect " in told


def test_decide(here):
    told = call("decide", "choice.toml", "--information", "--workers", "1")
    assert "Bribes paid over 20 parameter sets (lower is better)." in told
    assert "satisficing" in told or "All rules choose" in told
    assert "Monte Carlo noise" in told
    folder = here / "results" / "choice"
    assert (folder / "decision-bribes.md").read_text().count("- ") >= 4
    assert {"regret-bribes.png", "measure-first-bribes.csv"} <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sweep", "grit.toml"], "grit.toml does not exist; files there: choice.toml, grid.toml"),
        (["sweep", "grid.toml", "--shard", "3"], "shard is '3'; allowed is a part and how many there are"),
        (["sweep", "grid.toml", "--shard", "3/2"], "shard is 3; allowed is a whole number from 1 to 2"),
        (["sweep", "grid.toml", "--replicates", "two"], "replicates is 'two'; allowed is a whole number"),
        (["sweep", "grid.toml", "--workers", "0"], "workers is 0"),
        (["sweep", "grid.toml", "--time-limit-minutes", "0"], "time_limit_minutes is 0"),
        (["sweep", "grid.toml", "--output", "small.toml"], "cannot write results to 'small.toml'"),
        (["sensitivity", "nowhere.sqlite"], "nowhere.sqlite"),
        (["sensitivity", "screen.toml", "--outcome", "bribe"], "did you mean 'bribes'"),
        (["sensitivity", "screen.toml", "--intervention", "X"], "unknown intervention 'X'"),
        (["sensitivity", "choice.toml"], "points; allowed are 50 or more"),
        (["sensitivity", "grid.toml", "--method", "pwn"], "did you mean 'pawn'"),
        (["sensitivity", "grid.toml", "--method", "pawn"], "points; allowed are 50 or more"),
        (["decide", "choice.toml", "--outcome", "recorded_cases"], "cannot rank interventions"),
        (["decide", "choice.toml", "--better", "more"], "better is 'more'"),
        (["decide", "nowhere.sqlite", "--store", "x.sqlite"], "--store goes with an experiment file"),
        (["merge", "all.sqlite", "nowhere.sqlite"], "nowhere.sqlite"),
    ],
)
def test_wrong_turns(arguments, words):
    more = ["--workers", "1"] if arguments[0] != "merge" and "--workers" not in arguments else []
    told = call(*arguments, *more, code=2)
    assert words in told
    assert "Traceback" not in told
