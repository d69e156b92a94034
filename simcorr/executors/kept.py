"""Keeping the results of tasks in a file as they come, so that the same call goes on where it was stopped."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import sqlite3
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from simcorr.errors import StoreError

_WAIT_SECONDS = 30.0
_SMALLEST_BYTES = 512
_TABLE = "CREATE TABLE IF NOT EXISTS tasks (digest TEXT PRIMARY KEY, result BLOB)"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_NUMPY = {"scalar", "dtype", "_reconstruct", "ndarray"}


class KeptTasks:
    """Results by a digest of the program, the function and the task.

    Parameters
    ----------
    path : Path
        The file; made if there is none.

    Raises
    ------
    StoreError
        For a file that is something else, or cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.is_file() and 0 < path.stat().st_size < _SMALLEST_BYTES:
            raise StoreError(f"'{path}' is no store; name another file")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
            tables = {name for (name,) in self._connection.execute(_TABLES)}
            if tables - {"tasks"}:
                raise StoreError(f"'{path}' holds something else than tasks, such as runs; name another file")
            with self._connection:
                self._connection.execute(_TABLE)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"the store '{path}' cannot be opened: {error}; name another file") from error
        self._writes = True

    def get(self, digest: str) -> tuple[Any] | None:
        """Return a result that is there, alone in a tuple; what cannot be read is done again."""
        found = self._connection.execute("SELECT result FROM tasks WHERE digest = ?", (digest,)).fetchone()
        try:
            return None if found is None else (_Reader(io.BytesIO(found[0])).load(),)
        except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError):
            return None

    def add(self, digest: str, result: Any) -> None:
        """Keep a result; a full disk ends the keeping and not the work."""
        if not self._writes:
            return
        try:
            with self._connection:
                row = (digest, pickle.dumps(result))
                self._connection.execute("INSERT OR REPLACE INTO tasks VALUES (?, ?)", row)
        except sqlite3.Error as error:
            self._writes = False
            warnings.warn(f"'{self.path}' keeps no more tasks: {error}; the work goes on", RuntimeWarning, stacklevel=2)

    def close(self) -> None:
        """Close the file."""
        with suppress(sqlite3.Error):
            self._connection.close()


_current: ContextVar[KeptTasks | None] = ContextVar("kept tasks", default=None)


@contextmanager
def keeping_tasks(path: Path | None) -> Iterator[None]:
    """Keep what tasks give, whoever asks for them inside, in a file; without one, nothing changes."""
    if path is None:
        yield
        return
    kept = KeptTasks(path)
    before = _current.set(kept)
    try:
        yield
    finally:
        _current.reset(before)
        kept.close()


def kept_tasks() -> KeptTasks | None:
    """Return where results of tasks are kept at present, if anywhere."""
    return _current.get()


def digest_of(function: Any, task: Any) -> str:
    """Return what stands for a result: the program, to the letter, the function and the task.

    Raises
    ------
    TypeError
        For a task that is no plain value.
    """
    content = [_program(), f"{function.__module__}.{function.__qualname__}", _plain(task)]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__qualname__, {one.name: _plain(getattr(value, one.name)) for one in fields(value)}]
    if isinstance(value, BaseModel):
        return [type(value).__module__, type(value).__qualname__, value.model_dump(mode="json")]
    if isinstance(value, Mapping):
        return [[_plain(name), _plain(one)] for name, one in value.items()]
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, (str, int, float)):
        return value if isinstance(value, (str, bool)) or value is None else repr(value)
    raise TypeError(f"a task holds a {type(value).__name__}")


@cache
def _program() -> str:
    """Return what stands for all of simcorr: a study or a rule that was edited makes another program of it."""
    root = Path(__file__).parents[1]
    found = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        found.update(f"{path.relative_to(root).as_posix()}\n".encode() + path.read_bytes())
    return found.hexdigest()


class _Reader(pickle.Unpickler):
    """Reads numbers and records of simcorr and makes nothing else: a file may come from anybody."""

    def find_class(self, module: str, name: str) -> Any:
        if module.split(".")[0] == "simcorr":
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found):
                return found
        if module.split(".")[0] == "numpy" and name in _NUMPY:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no result")
