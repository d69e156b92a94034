"""A process without compilation does the same, and compiled code never looks beyond the end of an array."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from simcorr.jit import JIT_AVAILABLE
from tests.agreement.held_together import same
from tests.agreement.in_a_process import columns

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not JIT_AVAILABLE, reason="compares with compiled code")


def run(which, folder, jit="jit", **environment):
    target = folder / "traces.npz"
    command = [sys.executable, "-m", "tests.agreement.in_a_process", which, str(target), jit]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, timeout=500)
    return np.load(target)


def test_without_compilation(tmp_path):
    plain = run("tiny", tmp_path, "plain", NUMBA_DISABLE_JIT="1")
    jitted = columns("tiny")
    assert len(jitted["week 0"]) > 0
    assert [name for name in jitted if not same(jitted[name], plain[name])] == []


@pytest.mark.slow
def test_with_bounds_checking(tmp_path):
    checked = run("eventful", tmp_path, NUMBA_BOUNDSCHECK="1", XDG_CACHE_HOME=str(tmp_path / "cache"))
    unchecked = columns("eventful")
    assert [name for name in unchecked if not same(unchecked[name], checked[name])] == []


def test_bounds_checking_refuses_what_is_beyond_an_array(tmp_path):
    """Else the test above would pass whatever is read."""
    command = [sys.executable, "-m", "tests.agreement.in_a_process", "beyond", "-", "jit"]
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(command, cwd=ROOT, env=environment, timeout=200, check=False)
    assert done.returncode == 0
