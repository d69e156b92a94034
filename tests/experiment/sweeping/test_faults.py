"""Whatever goes wrong in a sweep: every other run is there exactly once and is what it is without the fault."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import simcorr as sc
from simcorr.experiment.store.store import Store
from tests.experiment.sweeping.faulty import BAD, Faulty, sweep_of
from tests.planted import small_scenario

ROOT = Path(__file__).parents[3]
REPLICATES = 40
INTERVALS = [4, BAD, 26, 52]


@pytest.fixture(scope="module")
def undisturbed():
    return sweep_of(None, workers=1).runs


def assert_same(found, wanted):
    pd.testing.assert_frame_equal(found.reset_index(drop=True), wanted.reset_index(drop=True))


def faulty_sweep(fault, **values):
    return sc.sweep(
        small_scenario(),
        {"Rotation": Faulty(interval_weeks=26, fault=fault)},
        {"Rotation.interval_weeks": sc.Values(INTERVALS)},
        replicates=2,
        workers=2,
        progress=False,
        **values,
    )


@pytest.mark.parametrize(
    ("fault", "stage", "words"),
    [
        ("raise", "simulation", "ZeroDivisionError: planted"),
        ("kill", "worker", "SIGKILL"),
        ("hang", "worker", "did not end within"),
    ],
)
def test_a_run_that_goes_wrong_is_a_row_and_the_others_are_there(fault, stage, words, undisturbed, monkeypatch):
    monkeypatch.setattr("simcorr.executors.processes._GRACE_SECONDS", 0.5)
    found = faulty_sweep(fault, time_limit_minutes=10.0 / 60.0 if fault == "hang" else 60.0)
    failures = found.failures
    assert list(failures["Rotation.interval_weeks"]) == [BAD, BAD]
    assert set(failures["intervention"]) == {"Rotation"}
    assert failures["error"].str.contains(words).all()
    assert set(failures["stage"]) == {stage}
    assert found.counts == {"planned": 10, "done": 8, "failed": 2, "lost": 2 if stage == "worker" else 0}
    wanted = undisturbed[undisturbed["replicate"] < 2]
    bad = (wanted["intervention"] == "Rotation") & (wanted["Rotation.interval_weeks"] == BAD)
    assert_same(found.runs, wanted[~bad])


def test_threads_and_processes_give_the_same(undisturbed):
    with ThreadPoolExecutor(2) as pool:
        assert_same(sweep_of(None, executor=pool).runs, undisturbed)
    assert_same(sweep_of(None, workers=2).runs, undisturbed)


def test_a_parent_that_is_killed_goes_on_where_it_was(tmp_path, undisturbed):
    store = tmp_path / "runs.sqlite"
    module = "tests.experiment.sweeping.faulty"
    program = subprocess.Popen([sys.executable, "-m", module, str(store), "2", "4000"], cwd=ROOT)
    count = wait_for_runs(store, 40)
    program.kill()
    program.wait()
    assert count < 4000 * 5
    time.sleep(1.0)
    kept = rows(store)
    found = sweep_of(str(store), workers=1)
    assert_same(found.runs, undisturbed)
    assert rows(store) >= kept >= 40


def test_workers_end_with_their_parent(tmp_path):
    store = tmp_path / "runs.sqlite"
    module = "tests.experiment.sweeping.faulty"
    program = subprocess.Popen(
        [sys.executable, "-m", module, str(store), "2", "4000"], cwd=ROOT, start_new_session=True
    )
    wait_for_runs(store, 40)
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    deadline = time.monotonic() + 20.0
    while time.monotonic() < deadline:
        try:
            os.killpg(program.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.2)
    os.killpg(program.pid, signal.SIGKILL)
    pytest.fail("workers outlive their parent")


def wait_for_runs(store, least):
    deadline = time.monotonic() + 120.0
    while time.monotonic() < deadline:
        if store.exists() and (count := rows(store)) >= least:
            return count
        time.sleep(0.1)
    pytest.fail("the sweep does not begin")


def rows(store):
    connection = sqlite3.connect(store, timeout=30.0)
    try:
        return connection.execute("SELECT COUNT(*) FROM runs").fetchone()[0]
    except sqlite3.OperationalError:  # not set up yet
        return 0
    finally:
        connection.close()


def test_two_writers_on_one_store(tmp_path, undisturbed):
    store = tmp_path / "runs.sqlite"
    command = [sys.executable, "-m", "tests.experiment.sweeping.faulty", str(store), "1", str(REPLICATES)]
    programs = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [program.wait(120) for program in programs] == [0, 0]
    assert rows(store) == 5 * REPLICATES
    assert_same(sc.load_sweep(store).runs, undisturbed)


def test_a_full_disk_loses_nothing(tmp_path, undisturbed, monkeypatch):
    """SQLite meets the end of the space it may have, as it meets the end of a disk."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    store = tmp_path / "runs.sqlite"
    set_up = Store._set_up

    def small(self):
        set_up(self)
        if self.path == store:
            (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
            self._connection.execute(f"PRAGMA max_page_count = {pages + 10}")

    monkeypatch.setattr(Store, "_set_up", small)
    monkeypatch.setattr("simcorr.experiment.store.store._FLUSH_SECONDS", 0.05)
    with pytest.raises(sc.StoreError, match=r"the disk is full; the last \d+ runs are in '.*rescued.sqlite'") as told:
        sweep_of(str(store), workers=1)
    monkeypatch.undo()
    rescued = str(told.value).partition("runs are in '")[2].partition("'")[0]
    kept, more = rows(store), rows(Path(rescued))
    assert kept > 0
    assert more > 0
    assert sc.merge_stores([rescued], store)["new"] == more
    assert_same(sweep_of(str(store), workers=1).runs, undisturbed)


def test_an_interrupted_sweep_keeps_what_it_has_and_says_so(tmp_path, undisturbed, monkeypatch):
    store = str(tmp_path / "runs.sqlite")
    add, calls = Store.add, []

    def interrupted(self, *values):
        add(self, *values)
        calls.append(1)
        if len(calls) == 50:
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "add", interrupted)
    with pytest.warns(RuntimeWarning, match=r"interrupted: 50 of 200 runs are done; the same call does the rest"):
        found = sweep_of(store, workers=1)
    assert found.interrupted
    monkeypatch.undo()
    assert_same(sweep_of(store, workers=1).runs, undisturbed)
