"""Sweeps: common random numbers, runs done once, stores that refuse what is not theirs."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pandas as pd
import pytest

import simcorr as sc
from simcorr.experiment.store import store as storing
from simcorr.experiment.store.reading import KEYS
from tests.experiment.sweeping.faulty import sweep_of
from tests.planted import small_scenario


@pytest.fixture(scope="module")
def found():
    return sweep_of(None, workers=1, replicates=5)


def test_the_runs_are_those_of_a_comparison(found):
    compared = sc.compare(
        small_scenario(), {"Rotation": sc.StaffRotation(interval_weeks=26)}, replicates=5, progress=False
    )
    at = found.runs[found.runs["Rotation.interval_weeks"] == 26].set_index(["intervention", "replicate"])
    wanted = compared.outcomes.set_index(["intervention", "replicate"])
    names = [name for name in wanted.columns if name in at.columns]
    assert len(names) > 30
    pd.testing.assert_frame_equal(at[names].sort_index(), wanted[names].sort_index())


def test_arms_and_points_that_amount_to_the_same_are_run_once(found):
    assert found.counts == {"planned": 25, "done": 25, "failed": 0, "lost": 0}
    assert len(found.runs) == 40


def test_more_points_and_replicates_leave_the_runs_as_they_were(found):
    more = sc.sweep(
        small_scenario(),
        {"Rotation": sc.StaffRotation(interval_weeks=26)},
        {"Rotation.interval_weeks": sc.Values([26, 39])},
        replicates=7,
        workers=1,
        progress=False,
    )
    keys = ["Rotation.interval_weeks", "intervention", "replicate"]
    both = found.runs.drop(columns="point").merge(more.runs.drop(columns="point"), on=keys, suffixes=("", "_more"))
    assert len(both) == 10
    assert both["bribes"].equals(both["bribes_more"])


def test_a_second_call_does_only_what_is_missing(tmp_path, monkeypatch):
    path = str(tmp_path / "runs.sqlite")
    sweep_of(path, workers=1, replicates=2)
    written = []
    add = storing.Store.add
    monkeypatch.setattr(storing.Store, "add", lambda *values: (written.append(1), add(*values)))
    sweep_of(path, workers=1, replicates=3)
    assert len(written) == 5
    sweep_of(path, workers=1, replicates=3)
    assert len(written) == 5


def test_shards_together_are_the_whole(tmp_path, found):
    paths = [tmp_path / f"{part}.sqlite" for part in (1, 2, 3)]
    for part, path in enumerate(paths, start=1):
        sweep_of(str(path), workers=1, replicates=5, shard=(part, 3))
    merged = sc.merge_stores(paths, tmp_path / "all.sqlite")
    assert merged == {"runs": 25, "failures": 0, "new": 25}
    assert sc.merge_stores(paths, tmp_path / "all.sqlite")["new"] == 0
    pd.testing.assert_frame_equal(sc.load_sweep(tmp_path / "all.sqlite").runs, found.runs)


def test_the_table_pairs_arms_with_the_baseline(found):
    table = found.table("bribes")
    assert list(table["Rotation.interval_weeks"]) == [4, 13, 26, 52]
    wide = found.runs.pivot(index=["point", "replicate"], columns="intervention", values="bribes")
    wanted = (wide["Rotation"] - wide["Baseline"]).groupby("point").mean()
    assert table["difference"].tolist() == pytest.approx(wanted.tolist())
    assert (table["replicates"] == 5).all()


def test_recorded_outcomes_rank_nothing(found):
    with pytest.raises(sc.AnalysisError, match="cannot rank interventions"):
        found.table("recorded_cases")
    with pytest.raises(sc.AnalysisError, match="did you mean 'bribes'"):
        found.table("bribs")


def test_observers_share_no_column(found):
    frames = [found.runs, found.recorded, found.surveyed, found.dark_figure]
    seen = [set(frame.columns) - {*KEYS, "Rotation.interval_weeks"} for frame in frames]
    assert sum(map(len, seen)) == len(set.union(*seen))


def test_a_store_of_another_version_is_refused(tmp_path):
    path = tmp_path / "runs.sqlite"
    sweep_of(str(path), workers=1, replicates=1)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE about SET value = 'older' WHERE name = 'model'")
    connection.close()
    with pytest.raises(sc.StoreError, match=r"version older of the model.*never mixed"):
        sweep_of(str(path), workers=1, replicates=1)


def test_a_damaged_store_a_foreign_one_and_a_missing_one_are_refused(tmp_path):
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no database at all, but long enough to be one" * 100)
    with pytest.raises(sc.StoreError, match="damaged or no store"):
        sweep_of(str(damaged), workers=1, replicates=1)
    foreign = tmp_path / "foreign.sqlite"
    connection = sqlite3.connect(foreign)
    with connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    with pytest.raises(sc.StoreError, match="another program"):
        sweep_of(str(foreign), workers=1, replicates=1)
    with pytest.raises(sc.StoreError, match="there is no store"):
        sc.load_sweep(tmp_path / "missing.sqlite")
    assert not (tmp_path / "missing.sqlite").exists()


def test_a_locked_store_says_so(tmp_path, monkeypatch):
    path = tmp_path / "runs.sqlite"
    sweep_of(str(path), workers=1, replicates=1)
    monkeypatch.setattr(storing, "LOCK_SECONDS", 0.1)
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(sc.StoreError, match="locked by another program"):
            sweep_of(str(path), workers=1, replicates=2)
    finally:
        other.close()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"shard": (3, 2)}, "shard is 3"),
        ({"shard": 1}, "allowed is a pair"),
        ({"time_limit_minutes": 0}, "above 0"),
        ({"workers": 0}, "workers is 0"),
        ({"replicates": 2.5}, "replicates is 2.5"),
        ({"executor": 3}, "allowed is an Executor"),
    ],
)
def test_requests_that_cannot_be_carried_out(values, words):
    with pytest.raises(sc.RunError, match=words):
        sweep_of(None, **values)


def test_a_store_that_cannot_be_written_can_be_read_and_merged(tmp_path, monkeypatch):
    path = tmp_path / "with # and % and ?.sqlite"
    whole = sweep_of(str(path), workers=1, replicates=2)
    monkeypatch.setattr(storing.os, "access", lambda asked, mode: storing.Path(asked) != path)
    assert sc.load_sweep(path).runs.equals(whole.runs)
    assert sc.merge_stores([path], into=tmp_path / "all.sqlite")["new"] == whole.counts["done"]
    with pytest.raises(sc.StoreError, match="readonly"), storing.opened(path, create=False) as kept:
        kept.executed(lambda connection: connection.execute("DELETE FROM runs"))


def test_many_may_make_one_store_at_the_same_moment(tmp_path):
    """Nobody may find tables half made, or fail because another one made them first."""
    for turn in range(10):
        path, together = tmp_path / f"{turn}.sqlite", Barrier(6)

        def make(_, path=path, together=together):
            together.wait()
            storing.Store(path).close()

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(make, range(6)))
        with storing.opened(path, create=False) as kept:
            assert kept.query("SELECT COUNT(*) FROM runs") == [(0,)]
