"""Other work of investigators and courts: how long the line is, and how long a file of the model waits in it.

A stage moves on a fixed number of files a week, whatever the files are, so that this is no M/M/c, where each server
takes an exponential time. It is the slotted queue: what is left over is what was there and came in, less what a week
can do. With one file a week its mean is that of M/D/1; near capacity, at any number, it is that of heavy traffic.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench, Floats, Integers, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, mean
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.codes import Stage, Verdict
from simcorr.world.trace import EventKind

BORDER = "border_crossings"
SAVED = 3
"""Weeks' worth of time that is left from weeks before at most: four are held with that of the week."""
STATES, MOST = 400, 40
"""Where the chain is cut off, and files a week: beyond them are less than one in a million million."""


def poisson(expected: float) -> Floats:
    """Return the chances that so many files come in: 0, 1, 2, ..."""
    numbers = np.arange(MOST)
    logs = np.array([math.lgamma(n + 1.0) for n in numbers])
    chances: Floats = np.exp(numbers * math.log(expected) - expected - logs)
    return chances


def after_a_week(before: Floats, came: Floats, capacity: int) -> Floats:
    """Return the chances of each number left over, from those before: what is there and comes in, less what is done."""
    there = np.convolve(before, came)
    left = there[capacity : capacity + STATES].copy()
    left[0] += there[:capacity].sum()
    return left


def in_the_long_run(expected: float, capacity: int) -> Floats:
    """Return the stationary chances of the slotted queue, Q' = max(0, Q + A - C)."""
    came = poisson(expected)
    moves = np.array([after_a_week(state, came, capacity) for state in np.eye(STATES)])
    moves /= moves.sum(axis=1, keepdims=True)  # what would leave the states that are followed
    equations = np.vstack([moves.T - np.eye(STATES), np.ones(STATES)])
    chances: Floats = np.linalg.lstsq(equations, np.append(np.zeros(STATES), 1.0), rcond=None)[0]
    return chances


def week_by_week(expected: float, capacity: int, weeks: int) -> list[Floats]:
    """Return the chances at the start of each week, from a stage with nothing to do and nothing saved up.

    Time that was saved up keeps some of the slotted queue from waiting, three weeks' worth at most: so many of its
    files stand for time that was used.
    """
    chances, came = np.zeros(STATES), poisson(expected)
    chances[SAVED * capacity] = 1.0
    course = [chances]
    for _ in range(weeks):
        course.append(after_a_week(course[-1], came, capacity))
    return course


def line_of(chances: Floats, capacity: int) -> float:
    """Return how many files wait on average: those of the slotted queue for which no time was saved up."""
    return float(chances @ np.maximum(0, np.arange(len(chances)) - SAVED * capacity))


def wait_of(chances: Floats, others: float, ours: float, capacity: int) -> float:
    """Return how many weeks a file of ours waits on average that comes in at such chances, after the week's others."""
    before_it = np.cumsum(poisson(ours)[::-1])[::-1][1:] / ours  # of ours in the same week: P(more than j) / mean
    ahead = np.convolve(np.convolve(chances, poisson(others)), before_it)
    weeks = np.ceil((np.arange(len(ahead)) + 1.0) / capacity) - (SAVED + 1)
    return float(ahead @ np.maximum(0.0, weeks))


@dataclass(frozen=True, slots=True)
class Load:
    """What comes to a stage: files over what it can do, ``ours`` among them, and what it can do in a week."""

    stage: Stage
    utilisation: float
    ours: float
    capacity: int

    @property
    def label(self) -> str:
        """Return in words which stage this is, and how busy."""
        return f"{self.stage.name.lower()} at {self.utilisation:.0%}, capacity {self.capacity}"


LOADS = (
    Load(Stage.INVESTIGATION, 0.5, 0.1, 1),
    Load(Stage.INVESTIGATION, 0.85, 0.1, 1),
    Load(Stage.INVESTIGATION, 0.95, 0.02, 4),
    Load(Stage.TRIAL, 0.85, 0.1, 2),
)
STAFF, PLACES, PLENTY = 40, 4, 8
RUNS, WEEKS, BEGIN, LAST = 60, 500, 100, 400
"""Runs, which are independent of one another, their weeks, and the weeks in which files come in that are followed."""


def _world(load: Load) -> Scenario:
    """Return a world in which every party pays a bribe that makes a file, which ends with no charge or no conviction.

    So many officials take the bribes that hardly any stands accused already.
    """
    tried = load.stage == Stage.TRIAL
    places = (PLENTY, PLACES) if tried else (PLACES, PLENTY)
    others = load.utilisation - load.ours
    certain: dict[str, Any] = {"justice.charge_base": 10.0} if tried else {"justice.charge_base": -10.0}
    return quiet(
        route(
            "route",
            [BORDER],
            [(BORDER, STAFF), ("investigation", places[0]), ("trial", places[1])],
            load.ours * load.capacity,
        ),
        pins=pinned(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0}),
        changes={
            "reporting.partner_rate": 1.0,
            "reporting.partner_sharing": 0.0,
            "reporting.evidence_partner": 1.0,
            "justice.agency_share": 1.0,
            "justice.agency_base": 10.0,
            "justice.agency_evidence": 10.0,
            "justice.dossier_kept_per_week": 1.0,
            "justice.charge_evidence": 0.0,
            "justice.conviction_base": -10.0,
            "justice.conviction_evidence": 0.0,
            "justice.maximum_case_weeks": 1040,
            "justice.cases_per_official_week": load.capacity / PLACES,
            "justice.other_work_investigation": 0.0 if tried else others,
            "justice.other_work_trial": others if tried else 0.0,
            **certain,
        },
        on=("capacity_limits",),
        weeks=WEEKS,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """What one run shows of a stage.

    Attributes
    ----------
    others, ours : float array
        Files that wait at the end of each week.
    came, came_of_ours : int array
        Files that come in each week: all, and those of ours.
    waited : int array
        The weeks that each file of ours waited for its turn, of those that came in while they are followed.
    """

    others: Floats
    ours: Floats
    came: Integers
    came_of_ours: Integers
    waited: Integers


def _look(observed: Observed, stage: Stage) -> Line:
    """Return what a run shows of a stage: files come in from the agency, or with a charge, and leave with a verdict."""
    context = "trial" if stage == Stage.TRIAL else "investigation"
    verdicts, files = observed.events(EventKind.VERDICT), observed.events(EventKind.AGENCY)
    charged = verdicts.b == Verdict.CHARGED
    ended = verdicts.value == stage
    if stage == Stage.TRIAL:
        cases, weeks = verdicts.case[charged], verdicts.week[charged]
        ended &= ~charged
    else:
        cases, weeks = files.case[files.case >= 0], files.week[files.case >= 0]
        ended |= charged
    since = dict(zip(cases.tolist(), weeks.tolist(), strict=True))
    ends = zip(verdicts.case[ended].tolist(), verdicts.week[ended].tolist(), strict=True)
    waited = [week - since[case] for case, week in ends if BEGIN <= since[case] < LAST]
    others = observed.events(EventKind.OTHER_FILES)
    came, mine = np.zeros(WEEKS, dtype=np.int64), np.bincount(weeks, minlength=WEEKS)
    came[others.week[others.a == stage]] = others.value[others.a == stage]
    lines = [observed.weekly(name, context) for name in ("other_files_queued", "cases_queued")]
    return Line(lines[0], lines[1], came + mine, mine, np.array(waited, dtype=np.int64))


def line_from(came: Integers, capacity: int) -> Floats:
    """Return how many files wait at the end of each week, from those that come in each week."""
    left, line = SAVED * capacity, np.zeros(len(came))
    for week, files in enumerate(came.tolist()):
        left = max(left, 0) + files - capacity
        line[week] = max(0, left - SAVED * capacity)
    return line


def _line(bench: Bench) -> Iterator[Finding]:
    for number, load in enumerate(LOADS):
        runs = [bench.run(_world(load), seed=number * RUNS + run, events=True) for run in range(RUNS)]
        yield from _one_stage(load, [_look(observed, load.stage) for observed in runs])


def _one_stage(load: Load, runs: list[Line]) -> Iterator[Finding]:
    """Compare the line of one stage, and the wait in it, with the chain from its first week on."""
    expected, ours = load.utilisation * load.capacity, load.ours * load.capacity
    came = [run.came - run.came_of_ours for run in runs]
    deviation = math.sqrt(expected - ours)
    yield mean(f"other files that come in, {load.label}", expected - ours, np.concatenate(came), deviation)
    lines = [run.others + run.ours for run in runs]
    reckoned = [line_from(run.came, load.capacity) for run in runs]
    differing = np.mean([line != other for line, other in zip(lines, reckoned, strict=True)])
    yield exact(f"weeks with another line than came of what came in, {load.label}", 0.0, float(differing))
    course, kept = week_by_week(expected, load.capacity, WEEKS), slice(BEGIN, LAST)
    line = [line_of(chances, load.capacity) for chances in course[BEGIN + 1 : LAST + 1]]
    yield mean(f"files that wait, {load.label}", float(np.mean(line)), [line[kept].mean() for line in lines])
    wait = float(np.mean([wait_of(chances, expected - ours, ours, load.capacity) for chances in course[kept]]))
    yield _wait(f"weeks that a file of ours waits, {load.label}", wait, runs)
    own = [run.ours[kept].mean() for run in runs]
    yield mean(f"files of ours that wait, {load.label}", ours * wait, own)


def _wait(label: str, expected: float, runs: list[Line]) -> Finding:
    """Compare the mean wait over all files; runs are independent of one another, files of one run are not."""
    files, weeks = (np.array([count(run.waited) for run in runs], dtype=float) for count in (len, np.sum))
    simulated = float(weeks.sum() / files.sum())
    scatter = (weeks - simulated * files).std(ddof=1) * math.sqrt(len(runs)) / files.sum()
    return Finding(label, expected, simulated, float(scatter))


CASES = (
    ClosedForm(
        "other work of investigators and courts",
        "What waits where C files a week are moved on is the slotted queue (no M/M/c: the week's number is fixed, "
        "whatever the files are; with C = 1 it has the mean of M/D/1, and near capacity any C has), less what is dealt "
        "with in time that three weeks saved up; and by Little's law as many of our files wait as come in a week times "
        "the weeks that one waits.",
        "B' = max(0, B + A - C), A Poisson with mean rho C; E(line) = E(B - 3C)+; C = 1: E(B) = rho^2 / (2 (1 - rho)); "
        "rho to 1: E(B) -> rho / (2 (1 - rho)); E(wait) = E ceil((B + A_o + J + 1) / C - 4)+; "
        "E(our line) = lambda E(wait)",
        "files of other work, and few of ours, at a stage that moves on C a week and holds four weeks' worth at most; "
        "followed from a stage with nothing to do; A_o are the week's others, J those of ours that came before",
        "Bruneel and Kim 1993; Little 1961",
        _line,
    ),
)
