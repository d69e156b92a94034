"""The tables of the pages on validation and calibration, from the stored results.

``python -m simcorr.validation.page docs/validation.md docs/calibration.md`` writes them anew.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from simcorr.calibration.assumptions import FORMS
from simcorr.interventions import INTERVENTIONS
from simcorr.patterns.catalogue import PATTERNS
from simcorr.scenario.ensemble import load_ensemble
from simcorr.simulation import OUTCOMES
from simcorr.simulation.outcomes import HEADLINE
from simcorr.validation.by_form import MUST_EMERGE, form_finding_table, holding
from simcorr.validation.findings import FINDINGS, MECHANISMS, Finding
from simcorr.validation.judging import finding_table, passed, pattern_table
from simcorr.validation.reviewed import Reviewed
from simcorr.validation.verdicts import form_table, verdict_table

BEGIN, END = "<!-- {} -->", "<!-- end of {} -->"

MARKS = {"calibration": "C", "implied": "F", "extended": "M", "checking": ""}
"""Marks of the table: C by which sets were ruled out, F what follows from these, M what a mechanism was added for after
its result was seen."""


def summary(reviewed: Reviewed) -> str:
    """Return one sentence on how many patterns pass."""
    table = pattern_table(reviewed.patterns)
    good = passed(table)
    counted = []
    for use in MARKS:
        numbers = [pattern.number for pattern in PATTERNS if pattern.use == use]
        counted.append(f"{len(set(numbers) & set(good))} of {len(numbers)}")
    ruling, following, extended, checking = counted
    sets, kept = len(reviewed.patterns), f"{len(good)} of {len(PATTERNS)}"
    return (
        f"Over {sets} parameter sets, **{kept} patterns pass**: {ruling} that parameter sets were ruled out by, "
        f"{following} that follows from these, {extended} for which a mechanism was added, and {checking} that were "
        f"kept for checking. Model version `{reviewed.model}`."
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
        mark = MARKS[pattern.use]
        verdict = "pass" if pattern.number in good else "**fail**"
        lines.append(f"| {pattern.number} {mark} | **{pattern.title}** | {pattern.observer} | | | | | | | {verdict} |")
        for each in pattern.components:
            row = table.loc[each.key]
            lines.append(
                f"| | {each.words} | {each.observer or ''} | {each.denominator} | {each.low:g} to {each.high:g} | "
                f"{row['mean']:.3g} | {row['median']:.3g} | {row['from']:.3g} to {row['to']:.3g} | "
                f"{100 * row['inside']:.0f} % | {'' if row['passes'] else 'outside'} |"
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
    return _with_and_without(FINDINGS, reviewed.findings, ("Finding", "Mechanism switched off"))


def findings_by_form(reviewed: Reviewed) -> str:
    """Return the table of findings that must emerge in each form, and in how many of them each holds."""
    return _by_form(MUST_EMERGE, reviewed.findings)


def mechanisms(reviewed: Reviewed) -> str:
    """Return the table of what measures do with and without the mechanisms beside bribes, then by form."""
    effects = _with_and_without(MECHANISMS, reviewed.mechanisms, ("Effect", "What makes the difference"))
    return f"{effects}\n\n{_by_form(MECHANISMS, reviewed.mechanisms)}"


def _with_and_without(findings: Sequence[Finding], members: pd.DataFrame, headings: tuple[str, str]) -> str:
    rows = finding_table(members, findings).to_dict("records")
    lines = [
        f"| # | {headings[0]} | Measure | {headings[1]} | With it | Without it | Difference | Verdict |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    accounts = []
    for each, row in zip(findings, rows, strict=True):
        on, off, difference = _contrast(row)
        lines.append(
            f"| {each.number} | {each.statement} ({each.claim}) | {each.measure} | {each.mechanism} | {on} | {off} | "
            f"{difference} | {row['verdict']} |"
        )
        rivals = f" Rivals that stay on: {each.rivals}" if each.rivals else ""
        accounts.append(f"- **{each.number}:** {each.account}{rivals}")
    return "\n".join([*lines, "", *accounts])


def _by_form(findings: Sequence[Finding], members: pd.DataFrame) -> str:
    table = form_finding_table(members, findings)
    if table.empty:
        return NO_FORMS
    lines = ["| # | Form | With it | Without it | Difference | Holds | Verdict |", "| --- " * 7 + "|"]
    for row in table.to_dict("records"):
        on, off, difference = _contrast(row)
        holds = "yes" if row["holds"] else "**no**"
        cells = (row["number"], f"`{row['form']}`", on, off, difference, holds, row["verdict"])
        lines.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    sets = int(table["members"].max())
    counts = [f"- **{each.number}, {each.statement}:** {holding(table, each.number)}." for each in findings]
    return "\n".join([*counts, "", f"Over {sets} parameter sets, each put into every form:", "", *lines])


def _contrast(row: Mapping[Any, Any]) -> list[str]:
    """Return a finding's measure with and without the mechanism, and the difference, with their intervals."""
    return [
        f"{row[state]:.3g} ({row[f'{state}_low']:.3g} to {row[f'{state}_high']:.3g})"
        for state in ("on", "off", "difference")
    ]


def verdicts(reviewed: Reviewed) -> str:
    """Return one table an outcome of how each measure fares over the parameter sets."""
    parts = []
    for outcome in HEADLINE:
        table = verdict_table(reviewed.verdicts, load_ensemble().parameters, outcome)
        lines = [
            f"**{OUTCOMES[outcome].title}**",
            "",
            "| Measure | At the baseline | Change there | 90 % range | Lowers in | Raises in | Flips | Depends on |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        for row in table.to_dict("records"):
            depends = f"`{row['depends_on']}` ({row['correlation']:+.2f})" if row["depends_on"] else ""
            title, verdict = INTERVENTIONS[row["measure"]].title, WORDS[row["at_baseline"]]
            lines.append(
                f"| {title} | {verdict} | {100 * row['change']:+.1f} % | "
                f"{100 * row['from']:+.1f} to {100 * row['to']:+.1f} % | {100 * row['lowers']:.0f} % | "
                f"{100 * row['raises']:.0f} % | {'**yes**' if row['flips'] else ''} | {depends} |"
            )
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def verdicts_by_form(reviewed: Reviewed) -> str:
    """Return one table an outcome: in how many sets and in how many forms of the model a sign holds."""
    ensemble, parts = load_ensemble(), []
    for outcome in HEADLINE:
        table = form_table(reviewed.verdicts, ensemble.parameters, outcome)
        if table.empty:
            return ONE_FORM.format(sets=len(ensemble))
        cells = table.assign(
            column=table["form"] + " " + table["alternative"] + " (" + table["sets"].astype(str) + " sets)",
            cell=[" / ".join(f"{100 * share:.0f}" for share in row) for row in table[SHARES].to_numpy()],
        )
        columns = list(dict.fromkeys(cells["column"]))
        lines = [
            f"**{OUTCOMES[outcome].title}**",
            "",
            f"| Measure | {' | '.join(columns)} | Sign of the mean |",
            f"| --- |{' --- |' * (len(columns) + 1)}",
        ]
        for measure, rows in cells.groupby("measure", sort=False):
            shares = " | ".join(rows["cell"])
            lines.append(f"| {INTERVENTIONS[str(measure)].title} | {shares} | {rows['holds'].iloc[0]} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def forms(reviewed: Reviewed) -> str:
    """Return the forms of the model that are searched, and what each stage left of each alternative."""
    lines = ["| Form | Question | Alternatives | Why both | ", "| --- | --- | --- | --- |"]
    lines[0] = lines[0].rstrip()
    for form in FORMS:
        each = "; ".join(f"*{name}*: {_changes_in_words(changes)}" for name, changes in form.alternatives.items())
        lines.append(f"| `{form.name}` | {form.question} | {each} | {form.why} |")
    record = load_ensemble().record
    if "by_form" not in record:
        return "\n".join([*lines, "", ONE_FORM.format(sets=len(load_ensemble()))])
    lines += ["", "| Stage | Form | Alternative | Simulated | Not ruled out |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in record["by_form"]]
    return "\n".join(lines)


def noise(reviewed: Reviewed) -> str:
    """Return how large Monte Carlo noise was beside the bands when the last sets were judged."""
    found = load_ensemble().record.get("noise")
    if found is None:
        return "For the stored ensemble this was not recorded."
    lines = ["| Target | Median of the sets | 95 % of the sets below |", "| --- | --- | --- |"]
    lines += [f"| `{name}` | {100 * middle:.1f} % | {100 * high:.1f} % |" for name, (middle, high) in found.items()]
    return "\n".join(lines)


def _changes_in_words(changes: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}` = {value}" for name, value in changes.items()) or "as the parameters say"


def calibration(reviewed: Reviewed) -> str:
    """Return what the search left of the box and of each range."""
    ensemble = load_ensemble()
    record, baseline = ensemble.record, ensemble.parameters.iloc[0]
    shares = ", ".join(f"{100 * share:.2g} %" for share in record["remaining"])
    lines = [
        f"Of the box, the waves left about {shares}; {record['not_ruled_out']} sets of the last wave are not ruled "
        "out. The columns show where nine in ten of these sets lie. *Pull* is how far their mean lies from the middle "
        "of the range, in standard errors. Where it is below two and the columns span the range, the patterns say "
        "nothing: the parameter is **not identified**.",
        "",
        "| Parameter | Baseline | Searched | 5 % | Mean | 95 % | Pull |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, (low, mean, high, pull) in record["left"].items():
        first, last, scale = record["ranges"][name]
        searched = f"{first:g} to {last:g}{', log' if scale == 'log' else ''}"
        lines.append(
            f"| `{name}` | {baseline[name]:g} | {searched} | {low:.3g} | {mean:.3g} | {high:.3g} | {pull:.1f} |"
        )
    return "\n".join(lines)


SHARES = ["lowers", "raises", "untold"]
ONE_FORM = (
    "All {sets} members of the stored ensemble have the form of the defaults: it was made before forms were searched, "
    "so that nothing can be said by form."
)
NO_FORMS = (
    "The stored results were made before findings were tested in each form; `simcorr validate --findings` does so."
)
WORDS = {-1.0: "lowers", 0.0: "not distinguishable", 1.0: "raises"}
PARTS = {
    "summary": summary,
    "patterns": patterns,
    "experiments": experiments,
    "findings": findings,
    "findings by form": findings_by_form,
    "mechanisms": mechanisms,
    "verdicts": verdicts,
    "verdicts by form": verdicts_by_form,
    "calibration": calibration,
    "forms": forms,
    "noise": noise,
}


def with_current_tables(text: str, reviewed: Reviewed) -> str:
    """Return a page with those tables for which it has a place replaced by current ones."""
    for name, part in PARTS.items():
        before, begin, rest = text.partition(BEGIN.format(name))
        _, end, after = rest.partition(END.format(name))
        if begin and end:
            text = f"{before}{begin}\n\n{part(reviewed)}\n\n{end}{after}"
    return text


def main() -> None:
    """Write the tables of pages anew."""
    reviewed = Reviewed.load()
    for name in sys.argv[1:]:
        page = Path(name)
        page.write_text(with_current_tables(page.read_text(encoding="utf-8"), reviewed), encoding="utf-8")


if __name__ == "__main__":
    main()
