"""The parameter table as text, CSV or JSON."""

import json
from typing import Literal

import pandas as pd

from simcorr.errors import ScenarioError, unknown_name

Form = Literal["text", "csv", "json"]


def parameter_text(group: str | None, form: Form) -> str:
    """Return all parameters, or those of one group.

    Raises
    ------
    ScenarioError
        For a group that does not exist, with the nearest one that does.
    """
    from simcorr.parameters import table

    frame = table()
    if group is not None:
        frame = frame[_in_group(frame["name"], group)]
    return written(frame, form) if form != "text" else _declarations(frame)


def evidence_of(name: str, form: Form) -> str:
    """Return the evidence behind a parameter, or a row of evidence; as CSV the rows alone."""
    from simcorr.cli.evidence import evidence_json, evidence_text
    from simcorr.parameters import evidence

    if form == "csv":
        return written(evidence(name), form)
    return evidence_json(name) if form == "json" else evidence_text(name)


def grades_of_all(form: Form) -> str:
    """Return how many parameters have each grade of evidence, and which share that is."""
    from simcorr.cli.evidence import grades_frame, grades_text

    return grades_text() if form == "text" else written(grades_frame(), form)


def written(frame: pd.DataFrame, form: Form) -> str:
    """Return a table as CSV or JSON."""
    if form == "csv":
        return frame.assign(**_flat(frame)).to_csv(index=False, lineterminator="\n").rstrip("\n")
    return json.dumps(frame.to_dict(orient="records"), indent=2, ensure_ascii=False)


def _in_group(names: "pd.Series[str]", group: str) -> "pd.Series[bool]":
    """Mark the names of a group; a dotted group such as contexts.airports narrows it down."""
    chosen = (names == group) | names.str.startswith(f"{group}.")
    if not chosen.any():
        parts = names.str.split(".")
        groups = {".".join(part[:depth]) for part in parts for depth in range(1, len(part))}
        raise ScenarioError(unknown_name("group", group, sorted(groups)))
    return chosen


def _flat(frame: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    return {"sources": frame["sources"].map(" ".join)} if "sources" in frame else {}


def _declarations(frame: pd.DataFrame) -> str:
    lines = [f"{'name':<52} {'value':>10}  {'range':<18} {'grade':<6} unit"]
    for _, row in frame.iterrows():
        bounds = f"{row['low']:g} to {row['high']:g}"
        value = f"{row['value']:,g}"
        lines.append(f"{row['name']:<52} {value:>10}  {bounds:<18} {row['grade']:<6} {row['unit']}")
    return "\n".join(lines)
