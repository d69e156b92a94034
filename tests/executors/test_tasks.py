"""Many tasks in processes: in order, with failures that say what happened."""

import os
import time
from dataclasses import dataclass, replace

import numpy as np
import pytest

import simcorr as sc
from simcorr.errors import RunError, ScenarioError
from simcorr.executors import kept
from simcorr.executors.kept import keeping_tasks
from simcorr.executors.tasks import in_processes
from simcorr.experiment.store.store import opened


def square(number):
    return number * number


def die(number):
    os._exit(3)


def refuse(number):
    raise ScenarioError(f"no {number}")


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers):
    assert in_processes(square, range(7), workers=workers) == [k * k for k in range(7)]


def test_nothing_to_do():
    assert in_processes(square, []) == []


def test_a_worker_that_dies_is_an_error_with_a_reason():
    with pytest.raises(RunError, match=r"a worker process died after 0 of 2 tasks"):
        in_processes(die, [1, 2], workers=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_arrives_as_it_was_raised(workers):
    with pytest.raises(ScenarioError, match=r"no [12]"):
        in_processes(refuse, [1, 2], workers=workers)


def sleep_or_refuse(number):
    if number == 0:
        raise ScenarioError("no more")
    time.sleep(60)


def test_what_still_runs_is_not_waited_for():
    started = time.monotonic()
    with pytest.raises(ScenarioError, match="no more"):
        in_processes(sleep_or_refuse, range(4), workers=2)
    assert time.monotonic() - started < 30


@dataclass(frozen=True)
class Task:
    number: int
    measure: sc.StaffRotation
    names: dict


def noted(task):
    with open(os.environ["NOTES"], "a") as notes:
        notes.write("x")
    if task.number == int(os.environ.get("STOP", -1)):
        raise KeyboardInterrupt
    return {"twice": np.float64(2 * task.number), "third": task.number / 3.0, "none": float("nan")}


@pytest.fixture
def notes(tmp_path, monkeypatch):
    path = tmp_path / "notes"
    path.write_text("")
    monkeypatch.setenv("NOTES", str(path))
    return lambda: len(path.read_text())


TASKS = [Task(number, sc.StaffRotation(interval_weeks=13), {("a", "b"): 0.1}) for number in range(6)]


def test_what_is_finished_is_kept_and_not_done_again(tmp_path, notes, monkeypatch):
    store = tmp_path / "tasks.sqlite"
    undisturbed = in_processes(noted, TASKS, workers=1)
    monkeypatch.setenv("STOP", "4")
    with pytest.raises(KeyboardInterrupt), keeping_tasks(store):
        in_processes(noted, TASKS, workers=1)
    monkeypatch.delenv("STOP")
    begun = notes()
    with keeping_tasks(store):
        found = in_processes(noted, TASKS, workers=1)
    assert notes() == begun + 2
    assert repr(found) == repr(undisturbed)
    with keeping_tasks(store):
        in_processes(noted, [replace(one, names={("a", "b"): 0.2}) for one in TASKS[:2]], workers=1)
    assert notes() == begun + 4


def test_processes_keep_as_well(tmp_path, notes):
    for expected in (6, 6):
        with keeping_tasks(tmp_path / "tasks.sqlite"):
            in_processes(noted, TASKS, workers=2)
        assert notes() == expected


def test_an_edited_program_begins_anew(tmp_path, notes, monkeypatch):
    for program, expected in (("one", 6), ("other", 12)):
        monkeypatch.setattr(kept, "_program", lambda program=program: program)
        with keeping_tasks(tmp_path / "tasks.sqlite"):
            in_processes(noted, TASKS, workers=1)
        assert notes() == expected


def test_tasks_that_are_no_plain_values_are_done_each_time(tmp_path):
    with keeping_tasks(tmp_path / "tasks.sqlite"):
        assert in_processes(len, [{1, 2}], workers=1) == [2]
    with pytest.raises(TypeError, match="a task holds a set"):
        kept.digest_of(square, {1})


@pytest.mark.parametrize("content", [b"x", b"x" * 4096])
def test_a_file_that_is_no_store_is_refused_and_stays(content, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(sc.StoreError, match=r"notes\.txt'.*name another file"), keeping_tasks(file):
        pytest.fail("opened")
    assert file.read_bytes() == content


def test_a_store_of_runs_is_refused(tmp_path):
    with opened(tmp_path / "runs.sqlite"):
        pass
    with pytest.raises(sc.StoreError, match="holds something else than tasks"), keeping_tasks(tmp_path / "runs.sqlite"):
        pytest.fail("opened")


def test_results_that_would_run_something_are_not_read(tmp_path):
    store = kept.KeptTasks(tmp_path / "tasks.sqlite")
    store.add("digest", os.getcwd)
    assert store.get("digest") is None
    store.add("digest", {"fine": 1.0})
    assert store.get("digest") == ({"fine": 1.0},)
    store.close()
