"""What a number rests on, in words: a parameter with its rows, a row with its parameters, and the grades of all."""

import json
import textwrap
from typing import Any

import pandas as pd

from simcorr.interventions import INTERVENTIONS
from simcorr.parameters import (
    GRADE_WORDS,
    GRADES,
    Declared,
    Evidence,
    counts_by_grade,
    declaration,
    evidence,
    evidence_rows,
    informed_by,
)

_WIDTH = 100
_ROLE_WORDS = {
    "lever": "lever: what a policy sets",
    "uncertainty": "uncertainty: what nobody knows",
    "constant": "constant: fixed by convention",
}
_VERIFIED_WORDS = {
    "read": "verified: read at its address",
    "derived": "verified: reckoned from rows that were read",
    "unverified": "not verified: known, but not found at a source",
}


def evidence_text(name: str) -> str:
    """Return a parameter and the evidence behind it, or a row of evidence and what it informs.

    Raises
    ------
    ScenarioError
        For a name that is neither, with the nearest one that is.
    """
    evidence(name)  # refuses a name that is neither
    if name in evidence_rows():
        return _row_page(evidence_rows()[name])
    return _parameter_page(declaration(name))


def evidence_json(name: str) -> str:
    """Return the same as JSON."""
    rows = evidence(name).to_dict(orient="records")
    content: dict[str, Any]
    if name in evidence_rows():
        names = list(informed_by(name)["name"])
        content = {"evidence": rows[0], "parameters": names, "measures": _measures(name)}
    else:
        content = {"parameter": declaration(name)._asdict(), "evidence": rows}
    return json.dumps(content, indent=2, ensure_ascii=False)


def grades_frame() -> pd.DataFrame:
    """Return number and share of the parameters of each group, and of all, at each grade."""
    counts = counts_by_grade()
    long = counts.reset_index().melt(id_vars="group", var_name="grade", value_name="parameters")
    long["share"] = long["parameters"] / long["group"].map(counts.sum(axis=1))
    return long


def grades_text() -> str:
    """Return the same as a small table, with the meaning of the grades below."""
    counts = counts_by_grade()
    lines = [f"{'group':<12}" + "".join(f"{grade:>12}" for grade in GRADES) + f"{'all':>8}"]
    for group, row in counts.iterrows():
        total = int(row.sum())
        cells = (f"{count:>5} {_percent(count, total):>6}" for count in row)
        lines.append(f"{group!s:<12}" + "".join(cells) + f"{total:>8}")
    return "\n".join([*lines, "", *(f"{grade}: {words}" for grade, words in GRADE_WORDS.items())])


def _percent(count: int, total: int) -> str:
    return f"{100 * count / total:.0f} %" if count else "–"


def _parameter_page(declared: Declared) -> str:
    parts = [
        declared.name,
        _item("", declared.description),
        _item("value", f"{declared.value:,g} {declared.unit}"),
        _item("bounds", f"{declared.low:,g} to {declared.high:,g}"),
        _item("role", _ROLE_WORDS[declared.role]),
        _item("grade", f"{declared.grade}: {GRADE_WORDS[declared.grade]}"),
    ]
    if declared.rests_on:
        parts.append(_item("rests on", f"{declared.rests_on}: {declared.basis}{_converted(declared)}"))
    heading = _heading(declared)
    rows = [_row_text(evidence_rows()[source]) for source in declared.sources]
    return "\n\n".join(["\n".join(parts), heading, *rows])


def _converted(declared: Declared) -> str:
    """Say what the row's range is in the unit of the parameter, where the units differ."""
    range_ = evidence_rows()[declared.rests_on].range
    if declared.factor == 1 or range_ is None:
        return ""
    low, high = (end * declared.factor for end in range_)
    return f" ({low:,.3g} to {high:,.3g} {declared.unit})"


def _heading(declared: Declared) -> str:
    if declared.grade != "D":
        return "Its evidence:"
    if declared.sources:
        return "The value is an assumption. These rows inspired it; they do not bear it:"
    return "There is no row of evidence behind it: the value is an assumption."


def _row_page(row: Evidence) -> str:
    frame = informed_by(row.id)
    resting = [_use(one) for _, one in frame.iterrows() if one["rests_on"] == row.id]
    inspired = [_use(one) for _, one in frame.iterrows() if one["rests_on"] != row.id]
    parts = [_row_text(row)]
    if resting:
        parts.append("\n".join(["Parameters that rest on it:", *resting]))
    if inspired:
        parts.append("\n".join(["Parameters that name it beside other evidence, or as inspiration:", *inspired]))
    if frame.empty:
        parts.append("No parameter names it.")
    if measures := _measures(row.id):
        parts.append("Measures that cite it: " + ", ".join(measures))
    return "\n\n".join(parts)


def _use(parameter: "pd.Series[Any]") -> str:
    return f"  {parameter['name']:<52} {parameter['value']:>10,g}  grade {parameter['grade']}"


def _measures(row: str) -> list[str]:
    return [key for key, measure in INTERVENTIONS.items() if row in measure.sources]


def _row_text(row: Evidence) -> str:
    figure = row.value if row.value.startswith("qualitative") else f"{row.value} ({row.unit})"
    parts = [f"{row.id}  {_item('', row.quantity).lstrip()}", _item("figure", figure)]
    if row.range is not None:
        parts.append(_item("range", f"{row.low} to {row.high}"))
    parts += [
        _item("place", f"{row.place}, {row.year}"),
        _item("grade", f"{row.grade}, {_VERIFIED_WORDS[row.verified]}"),
        _item("source", row.source),
    ]
    parts += [_item("address", row.url)] if row.url else []
    parts += [_item("note", row.note)] if row.note else []
    return "\n".join(parts)


def _item(name: str, text: str) -> str:
    """Return a named line, folded under itself; addresses are never broken."""
    first = f"  {name:<10}" if name else "  "
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
