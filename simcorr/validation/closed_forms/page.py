"""The part of the documentation page on closed forms that is made from the cases and from what they find.

Rewrite it with ``python -m simcorr.validation.closed_forms.page docs/closed_forms.md``.
"""

import sys
from collections.abc import Hashable, Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd

from simcorr.validation.closed_forms.table import CLOSED_FORMS, closed_form_table

BEGIN, END = "<!-- cases: begin -->\n", "<!-- cases: end -->"
WIDTH = 120


def with_current_cases(page: str, table: pd.DataFrame) -> str:
    """Return a page whose part between the two comments is made anew from a table of findings."""
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError(f"the page needs '{BEGIN.strip()}' and '{END}' once each")
    head, _, rest = page.partition(BEGIN)
    made = "\n".join(_case(name, table[table["closed_form"] == name]) for name in CLOSED_FORMS)
    return f"{head}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}"


def _case(name: str, findings: pd.DataFrame) -> str:
    case = CLOSED_FORMS[name]
    lines = [
        f"### {name[0].upper()}{name[1:]}",
        "",
        fill(f"{case.statement} {case.source}.", WIDTH),
        "",
        *(f"- `{equation}`" for equation in case.equation.split("; ")),
        "",
        fill(f"World: {case.world}.", WIDTH),
        "",
        "| Finding | Theory | Model | Standard error | z |",
        "| --- | --- | --- | --- | --- |",
        *(_row(finding) for finding in findings.to_dict("records")),
    ]
    return "\n".join(lines) + "\n"


def _row(finding: Mapping[Hashable, Any]) -> str:
    numbers = f"{finding['expected']:.4g} | {finding['simulated']:.4g}"
    distance = "exact | 0" if finding["error"] == 0.0 else f"{finding['error']:.2g} | {finding['z']:+.1f}"
    return f"| {finding['finding']} | {numbers} | {distance} |"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(with_current_cases(target.read_text(encoding="utf-8"), closed_form_table()), encoding="utf-8")
