"""The norm as a mean field: one state or two, the two folds between them, and flips in small posts.

Among strangers who do not mind, and where nothing is feared, acceptance is sigma(beta (m - 1/2) + h): beta is precision
times peer effect, and the field h is precision times the logarithm of price over reservation price. A campaign that
shifts the perceived norm by s adds beta s to the field. The norm m follows the share of acceptances at the rate r.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from simcorr.interventions import OfficialCampaign
from simcorr.validation.closed_forms.bench import Bench, Floats
from simcorr.validation.closed_forms.finding import ClosedForm, Finding
from simcorr.validation.closed_forms.worlds import pinned, quiet, route

if TYPE_CHECKING:
    from simcorr.interventions import Intervention

PRECISION = 4.0


def sigma(x: Floats) -> Floats:
    """Return the logistic function."""
    value: Floats = 1 / (1 + np.exp(-x))
    return value


def fixed_points(beta: float, h: float = 0.0) -> list[float]:
    """Return the solutions of m = sigma(beta (m - 1/2) + h), the lowest first."""
    grid = np.linspace(1e-4, 1 - 1e-4, 4001)

    def excess(m: float) -> float:
        return 1 / (1 + math.exp(-beta * (m - 0.5) - h)) - m

    sign = np.sign(sigma(beta * (grid - 0.5) + h) - grid)
    return [
        float(grid[n]) if sign[n] == 0 else float(brentq(excess, grid[n], grid[n + 1]))
        for n in range(len(grid) - 1)
        if sign[n] == 0 or sign[n] * sign[n + 1] < 0
    ]


def fold(beta: float) -> float:
    """Return the field at which the low state ends; the high one ends at minus this field. None below beta = 4."""
    m = 0.5 * (1 - math.sqrt(1 - 4 / beta))
    return math.log(m / (1 - m)) - beta * (m - 0.5)


def mean_field(beta: float, rate: float, start: float, fields: Floats) -> Floats:
    """Return the norm after each week in an endless post; ``fields`` are the shifts of the field, week by week."""
    course, m = np.empty(len(fields)), start
    for week, h in enumerate(fields.tolist()):
        m += rate * (float(_accepting(beta, np.array(m), h)) - m)
        course[week] = m
    return course


def _accepting(beta: float, norm: Floats, h: float) -> Floats:
    """Return acceptance where a campaign shifts the perceived norm, which stays between none and all."""
    return sigma(beta * (np.clip(norm + h / beta, 0.0, 1.0) - 0.5))


def posts_of_decisions(beta: float, rate: float, start: float, fields: Floats, per_week: float, runs: int) -> Floats:
    """Return courses (weeks, runs) of the norm alone, as the chain to which a post reduces.

    The decisions of a week are a Poisson number of independent ones. Where the chain has no solution in closed form,
    its law is taken from many courses.
    """
    rng = np.random.default_rng(1)
    courses, m = np.empty((len(fields), runs)), np.full(runs, start)
    for week, h in enumerate(fields.tolist()):
        decided = rng.poisson(per_week, runs)
        taken = rng.binomial(decided, _accepting(beta, m, h))
        m = np.where(decided > 0, m + rate * (taken / np.maximum(decided, 1) - m), m)
        courses[week] = m
    return courses


def _course(
    bench: Bench,
    beta: float,
    start: float,
    *,
    weeks: int,
    per_week: float,
    rate: float,
    h: float = 0.0,
    staff: int = 30,
    campaigns: "Sequence[Intervention]" = (),
    seed: int = 0,
) -> Floats:
    """Return the norm of one post after each week of a run."""
    scenario = quiet(
        route("route", ["border_crossings"], [("border_crossings", staff)], per_week),
        pins=pinned(border_crossings={"offer": 1.0, "interception": 0.0}),
        changes={
            "officials.acceptance_precision": PRECISION,
            "officials.peer_effect": beta / PRECISION,
            "officials.reservation_median_wages": math.exp(-h / PRECISION),
            "officials.norm_prior": start,
            "officials.norm_rate_per_week": rate,
            "officials.norm_own_post_share": 1.0,
        },
        on=("norms",),
        weeks=weeks,
    )
    return bench.run(scenario, campaigns, seed).weekly("norm", "border_crossings")


def _around(beta: float, m: float, rate: float, per_week: float) -> tuple[float, float]:
    """Return pull and standard deviation of the norm around a state: a first-order autoregression."""
    pull = rate * (1 - beta * m * (1 - m))
    return pull, rate * math.sqrt(m * (1 - m) / per_week / (1 - (1 - pull) ** 2))


def _late(label: str, course: Floats, beta: float, m: float, rate: float, per_week: float) -> Finding:
    pull, spread = _around(beta, m, rate, per_week)
    error = spread * math.sqrt((2 - pull) / (pull * len(course)))
    return Finding(label, m, float(course.mean()), error)


RATE, PER_WEEK = 0.1, 120.0


def _one_state(bench: Bench) -> Iterator[Finding]:
    beta, late = 2.0, 80
    pull, spread = _around(beta, 0.5, RATE, PER_WEEK)
    for start in (0.05, 0.95):
        course = _course(bench, beta, start, weeks=380, per_week=PER_WEEK, rate=RATE)[late:]
        yield _late(f"norm in the long run, from {start:g}", course, beta, 0.5, RATE, PER_WEEK)
        found = math.sqrt(float(((course - 0.5) ** 2).mean()))
        independent = len(course) * (1 - (1 - pull) ** 2) / (1 + (1 - pull) ** 2)
        yield Finding(f"its standard deviation, from {start:g}", spread, found, spread / math.sqrt(2 * independent))


BETA = 8.0


def _two_states(bench: Bench) -> Iterator[Finding]:
    low, _, high = fixed_points(BETA)
    for start, state in ((0.15, low), (0.4, low), (0.6, high), (0.85, high)):
        course = _course(bench, BETA, start, weeks=160, per_week=PER_WEEK, rate=RATE)[80:]
        yield _late(f"norm in the long run, from {start:g}", course, BETA, state, RATE, PER_WEEK)
    per_week, start = 600.0, 0.3
    course = _course(bench, BETA, start, weeks=40, per_week=per_week, rate=RATE)
    expected = mean_field(BETA, RATE, start, np.zeros(40))
    variance, m = 0.0, start
    for week, following in enumerate(expected.tolist()):
        accepting = float(_accepting(BETA, np.array(m), 0.0))
        noise = accepting * (1 - accepting)
        variance = (1 - RATE * (1 - BETA * noise)) ** 2 * variance + RATE**2 * noise / per_week
        m = following
        if week + 1 in (5, 15, 40):
            label = f"norm on its way, week {week + 1}, from {start:g}"
            yield Finding(label, following, float(course[week]), math.sqrt(variance))


QUICK, CROWD = 0.3, 200.0


def _folds(bench: Bench) -> Iterator[Finding]:
    limit = fold(BETA)
    for sign, start, side in ((1, 0.05, "lower"), (-1, 0.95, "upper")):
        for part, where in ((0.8, "a fifth short of"), (1.2, "a fifth beyond")):
            h = sign * part * limit
            states = fixed_points(BETA, h)
            state = states[0] if sign > 0 else states[-1]
            course = _course(bench, BETA, start, weeks=180, per_week=CROWD, rate=QUICK, h=h)[100:]
            label = f"norm {where} the {side} fold at {sign * limit:+.3f}"
            yield _late(label, course, BETA, state, QUICK, CROWD)


PEAK, CLIMB = 1.6, 320
"""The field goes up to its peak in so many weeks, down to minus the peak in twice as many."""


def sweep() -> tuple[Floats, list[OfficialCampaign]]:
    """Return a field that goes up and down through both folds, week by week, and the campaigns that make it."""
    up, down = PEAK / BETA, -2 * PEAK / BETA
    campaigns = [
        OfficialCampaign(norm_shift=up, ramp_weeks=CLIMB - 1, fade_weeks=0, delivery=1.0),
        OfficialCampaign(norm_shift=down, start_week=CLIMB, ramp_weeks=2 * CLIMB - 1, fade_weeks=0, delivery=1.0),
    ]
    week = np.arange(1, 3 * CLIMB + 1)
    fields = PEAK * (np.minimum(week / CLIMB, 1.0) - 2 * np.clip((week - CLIMB) / (2 * CLIMB), 0.0, 1.0))
    return fields, campaigns


def jumps(course: Floats, fields: Floats) -> tuple[float, float]:
    """Return the fields at which a norm that begins low rises above one half, and later falls below it."""
    rise = int(np.argmax(course > 0.5))
    fall = rise + int(np.argmax(course[rise:] < 0.5))
    return float(fields[rise]), float(fields[fall])


def _hysteresis(bench: Bench) -> Iterator[Finding]:
    fields, campaigns = sweep()
    low = fixed_points(BETA)[0]
    course = _course(bench, BETA, low, weeks=len(fields), per_week=CROWD, rate=QUICK, campaigns=campaigns)
    expected = jumps(mean_field(BETA, QUICK, low, fields), fields)
    drawn = posts_of_decisions(BETA, QUICK, low, fields, CROWD, 400)
    spread = np.array([jumps(drawn[:, run], fields) for run in range(drawn.shape[1])]) - np.array(expected)
    errors = np.sqrt((spread**2).mean(axis=0))
    for n, way in enumerate(("up", "down")):
        at = (1 - 2 * n) * fold(BETA)
        label = f"field of the jump {way}, fold at {at:+.3f}"
        yield Finding(label, expected[n], jumps(course, fields)[n], float(errors[n]))


SMALL, SMALL_BETA, SMALL_WEEKS, SMALL_RUNS = 2.0, 5.0, 600, 12


def flips(courses: Floats) -> NDArray[np.int64]:
    """Return how often each course changes sides, small excursions around the middle apart."""
    counts = np.zeros(courses.shape[1], dtype=np.int64)
    for run in range(courses.shape[1]):
        outside = courses[np.abs(courses[:, run] - 0.5) > 0.2, run] > 0.5
        counts[run] = int((outside[1:] != outside[:-1]).sum())
    return counts


def _small_posts(bench: Bench) -> Iterator[Finding]:
    start = fixed_points(SMALL_BETA)[0]
    made = [
        _course(bench, SMALL_BETA, start, weeks=SMALL_WEEKS, per_week=SMALL, rate=QUICK, staff=2, seed=seed)
        for seed in range(SMALL_RUNS)
    ]
    found = np.column_stack(made)
    law = posts_of_decisions(SMALL_BETA, QUICK, start, np.zeros(SMALL_WEEKS), SMALL, 4000)
    for label, drawn, simulated in (
        ("flips of a post of two", flips(law).astype(float), flips(found).astype(float)),
        ("share of weeks above one half", (law > 0.5).mean(axis=0), (found > 0.5).mean(axis=0)),
    ):
        error = float(drawn.std()) / math.sqrt(SMALL_RUNS)
        yield Finding(f"{label}, {SMALL_WEEKS} weeks", float(drawn.mean()), float(simulated.mean()), error)
    large = _course(bench, SMALL_BETA, start, weeks=SMALL_WEEKS, per_week=PER_WEEK, rate=QUICK, staff=50)
    yield Finding("flips of a post of fifty, same weeks", 0.0, float(flips(large[:, None])[0]), 0.0)


CASES = (
    ClosedForm(
        "norm with one state",
        "Where officials respond little to one another, the norm forgets where it began.",
        "m = 1/2 for beta < 4; variance r^2 / (4 n (1 - (1 - r + r beta/4)^2))",
        "one large post, price equal to the reservation price, n decisions a week, beta = 2",
        "Brock and Durlauf 2001",
        _one_state,
    ),
    ClosedForm(
        "norm with two states",
        "Where they respond more, the beginning decides between two states, and the norm moves there as a mean field.",
        "m = sigma(beta (m - 1/2)), three solutions for beta > 4; m' = m + r (sigma(beta (m - 1/2)) - m)",
        "as before with beta = 8",
        "Brock and Durlauf 2001",
        _two_states,
    ),
    ClosedForm(
        "folds of the norm",
        "A price above or below the reservation price ends one of the two states at a fold: a little short of it the "
        "norm stays, a little beyond it the norm changes over.",
        "m = sigma(beta (m - 1/2) + h); folds at m = (1 -+ sqrt(1 - 4/beta))/2, h = ln(m/(1-m)) - beta (m - 1/2)",
        "one large post, price exp(h / precision) times the reservation price, beta = 8",
        "Brock and Durlauf 2001",
        _folds,
    ),
    ClosedForm(
        "hysteresis of the norm",
        "A field that goes slowly up and down makes the norm jump at one fold on its way up and at the other on its "
        "way down, not in the middle.",
        "jumps where the course m' = m + r (sigma(beta (m - 1/2) + h_t) - m) leaves the folds, a little late; standard "
        "error from 400 courses of the norm alone",
        "one large post, a campaign shifts the perceived norm slowly up and down, beta = 8",
        "Andvig and Moene 1990",
        _hysteresis,
    ),
    ClosedForm(
        "flips of small posts",
        "In a post with few decisions a week the norm flips between the two states; in a large post it does not.",
        "m' = m + r (K/n - m), n Poisson, K binomial with sigma(beta (m - 1/2)); law from 4000 courses of the norm "
        "alone",
        "posts of two and of fifty officials, beta = 5",
        "Andvig and Moene 1990",
        _small_posts,
    ),
)
