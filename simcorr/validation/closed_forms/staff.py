"""Renewal of staff: prosecution replaces the corruptible, transfer moves them on, suspension takes them off duty."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from simcorr.scenario import Corridor, Pins, Scenario, Shock
from simcorr.validation.closed_forms.bench import Bench, Floats, Integers, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, share
from simcorr.validation.closed_forms.worlds import Posts, pinned, quiet, route
from simcorr.world.trace import EventKind

BORDER = "border_crossings"
HONEST, DETECTION = 0.3, 0.15
TRANSFER_ALL = {"supervision.nothing_share": 0.0, "supervision.suspend_share": 0.0}

# Who can be bribed takes everything, since he requires a hundredth of the price; the others take nothing.
_ALL_OR_NOTHING: dict[str, Any] = {
    "officials.acceptance_precision": 50.0,
    "officials.reservation_median_wages": 0.01,
}


def caught(rate: float, detection: float) -> float:
    """Return the weekly chance that one who takes every bribe is caught: his bribes are a Poisson number."""
    return -math.expm1(-rate * detection)


def _pins(**detection: float) -> Pins:
    return pinned(**{k: {"offer": 1.0, "interception": 0.0, "detection": d} for k, d in detection.items()})


def _border(posts: Posts, per_week: float, weeks: int, changes: Mapping[str, Any]) -> Scenario:
    return quiet(
        route("route", [BORDER], posts, per_week),
        pins=_pins(border_crossings=DETECTION),
        changes={**_ALL_OR_NOTHING, "officials.never_accepts_share": HONEST, **changes},
        weeks=weeks,
    )


def _corruptible(label: str, expected: float, observed: Observed, context: str, weeks: slice, staff: int) -> Finding:
    """Compare the share of corruptible officials with the share of offers that are accepted.

    Offers meet officials at random, so that the share accepted varies with the offers and with the officials; both
    parts are binomial, the second taken as if the same officials were there in all the weeks.
    """
    offers, taken = observed.total("offers", context, weeks), observed.total("offers_accepted", context, weeks)
    error = math.sqrt(expected * (1 - expected) * (1 / offers + 1 / staff))
    return Finding(label, expected, taken / offers, error)


RENEWED, RENEWAL_RATE = 2000, 0.5


def _prosecution(bench: Bench) -> Iterator[Finding]:
    weeks = 42
    posts: Posts = [(BORDER, RENEWED), ("investigation", 1), ("trial", 1)]
    scenario = _border(posts, RENEWED * RENEWAL_RATE, weeks, {"supervision.prosecute_base": 10.0})
    observed = bench.run(scenario, events=True)
    q = caught(RENEWAL_RATE, DETECTION)
    course: Floats = (1 - HONEST) * np.power(1 - q * HONEST, np.arange(weeks, dtype=np.float64))
    for first in (0, 10, 20, 38):
        span = slice(first, first + 4)
        label = f"share of corruptible officials, weeks {first} to {first + 3}"
        yield _corruptible(label, float(course[span].mean()), observed, BORDER, span, RENEWED)
    hired = len(observed.events(EventKind.HIRE).week)
    average, deviation = hires_at_a_place(q, course)
    yield Finding("officials replaced", RENEWED * average, hired, deviation * math.sqrt(RENEWED))


def hires_at_a_place(q: float, course: Floats) -> tuple[float, float]:
    """Return mean and standard deviation of the number of hires at one place, by the weekly share of corruptible."""
    first = second = with_corruptible = 0.0  # moments of the number, and its mean where the holder is corruptible
    for c in course.tolist():
        second += q * (2 * with_corruptible + c)
        first += q * c
        with_corruptible += q * (1 - HONEST) * c - q * HONEST * with_corruptible
    return first, math.sqrt(second - first**2)


TRANSFERRED, TRANSFER_RATE = 100, 1.0


def _transfer(bench: Bench) -> Iterator[Finding]:
    weeks = 60
    posts: Posts = [(BORDER, TRANSFERRED)] * 2
    scenario = _border(posts, 2 * TRANSFERRED * TRANSFER_RATE, weeks, TRANSFER_ALL)
    observed = bench.run(scenario, events=True)
    bribes = observed.events(EventKind.BRIBE)
    early, late = (np.unique(bribes.subject[half]) for half in (bribes.week < weeks // 2, bribes.week >= weeks // 2))
    yield share("share of corruptible officials", 1 - HONEST, len(early), 2 * TRANSFERRED)
    yield exact("corruptible officials, late for early", len(early), len(np.intersect1d(early, late)))
    yield exact("officials who joined or left", 0, len(observed.events(EventKind.HIRE, EventKind.LEAVE).week))
    expected = len(early) * TRANSFER_RATE * DETECTION * weeks
    yield Finding("transfers", expected, observed.total("transfers", BORDER), math.sqrt(expected))
    expected *= 1 / (1 + math.exp(10.0))  # what a base of -10 leaves of prosecution
    yield Finding("prosecutions", expected, observed.total("prosecutions", BORDER), math.sqrt(expected))


SEEDING_STAFF, SEEDING_RATE, SEEDING_HONEST = 400, 1.0, 0.6
SEEDING_SEEDS, SEEDING_WEEKS = 3, 54


def seeding_course(q: float, here: float, there: float, staff: int, weeks: int) -> tuple[Floats, Floats]:
    """Return the share of corruptible officials where bribes come to light, week by week, and its standard deviation.

    ``here`` and ``there`` are the shares at the start, ``q`` is the chance to be caught in a week. The deviation is
    that of a week's number of exchanges with honest colleagues of the other corridor, carried on from week to week.
    """
    kept = 1 - here - there
    across = q * staff / (2 * staff - 1)  # the colleague may be of the same corridor
    course, variance = np.empty(weeks), np.zeros(weeks)
    for week in range(weeks):
        course[week] = here
        if week + 1 < weeks:
            stays = math.exp(-across * here)
            slope = stays * (1 - across * (kept + here))
            variance[week + 1] = slope**2 * variance[week] + across * here * (kept + here) / staff
            here = (kept + here) * stays - kept
    return course, np.sqrt(variance)


def _seeding(bench: Bench) -> Iterator[Finding]:
    """Compare where the corruptible are with theory that starts from where they were hired."""
    q = caught(SEEDING_RATE, DETECTION)
    found, theory, variance = (np.zeros(SEEDING_WEEKS) for _ in range(3))
    transfers = 0.0
    for seed in range(SEEDING_SEEDS):
        observed = bench.run(_seeded(), seed=seed, events=True)
        bribes = observed.events(EventKind.BRIBE)
        corruptible = np.unique(bribes.subject)  # sooner or later each of them takes something
        course = _where_looked_at(observed, corruptible) / SEEDING_STAFF
        there = len(corruptible) / SEEDING_STAFF - course[0]
        expected, deviation = seeding_course(q, float(course[0]), float(there), SEEDING_STAFF, SEEDING_WEEKS)
        found += course / SEEDING_SEEDS
        theory += expected / SEEDING_SEEDS
        variance += (deviation / SEEDING_SEEDS) ** 2
        transfers += observed.total("transfers", BORDER)
    for week in (10, 25, 50):
        label = f"corruptible where looked at, week {week}"
        yield Finding(label, float(theory[week]), float(found[week]), math.sqrt(float(variance[week])))
    exposed = float(found.sum()) * SEEDING_STAFF * SEEDING_SEEDS
    rate = SEEDING_RATE * DETECTION
    yield Finding(
        "transfers a corruptible official and week there", rate, transfers / exposed, math.sqrt(rate / exposed)
    )


def _where_looked_at(observed: Observed, corruptible: Integers) -> Floats:
    """Return how many of the corruptible work on the first corridor at the start of each week."""
    moves = observed.events(EventKind.MOVE)
    chosen = np.isin(moves.subject, corruptible)
    step = (moves.b < SEEDING_STAFF).astype(float) - (moves.a < SEEDING_STAFF)
    weekly = np.bincount(moves.week[chosen], weights=step[chosen], minlength=SEEDING_WEEKS)
    counts: Floats = (corruptible < SEEDING_STAFF).sum() + np.cumsum([0.0, *weekly[:-1]])
    return counts


def _seeded() -> Scenario:
    """Return two corridors of posts of one official; a scandal brings bribes of the first one to light.

    With one official a post, whoever is met first in the search for a colleague can change places.
    """
    posts: Posts = [(BORDER, 1)] * SEEDING_STAFF
    scenario = quiet(
        *(route(name, [BORDER], posts, SEEDING_STAFF * SEEDING_RATE) for name in ("looked at", "not looked at")),
        pins=pinned(border_crossings={"offer": 1.0, "interception": 0.0}),
        changes={**_ALL_OR_NOTHING, **TRANSFER_ALL, "officials.never_accepts_share": SEEDING_HONEST},
        weeks=SEEDING_WEEKS,
    )
    scandal = Shock(corridor="looked at", week=0, weeks=SEEDING_WEEKS, size=DETECTION)
    return scenario.with_changes({"shocks": (scandal,)})


LONE, LONE_RATE, AWAY = 40, 1.0, 5


def _suspension(bench: Bench) -> Iterator[Finding]:
    """Each official stands alone in a corridor, so that nobody takes over from a suspended one."""
    weeks, start = 150, 20
    corridors: list[Corridor] = [route(f"route {n}", [BORDER], [(BORDER, 1)], LONE_RATE) for n in range(LONE)]
    scenario = quiet(
        *corridors,
        pins=_pins(border_crossings=DETECTION),
        changes={
            **_ALL_OR_NOTHING,
            "supervision.nothing_share": 0.0,
            "supervision.suspend_share": 1.0,
            "supervision.suspension_weeks": AWAY,
        },
        weeks=weeks,
    )
    observed = bench.run(scenario)
    q = caught(LONE_RATE, DETECTION)
    on_duty = 1 / (1 + q * AWAY)
    # Renewal theory: a cycle is k weeks on duty, k geometric, and AWAY weeks off.
    cycle, variance = 1 / q + AWAY, (1 - q) / q**2 * (1 - on_duty) ** 2
    error = math.sqrt(variance / cycle / ((weeks - start) * LONE))
    found = observed.total("officials_in_post", BORDER, slice(start, None)) / ((weeks - start) * LONE)
    yield Finding("share of officials on duty", on_duty, found, error)
    # A week in which somebody is caught has a case for each bribe that came to light: a Poisson number above zero.
    cases = LONE_RATE * DETECTION / q
    rate, spread = cases / cycle, cases * (1 + LONE_RATE * DETECTION - cases)
    error = math.sqrt((spread + rate**2 * (1 - q) / q**2) / cycle / ((weeks - start) * LONE))
    began = observed.total("suspensions", BORDER, slice(start, None)) / ((weeks - start) * LONE)
    yield Finding("suspensions an official and week", rate, began, error)


CASES = (
    ClosedForm(
        "renewal under prosecution",
        "Prosecution replaces those who are caught, so that the share of corruptible officials falls geometrically.",
        "c_t = (1 - s)(1 - q s)^t with q = 1 - exp(-mu d)",
        "one large post, all who can be bribed take every offer, a share s never does; whoever is caught is convicted "
        "and replaced in the same week",
        "Feller 1968",
        _prosecution,
    ),
    ClosedForm(
        "transfer keeps the corruptible",
        "Transfer leaves the number of corruptible officials as it is, however many are caught.",
        "c_t = c_0; E(transfers) = c_0 N mu d T",
        "two posts of N in one context, whoever is caught changes places with a colleague of the other",
        "Feller 1968",
        _transfer,
    ),
    ClosedForm(
        "transfer seeds the next post",
        "Where one of two corridors is looked at, transfer carries the corruptible to the other one.",
        "k + a' = (k + a) exp(-q a / 2), k = 1 - a_0 - b_0, b = a_0 + b_0 - a",
        "two corridors with equally many posts of one official, detection on the first alone, transfer to any post; a "
        "and b are the shares of corruptible officials of the two",
        "Feller 1968",
        _seeding,
    ),
    ClosedForm(
        "suspension empties posts",
        "Suspension keeps an official off duty for a share of time that renewal theory gives.",
        "on duty = 1 / (1 + q n); suspensions a week = mu d / (1 + q n)",
        "officials who stand alone in their corridors, whoever is caught is suspended for n weeks",
        "Cox 1962",
        _suspension,
    ),
)
