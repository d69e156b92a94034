"""Checkpoints in series, one of which two routes share: a journey passes with the product of its own chances."""

from collections.abc import Iterator

import numpy as np

from simcorr.scenario import Corridor, Post, Scenario, Stage
from simcorr.validation.closed_forms.bench import Bench
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, share
from simcorr.validation.closed_forms.worlds import pinned, quiet
from simcorr.world.trace import EventKind

BORDER, RATE, STAFF = "border_crossings", 0.25, 3
GATES = {"first gate": 1.0, "second gate": 2.0, "harbour": 0.5}
"""The posts, in their order, and the factor of each on the chance to stop a party."""
ROUTES = {"land": (("first gate", 1.0), ("second gate", 0.8)), "coast": (("harbour", 1.0), ("second gate", 0.6))}
"""The gates that each route passes, and the share of its journeys that need them."""
WEEKS, LAST = 24, 20
"""Journeys that begin after the week ``LAST`` may not have ended by the end of the run, and are not counted."""


def chances(name: str) -> tuple[list[float], list[float]]:
    """Return the chances to be met at each gate of a route, and to be stopped there."""
    reach, met, stopped = 1.0, [], []
    for gate, need in ROUTES[name]:
        met.append(reach * need)
        stopped.append(reach * need * RATE * GATES[gate])
        reach -= stopped[-1]
    return met, stopped


def _corridor(name: str, gates: tuple[str, ...]) -> Corridor:
    """Return a route of which some gates stand on it; parties of both set out as often."""
    return Corridor(
        name=name,
        stages=tuple(Stage(name=f"at {gate}", context=BORDER, need=need, posts=(gate,)) for gate, need in ROUTES[name]),
        posts=tuple(
            Post(name=gate, context=BORDER, staff=STAFF, interception_factor=factor)
            for gate, factor in GATES.items()
            if gate in gates
        ),
        arrivals_per_year=52.0 * 300.0,
        fee_usd=1000.0,
        party_size=1,
        regular_cost_usd=500.0,
        regular_wait_weeks=4,
        alone_factor=1.0,
    )


def _world() -> Scenario:
    return quiet(
        _corridor("land", ("first gate", "second gate")),
        _corridor("coast", ("harbour",)),
        pins=pinned(border_crossings={"offer": 0.0, "acceptance": 0.0, "detection": 0.0}),
        changes={f"contexts.{BORDER}.interception_rate": RATE, "officials.experience_floor": 1.0},
        weeks=WEEKS,
        on=("position_differences",),
    )


def _passage(bench: Bench) -> Iterator[Finding]:
    seen = bench.run(_world(), events=True)
    clients, met = seen.events(EventKind.CLIENT), seen.events(EventKind.ENCOUNTER)
    stops, arrivals = seen.events(EventKind.INTERCEPTION), seen.events(EventKind.ARRIVAL)
    for number, name in enumerate(ROUTES):
        cohort = clients.subject[(clients.b == number) & (clients.week <= LAST)]
        expected_met, expected_stops = chances(name)
        arrived = np.isin(cohort, arrivals.subject).sum()
        yield share(f"journeys that pass, {name}", 1.0 - sum(expected_stops), arrived, len(cohort))
        for place, (gate, _) in enumerate(ROUTES[name]):
            at_gate = met.other // STAFF == list(GATES).index(gate)
            found = np.isin(cohort, met.subject[at_gate]).sum()
            yield share(f"journeys that are met at the {gate}, {name}", expected_met[place], found, len(cohort))
            stopped_at_gate = stops.other // STAFF == list(GATES).index(gate)
            found = np.isin(cohort, stops.subject[stopped_at_gate & (stops.b == number)]).sum()
            yield share(f"journeys that are stopped at the {gate}, {name}", expected_stops[place], found, len(cohort))


CASES = (
    ClosedForm(
        "checkpoints in series",
        "A journey passes checkpoints in series with the product of the chances to pass each; parties of another route "
        "at the same gate change nothing for it.",
        "P(pass on r) = prod_j [1 - n_rj f_j i], j the gates of route r",
        "two routes with two gates each in one context, one of them shared; no bribes, a chance i to be stopped, a "
        "factor f of each gate and a need n of each stage",
        "Kemeny and Snell 1960",
        _passage,
    ),
)
