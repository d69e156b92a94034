"""Ctrl-C and SIGTERM: what is complete is written, the same command goes on, and a second signal ends it."""

import os
import signal
import subprocess
import sys
import time

import pytest
import typer
from typer.testing import CliRunner

import simcorr as sc
from simcorr.cli.main import app
from simcorr.cli.stopping import stoppable
from simcorr.simulation import running
from tests.experiment.sweeping.test_faults import wait_for_runs
from tests.planted import small_scenario

COMPARE = ["compare", "small.toml", "--intervention", "staff_rotation", "--workers", "2"]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    return tmp_path


def started(*arguments):
    # Whoever runs the tests may ignore Ctrl-C, which programs inherit.
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "simcorr", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, usual)


def call(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither SIGTERM nor groups of processes")
@pytest.mark.slow
@pytest.mark.parametrize(("given", "code", "name"), [(signal.SIGTERM, 143, "SIGTERM"), (signal.SIGINT, 130, "Ctrl-C")])
def test_a_signal_keeps_what_is_complete_and_the_same_command_goes_on(here, given, code, name):
    process = started(*COMPARE, "--replicates", "100000", "--output", "out")
    store = here / "out" / "runs.sqlite"
    wait_for_runs(store, 40)
    os.killpg(process.pid, given)  # as a terminal does, and whoever ends a job
    _, told = process.communicate(timeout=60)
    assert process.returncode == code, told
    assert f"simcorr: stopping on {name} ... (a second one ends at once)" in told
    assert "simcorr: writing what is there to 'out' ..." in told
    assert "Traceback" not in told
    loaded = sc.Comparison.load(here / "out")
    assert loaded.interrupted
    again = call(*COMPARE, "--replicates", loaded.record.replicates + 5, "--output", "out")
    assert f"of {2 * (loaded.record.replicates + 5)} runs were in out/runs.sqlite already" in again
    assert not store.exists()  # the result is complete


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither SIGTERM nor groups of processes")
@pytest.mark.slow
def test_a_second_signal_ends_at_once(here):
    process = started(*COMPARE, "--replicates", "100000", "--output", "out")
    wait_for_runs(here / "out" / "runs.sqlite", 40)
    process.send_signal(signal.SIGTERM)
    process.stderr.readline()
    while "stopping on SIGTERM" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGTERM)
    begin = time.monotonic()
    _, told = process.communicate(timeout=60)
    assert time.monotonic() - begin < 5.0
    assert process.returncode == 143
    assert "ended at once by SIGTERM" in told
    assert "2 replicates" in call(*COMPARE, "--replicates", "2", "--output", "out")


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither SIGTERM nor groups of processes")
def test_sigterm_ends_a_run_with_143_and_handlers_are_given_back(monkeypatch, capfd):
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)

    def terminated(*_, **__):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10.0)

    monkeypatch.setattr(running, "simulate", terminated)
    assert "simcorr: interrupted" in call("run", "small.toml", code=143)
    assert "stopping on SIGTERM" in capfd.readouterr().err
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_signals_that_are_ignored_or_minded_by_others_stay_so():
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with stoppable():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, usual)


def test_a_stop_before_there_is_a_result_says_where_the_runs_are(monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("simcorr.experiment.comparing.conduct", interrupted)
    told = call(*COMPARE, "--output", "out", code=130)
    assert "runs that were done are in 'out/runs.sqlite'; the same command goes on" in told


def test_other_exit_codes_are_left_alone():
    with pytest.raises(typer.Exit), stoppable():
        raise typer.Exit(1)


def test_what_is_done_of_a_sheet_is_kept_and_said(here, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    call("new", "mine.toml")
    monkeypatch.setattr("simcorr.executors.tasks.run_units", interrupted)
    told = call("brief", "mine.toml", "--workers", "1", code=130)
    assert "what is done of the sheet is in 'results/sheet.sqlite'; the same command goes on" in told
    assert "nothing of the sheet is kept" in call("brief", "mine.toml", "--workers", "1", "--no-store", code=130)
    told = call("validate", "--members", "1", "--workers", "1", "--store", "kept.sqlite", code=130)
    assert "what is finished is in 'kept.sqlite'; the same command goes on" in told
