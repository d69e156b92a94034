"""Points of a design from a CSV file, checked as far as a file can be."""

import csv
from pathlib import Path

import pandas as pd

from simcorr.errors import DesignError

_POINT = "point"
"""The number of a point, as `Sweep.to_csv` writes it in front; a point is told by its place alone."""


def read_points(path: str | Path) -> pd.DataFrame:
    """Return the rows of a CSV file: the first line names what is varied, every other one is a point.

    Raises
    ------
    DesignError
        For a file that is not there or cannot be read, and for names that are missing or there twice.
    """
    file = Path(path)
    if not file.is_file():
        raise DesignError(f"there is no file '{path}' with points; allowed is a CSV file, or a list of rows")
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            names, *lines = [[cell.strip() for cell in line] for line in csv.reader(opened) if line] or [[]]
        _check(file, names, lines)
        # What is empty is missing; words such as "None" or "NA" may be the name of an alternative.
        rows = pd.read_csv(file, header=0, names=names, encoding="utf-8-sig", index_col=False, skipinitialspace=True,
                           keep_default_na=False, na_values=["", "nan", "NaN"])  # fmt: skip
    except (OSError, ValueError, csv.Error) as error:  # among them those of pandas, and of a text that is not UTF-8
        raise DesignError(f"'{path}' cannot be read as CSV: {error}") from error
    return rows.drop(columns=_POINT) if _POINT in names else rows


def inside(folder: Path, name: str) -> Path:
    """Return the path of a file that another file names; it lies beside that one or below."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise DesignError(f"rows is '{name}'; allowed is a file beside the experiment file or in a folder below it")
    return path


def _check(file: Path, names: list[str], lines: list[list[str]]) -> None:
    if not any(names):
        raise DesignError(f"'{file}' is empty; allowed is a line of names and at least one point")
    if "" in names:
        raise DesignError(f"'{file}': column {names.index('') + 1} has no name; allowed is a dotted name in each")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise DesignError(f"'{file}' has the column '{twice[0]}' more than once; allowed is once")
    if not lines:
        raise DesignError(f"'{file}' has no row; allowed is a line of names and at least one point")
    for point, line in enumerate(lines):
        if len(line) != len(names):
            raise DesignError(
                f"'{file}': point {point} has {len(line)} cells; allowed are {len(names)}, one for each name"
            )
