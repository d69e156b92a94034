"""A file holds what it held or the whole of what is new, whatever the disk says."""

import os
import subprocess
import sys

import pytest

import simcorr as sc
from simcorr import storage
from tests.planted import small_scenario

pytestmark = pytest.mark.skipif(os.name == "nt", reason="only POSIX limits how large a file may be")

FULL = """
import resource, sys
import simcorr as sc
from simcorr.setting import write_sheet
from tests.planted import small_scenario
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
write = {"scenario": lambda path: sc.save_scenario(small_scenario(), path),
         "sheet": lambda path: write_sheet(path, replace=len(sys.argv) > 3)}[sys.argv[1]]
try:
    write(sys.argv[2])
except sc.ScenarioError as error:
    print(error)
"""


def written_on_a_full_disk(*arguments):
    command = [sys.executable, "-c", FULL, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("kind", [["scenario"], ["sheet", "replace"]])
def test_what_was_there_survives_a_full_disk(kind, tmp_path):
    file = tmp_path / "one.toml"
    sc.save_scenario(small_scenario(), file)
    before = file.read_bytes()
    told = written_on_a_full_disk(kind[0], file, *kind[1:])
    assert "one.toml" in told
    assert "cannot be written: File too large" in told
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_full_disk_leaves_no_empty_sheet(tmp_path):
    assert "cannot be written: File too large" in written_on_a_full_disk("sheet", tmp_path / "new.toml")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_an_error_of_ours(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(sc.ResultError, match="cannot write"):
        storage.write_bytes(tmp_path / "file" / "x", b"1")


@pytest.mark.parametrize("size", [1, 49, 511])
def test_a_small_file_is_no_store_and_stays(size, tmp_path):
    file = tmp_path / "notes.sqlite"
    file.write_bytes(b"x" * size)
    for create in (True, False):
        with pytest.raises(sc.StoreError, match=r"notes\.sqlite' is no store; name another file"):
            sc.compare(small_scenario(), {"R": sc.StaffRotation()}, 1, store=file) if create else sc.load_sweep(file)
    assert file.read_bytes() == b"x" * size
