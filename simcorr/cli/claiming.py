"""One command to an output folder: two would leave the page of one beside the tables of the other."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from simcorr.errors import ResultError

LOCK = ".simcorr.lock"
"""The file whose lock stands for the folder. The lock is the system's, so that it ends with its process."""
_LEFT_OVER = ".simcorr-*"
_OLD_SECONDS = 3600.0
_TRIES = 5


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Take a folder for one command, after proving that it can be written; leave none behind if nothing comes of it.

    Raises
    ------
    ResultError
        When it cannot be written, or when another command has it.
    """
    from simcorr.storage import writable_folder

    new = not folder.exists()
    writable_folder(folder)
    try:
        with _locked(folder):
            _tidy(folder)
            yield
    except BaseException:
        # The ordinary end of a refused request; what is not empty is none of ours.
        if new:
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = _taken(folder)
    try:
        yield
    finally:
        _released(folder / LOCK, lock)


def _taken(folder: Path) -> sqlite3.Connection | None:
    """Return what holds the lock; None where the file system knows no locks."""
    path = folder / LOCK
    for _ in range(_TRIES):
        lock = sqlite3.connect(path, timeout=0.0, isolation_level=None, check_same_thread=False)
        try:
            path.touch()
            before = path.stat().st_ino
            lock.execute("BEGIN EXCLUSIVE")
            # Whoever had the lock removes the file; what is locked then has to be the one that others find.
            if path.exists() and path.stat().st_ino == before:
                return lock
        except sqlite3.OperationalError as error:
            lock.close()
            if "locked" in str(error):
                raise ResultError(
                    f"output '{folder}' is in use by another simcorr command; wait for it, or name another folder"
                ) from None
            return None
        except OSError:
            pass
        lock.close()
    return None


def _released(path: Path, lock: sqlite3.Connection | None) -> None:
    """Remove the file while it is still locked, where the system allows that."""
    if lock is None:
        return
    with suppress(OSError):
        if os.name == "nt":
            lock.close()
        path.unlink()
    lock.close()


def _tidy(folder: Path) -> None:
    """Remove what a command that was killed had begun to write; what is young may be somebody's who still writes."""
    for path in folder.glob(_LEFT_OVER):
        with suppress(OSError):
            if path.is_dir() and time.time() - path.stat().st_mtime > _OLD_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
