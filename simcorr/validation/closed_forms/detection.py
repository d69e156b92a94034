"""Until the first detection: a geometric number of bribes, an exponential time."""

import math
from collections.abc import Iterator

import numpy as np

from simcorr.validation.closed_forms.bench import Bench, Events, Floats, Integers
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, mean, share
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.trace import EventKind

DETECTION, PER_WEEK = 0.1, 2.0
STAFF, WEEKS = 400, 60


def _detection(bench: Bench) -> Iterator[Finding]:
    scenario = quiet(
        route("border", ["border_crossings"], [("border_crossings", STAFF)], STAFF * PER_WEEK),
        pins=pinned(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0, "detection": DETECTION}),
        weeks=WEEKS,
    )
    observed = bench.run(scenario, events=True)
    bribes, reports = observed.events(EventKind.BRIBE), observed.events(EventKind.REPORT)
    yield share("bribes that come to light", DETECTION, len(reports.week), len(bribes.week))
    first = _first_week(reports)
    for week in (3, 7, 15):
        left = int((first >= week).sum())
        yield share(f"officials undetected after {week} weeks", math.exp(-PER_WEEK * DETECTION * week), left, STAFF)
    taken = bribes_to_the_first(bribes, first)
    yield mean("bribes up to the first detected", 1 / DETECTION, taken, math.sqrt(1 - DETECTION) / DETECTION)


def _first_week(reports: Events) -> Integers:
    """Return by official the week of the first detection, the end of the run where there is none."""
    first = np.full(STAFF, WEEKS)
    np.minimum.at(first, reports.subject, reports.week)
    return first


def bribes_to_the_first(bribes: Events, first: Integers) -> Floats:
    """Return by official the number of bribes up to the first that came to light.

    All bribes of a week are made before any is exposed, so that the place within the week is not recorded. What is
    expected of it, given the number of bribes of that week, takes its place: the mean is the same.
    """
    before = np.bincount(bribes.subject[bribes.week < first[bribes.subject]], minlength=STAFF)
    during = np.bincount(bribes.subject[bribes.week == first[bribes.subject]], minlength=STAFF)
    taken: Floats = before + np.array([_expected_place(n) for n in during.tolist()])
    return taken


def _expected_place(bribes: int) -> float:
    """Return the mean place of the first detected among so many bribes, one of which at least came to light."""
    place = np.arange(bribes)
    chance = (1 - DETECTION) ** place
    return float(((place + 1) * chance).sum() / chance.sum()) if bribes else 0.0


CASES = (
    ClosedForm(
        "first detection",
        "Each bribe comes to light with the same chance, whatever came before: the number of bribes up to the first "
        "detected is geometric, the time until then exponential.",
        "E(bribes) = 1/d; P(undetected after t weeks) = exp(-mu d t)",
        "one large post, every bribe offered and taken at the rate mu an official and week, detection pinned to d",
        "Feller 1968",
        _detection,
    ),
)
