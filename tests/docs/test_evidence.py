"""The page about evidence says what the declarations say."""

import re
from pathlib import Path

import pytest

from simcorr.parameters import GRADE_WORDS, counts_by_grade, declaration, evidence_rows

TEXT = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")


def rows_below(heading: str) -> list[list[str]]:
    """Return the cells of the table that follows a heading, without its head."""
    lines = TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][2:]


def test_the_shares_are_those_of_the_declarations():
    counts = counts_by_grade().loc["all"]
    expected = [
        [grade, words, str(counts[grade]), f"{100 * counts[grade] / counts.sum():.1f} %"]
        for grade, words in GRADE_WORDS.items()
    ]
    assert rows_below("Grades") == expected


@pytest.mark.parametrize("cells", rows_below("Where defaults and evidence part"), ids=lambda cells: cells[0])
def test_defaults_that_part_from_their_evidence_are_named_as_they_are(cells):
    name, default, row, _ = cells
    declared = declaration(name.strip("`"))
    assert float(default) == declared.value
    assert declared.grade == "D"
    assert row in declared.sources
    assert evidence_rows()[row].supports


def test_rows_that_the_page_names_exist():
    assert set(re.findall(r"\bE\d{3}\b", TEXT)) <= set(evidence_rows())
