"""The tables of the documentation page on interventions, made from the declarations.

Rewrite them with ``python -m simcorr.interventions.page docs/interventions.md``. What doses add, which needs a scenario
and runs, is on the same page and made by `simcorr.doses.page`.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from simcorr.errors import InterventionError
from simcorr.interventions.intervention import DOSES
from simcorr.interventions.tables import catalogue, levers_table


def tables() -> dict[str, str]:
    """Return the tables of the page in Markdown, by the names of their places in it."""
    return {"measures": _measures(), "doses": _doses(), "sources": _sources(), "levers": _levers()}


def with_current_tables(page: str) -> str:
    """Return a page with its tables replaced by current ones.

    A table stands between the comments ``<!-- name: begin -->`` and ``<!-- name: end -->``.
    """
    return with_tables(page, tables())


def with_tables(page: str, made: Mapping[str, str]) -> str:
    """Return a page with tables, by the names of their places, put where they belong."""
    for name, table in made.items():
        begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
        if page.count(begin) != 1 or page.count(end) != 1:
            raise InterventionError(f"the page needs '{begin.strip()}' and '{end}' once each")
        head, _, rest = page.partition(begin)
        page = f"{head}{begin}\n{table}\n{end}{rest.partition(end)[2]}"
    return page


def _measures() -> str:
    rows = [
        (f"**{row['title']}**<br>`{row['class']}`", row["answers_to"], row["mechanism"], _code(row["levers"]))
        for row in catalogue().to_dict("records")
    ]
    return markdown(("Measure", "Answers to", "What it does", "Levers"), rows)


def _doses() -> str:
    rows = [
        (row["title"], *(f"{row[dose]}<br>`{row[f'{dose}_values']}`" for dose in DOSES))
        for row in catalogue().to_dict("records")
    ]
    return markdown(("Measure", *(dose.capitalize() for dose in DOSES)), rows)


def _sources() -> str:
    rows = [
        (row["title"], f"`{row['measure']}`", row["articles"], row["sources"]) for row in catalogue().to_dict("records")
    ]
    return markdown(("Measure", "Name in files", "Articles", "Evidence"), rows)


def _levers() -> str:
    rows = [
        (
            f"`{row['lever']}`",
            row["description"],
            row["scope"],
            f"`{row['base']}`" if isinstance(row["base"], str) else f"{row['base']:g}",
            f"{row['low']:g} to {row['high']:g} ({row['unit']})",
            row["combine"] if row["gradual"] else f"{row['combine']}; all or nothing",
        )
        for row in levers_table().to_dict("records")
    ]
    return markdown(("Lever", "What it means", "Scope", "Base", "Bounds", "Changes combine by"), rows)


def _code(names: str) -> str:
    return ", ".join(f"`{name}`" for name in names.split(", "))


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(with_current_tables(target.read_text(encoding="utf-8")), encoding="utf-8")
