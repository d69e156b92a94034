"""Reading and writing results: open formats, each file complete or absent, failures as plain errors."""

import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.errors import ResultError

# From 3.1 on pandas reads every number exactly and warns of the option that older releases need for it.
_PANDAS = tuple(int(part) for part in pd.__version__.split(".")[:2])
_EXACT: dict[str, Any] = {} if _PANDAS >= (3, 1) else {"float_precision": "round_trip"}


DATA = "data"
"""The subfolder of a result for what only programs and specialists read."""
_PROOF = 65_536
"""Bytes that are written to prove that a folder can take results: an empty file fits on a full disk."""


def writable_folder(folder: str | Path) -> Path:
    """Return the folder, made if necessary, after proving that a file can be written into it.

    Ask before a long simulation: nothing is lost when the answer is no.
    """
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path) as file:
            file.write(bytes(_PROOF))
            file.flush()
    except OSError as error:
        raise ResultError(f"cannot write results to '{path}': {reason(error)}") from error
    return path


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old content or the new, never a part."""
    try:
        put(path, content)
    except OSError as error:
        raise ResultError(f"cannot write '{path}': {reason(error)}") from error


def put(path: Path, content: bytes) -> None:
    """Do the same for those who have an error of their own.

    Raises
    ------
    OSError
        When it cannot be written; what was there is as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 with the same line ends on every platform."""
    write_bytes(path, text.encode())


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file; NaN has no place in JSON and is refused."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as CSV, numbers with all their digits, undefined values as empty cells."""
    write_text(path, frame.to_csv(index=False, lineterminator="\n"))


def write_compressed(path: Path, frame: pd.DataFrame, digits: int | None = 7) -> None:
    """Write a large frame as compressed CSV, numbers rounded to some digits that matter, or with all of them."""
    numbers = frame.loc[:, [name for name in frame if frame[name].dtype.kind == "f"]]
    rounded = frame.copy()
    if digits is not None:
        rounded[numbers.columns] = _rounded(numbers.to_numpy(), digits)
    text = rounded.to_csv(index=False, lineterminator="\n")
    write_bytes(path, gzip.compress(text.encode(), compresslevel=3, mtime=0))


def _rounded(values: NDArray[np.float64], digits: int) -> NDArray[np.float64]:
    """Return numbers rounded to some digits that matter; rounding before writing is faster than formatting."""
    size = np.abs(values)
    known = np.isfinite(size) & (size > 0.0)
    places = digits - 1 - np.floor(np.log10(np.where(known, size, 1.0)))
    scale = np.power(10.0, places)
    result: NDArray[np.float64] = np.where(known, np.rint(values * scale) / scale, values)
    return result


def read_text(path: Path) -> str:
    """Return the content of a text file."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResultError(f"cannot read '{path}': {reason(error)}") from error


def read_json(path: Path) -> dict[str, Any]:
    """Return the content of a JSON file that holds one object."""
    try:
        content = json.loads(read_text(path))
    except ValueError as error:
        raise ResultError(f"'{path}' is not valid JSON: {error}") from None
    if not isinstance(content, dict):
        raise ResultError(f"'{path}' does not hold a JSON object")
    return content


def read_frame(path: Path) -> pd.DataFrame:
    """Return the frame that `write_frame` wrote, every number as it was; an empty cell is undefined."""
    try:
        frame: pd.DataFrame = pd.read_csv(path, keep_default_na=False, na_values=[""], **_EXACT)
    except (OSError, ValueError, EOFError, zlib.error) as error:
        raise ResultError(f"cannot read '{path}': {reason(error)}") from error
    return frame


def reason(error: Exception) -> str:
    """Return what the system says about a failure, without numbers and names of files."""
    return str(getattr(error, "strerror", None) or error)
