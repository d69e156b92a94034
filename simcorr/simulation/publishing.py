"""Results as a whole: a folder holds all files of one result or keeps those that it had.

Files are written beside their place first and moved there once all of them are complete, so that a full disk or
Ctrl-C harms nothing that was there. A list of the files with their checksums, written last, tells a result that is
complete and belongs together from one that is damaged or mixed with another.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simcorr.errors import ResultError, SimcorrError
from simcorr.storage import DATA, read_json, reason, writable_folder, write_json, write_text

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

FILES = "files.json"
"""Names and checksums of the files of a result."""
_STAGING = ".simcorr-"
FIGURES = "figures"
SETTING = f"{DATA}/setting"
PARTS = (DATA, FIGURES, SETTING)
"""The subfolders that may hold such a list: of a result, of its brief, of the numbers of a setting."""


class Listed(NamedTuple):
    """A list as it stands in a folder, and what tells it from the one that takes its place."""

    mark: int
    files: Mapping[str, str]


@contextmanager
def published(folder: str | Path) -> Iterator[Path]:
    """Give a folder to write into, whose files move to ``folder`` when all of them are written.

    Files of an earlier result that the new one does not have are removed; other content stays as it is.
    """
    path = writable_folder(folder)
    try:
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=path))
    except OSError as error:
        raise ResultError(f"cannot write results to '{path}': {reason(error)}") from error
    try:
        yield staging
        _move(staging, path)
    except SimcorrError as error:
        # Readers know the folder that they named, not the one beside it.
        raise type(error)(str(error).replace(str(staging), str(path))) from error
    except OSError as error:
        raise ResultError(f"cannot write results to '{path}': {reason(error)}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def write_scenario(path: Path, scenario: "Scenario") -> None:
    """Write a scenario inside the folder that `published` gives."""
    from simcorr.scenario import save_scenario

    save_scenario(scenario, path)
    # The way to the schema begins a folder higher once the file has moved, for each move that is to come.
    moves = sum(part.startswith(_STAGING) for part in path.parts)
    write_text(path, path.read_text(encoding="utf-8").replace(f"#:schema {moves * '../'}", "#:schema ", 1))


def list_files(folder: Path, under: str = ".") -> None:
    """Write the list of the files that `published` will move, for `check_files`; call it last."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    write_json(folder / under / FILES, {name: _checksum(folder / name) for name in names})


def check_files(folder: Path, under: str = ".") -> None:
    """Refuse a result with files that are missing, damaged, or of another result."""
    for name, checksum in read_json(folder / under / FILES).items():
        found = _checksum(folder / name)
        if found != checksum:
            raise ResultError(
                f"'{folder / name}' is not as it was saved: damaged, edited or of another result; "
                "save the result again, or read this table with pandas"
            )


def listed(folder: Path) -> dict[str, Listed]:
    """Return the lists of all parts of a result that a folder holds, for `remove_replaced`."""
    found = {}
    for part in PARTS:
        path = folder / part / FILES
        if path.is_file():
            try:
                found[part] = Listed(path.stat().st_ino, read_json(path))
            except (ResultError, OSError):
                continue
    return found


def remove_replaced(folder: Path, before: Mapping[str, Listed]) -> None:
    """Remove what only an earlier result had, once a new one is written; what somebody has changed since stays.

    Parameters
    ----------
    folder : Path
    before : mapping of str to Listed
        What `listed` gave before the new result was written.
    """
    now = listed(folder)
    new = {part for part, one in now.items() if part not in before or one.mark != before[part].mark}
    written = {name for part in new for name in now[part].files}
    for part, one in before.items():
        for name, checksum in one.files.items():
            path = folder / name
            if name not in written and _within(path, folder) and path.is_file() and _checksum(path) == checksum:
                path.unlink(missing_ok=True)
        if part not in new:
            (folder / part / FILES).unlink(missing_ok=True)
            with suppress(OSError):
                (folder / part).rmdir()  # if nothing else is in it


def _within(path: Path, folder: Path) -> bool:
    """Return whether a file is in a folder: a list is only a file, and what it names elsewhere is none of ours."""
    return path.resolve().is_relative_to(folder.resolve())


def _checksum(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ResultError(f"cannot read '{path}': {reason(error)}") from error


def _move(staging: Path, folder: Path) -> None:
    written = [path for path in sorted(staging.rglob("*")) if path.is_file()]
    # The list is removed first and moved last: a folder with a list is complete.
    written.sort(key=lambda path: path.name == FILES)
    _check_places(staging, folder, written)
    for path in written:
        if path.name == FILES:
            _remove_listed(folder, folder / path.relative_to(staging))
    for path in written:
        target = folder / path.relative_to(staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)


def _check_places(staging: Path, folder: Path, written: list[Path]) -> None:
    """Refuse to replace folders by files or files by folders, before anything is moved."""
    for path in written:
        target = folder / path.relative_to(staging)
        if target.is_dir():
            raise ResultError(f"cannot write '{target}': there is a folder of this name; choose another place")
        if target.parent.exists() and not target.parent.is_dir():
            raise ResultError(f"cannot write '{target}': '{target.parent}' is a file; choose another place")


def _remove_listed(folder: Path, listed: Path) -> None:
    """Remove the list of an earlier result and the files that it names."""
    if not listed.is_file():
        return
    try:
        names = list(read_json(listed))
    except ResultError:
        names = []
    listed.unlink()
    for name in names:
        path = folder / name
        if _within(path, folder):
            path.unlink(missing_ok=True)
