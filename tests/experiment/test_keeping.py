"""A comparison with a store: whatever ends it, every run is there once, and the result is the undisturbed one."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.experiment import comparing, trial
from simcorr.experiment.store.series import packed, unpacked
from simcorr.experiment.store.store import Store, opened
from tests.experiment.kept import comparison_of
from tests.experiment.sweeping.test_faults import ROOT, rows, wait_for_runs

RUNS = 3 * 30
FRAMES = ("outcomes", "recorded", "surveyed", "dark_figure", "places", "deliveries", "effects", "weekly")


@pytest.fixture(scope="module")
def undisturbed():
    return comparison_of(None)


def assert_same(found, wanted):
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(wanted, name), check_exact=True)


def counted(monkeypatch):
    """Count the runs that are carried out."""
    calls = []
    execute = trial.execute

    def noted(*values, **names):
        calls.append(1)
        return execute(*values, **names)

    monkeypatch.setattr(trial, "execute", noted)
    return calls


def test_what_is_kept_is_given_back_and_not_run_again(tmp_path, undisturbed, monkeypatch):
    store = tmp_path / "runs.sqlite"
    assert_same(comparison_of(store), undisturbed)
    calls = counted(monkeypatch)
    assert_same(comparison_of(store), undisturbed)
    assert not calls
    assert rows(store) == RUNS


@pytest.mark.parametrize("workers", [[], ["watched"]])
def test_a_program_that_is_killed_goes_on_where_it_was(workers, tmp_path, undisturbed, monkeypatch):
    """Threads of the program, and processes that outlive it for a moment."""
    store = tmp_path / "runs.sqlite"
    command = [sys.executable, "-m", "tests.experiment.kept", str(store), "2", "9000", *workers]
    program = subprocess.Popen(command, cwd=ROOT)
    wait_for_runs(store, 40)
    program.kill()
    program.wait()
    kept, calls = rows(store), counted(monkeypatch)
    assert_same(comparison_of(store), undisturbed)
    assert len(calls) == max(0, RUNS - kept)


def test_two_writers_on_one_store(tmp_path, undisturbed, monkeypatch):
    store = tmp_path / "runs.sqlite"
    command = [sys.executable, "-m", "tests.experiment.kept", str(store), "1", "30"]
    programs = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [program.wait(120) for program in programs] == [0, 0]
    assert rows(store) == RUNS
    calls = counted(monkeypatch)
    assert_same(comparison_of(store), undisturbed)
    assert not calls


def test_a_full_disk_loses_nothing(tmp_path, undisturbed, monkeypatch):
    """SQLite meets the end of the space it may have, as it meets the end of a disk."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    store = tmp_path / "runs.sqlite"
    set_up = Store._set_up

    def small(self):
        set_up(self)
        if self.path == store:
            (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
            self._connection.execute(f"PRAGMA max_page_count = {pages + 40}")

    monkeypatch.setattr(Store, "_set_up", small)
    monkeypatch.setattr("simcorr.experiment.store.store._FLUSH_SECONDS", 0.0)
    with pytest.raises(sc.StoreError, match=r"the disk is full; the last \d+ runs are in '.*rescued.sqlite'") as told:
        comparison_of(store)
    monkeypatch.undo()
    rescued = str(told.value).partition("runs are in '")[2].partition("'")[0]
    kept, more = rows(store), rows(Path(rescued))
    assert kept > 0
    assert sc.merge_stores([rescued], store)["new"] == more > 0
    calls = counted(monkeypatch)
    assert_same(comparison_of(store), undisturbed)
    assert len(calls) == RUNS - kept - more


@pytest.mark.parametrize("after", [50, 2])
def test_an_interrupt_keeps_what_there_is(after, tmp_path, undisturbed, monkeypatch):
    store = tmp_path / "runs.sqlite"
    add, calls = Store.add, []

    def interrupted(self, *values):
        add(self, *values)
        calls.append(1)
        if len(calls) == after:
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "add", interrupted)
    if after == 2:
        with pytest.raises(KeyboardInterrupt):
            comparison_of(store)
    else:
        with pytest.warns(RuntimeWarning, match=r"16 complete replicates of 30; the same call does the rest"):
            assert comparison_of(store).interrupted
    monkeypatch.undo()
    assert rows(store) == after
    assert_same(comparison_of(store), undisturbed)


def test_two_seeds_and_two_scenarios_are_apart(tmp_path, undisturbed):
    store = tmp_path / "runs.sqlite"
    comparison_of(store, seed=1, replicates=3)
    assert rows(store) == 9
    assert_same(comparison_of(store), undisturbed)
    assert rows(store) == 9 + RUNS


def test_runs_that_are_there_cost_none_of_the_budget(tmp_path):
    store = tmp_path / "runs.sqlite"
    comparison_of(store, replicates=20)
    found = comparison_of(store, replicates=1000, budget_minutes=0.02)
    assert 22 < found.record.replicates < 1000
    assert rows(store) == 3 * found.record.replicates


def test_the_budget_counts_what_is_there():
    budget = comparing.Budget(comparing.Stopwatch(), 1e-9, 3, 100)
    for _ in range(30):
        budget.know()
    budget.count()
    assert budget.go_on(9)
    assert not budget.go_on(10)


@pytest.mark.parametrize(
    "values",
    [
        np.zeros((0, 3, 4)),
        np.zeros((3, 1, 2)),
        np.full((2, 2, 2), np.nan),
        np.array([[[-0.0, 1e300, np.inf]]]),
        np.array([[[2.0**31, -5.0]], [[0.0, 7.0]]]),
        np.array([[[0.25, -5.0, 0.0]], [[-1 / 3, 7e8, 0.0]]]),
    ],
)
def test_weekly_arrays_come_back_to_the_last_bit(values):
    found = unpacked(packed(values))
    assert found.shape == values.shape
    assert np.array_equal(found.view(np.int64), values.view(np.int64))


@pytest.mark.parametrize("damage", [lambda content: content[:-1], lambda content: b"", lambda content: content[:60]])
def test_damaged_weekly_arrays_are_refused(damage):
    with pytest.raises(sc.StoreError, match="the weekly series of a run are damaged"):
        unpacked(damage(packed(np.arange(24.0).reshape(2, 3, 4))))


def test_a_failure_is_kept_and_tried_again_when_asked(tmp_path, monkeypatch):
    store = tmp_path / "runs.sqlite"

    def bad(*_, **__):
        raise ZeroDivisionError("planted")

    execute = trial.execute
    monkeypatch.setattr(trial, "execute", bad)
    assert len(comparison_of(store, replicates=2).failures) == 6
    monkeypatch.setattr(trial, "execute", execute)
    assert len(comparison_of(store, replicates=2).failures) == 6
    assert comparison_of(store, replicates=2, retry_failures=True).failures.empty
    with opened(store) as kept:
        assert kept.query("SELECT COUNT(*) FROM failures") == [(0,)]


def test_a_table_names_the_nearest_outcome(undisturbed):
    with pytest.raises(sc.AnalysisError, match=r"unknown outcome 'bribs'; did you mean 'bribes'\?"):
        undisturbed.table(["bribs"])
