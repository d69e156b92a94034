"""A folder of results is complete or as it was; other content in it is nobody's business."""

import hashlib
from functools import partial

import pytest

from simcorr import storage
from simcorr.cli.keeping import replace
from simcorr.errors import ResultError
from simcorr.experiment.results.comparison import Comparison
from simcorr.simulation import Run
from tests.planted import planted_comparison


@pytest.fixture(scope="module")
def comparison():
    return planted_comparison({"Cut": 0.8}, replicates=3)


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_leaves_the_old_result_and_nothing_else(comparison, tmp_path, monkeypatch):
    comparison.save(tmp_path)
    before = files(tmp_path)
    write = storage.write_bytes

    def full(path, content):
        if path.name == "places.csv.gz":
            raise ResultError(f"cannot write '{path}': No space left on device")
        write(path, content)

    monkeypatch.setattr(storage, "write_bytes", full)
    with pytest.raises(ResultError, match="No space left") as caught:
        planted_comparison({"Other": 0.9}, replicates=2).save(tmp_path)
    assert ".simcorr-" not in str(caught.value)
    assert files(tmp_path) == before


def test_other_content_stays_and_files_of_an_earlier_result_go(comparison, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    comparison.save(tmp_path, weekly=True)
    assert (tmp_path / "data" / "contexts_weeks.csv.gz").exists()
    comparison.save(tmp_path)
    assert not (tmp_path / "data" / "contexts_weeks.csv.gz").exists()
    assert (tmp_path / "notes.txt").read_text() == "mine"
    with pytest.raises(ResultError, match="weekly=True"):
        _ = Comparison.load(tmp_path).weekly


def test_a_folder_where_a_file_belongs_is_refused_before_anything_moves(comparison, tmp_path):
    (tmp_path / "effects.csv").mkdir()
    with pytest.raises(ResultError, match="there is a folder of this name"):
        comparison.save(tmp_path)
    assert files(tmp_path) == {}


@pytest.mark.parametrize("name", ["outcomes.csv", "data/places.csv.gz", "data/contexts_periods.csv.gz"])
def test_damaged_and_mixed_files_are_refused(comparison, tmp_path, name):
    comparison.save(tmp_path / "one")
    planted_comparison({"Cut": 0.5}, replicates=4, noise=0.3).save(tmp_path / "two")
    (tmp_path / "one" / name).write_bytes((tmp_path / "two" / name).read_bytes())
    with pytest.raises(ResultError, match="is not as it was saved"):
        Comparison.load(tmp_path / "one")
    (tmp_path / "one" / name).unlink()
    with pytest.raises(ResultError, match="cannot read"):
        Comparison.load(tmp_path / "one")


def test_a_comparison_is_not_a_run(comparison, tmp_path):
    comparison.save(tmp_path)
    with pytest.raises(ResultError, match=r"read it with Comparison\.load"):
        Run.load(tmp_path)


def test_a_record_of_another_version_says_so(comparison, tmp_path):
    comparison.save(tmp_path)
    record = storage.read_json(tmp_path / "record.json")
    storage.write_json(tmp_path / "record.json", {**record, "version": "99.0", "colour": "blue"})
    with pytest.raises(ResultError, match=r"unknown entry 'colour'.*written by simcorr 99\.0"):
        Comparison.load(tmp_path)


def test_the_saved_scenario_finds_its_schema(comparison, tmp_path):
    comparison.save(tmp_path)
    path = tmp_path / "data" / "scenario.toml"
    way = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("#:schema ")
    assert (path.parent / way).exists()


def test_a_brief_lists_its_files(comparison, tmp_path):
    comparison.brief(tmp_path)
    listed = storage.read_json(tmp_path / "figures" / "files.json")
    assert {"brief.html", "brief.md", "figures/bribes.png", "figures/bribes.svg"} <= set(listed)


def test_nothing_of_an_earlier_result_is_left_and_everything_of_the_users(comparison, tmp_path):
    comparison.save(tmp_path, weekly=True)
    comparison.brief(tmp_path)
    (tmp_path / "figures" / "mine.png").write_text("mine")
    (tmp_path / "brief.md").write_text("what I made of it")
    other = planted_comparison({"Other": 0.9}, replicates=2)
    replace(tmp_path, lambda folder: other.save(folder))
    assert Comparison.load(tmp_path).interventions == ["Other"]
    assert {"brief.md", "figures/mine.png"} <= set(files(tmp_path))
    assert not [name for name in files(tmp_path) if name.endswith((".html", ".svg")) or "weeks" in name]
    assert not (tmp_path / "figures" / "files.json").exists()


def test_what_both_results_have_stays(comparison, tmp_path):
    def write(folder):
        comparison.save(folder)
        return comparison.brief(folder)

    replace(tmp_path, write)
    before = set(files(tmp_path))
    replace(tmp_path, write)
    assert set(files(tmp_path)) == before
    assert Comparison.load(tmp_path).interventions == ["Cut"]


def test_a_list_that_points_elsewhere_removes_nothing_there(comparison, tmp_path):
    folder = tmp_path / "out"
    (folder / "figures").mkdir(parents=True)
    (tmp_path / "mine.txt").write_text("mine")
    checksum = hashlib.sha256(b"mine").hexdigest()
    storage.write_json(folder / "figures" / "files.json", {"../mine.txt": checksum})
    replace(folder, lambda path: comparison.save(path))
    assert (tmp_path / "mine.txt").exists()


def test_a_page_that_cannot_be_written_leaves_the_earlier_tables_too(comparison, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = tmp_path / "out"

    def write(one, path):
        one.save(path)
        return one.brief(path)

    assert replace(folder, partial(write, comparison)) == folder / "brief.html"
    way = (folder / "data" / "scenario.toml").read_text(encoding="utf-8").splitlines()[0].removeprefix("#:schema ")
    assert (folder / "data" / way).exists()
    before, put = files(folder), storage.put

    def full(path, content):
        if path.name == "brief.html" and folder in path.parents:
            raise OSError(28, "No space left on device")
        put(path, content)

    monkeypatch.setattr(storage, "put", full)
    with pytest.raises(ResultError, match=r"out/brief.html': No space left on device; the results are in"):
        replace(folder, partial(write, planted_comparison({"Other": 0.9}, replicates=2)))
    assert files(folder) == before
