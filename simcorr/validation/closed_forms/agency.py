"""The independent agency: what its dossiers come to, what is forgotten of them, and when it opens a file.

Bribes are all offered and taken, and partners report every one of them with the same evidence. Whoever is prosecuted is
cleared in the same week, so that nobody is ever replaced.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench, Floats, Integers, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, share
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.trace import EventKind

BORDER = "border_crossings"
NEVER = -10.0
"""Log odds of what does not happen: about once in 22,000 times."""

EVIDENCE, BASE, WEIGHT = 0.4, -4.0, 5.0
MOST = 5
"""Reports up to which a dossier is followed."""


def held_after(reports: int, evidence: float = EVIDENCE) -> float:
    """Return the strength of a dossier after so many reports of the same evidence."""
    held: float = 1.0 - (1.0 - evidence) ** reports
    return held


def opening(reports: int) -> float:
    """Return the chance that the last of so many reports opens a file."""
    return 1.0 / (1.0 + math.exp(-BASE - WEIGHT * held_after(reports)))


def _world(staff: int, weeks: int, changes: Mapping[str, Any]) -> Scenario:
    """Return a world of one large post, one bribe an official and week, all of which partners report."""
    return quiet(
        route("route", [BORDER], [(BORDER, staff), ("investigation", 1)], float(staff)),
        pins=pinned(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0}),
        changes={
            "reporting.partner_rate": 1.0,
            "reporting.partner_sharing": 0.0,
            "reporting.evidence_partner": EVIDENCE,
            "justice.agency_share": 1.0,
            "justice.agency_base": NEVER,
            "justice.agency_evidence": 0.0,
            "justice.dossier_kept_per_week": 1.0,
            "justice.charge_base": NEVER,
            "justice.charge_evidence": 0.0,
            "justice.conviction_base": NEVER,
            "justice.conviction_evidence": 0.0,
            **changes,
        },
        weeks=weeks,
    )


@dataclass(frozen=True, slots=True)
class Dossiers:
    """What every report to the agency made of a dossier, in their order.

    Attributes
    ----------
    week, official : int array
    place : int array
        The number of the report in its dossier, counted from one.
    earlier : int array
        How many files have been opened on the official before.
    held : float array
        The strength of the dossier with this report.
    opened : int array
        1 where the report opened a file.
    """

    week: Integers
    official: Integers
    place: Integers
    earlier: Integers
    held: Floats
    opened: Integers


def dossiers(observed: Observed) -> Dossiers:
    """Return what the reports to the agency made of its dossiers; a file begins a new one."""
    reports = observed.events(EventKind.AGENCY)
    opened = (reports.case >= 0).astype(np.int64)
    place, earlier = np.zeros_like(opened), np.zeros_like(opened)
    so_far: dict[int, int] = {}
    files: dict[int, int] = {}
    for n, (official, opens) in enumerate(zip(reports.subject.tolist(), opened.tolist(), strict=True)):
        place[n] = so_far.get(official, 0) + 1
        earlier[n] = files.get(official, 0)
        so_far[official] = 0 if opens else int(place[n])
        files[official] = int(earlier[n]) + opens
    return Dossiers(reports.week, reports.subject, place, earlier, observed.values(EventKind.AGENCY), opened)


STAFF, WEEKS = 400, 10


def _held(bench: Bench) -> Iterator[Finding]:
    """Let no file be opened, so that dossiers grow."""
    for evidence in (EVIDENCE, 0.15):
        world = _world(STAFF, WEEKS, {"reporting.evidence_partner": evidence})
        seen = dossiers(bench.run(world, events=True))
        for reports in range(1, MOST + 1):
            held = seen.held[seen.place == reports]
            label = f"dossier with report {reports}, evidence {evidence:g}"
            yield exact(label, held_after(reports, evidence), float(held.mean()))


MANY = 3000


def _opened(bench: Bench) -> Iterator[Finding]:
    """Let files be opened, and look at the first one of every official.

    Somebody with a file has no second one in the same week; what is reported then is kept for the next one.
    """
    changes = {"justice.agency_base": BASE, "justice.agency_evidence": WEIGHT}
    observed = bench.run(_world(MANY, WEEKS, changes), events=True)
    seen = dossiers(observed)
    for reports in range(1, MOST + 1):
        at_risk = (seen.earlier == 0) & (seen.place == reports)
        label = f"reports that open a file, report {reports} of a first dossier"
        yield share(label, opening(reports), int(seen.opened[at_risk].sum()), int(at_risk.sum()))
    for reports in (1, 2):
        later = seen.held[(seen.earlier > 0) & (seen.place == reports)]
        yield exact(f"dossier with report {reports} since a file", held_after(reports), float(later.mean()))
    evidence = observed.values(EventKind.CASE)
    yield exact("evidence of a file for that of its dossier", float(seen.held[seen.opened > 0].mean()), evidence.mean())


KEPT, TO_AGENCY = 0.8, 0.6
LATE, END = 20, 60
"""Weeks in which dossiers are read of which as much is forgotten as is added."""


def kept_in_the_long_run() -> float:
    """Return the strength of a dossier at the start of a week, where a share of it is forgotten every week."""
    left = math.exp(-TO_AGENCY * EVIDENCE)
    return KEPT * (1.0 - left) / (1.0 - KEPT * left)


def _forgotten(bench: Bench) -> Iterator[Finding]:
    """Let some reports go to superiors, who do nothing, and part of every dossier be forgotten."""
    changes = {"justice.agency_share": TO_AGENCY, "justice.dossier_kept_per_week": KEPT}
    observed = bench.run(_world(STAFF, END, changes), events=True)
    seen = dossiers(observed)
    made = observed.total("reports_partner", BORDER)
    yield share("reports that go to the agency", TO_AGENCY, len(seen.week), made)
    yield _at_the_start(seen)


def _at_the_start(seen: Dossiers) -> Finding:
    """Compare dossiers before the first report of each late week; officials are independent of one another."""
    held, weeks = np.zeros(STAFF), np.zeros(STAFF)
    last_week: dict[int, int] = {}
    for week, official, after in zip(seen.week.tolist(), seen.official.tolist(), seen.held.tolist(), strict=True):
        if week >= LATE and last_week.get(official) != week:
            held[official] += (after - EVIDENCE) / (1.0 - EVIDENCE)
            weeks[official] += 1
        last_week[official] = week
    simulated = float(held.sum() / weeks.sum())
    scatter = (held - simulated * weeks).std(ddof=1) * math.sqrt(STAFF) / weeks.sum()
    return Finding("dossier at the start of a week", kept_in_the_long_run(), simulated, float(scatter))


CASES = (
    ClosedForm(
        "dossiers of an agency",
        "Reports on one official add up in a dossier as independent pieces of evidence do.",
        "D_n = 1 - (1 - e)^n",
        "one large post, every bribe is reported to the agency with the same evidence e, no file is opened",
        "Pearl 1988",
        _held,
    ),
    ClosedForm(
        "files of an agency",
        "The stronger a dossier, the more likely the next report opens a file, which takes the dossier along.",
        "P(the nth report opens a file) = sigma(b0 + b1 D_n); after a file D begins at nothing",
        "as before, with files; whoever is prosecuted is cleared in the same week and draws reports again",
        "McFadden 1974",
        _opened,
    ),
    ClosedForm(
        "what an agency forgets",
        "Where a share of every dossier is forgotten each week, dossiers come to rest at a strength between nothing "
        "and all.",
        "E(D) = k (1 - q) / (1 - k q) with q = exp(-mu p e)",
        "as before, no file is opened; a share p of reports goes to the agency, which keeps the share k of a dossier "
        "over a week",
        "Pearl 1988",
        _forgotten,
    ),
)
