"""Keeping what a long simulation gave when its folder cannot take it any more."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from simcorr.errors import ResultError, SimcorrError

Written = TypeVar("Written")


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Prove before a long simulation that a folder can be written; leave none behind if nothing comes of it."""
    from simcorr.storage import writable_folder

    new = not folder.exists()
    writable_folder(folder)
    try:
        yield
    except BaseException:
        # The ordinary end of a refused request; what is not empty is none of ours.
        if new:
            with suppress(OSError):
                folder.rmdir()
        raise


def keep(folder: Path, write: Callable[[Path], Written]) -> Written:
    """Write results into a folder; when that fails, into a temporary one, and say where.

    Parameters
    ----------
    folder : Path
    write : callable (folder)
        Writes everything and returns what the caller needs.

    Raises
    ------
    ResultError
        When the folder could not take the results, wherever they are now.
    """
    try:
        return write(folder)
    except SimcorrError as error:
        raise ResultError(f"{error}; {_elsewhere(write)}") from error


def _elsewhere(write: Callable[[Path], object]) -> str:
    try:
        other = Path(tempfile.mkdtemp(prefix="simcorr-results-"))
        write(other)
    except (SimcorrError, OSError) as error:
        return f"nor does a temporary folder take them ({error}); the table above is all that is left"
    return f"the results are in '{other}' instead"
