"""Keeping what a long simulation gave when its folder cannot take it any more."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import typer

from simcorr.errors import ResultError, SimcorrError

Written = TypeVar("Written")


def say_what_is_written(folder: Path, *, interrupted: bool) -> None:
    """Say after an interrupt that the end takes its time: figures and tables are made of what is there."""
    if interrupted:
        typer.echo(f"simcorr: writing what is there to '{folder}' ...", err=True)


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


def replace(folder: Path, write: Callable[[Path], Path]) -> Path:
    """Like `keep`, all or nothing, and in the place of an earlier result: nothing of that is left beside the new one.

    Parameters
    ----------
    folder : Path
    write : callable (folder)
        Writes everything and returns a path in the folder.
    """
    from simcorr.simulation.publishing import listed, published, remove_replaced

    def whole(path: Path) -> Path:
        with published(path) as staging:
            written = write(staging).relative_to(staging)
        return path / written

    before = listed(folder)
    found = keep(folder, whole)
    remove_replaced(folder, before)
    return found


def _elsewhere(write: Callable[[Path], object]) -> str:
    try:
        other = Path(tempfile.mkdtemp(prefix="simcorr-results-"))
        write(other)
    except (SimcorrError, OSError) as error:
        return f"nor does a temporary folder take them ({error}); the table above is all that is left"
    return f"the results are in '{other}' instead"
