"""Many tasks in processes: in order, with failures that say what happened."""

import os
import time

import pytest

from simcorr.errors import RunError, ScenarioError
from simcorr.executors.tasks import in_processes


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
