"""What ``compare`` and ``brief`` keep of their runs, and one command to a folder."""

import os
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

import simcorr as sc
from simcorr.cli.claiming import LOCK, claimed
from simcorr.cli.main import app
from simcorr.cli.stopping import INTERRUPTED
from simcorr.errors import ResultError
from simcorr.experiment import trial
from tests.experiment.sweeping.test_faults import ROOT, rows
from tests.planted import small_scenario

COMPARE = ["compare", "small.toml", "--intervention", "staff_rotation", "--workers", "1", "--replicates", "3"]
BRIEF = ["brief", *COMPARE[1:], "--members", "0"]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    return tmp_path


def call(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize("command", [COMPARE, BRIEF])
def test_a_finished_command_finds_all_its_runs_and_writes_its_output_again(command, here, monkeypatch):
    kept = [*command, "--store", "kept.sqlite"]
    assert "Its runs are in kept.sqlite." in call(*kept)
    page = here / "results" / "brief.html"
    page.unlink()
    monkeypatch.setattr(trial, "execute", lambda *_, **__: pytest.fail("something was simulated"))
    assert "All 6 runs were in kept.sqlite already." in call(*kept)
    assert page.exists()


@pytest.mark.filterwarnings("default::RuntimeWarning")
@pytest.mark.parametrize("command", [COMPARE, BRIEF])
def test_the_runs_of_a_command_that_was_stopped_are_there_until_it_is_done(command, here, monkeypatch):
    simulate, begun = trial.execute, []

    def interrupting(*values, **options):
        begun.append(values)
        if len(begun) == 6:
            raise KeyboardInterrupt
        return simulate(*values, **options)

    monkeypatch.setattr(trial, "execute", interrupting)
    call(*command, code=INTERRUPTED)
    assert rows(here / "results" / "runs.sqlite") == 5
    monkeypatch.setattr(trial, "execute", simulate)
    assert "5 of 6 runs were in results/runs.sqlite already." in call(*command)
    assert not (here / "results" / "runs.sqlite").exists()


def test_two_seeds_share_a_store_of_ones_choice(here):
    call(*COMPARE, "--store", "kept.sqlite")
    assert "Its runs are in kept.sqlite" in call(*COMPARE, "--store", "kept.sqlite", "--seed", "1", "--output", "other")
    assert rows(here / "kept.sqlite") == 12
    assert not (here / "results" / "runs.sqlite").exists()
    assert "All 6 runs" in call(*COMPARE, "--store", "kept.sqlite", "--output", "third")


def test_without_a_store_nothing_is_kept(here):
    call(*COMPARE, "--no-store")
    assert not (here / "results" / "runs.sqlite").exists()
    assert "--store and --no-store exclude each other" in call(*COMPARE, "--no-store", "--store", "x", code=2)


def test_a_store_of_another_version_is_refused_before_anything_is_simulated(here, monkeypatch):
    call(*COMPARE, "--store", "kept.sqlite")
    monkeypatch.setattr("simcorr.experiment.store.store.MODEL_VERSION", "another")
    told = call(*COMPARE, "--store", "kept.sqlite", code=2)
    assert "'kept.sqlite' holds runs of version" in told
    assert "name another file" in told


def test_a_folder_that_another_command_has_is_refused_by_name(here):
    call(*COMPARE)
    before = (here / "results" / "brief.html").read_bytes()
    with claimed(here / "results"):
        told = call(*BRIEF, code=2)
        assert "output 'results' is in use by another simcorr command; wait for it, or name another folder" in told
    assert (here / "results" / "brief.html").read_bytes() == before
    call(*COMPARE)
    assert not (here / "results" / LOCK).exists()


HOLD = """
import sys, time
from pathlib import Path
from simcorr.cli.claiming import claimed
with claimed(Path(sys.argv[1])):
    print("claimed", flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_the_claim_of_a_process_dies_with_it(here):
    folder = here / "out"
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout.readline() == "claimed\n"
    with pytest.raises(ResultError, match="is in use by another simcorr command"), claimed(folder):
        pytest.fail("claimed twice")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert (folder / LOCK).exists()
    with claimed(folder):
        pass
    assert not (folder / LOCK).exists()


def test_a_request_that_is_refused_leaves_no_folder(here):
    with pytest.raises(ResultError, match="no"), claimed(here / "new"):
        raise ResultError("no")
    assert not (here / "new").exists()


def test_what_a_killed_command_had_begun_to_write_is_removed(here):
    folder = here / "out"
    for name, age in (("old", 7200.0), ("young", 60.0)):
        left = folder / f".simcorr-{name}"
        left.mkdir(parents=True)
        (left / "brief.md").write_text("half")
        os.utime(left, (time.time() - age,) * 2)
    with claimed(folder):
        assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == [".simcorr-young"]


def test_another_scenario_in_the_same_folder_leaves_nothing_of_the_first(here):
    call(*BRIEF)
    (here / "results" / "notes.txt").write_text("mine")
    (here / "results" / "figures" / "mine.png").write_text("mine")
    assert (here / "results" / "figures" / "weekly.svg").exists()
    told = call("run", "small.toml", "--output", "results")
    assert "Results are in results" in told
    assert not (here / "results" / "brief.html").exists()
    assert not (here / "results" / "figures" / "weekly.svg").exists()
    assert (here / "results" / "figures" / "mine.png").exists()
    assert (here / "results" / "notes.txt").exists()
