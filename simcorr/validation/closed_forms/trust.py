"""Trust between one network and gatekeepers: it grows with kept deals and ends with a move.

Trust itself is not recorded. It is read from demands: where nothing is offered, an official asks with a chance that
falls with what is missing to full trust, and demands do not move trust. The chance is nearly a straight line; the line
through its ends turns the share of officials who ask into missing trust, and what the bend adds is in the expected
value, since the law of missing trust is known: (1 - t0) (1 - g)^N with N a Poisson number of deals in a known time.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, xlogy

from simcorr.interventions import StaffRotation
from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench, Floats
from simcorr.validation.closed_forms.finding import ClosedForm, Finding
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.interventions import Intervention

START, GAIN = 0.1, 0.2
OFFICIALS, SEEDS = 60, 3
OFFER, ENCOUNTERS = 0.25, 4.0
DEALS = OFFER * ENCOUNTERS  # a week and official
PRECISION, AVERSION = 2.0, 1.0 / (1.0 - START)
RESERVATION = math.exp(-0.5)  # in wages: at half of the way to full trust the price is what is required
_MOST = 200  # deals and weeks beyond which no probability is left


def asks(missing: ArrayLike) -> Floats:
    """Return the chance that an official asks when so much is missing to full trust."""
    chance: Floats = 1 / (1 + np.exp(-PRECISION * (-math.log(RESERVATION) - AVERSION * np.asarray(missing))))
    return chance


_ENDS = asks(np.array([0.0, 1.0 - START]))
_SLOPE = float(_ENDS[0] - _ENDS[1]) / (1.0 - START)


def read(share_asking: ArrayLike) -> Floats:
    """Return the missing trust that a share of officials who ask shows."""
    shown: Floats = (float(_ENDS[0]) - np.asarray(share_asking, dtype=float)) / _SLOPE
    return shown


def shown_after(chances: Floats) -> float:
    """Return the missing trust that is expected to show, by the chances of 0, 1, 2, ... weeks since trust began."""
    deals, expected = np.arange(_MOST), DEALS * np.arange(len(chances))[:, None]
    poisson = np.exp(xlogy(deals, expected) - expected - gammaln(deals + 1))
    asking = chances @ poisson @ asks((1 - START) * (1 - GAIN) ** deals)
    return float(read(asking))


def mean_missing(chances: Floats) -> float:
    """Return the mean of missing trust itself, by the same chances: the formula of the case."""
    return (1 - START) * float(chances @ np.exp(-DEALS * GAIN * np.arange(len(chances))))


def under_random_rotation(share: float) -> Floats:
    """Return the chances of 0, 1, 2, ... weeks since the last move where a share moves every week."""
    chances: Floats = share * np.power(1 - share, np.arange(_MOST, dtype=np.float64))
    return chances


def under_fixed_rotation(interval: int) -> Floats:
    """Return the chances of 0, 1, 2, ... weeks since the last move where all move at an interval."""
    return np.full(interval, 1 / interval)


def in_weeks(first: int, end: int) -> Floats:
    """Return the chances of 0, 1, 2, ... weeks where each week from the first to before the end counts the same."""
    return np.repeat([0.0, 1 / (end - first)], [first, end - first])


def _world(weeks: int, cut: bool) -> Scenario:
    pins = {"offer": OFFER, "acceptance": 1.0, "interception": 0.0}
    return quiet(
        route("route", ["border_crossings"], [("border_crossings", 1)] * OFFICIALS, OFFICIALS * ENCOUNTERS),
        pins=pinned(border_crossings=pins),
        changes={
            "smugglers.count": 1,
            "smugglers.starting_trust": START,
            "smugglers.trust_gain": GAIN,
            "smugglers.book_size": 64,
            "officials.second_job_share": 0.0,
            "officials.demand_propensity": 1.0,
            "officials.acceptance_precision": PRECISION,
            "officials.stranger_aversion": AVERSION,
            "officials.reservation_median_wages": RESERVATION,
        },
        on=("trust", "demands", *(("rotation_cuts_ties",) if cut else ())),
        weeks=weeks,
    )


def _missing(
    bench: Bench,
    label: str,
    expected: float,
    rotation: "Sequence[Intervention]",
    weeks: tuple[int, int],
    cut: bool = True,
) -> Finding:
    """Compare the missing trust that shows in a span of weeks; officials are independent of one another."""
    asked, met = np.zeros(SEEDS * OFFICIALS), np.zeros(SEEDS * OFFICIALS)
    for seed in range(SEEDS):
        encounters = bench.run(_world(weeks[1], cut), rotation, seed, events=True).events(EventKind.ENCOUNTER)
        silent = (encounters.week >= weeks[0]) & (encounters.b != 1)
        np.add.at(met, encounters.a[silent] + seed * OFFICIALS, 1)
        np.add.at(asked, encounters.a[silent] + seed * OFFICIALS, encounters.b[silent] == 2)
    share_asking = asked.sum() / met.sum()
    scatter = (asked - share_asking * met).std(ddof=1) * math.sqrt(len(met)) / met.sum()
    return Finding(label, expected, float(read(share_asking)), float(scatter) / _SLOPE)


SHARE, INTERVAL = 0.15, 6
LATE = (18, 60)
"""Weeks in which trust under rotation is read: whole cycles of the fixed one."""


def _rotated(bench: Bench) -> Iterator[Finding]:
    for interval, share, law, label, weeks in (
        (1, SHARE, under_random_rotation(SHARE), f"{SHARE:.0%} move every week", LATE),
        (INTERVAL, 1.0, under_fixed_rotation(INTERVAL), f"all move every {INTERVAL} weeks", LATE),
        (1, 1.0, under_fixed_rotation(1), "all move every week", (2, 12)),
    ):
        rotation = StaffRotation(interval_weeks=interval, share=share, delivery=1.0)
        yield _missing(bench, f"missing trust, {label}", shown_after(law), [rotation], weeks)


def _kept(bench: Bench) -> Iterator[Finding]:
    for first, end in ((0, 4), (4, 10), (25, 35)):
        label = f"missing trust, weeks {first} to {end - 1}, nobody moves"
        yield _missing(bench, label, shown_after(in_weeks(first, end)), [], (first, end))
    rotation = StaffRotation(interval_weeks=2, share=1.0, delivery=1.0)
    label = "missing trust, weeks 4 to 9, moves that cut no ties"
    yield _missing(bench, label, shown_after(in_weeks(4, 10)), [rotation], (4, 10), cut=False)


CASES = (
    ClosedForm(
        "trust after kept deals",
        "Each kept deal takes a constant share of what is missing to full trust; a move that cuts no ties changes "
        "nothing.",
        "E(missing) after w weeks = (1 - t0) exp(-mu g w)",
        "posts of one gatekeeper, one network, mu kept deals an official and week, trust read from demands",
        "Greif 1993",
        _kept,
    ),
    ClosedForm(
        "trust under rotation",
        "Rotation keeps trust down: the mean of what is missing follows from the time since the last move, geometric "
        "under random and even under fixed rotation.",
        "random: r (1 - t0) / (1 - (1 - r) exp(-mu g)); fixed: (1 - t0)/L sum_{w<L} exp(-mu g w)",
        "as before, with a share r that moves every week, or all every L weeks",
        "Abbink 2004",
        _rotated,
    ),
)
