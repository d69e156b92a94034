"""The door to Numba: plain functions stay plain, and machine code is named by the sources it comes from."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simcorr import jit
from simcorr.rules import mathematics


def plain_double(x):
    return 2.0 * x


def test_a_rule_stays_a_plain_function():
    assert jit.rule(plain_double) is plain_double
    assert mathematics.logistic.__module__ == "simcorr.rules.mathematics"
    assert mathematics.logistic(0.0) == 0.5


@pytest.mark.skipif(not jit.JIT_AVAILABLE, reason="Numba is missing or switched off")
def test_a_rule_can_be_called_from_compiled_code():
    import numba

    rule = mathematics.logistic

    @numba.njit
    def compiled(x):
        return rule(x)

    for x in (-40.0, -1.3, 0.0, 0.7, 29.9, 100.0):
        assert compiled(x) == mathematics.logistic(x)


def test_the_folder_of_machine_code_is_named_by_the_sources(tmp_path, monkeypatch):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "one.py").write_text("x = 1\n")
    monkeypatch.setattr(jit, "_PACKAGE", tmp_path)
    jit.cache_folder.cache_clear()
    first = jit.cache_folder()
    (tmp_path / "rules" / "one.py").write_text("x = 2\n")
    jit.cache_folder.cache_clear()
    assert jit.cache_folder() != first
    jit.cache_folder.cache_clear()


def test_code_with_checks_is_kept_apart_from_code_without(monkeypatch):
    folders = set()
    for setting in ("0", "1"):
        monkeypatch.setenv("NUMBA_BOUNDSCHECK", setting)
        jit.cache_folder.cache_clear()
        folders.add(jit.cache_folder())
    jit.cache_folder.cache_clear()
    assert len(folders) == 2


@pytest.mark.parametrize("pattern", jit._SOURCES)
def test_every_source_pattern_is_a_relative_path(pattern):
    assert not Path(pattern).is_absolute()


def test_switching_numba_off_is_respected():
    code = "from simcorr import jit, draws; print(jit.JIT_AVAILABLE, type(draws.uniform).__name__)"
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "function"]


def test_a_broken_numba_is_no_numba(tmp_path):
    (tmp_path / "numba.py").write_text("raise SystemError('broken')\n")
    code = "from simcorr import jit, draws; print(jit.JIT_AVAILABLE, 0 < draws.uniform(1, 2) < 1)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "NUMBA_DISABLE_JIT": "0"}
    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "True"]


@pytest.mark.skipif(not jit.JIT_AVAILABLE or sys.platform != "linux", reason="moves the user's cache as Linux does")
def test_without_a_folder_to_write_to_nothing_is_kept_beside_the_sources(tmp_path):
    (tmp_path / "file").write_text("no folder")
    code = (
        "from simcorr import jit, draws; print(jit.keeps_code(), draws.uniform(1, 2), draws.uniform.stats.cache_path)"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "file"), "NUMBA_DISABLE_JIT": "0"}
    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    kept, drawn, folder = found.stdout.split()
    assert (kept, folder) == ("False", "None")
    assert 0.0 < float(drawn) < 1.0
    assert not list(Path(jit.__file__).parent.rglob("*.nbi"))


@pytest.mark.skipif(not jit.JIT_AVAILABLE, reason="Numba is missing or switched off")
def test_code_that_cannot_be_saved_works_all_the_same(monkeypatch):
    import numba

    compiled = numba.njit(cache=True)(plain_double)

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compiled._cache, "save_overload", full)
    assert jit._that_may_fail_to_save(compiled)(2.0) == 4.0
