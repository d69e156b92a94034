"""The parameter table as text, CSV or JSON."""

import json
import textwrap
from typing import Literal

import pandas as pd

from simcorr.errors import ScenarioError, unknown_name

Form = Literal["text", "csv", "json"]


def parameter_text(group: str | None, name: str | None, form: Form) -> str:
    """Return all parameters, those of one group, or the evidence behind one of them.

    Raises
    ------
    ScenarioError
        For a group or a parameter that does not exist, with the nearest one that does.
    """
    from simcorr.parameters import evidence, table

    if name is not None:
        return _written(evidence(name), form, "No evidence row: an assumption (grade D).")
    frame = table()
    if group is not None:
        frame = frame[_in_group(frame["name"], group)]
    return _written(frame, form, "")


def _in_group(names: "pd.Series[str]", group: str) -> "pd.Series[bool]":
    """Mark the names of a group; a dotted group such as contexts.airports narrows it down."""
    chosen = (names == group) | names.str.startswith(f"{group}.")
    if not chosen.any():
        parts = names.str.split(".")
        groups = {".".join(part[:depth]) for part in parts for depth in range(1, len(part))}
        raise ScenarioError(unknown_name("group", group, sorted(groups)))
    return chosen


def _written(frame: pd.DataFrame, form: Form, empty: str) -> str:
    if form == "csv":
        return frame.assign(**_flat(frame)).to_csv(index=False, lineterminator="\n").rstrip("\n")
    if form == "json":
        return json.dumps(frame.to_dict(orient="records"), indent=2, ensure_ascii=False)
    if frame.empty:
        return empty
    if "grade" in frame.columns and "low" in frame.columns and "name" in frame.columns:
        return _declarations(frame)
    return "\n\n".join(_record(row) for _, row in frame.iterrows())


def _flat(frame: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    return {"sources": frame["sources"].map(" ".join)} if "sources" in frame else {}


def _declarations(frame: pd.DataFrame) -> str:
    lines = [f"{'name':<52} {'value':>10}  {'range':<18} {'grade':<6} unit"]
    for _, row in frame.iterrows():
        bounds = f"{row['low']:g} to {row['high']:g}"
        value = f"{row['value']:,g}"
        lines.append(f"{row['name']:<52} {value:>10}  {bounds:<18} {row['grade']:<6} {row['unit']}")
    return "\n".join(lines)


def _record(row: "pd.Series[str]") -> str:
    lines = []
    for name, value in row.items():
        if str(value) not in ("", "nan"):
            text = textwrap.fill(str(value), 96, subsequent_indent=" " * 14)
            lines.append(f"{name!s:<13} {text}")
    return "\n".join(lines)
