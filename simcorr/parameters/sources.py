"""The evidence behind the parameters: one row a figure or a stylised fact."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from simcorr.errors import EvidenceError, listed

VERIFICATIONS = ("read", "derived", "unverified")
"""Read at its address; arithmetic on rows that were read; known, but not found at a source."""
ROW_GRADES = ("A", "B", "C")
_NEEDED = ("quantity", "unit", "place", "year")


class Evidence(NamedTuple):
    """One row of the evidence table.

    ``low`` and ``high`` are the source's own range where it gives one, and a suggested range otherwise; they are
    empty where neither makes sense. ``note`` says what to mind, and what was mended in the row.
    """

    id: str
    topic: str
    quantity: str
    value: str
    low: str
    high: str
    unit: str
    place: str
    year: str
    source: str
    url: str
    grade: str
    verified: str
    note: str

    @property
    def supports(self) -> bool:
        """Whether the row was read at its source or derived from such rows."""
        return self.verified in ("read", "derived")

    @property
    def laboratory(self) -> bool:
        """Whether the row supports a sign and a mechanism only, because it comes from a laboratory."""
        return "laboratory" in self.note

    @property
    def range(self) -> tuple[float, float] | None:
        """The range of the figure, if the row has one."""
        return (float(self.low), float(self.high)) if self.low else None


@cache
def evidence_rows() -> dict[str, Evidence]:
    """Return every row of the evidence table by its id.

    Examples
    --------
    >>> evidence_rows()["E197"].range
    (3.0, 6.0)
    """
    return parse_evidence(files("simcorr.parameters").joinpath("evidence.csv").read_text(encoding="utf-8"))


def parse_evidence(text: str) -> dict[str, Evidence]:
    r"""Return the rows of an evidence table by their ids.

    Parameters
    ----------
    text
        The table as CSV, with the fields of `Evidence` as its columns.

    Raises
    ------
    EvidenceError
        For the first row that cannot be relied on; the message names it and says what is wrong.

    Examples
    --------
    >>> parse_evidence("id,topic\n")
    Traceback (most recent call last):
    ...
    simcorr.errors.EvidenceError: the evidence table lacks the columns quantity, value, low, high, unit, ...
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: dict[str, Evidence] = {}
    try:
        _check_columns(next(reader, []))
        for cells in reader:
            row = _row(cells, reader.line_num)
            if row.id in rows:
                raise EvidenceError(f"evidence row {row.id} is there twice; an id names one row")
            rows[row.id] = row
    except csv.Error as error:
        raise EvidenceError(f"line {reader.line_num} of the evidence table is not CSV: {error}") from error
    return rows


def _check_columns(columns: list[str]) -> None:
    missing = [name for name in Evidence._fields if name not in columns]
    if missing:
        raise EvidenceError(f"the evidence table lacks the columns {listed(missing, 20)}")
    if columns != list(Evidence._fields):
        raise EvidenceError(f"the columns of the evidence table must be {listed(Evidence._fields, 20)}, in this order")


def _row(cells: list[str], line: int) -> Evidence:
    name = f"row {cells[0]}" if cells and cells[0].strip() else f"line {line}"
    if len(cells) != len(Evidence._fields):
        raise EvidenceError(f"evidence {name} has {len(cells)} cells; a row has {len(Evidence._fields)}")
    row = Evidence(*cells)
    for problem in _problems(row):
        raise EvidenceError(f"evidence {name}: {problem}")
    return row


def _problems(row: Evidence) -> Iterator[str]:
    """Say what is wrong with a row, the gravest first."""
    if not row.id.strip():
        yield "it has no id"
    if not row.source.strip():
        yield "it has no citation (column source)"
    for name in _NEEDED:
        if not getattr(row, name).strip():
            yield f"{name} is empty"
    if row.grade not in ROW_GRADES:
        yield f"grade is '{row.grade}'; allowed are {listed(ROW_GRADES)}"
    if row.verified not in VERIFICATIONS:
        yield f"verified is '{row.verified}'; allowed are {listed(VERIFICATIONS)}"
    if row.supports and not row.url.startswith(("http://", "https://")):
        yield f"verified is '{row.verified}', but url is '{row.url}' and leads nowhere"
    yield from _problems_of_range(row)


def _problems_of_range(row: Evidence) -> Iterator[str]:
    if not row.low and not row.high:
        return
    for name in ("low", "high"):
        if not _is_number(getattr(row, name)):
            yield f"{name} is '{getattr(row, name)}'; allowed is a number, or nothing in both low and high"
            return
    if float(row.low) > float(row.high):
        yield f"low is {row.low}, above high, which is {row.high}"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
