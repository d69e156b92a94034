"""The evidence behind the parameters: one row a figure or a stylised fact."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Evidence(NamedTuple):
    """One row of the evidence table; ``note`` says where ``low`` and ``high`` are only a suggested range."""

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


@cache
def evidence_rows() -> dict[str, Evidence]:
    """Return every row of the evidence table by its id."""
    text = files("simcorr.parameters").joinpath("evidence.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["id"]: Evidence(**row) for row in rows}
