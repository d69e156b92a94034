"""The tables of docs/validation.md, from the reviewed results: ``python -m simcorr.validation.page docs/validation.md``."""

import sys
from pathlib import Path

from simcorr.validation.findings import FINDINGS
from simcorr.validation.judging import finding_table, passed, pattern_table
from simcorr.validation.patterns import PATTERNS
from simcorr.validation.reviewed import Reviewed

BEGIN, END = "<!-- {} -->", "<!-- end of {} -->"


def summary(reviewed: Reviewed) -> str:
    """Return one sentence on how many patterns pass."""
    table = pattern_table(reviewed.patterns)
    good = passed(table)
    calibrated = [pattern.number for pattern in PATTERNS if pattern.use == "calibration"]
    checked = [number for number in good if number not in calibrated]
    return (
        f"Over {len(reviewed.patterns)} parameter sets, **{len(good)} of {len(PATTERNS)} patterns pass**: "
        f"{len(good) - len(checked)} of the {len(calibrated)} that parameter sets were ruled out by, and {len(checked)} of "
        f"the {len(PATTERNS) - len(calibrated)} that were kept for checking. Model version `{reviewed.model}`."
    )


def patterns(reviewed: Reviewed) -> str:
    """Return the table of patterns."""
    table = pattern_table(reviewed.patterns).set_index("component")
    good = passed(table)
    lines = [
        "| # | Pattern | Observer | Denominator | Band | Mean | Median | 90 % range | Members inside | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for pattern in PATTERNS:
        mark = "C" if pattern.use == "calibration" else ""
        verdict = "pass" if pattern.number in good else "**fail**"
        lines.append(f"| {pattern.number} {mark} | **{pattern.title}** | {pattern.observer} | | | | | | | {verdict} |")
        for each in pattern.components:
            row = table.loc[each.key]
            lines.append(
                f"| | {each.words} | | {each.denominator} | {each.low:g} to {each.high:g} | {row['mean']:.3g} | "
                f"{row['median']:.3g} | {row['from']:.3g} to {row['to']:.3g} | {100 * row['inside']:.0f} % | "
                f"{'' if row['passes'] else 'outside'} |"
            )
    return "\n".join(lines)


def experiments(reviewed: Reviewed) -> str:
    """Return what is done for each pattern, and what its band rests on."""
    lines = ["| # | Experiment | Period | Rows | Grade |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {each.number} | {each.experiment} | {each.period} | {', '.join(each.rows)} | {each.grade} |"
        for each in PATTERNS
    ]
    notes = [f"- **{each.number}:** {each.collision}" for each in PATTERNS if each.collision]
    bands = [
        f"- **{each.number}, {part.words}:** {part.note}." for each in PATTERNS for part in each.components if part.note
    ]
    return "\n".join([*lines, "", "Where the evidence collides:", "", *notes, "", "Notes on bands:", "", *bands])


def findings(reviewed: Reviewed) -> str:
    """Return the table of findings with and without their mechanisms."""
    rows = finding_table(reviewed.findings).to_dict("records")
    lines = [
        "| # | Finding | Measure | Without | With the mechanism | Without it | Verdict |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    accounts = []
    for each, row in zip(FINDINGS, rows, strict=True):
        on, off = (
            f"{row[state]:.3g} ({row[f'{state}_low']:.3g} to {row[f'{state}_high']:.3g})" for state in ("on", "off")
        )
        lines.append(
            f"| {each.number} | {each.statement} ({each.claim}) | {each.measure} | {each.mechanism} | {on} | {off} | "
            f"{row['verdict']} |"
        )
        accounts.append(f"- **{each.number}:** {each.account}")
    return "\n".join([*lines, "", *accounts])


PARTS = {"summary": summary, "patterns": patterns, "experiments": experiments, "findings": findings}


def with_current_tables(text: str, reviewed: Reviewed) -> str:
    """Return a page with its tables replaced by current ones."""
    for name, part in PARTS.items():
        before, begin, rest = text.partition(BEGIN.format(name))
        _, end, after = rest.partition(END.format(name))
        if not (begin and end):
            raise ValueError(f"the page has no place for '{name}'")
        text = f"{before}{begin}\n\n{part(reviewed)}\n\n{end}{after}"
    return text


def main() -> None:
    """Write the tables of a page anew."""
    target = Path(sys.argv[1])
    target.write_text(with_current_tables(target.read_text(encoding="utf-8"), Reviewed.load()), encoding="utf-8")


if __name__ == "__main__":
    main()
