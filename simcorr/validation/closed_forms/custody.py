"""Custody of stopped parties: how long it lasts, who is released for a bribe, and which victims are recognised."""

import math
from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np

from simcorr.interventions import Intervention
from simcorr.interventions.sets import Sets
from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, mean, share
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.codes import Discharge
from simcorr.world.measures import CORRIDOR_INDEX
from simcorr.world.trace import EventKind

BORDER, HOLDERS = "border_crossings", "investigation"
STOPPED, WEEKS = 0.5, 6
ACCESS, OVERSIGHT, TAKEN = 0.4, 0.25, 0.6
SCREENING, ADDED = 0.1, 0.25
PER_WEEK, LONG = 120.0, 100

RELEASED = ACCESS * (1.0 - OVERSIGHT) * TAKEN
"""The chance that a week in custody ends by a bribe."""
RECOGNISED = SCREENING + ADDED * (1.0 - SCREENING)
"""The chance that victims are recognised in a week in custody."""

_WORLD: dict[str, Any] = {
    "migrants.informed_share": 0.0,
    "migrants.deceived_share": 1.0,
    "smugglers.exploitative_share": 1.0,
    "justice.detention_weeks": WEEKS,
}


class _Rules(Intervention):
    """How custody is watched over: the two levers that act there."""

    oversight: Annotated[float, Sets("custody_oversight")] = OVERSIGHT
    screening: Annotated[float, Sets("screening")] = ADDED


def _world(**changes: float) -> Scenario:
    """Return a world in which a share of parties is stopped at the only stage, all of them victims of trafficking."""
    corridor = route("route", [BORDER], [(BORDER, 1), (HOLDERS, 1)], PER_WEEK)
    pins = pinned(
        **{
            BORDER: {"offer": 0.0, "acceptance": 0.0, "interception": STOPPED, "detection": 0.0},
            HOLDERS: {"acceptance": TAKEN, "detection": 0.0},
        }
    )
    named = {
        f"{'protection' if name.startswith('screening') else 'justice'}.{name}": of for name, of in changes.items()
    }
    return quiet(corridor, pins=pins, changes={**_WORLD, **named}, weeks=LONG)


def _ends(observed: Observed) -> tuple[Any, Any]:
    """Return how custody ended, and after how many weeks, of all who were stopped early enough for it to end."""
    stops, left = observed.events(EventKind.DETENTION), observed.events(EventKind.DISCHARGE)
    early = np.isin(left.subject, stops.subject[stops.week < LONG - WEEKS])
    return left.b[early], left.value[early]


def _served(bench: Bench) -> Iterator[Finding]:
    """Let nobody be released or recognised: everybody serves the weeks."""
    observed = bench.run(_world(), seed=0, events=True)
    stops = observed.events(EventKind.INTERCEPTION)
    left = np.minimum(WEEKS, LONG - 1 - stops.week)
    held = observed.trace.corridor[:, 0, CORRIDOR_INDEX["detained_weeks"]].sum()
    yield exact("weeks in custody", float(left.sum()), float(held))
    ends, weeks = _ends(observed)
    yield exact("of all who were stopped, served", float((stops.week < LONG - WEEKS).sum()), float(len(ends)))
    yield exact("weeks of who has served, mean", WEEKS, float(weeks.mean()))
    yield exact("released or recognised", 0.0, float((ends != Discharge.SERVED).sum()))


def _released(bench: Bench) -> Iterator[Finding]:
    """Let operators reach who holds their parties, week by week."""
    observed = bench.run(_world(release_access=ACCESS), [_Rules(delivery=1.0)], seed=1, events=True)
    ends, weeks = _ends(observed)
    released, stays = ends == Discharge.RELEASED, (1.0 - RELEASED) ** WEEKS
    yield share("released for a bribe", 1.0 - stays, released.sum(), len(ends))
    expected = (1.0 - stays) / RELEASED
    yield mean("weeks in custody", expected, weeks)
    left, arrived = observed.events(EventKind.DISCHARGE), observed.events(EventKind.ARRIVAL)
    gone = left.subject[(left.b == Discharge.RELEASED) & (left.week < LONG - 2)]
    yield exact("released, and not arrived", 0.0, float(np.isin(gone, arrived.subject, invert=True).sum()))


def _recognised(bench: Bench) -> Iterator[Finding]:
    """Let victims in custody be screened, without bribes and with them: recognition comes first in a week."""
    for number, (access, chance) in enumerate(((0.0, 0.0), (ACCESS, RELEASED))):
        world = _world(release_access=access, screening_in_detention=SCREENING)
        ends, _ = _ends(bench.run(world, [_Rules(delivery=1.0)], seed=2 + number, events=True))
        stays = (1.0 - RECOGNISED) * (1.0 - chance)
        begins = -math.expm1(WEEKS * math.log(stays)) / (1.0 - stays)
        words = "with releases" if access else "without releases"
        yield share(f"recognised, {words}", RECOGNISED * begins, (ends == Discharge.IDENTIFIED).sum(), len(ends))
        if access:
            expected = (1.0 - RECOGNISED) * chance * begins
            yield share(f"released, {words}", expected, (ends == Discharge.RELEASED).sum(), len(ends))


CASES = (
    ClosedForm(
        "weeks in custody",
        "Who is stopped is held for a given number of weeks and returned, where nobody is released or recognised.",
        "weeks in custody = parties stopped x D",
        "a border that stops a share of all parties, and custody of D weeks",
        "accounting identity",
        _served,
    ),
    ClosedForm(
        "release from custody for a bribe",
        "Week by week an operator finds a way to who holds his party, unless oversight closes it, and is taken up on "
        "it or not: a geometric time, cut off when the weeks are served. Who is released passes the stage.",
        "P(released) = 1 - (1 - h)^D; mean weeks = (1 - (1 - h)^D) / h; h = a (1 - o) t",
        "as before, with access a, oversight o, and officials who accept a share t of all offers",
        "geometric distribution",
        _released,
    ),
    ClosedForm(
        "screening in custody",
        "Victims of trafficking in custody are recognised week by week; releases compete with that and come second.",
        "P(recognised) = 1 - (1 - s')^D without releases; s' (1 - q^D) / (1 - q) with them, q = (1 - s') (1 - h); "
        "s' = s + x (1 - s)",
        "as before, all parties victims of trafficking, screening s in a week and x added",
        "Prentice et al. 1978",
        _recognised,
    ),
)
