"""Whoever does the work: every unit comes back once, and one that goes wrong costs only itself."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from simcorr.errors import RunError
from simcorr.executors import External, Limits, Lost, Processes, Raised, Serial, Unit, run_units, workers_of
from simcorr.executors.chunk import TimeLimitError
from tests.executors import work

N = 40
UNITS = [Unit(number, number) for number in range(N)]
WRONG = work.BAD


def results(function, crew, shared=0, limit=None):
    found = list(run_units(function, shared, UNITS, crew, limits=Limits(limit)))
    assert sorted(done.unit.number for done in found) == list(range(N))
    return {done.unit.number: done.result for done in found}


def all_right_but(found, wrong):
    return all(result == number * number for number, result in found.items() if number != wrong)


@pytest.fixture(params=["here", "threads", "processes"])
def crew(request):
    if request.param == "here":
        yield Serial()
    elif request.param == "processes":
        yield Processes(2)
    else:
        with ThreadPoolExecutor(2) as pool:
            yield External(pool, 2)


def test_every_unit_comes_back_once(crew):
    assert results(work.square, crew, shared=5) == {number: 5 + number * number for number in range(N)}


def test_what_a_unit_raises_is_its_result(crew):
    found = results(work.raising, crew)
    assert isinstance(found[WRONG], Raised)
    assert isinstance(found[WRONG].error, ValueError)
    assert "thirteen" in found[WRONG].traceback
    assert all_right_but(found, WRONG)


def test_a_unit_that_looks_at_the_clock_ends_by_it(crew):
    found = results(work.endless, crew, limit=0.3)
    assert isinstance(found[WRONG].error, TimeLimitError)
    assert "0.3 s" in str(found[WRONG].error)
    assert all_right_but(found, WRONG)


def test_a_unit_that_always_kills_its_worker_is_found_out():
    found = results(work.deadly, Processes(2))
    assert isinstance(found[WRONG], Lost)
    assert "SIGKILL" in found[WRONG].error
    assert all_right_but(found, WRONG)


def test_a_worker_that_is_killed_once_costs_nothing(tmp_path):
    found = results(work.deadly_once, Processes(2), shared=str(tmp_path / "killed"))
    assert all_right_but(found, None)


def test_a_unit_that_never_looks_at_the_clock_is_ended_with_its_worker(monkeypatch):
    monkeypatch.setattr("simcorr.executors.processes._GRACE_SECONDS", 0.5)
    found = results(work.deaf, Processes(2), limit=0.5)
    assert isinstance(found[WRONG], Lost)
    assert "did not end within 0.5 s" in found[WRONG].error
    assert "work.py" in found[WRONG].traceback  # where it was
    assert all_right_but(found, WRONG)


def test_threads_stop_when_nobody_waits_any_more():
    with ThreadPoolExecutor(2) as pool:
        found = run_units(work.slow, 0, UNITS, External(pool, 2))
        next(found)
        found.close()
    # leaving the pool waits for its threads, so this test would take 80 s if they went on


def test_an_executor_that_is_shut_down_is_refused():
    pool = ThreadPoolExecutor(2)
    pool.shutdown()
    with pytest.raises(RunError, match=r"takes no more work.*what was computed is kept"):
        list(run_units(work.square, 0, UNITS, External(pool, 2)))


class Silent(Executor):
    """Does at once what it is given, but never answers where the bad unit is among it, as a lost machine would."""

    def submit(self, function, chunk):
        future = Future()
        if WRONG not in [unit.content for unit in chunk.units]:
            future.set_result(function(chunk))
        return future


def test_an_executor_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("simcorr.executors.dispatch._PATIENCE_SECONDS", 0.1)
    found = results(work.square, External(Silent(), 2), limit=0.01)
    assert isinstance(found[WRONG], Lost)
    assert all_right_but(found, WRONG)


def test_loky_replaces_its_workers():
    from loky import get_reusable_executor

    found = results(work.deadly, External(lambda: get_reusable_executor(max_workers=2), 2))
    assert isinstance(found[WRONG], Lost)
    assert all_right_but(found, WRONG)


def test_the_number_of_workers_of_an_executor():
    with ThreadPoolExecutor(3) as pool:
        assert workers_of(pool) == 3
    assert workers_of(object()) is None


class Deserted(Silent):
    """Like Dask when its last worker died and could not be replaced."""

    class _client:
        @staticmethod
        def ncores():
            return {}


def test_an_executor_whose_workers_are_all_gone_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("simcorr.executors.dispatch._PATIENCE_SECONDS", 0.05)
    taken = []
    with pytest.raises(RunError, match=r"no workers for 0\.05 seconds.*what was computed is kept"):
        taken.extend(run_units(work.square, 0, UNITS, External(Deserted(), 2)))
    assert taken


def test_an_executor_that_has_workers_is_waited_for(monkeypatch):
    monkeypatch.setattr("simcorr.executors.dispatch._PATIENCE_SECONDS", 0.02)
    with ThreadPoolExecutor(2) as pool:
        assert all_right_but(results(work.leisurely, External(pool, 2)), None)


@contextmanager
def local_dask():
    distributed = pytest.importorskip("distributed")
    import dask

    # Dask gives up a worker that is not there this long after its death, be it the next death by then.
    patient = {"distributed.deploy.lost-worker-timeout": "10m", "distributed.comm.timeouts.connect": "60s"}
    with (
        dask.config.set({"distributed.worker.daemon": False, **patient}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client.get_executor(pure=False)


def test_dask_says_how_many_workers_it_has():
    with local_dask() as executor:
        assert workers_of(executor) == 2
        assert not External(executor, 2).deserted()


def test_dask_loses_nothing_when_a_unit_kills_its_worker():
    with local_dask() as executor:
        found = results(work.deadly, External(executor, 2))
    assert isinstance(found[WRONG], Lost)
    assert all_right_but(found, WRONG)


def test_dask_loses_nothing_when_a_worker_is_killed(tmp_path):
    with local_dask() as executor:
        assert all_right_but(results(work.deadly_once, External(executor, 2), shared=str(tmp_path / "killed")), None)


def test_large_results_travel_a_few_at_a_time():
    sizes = []

    class Counting(Serial):
        chunk_seconds = 60.0

        def submit(self, chunk):
            sizes.append(len(chunk.units))
            return super().submit(chunk)

    found = list(run_units(work.square, 0, UNITS, Counting(), most_units=4))
    assert len(found) == N
    assert max(sizes) == 4
