"""What ``simcorr validate`` does: run, set beside the bands, and compare with what was reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import typer

from simcorr.executors.kept import keeping_tasks
from simcorr.patterns.catalogue import PATTERNS
from simcorr.scenario.forms import by_alternative
from simcorr.storage import write_bytes, write_text
from simcorr.validation.by_form import MUST_EMERGE, findings_by_form, form_finding_table, holding
from simcorr.validation.drawing import pattern_figure
from simcorr.validation.findings import FINDINGS, MECHANISMS
from simcorr.validation.judging import FEWEST, IN_PART, NOT_ALONE, finding_table, passed, pattern_table
from simcorr.validation.reviewed import BUNDLED, RENEW, Reviewed, moved
from simcorr.validation.running import over_members

if TYPE_CHECKING:
    from simcorr.scenario.ensemble import Ensemble
    from simcorr.validation.findings import Finding

PASS, FAIL = "pass", "FAIL"
SHARES = ("lowers", "raises", "untold")


@contextmanager
def kept_in(store: Path | None) -> Iterator[None]:
    """Keep what is finished in a file, and say where it is when the command is stopped."""
    try:
        with keeping_tasks(store):
            yield
    except KeyboardInterrupt:
        if store is not None:
            typer.echo(f"simcorr: what is finished is in '{store}'; the same command goes on", err=True)
        raise


def validate_patterns(ensemble: Ensemble, members: int | None, workers: int | None) -> tuple[str, pd.DataFrame]:
    """Run the patterns; return the report and the members' values."""
    studies = list(dict.fromkeys(pattern.study for pattern in PATTERNS))
    found = over_members(ensemble, studies, members=members, workers=workers, title="Patterns")
    names = [each.key for pattern in PATTERNS for each in pattern.components]
    report = pattern_report(pattern_table(found[names]), len(found))
    return "\n".join([report, *passing_by_form(found[names], ensemble.parameters)]), found[names]


def passing_by_form(members: pd.DataFrame, parameters: pd.DataFrame) -> list[str]:
    """Return a line for each alternative of a form: how many patterns pass over the sets that have it."""
    lines = []
    for form, alternative, there in by_alternative(parameters.head(len(members))):
        good = passed(pattern_table(members[there]))
        failing = [str(pattern.number) for pattern in PATTERNS if pattern.number not in good]
        fail = f"; fail: {', '.join(failing)}" if failing else ""
        lines.append(f"{form} {alternative}: {len(good)} of {len(PATTERNS)} pass, over {int(there.sum())} sets{fail}.")
    return lines


def pattern_report(table: pd.DataFrame, members: int) -> str:
    """Return the patterns as text: bands, what was simulated, and pass or fail."""
    good = passed(table)
    lines = []
    for pattern in PATTERNS:
        verdict = PASS if pattern.number in good else FAIL
        lines.append(f"{pattern.number:>2} {verdict:<5}{pattern.title} ({pattern.use}, {pattern.observer})")
        for each, row in zip(
            pattern.components, table[table["number"] == pattern.number].to_dict("records"), strict=True
        ):
            mark = " " if row["passes"] else "!"
            lines.append(
                f"       {mark} {each.words}: median {row['median']:.3g} ({row['from']:.3g} to {row['to']:.3g}), "
                f"band {each.low:g} to {each.high:g}; {100 * row['inside']:.0f} % of members inside"
            )
    lines.append(f"\n{len(good)} of {len(PATTERNS)} patterns pass, over {members} parameter sets not ruled out.")
    extended = [str(pattern.number) for pattern in PATTERNS if pattern.use == "extended" and pattern.number in good]
    if extended:
        lines.append(f"A mechanism was added after a look at the result of: {', '.join(extended)}.")
    lines.append("In brackets: 90 % of the members. An exclamation mark: the median lies outside the band.")
    return "\n".join(lines)


def validate_findings(ensemble: Ensemble, members: int | None, workers: int | None) -> tuple[str, pd.DataFrame]:
    """Run the ablations; return the report and the members' values."""
    return _with_and_without(FINDINGS, MUST_EMERGE, ensemble, members, workers)


def validate_mechanisms(ensemble: Ensemble, members: int | None, workers: int | None) -> tuple[str, pd.DataFrame]:
    """Run the measures that act on the mechanisms beside bribes; return the report and the members' values."""
    return _with_and_without(MECHANISMS, MECHANISMS, ensemble, members, workers)


def _with_and_without(
    findings: Sequence[Finding],
    in_forms: Sequence[Finding],
    ensemble: Ensemble,
    members: int | None,
    workers: int | None,
) -> tuple[str, pd.DataFrame]:
    studies = [finding.study.key for finding in findings]
    found = over_members(ensemble, studies, members=members, workers=workers, title="Ablations")
    rows = finding_table(found, findings).to_dict("records")
    lines = []
    for finding, row in zip(findings, rows, strict=True):
        lines.append(f"{finding.number} {finding.statement} ({finding.claim}): {row['verdict']}")
        lines.append(f"    {finding.measure}:")
        for state, words in (("on", "with"), ("off", "without"), ("difference", "through")):
            low, high = row[f"{state}_low"], row[f"{state}_high"]
            lines.append(f"    {row[state]:.3g} ({low:.3g} to {high:.3g}) {words} {finding.mechanism}")
        if row["verdict"] in (NOT_ALONE, IN_PART) or finding.claim == "partly input":
            lines.append(f"    {finding.account}")
    lines.append(f"\nMeans over {len(found)} parameter sets not ruled out, with 95 % intervals of these means.")
    by_form = findings_by_form(ensemble, members=members, workers=workers, findings=in_forms)
    lines += finding_form_lines(form_finding_table(by_form, in_forms), len(by_form), in_forms)
    return "\n".join(lines), found.join(by_form)


def finding_form_lines(table: pd.DataFrame, members: int, findings: Sequence[Finding] = MUST_EMERGE) -> list[str]:
    """Return in how many forms each finding that must emerge holds, and its contrast in each."""
    lines = [f"\nIn each form of the model, one alternative at a time, over the first {members} sets put into it:"]
    for finding in findings:
        lines.append(f"{finding.number} {finding.statement}: {holding(table, finding.number)}")
        for row in table[table["number"] == finding.number].to_dict("records"):
            on, off, difference = (
                f"{row[state]:.3g} ({row[f'{state}_low']:.3g} to {row[f'{state}_high']:.3g})"
                for state in ("on", "off", "difference")
            )
            mark = " " if row["holds"] else "!"
            lines.append(f"  {mark} {row['form']:<24} {on} with, {off} without: {difference}; {row['verdict']}")
    lines.append("Holds: there with the mechanism, and through it. An exclamation mark: it does not.")
    return lines


def reviewed_results() -> Reviewed | None:
    """Return what was reviewed, if anything was; damage is seen here, before minutes are spent on running."""
    return Reviewed.load() if BUNDLED.exists() else None


def verdict(ensemble: Ensemble, found: pd.DataFrame, what: str, reviewed: Reviewed | None) -> list[str]:
    """Return what speaks against the results: fewer patterns than there should be, or others than were reviewed."""
    problems = []
    if what == "patterns" and len(passed(pattern_table(found))) < FEWEST:
        problems.append(f"fewer than {FEWEST} patterns pass")
    if reviewed is None:
        return [*problems, f"there are no reviewed results; make them with: {RENEW}"]
    stale = reviewed.stale(ensemble)
    if stale:
        return [*problems, f"{stale}; look at the new ones, and accept them with: {RENEW}"]
    return problems + [f"moved since the review: {message}" for message in moved(getattr(reviewed, what), found)]


def validate_verdicts(ensemble: Ensemble, members: int | None, workers: int | None) -> tuple[str, pd.DataFrame]:
    """Compare every measure in every member; return the report and the members' values."""
    from simcorr.interventions import INTERVENTIONS
    from simcorr.simulation import OUTCOMES
    from simcorr.simulation.outcomes import HEADLINE
    from simcorr.validation.verdicts import form_table, verdict_table, verdicts_over_members

    found = verdicts_over_members(ensemble, members=members, workers=workers)
    lines = []
    for outcome in HEADLINE:
        lines.append(
            f"{OUTCOMES[outcome].title}: change at the baseline, range over the sets, sets that lower and raise"
        )
        for row in verdict_table(found, ensemble.parameters, outcome).to_dict("records"):
            mark, title = "!" if row["flips"] else " ", INTERVENTIONS[row["measure"]].title
            change, low, high, lowers, raises = (
                100 * row[name] for name in ("change", "from", "to", "lowers", "raises")
            )
            lines.append(
                f"{mark} {title:<36} {change:>+6.1f} % ({low:+.1f} to {high:+.1f} %) {lowers:>4.0f} % {raises:>4.0f} %"
                f"  {row['depends_on']}"
            )
        lines += form_lines(form_table(found, ensemble.parameters, outcome))
        lines.append("")
    lines.append(
        f"Over {len(found)} parameter sets not ruled out. An exclamation mark: lowers in some and raises in others."
    )
    return "\n".join(lines), found


def form_lines(table: pd.DataFrame) -> list[str]:
    """Return how each measure fares in each form of the model, a line a measure; nothing where there is one form."""
    from simcorr.interventions import INTERVENTIONS

    if table.empty:
        return []
    lines = ["By form of the model: share of sets in which it lowers / raises / cannot be told; its mean sign"]
    for measure, rows in table.groupby("measure", sort=False):
        each = "; ".join(
            f"{row['form']} {row['alternative']} " + " / ".join(f"{100 * row[one]:.0f}" for one in SHARES)
            for row in rows.to_dict("records")
        )
        lines.append(f"  {INTERVENTIONS[str(measure)].title:<36} {each} %: {rows['holds'].iloc[0]}")
    return lines


REPORTS = {
    "patterns": validate_patterns,
    "findings": validate_findings,
    "mechanisms": validate_mechanisms,
    "verdicts": validate_verdicts,
}
"""What each kind of check runs and says."""


def accept(ensemble: Ensemble, **found: pd.DataFrame) -> Path:
    """Keep the members' values of every kind of check as the reviewed ones."""
    from simcorr.model_version import MODEL_VERSION

    Reviewed(MODEL_VERSION, ensemble.digest, **found).save()
    return BUNDLED


def write_members(found: dict[str, pd.DataFrame], ensemble: Ensemble, folder: Path) -> Path:
    """Write the members' values and forms as CSV, a row a member, and a figure of the patterns; return the folder."""
    for kind, values in found.items():
        frame = ensemble.parameters.filter(regex=r"^form\.").head(len(values)).reset_index(drop=True)
        frame = values.reset_index(drop=True).join(frame)
        write_text(folder / f"{kind}.csv", frame.to_csv(index_label="member", lineterminator="\n"))
    if "patterns" in found:
        figure = pattern_figure(found["patterns"])
        for form in ("png", "svg"):
            write_bytes(folder / f"patterns.{form}", figure.as_bytes(form))
    return folder


def closed_form_report() -> tuple[str, bool]:
    """Return theory beside the model for every closed form, and whether all agree."""
    from simcorr.validation.closed_forms import closed_form_table

    table = closed_form_table()
    columns = ["closed_form", "finding", "expected", "simulated", "z", "passed"]
    good = bool(table["passed"].all())
    count = f"{int(table['passed'].sum())} of {len(table)} numbers agree with theory."
    return table[columns].to_string(index=False, float_format=lambda value: f"{value:.4g}") + f"\n\n{count}", good
