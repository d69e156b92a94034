"""The findings that must emerge, tested anew in every form of the model: one alternative at a time.

Parameter sets differ in form as well as in numbers, so that a mean over them says nothing of a single form. Serial the
same sets are put into the form of the defaults, and then into each other alternative, with everything else as it was:
what differs between forms then comes from the form. Not every set that is moved so was simulated in calibration, and
some may be ruled out in the form they are moved to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.calibration.assumptions import FORMS
from simcorr.draws import replicate_seed
from simcorr.errors import CalibrationError
from simcorr.executors.tasks import in_processes
from simcorr.scenario.points import changes_at
from simcorr.simulation.running import prepare_engine
from simcorr.validation.findings import FINDINGS
from simcorr.validation.judging import EMERGENT, REVERSED, WHOLLY, finding_table
from simcorr.validation.running import SEED, StudyAt, study_at

if TYPE_CHECKING:
    from simcorr.scenario import Scenario
    from simcorr.scenario.ensemble import Ensemble
    from simcorr.scenario.forms import Form
    from simcorr.validation.findings import Finding

MEMBERS = 16
"""Parameter sets that are put into every form: the first, which lie farthest apart. More would take too long."""
DEFAULT = "default"
"""The form in which every alternative is the first."""
_AT = "@"
MUST_EMERGE: tuple[Finding, ...] = tuple(finding for finding in FINDINGS if finding.claim == "must emerge")


def forms_one_at_a_time(forms: Iterable[Form] = FORMS) -> dict[str, dict[str, Any]]:
    """Return the changes that stand for each form: the defaults', then each other alternative beside them.

    Examples
    --------
    >>> list(forms_one_at_a_time(FORMS[:2]))
    ['default', 'publicity.local', 'settlement.ignored']
    """
    others = {
        f"{form.name}.{name}": form.changes(name)
        for form in forms
        for name in form.alternatives
        if name != form.default
    }
    return {DEFAULT: {}, **others}


def in_form(ensemble: Ensemble, member: int, changes: Mapping[str, Any]) -> Scenario:
    """Return a member's scenario in the form of the defaults with one alternative's changes.

    What the member's own form decided is no choice of the member: there the baseline's value takes its place.
    """
    point = ensemble.parameters.iloc[member].to_dict()
    decided: set[str] = set()
    for form in ensemble.forms:
        decided |= set(form.changes(point.pop(form.column)))
    left = {name: value for name, value in point.items() if name not in decided}
    return ensemble.base.with_changes({**changes_at(left, ensemble.base), **changes})


def findings_by_form(
    ensemble: Ensemble,
    *,
    members: int | None = None,
    workers: int | None = None,
    forms: Iterable[Form] = FORMS,
    findings: Sequence[Finding] = MUST_EMERGE,
    replicates: int | None = None,
) -> pd.DataFrame:
    """Return the measures with and without each finding's mechanism, in each form; a row a member.

    Parameters
    ----------
    members : int, optional
        The first so many, at most `MEMBERS`.
    replicates : int, optional
        Runs of each arm; half of what the finding's study needs by itself, if left out.

    Returns
    -------
    DataFrame
        Columns such as ``impunity.on@exploitation.decided``. Seeds are those of `over_members`, the same in each form.
    """
    if members is not None and not 1 <= members <= len(ensemble):
        raise CalibrationError(f"members is {members}; allowed is 1 to {len(ensemble)}")
    count = min(MEMBERS, len(ensemble) if members is None else members)
    cells = [(name, changes, finding) for name, changes in forms_one_at_a_time(forms).items() for finding in findings]
    tasks = [
        StudyAt(
            in_form(ensemble, member, changes),
            finding.study.key,
            replicate_seed(SEED, member),
            replicates or max(1, finding.study.replicates // 2),
        )
        for member in range(count)
        for _, changes, finding in cells
    ]
    prepare_engine()
    found = in_processes(study_at, tasks, workers=workers, title="Ablations in each form")
    rows: list[dict[str, float]] = [{} for _ in range(count)]
    for place, values in enumerate(found):
        member, cell = divmod(place, len(cells))
        rows[member] |= {f"{name}{_AT}{cells[cell][0]}": value for name, value in values.items()}
    return pd.DataFrame(rows)


def form_finding_table(members: pd.DataFrame, findings: Sequence[Finding] = MUST_EMERGE) -> pd.DataFrame:
    """Return a row for each finding and form: what `finding_table` says, with ``form`` and whether it ``holds``.

    A finding holds in a form when it is there and goes through its mechanism: the intervals of the measure with it, and
    of the difference that the mechanism makes, both exclude no effect on the side of the finding. Whether it is
    *emergent* besides, so that nothing is left without the mechanism, the ``verdict`` says. No row where nothing was
    measured by form.
    """
    names = list(dict.fromkeys(str(name).partition(_AT)[2] for name in members if _AT in str(name)))
    rows = []
    for finding in findings:
        for name in names:
            there = members.filter(regex=f"{_AT}{name}$").rename(columns=lambda column: column.partition(_AT)[0])
            row = finding_table(there.dropna(how="all"), [finding]).iloc[0].to_dict()
            rows.append({**row, "form": name, "holds": _holds(finding, row)})
    return pd.DataFrame(rows)


def holding(table: pd.DataFrame, number: int) -> str:
    """Return in how many forms a finding holds and goes with its mechanism; empty where no form was measured."""
    if table.empty:
        return ""
    own = table[table["number"] == number]
    if own.empty:
        return ""
    alone = int((own["holds"] & own["verdict"].isin([EMERGENT, REVERSED, WHOLLY])).sum())
    word = WHOLLY if (own["claim"] == "effect").any() else "emergent"
    without = list(own.loc[~own["holds"].astype(bool), "form"])
    but = f" (not in {', '.join(without)})" if without else ""
    return f"holds in {len(own) - len(without)} of {len(own)} forms{but}, {word} in {alone}"


def _holds(finding: Finding, row: Mapping[Any, Any]) -> bool:
    if finding.direction > 0:
        return bool(row["on_low"] > finding.null and row["difference_low"] > 0.0)
    return bool(row["on_high"] < finding.null and row["difference_high"] < 0.0)
