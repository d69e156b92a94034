"""Victims of trafficking before authorities: which end of exploitation comes first, who is recognised if stopped."""

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
from simcorr.world.codes import Finding as Found
from simcorr.world.measures import CORRIDOR_INDEX
from simcorr.world.trace import EventKind

STAGE, SERVICE, AUTHORITY, BORDER = "accommodation", "service_providers", "investigation", "border_crossings"
WEEKS, CONTACT, IDENTIFICATION = 20.0, 0.1, 0.5
RATE, SCREENING, ADDED = 0.1, 0.2, 0.25
PUNISHMENT, SPARED = 0.75, 0.2
OFFERED, TAKEN = 0.5, 0.6
FEAR, BELIEVED = 0.8, 0.6
AGAIN = 0.4
PLACE, DECEIVED, STOPPED = 0.9, 0.8, 0.5
PER_WEEK = 120.0
COHORT, LONG, BRIEF = 60, 160, 80

_WORLD: dict[str, Any] = {
    "migrants.informed_share": 0.0,
    "migrants.deceived_share": 0.0,
    "migrants.belief_fade_per_week": 1.0,
    "smugglers.exploitative_share": 1.0,
    "protection.hazard_accommodation": 5.0,
    "protection.vulnerability_effect": 0.0,
    "protection.debt_effect": 0.0,
    "protection.deception_effect": 0.0,
    "protection.impunity_effect": 0.0,
    "protection.exploitation_weeks": WEEKS,
    "protection.exploitation_value_usd": 60.0,
    "protection.contact_rate": CONTACT,
    "protection.identification": IDENTIFICATION,
    "protection.sale_rate": 0.0,
    "protection.support": 0.0,
    "protection.authority_rate": RATE,
    "protection.screening": SCREENING,
    "protection.screening_at_interception": PLACE,
    "protection.punishment": PUNISHMENT,
    "protection.punishment_fear": FEAR,
    "protection.punishment_prior": BELIEVED,
    "protection.punishment_prior_cases": 100_000.0,
}
_NOTHING = {"offer": 0.0, "acceptance": 0.0, "interception": 0.0, "detection": 0.0}


class _Rules(Intervention):
    """How victims are treated by authorities: two levers that no registered measure sets."""

    screening: Annotated[float, Sets("screening")] = ADDED
    non_punishment: Annotated[float, Sets("non_punishment")] = SPARED


RECOGNISED = SCREENING + ADDED * (1.0 - SCREENING)
"""The chance that an authority recognises a victim, with added screening."""


def weekly() -> dict[str, float]:
    """Return the chance that a week in exploitation ends it, by the way in which it does: the first that comes."""
    identified = CONTACT * (1.0 - FEAR * BELIEVED) * IDENTIFICATION
    met = (1.0 - identified) * RATE
    open_eyed = met * (1.0 - OFFERED * TAKEN)
    recognised = open_eyed * RECOGNISED
    punished = open_eyed * (1.0 - RECOGNISED) * PUNISHMENT * (1.0 - SPARED)
    freed = (1.0 - identified - recognised - punished) / WEEKS
    return {"provider": identified, "recognised": recognised, "punished": punished, "freed": freed, "met": met}


def _exploited(changes: dict[str, Any], weeks: int) -> Scenario:
    """Return a world in which nearly everybody is exploited at the only stage."""
    corridor = route("route", [STAGE], [(STAGE, 1), (SERVICE, 1), (AUTHORITY, 1)], PER_WEEK)
    bought = {"offer": OFFERED, "acceptance": TAKEN, "detection": 0.0}
    pins = pinned(**{STAGE: _NOTHING, SERVICE: {"detection": 0.0}, AUTHORITY: bought})
    return quiet(corridor, pins=pins, changes={**_WORLD, **changes}, weeks=weeks)


def _ends(observed: Observed) -> dict[str, dict[int, int]]:
    """Return by the way in which exploitation ended whose it was, and in which week."""
    found, met = observed.events(EventKind.IDENTIFICATION), observed.events(EventKind.MEETING)
    freed, punished, helped = observed.events(EventKind.FREED), met.b == Found.PUNISHED, met.b == Found.IDENTIFIED
    named = {
        "provider": (found.subject, found.week),
        "recognised": (met.subject[helped], met.week[helped]),
        "punished": (met.subject[punished], met.week[punished]),
        "freed": (freed.subject, freed.week),
    }
    return {how: dict(zip(who.tolist(), when.tolist(), strict=True)) for how, (who, when) in named.items()}


def _competing(bench: Bench) -> Iterator[Finding]:
    """Let four ends of exploitation compete, week by week."""
    observed, theory = bench.run(_exploited({}, LONG), [_Rules(delivery=1.0)], events=True), weekly()
    ends = _ends(observed)
    hazard, ended = sum(theory[how] for how in ends), sum(len(of) for of in ends.values())
    for how, words in (
        ("provider", "identified by service providers"),
        ("recognised", "recognised by authorities"),
        ("punished", "punished"),
        ("freed", "freed"),
    ):
        yield share(f"share of ends: {words}", theory[how] / hazard, len(ends[how]), ended)
    begun = observed.events(EventKind.EXPLOITATION)
    ended_in = {who: week for of in ends.values() for who, week in of.items()}
    early = zip(begun.subject.tolist(), begun.week.tolist(), strict=True)
    lasted = [ended_in.get(who, LONG) - week for who, week in early if week < COHORT]
    yield mean("weeks in exploitation", 1.0 / hazard, lasted, math.sqrt(1.0 - hazard) / hazard)
    met = observed.events(EventKind.MEETING).b
    # All who are in exploitation at the end of a week have the next one before them.
    weeks = float(observed.trace.corridor[:-1, 0, CORRIDOR_INDEX["in_exploitation"]].sum())
    yield share("weeks with an authority", theory["met"], len(met), weeks)
    yield share("meetings that were bought", OFFERED * TAKEN, int((met == Found.SOLD_OUT).sum()), len(met))


def _returned(bench: Bench) -> Iterator[Finding]:
    """Let those who were punished try again, as others who were returned do."""
    scenario = _exploited({"migrants.retry_probability": AGAIN}, BRIEF)
    observed = bench.run(scenario, [_Rules(delivery=1.0)], seed=1, events=True)
    chosen, met = observed.events(EventKind.CHANNEL), observed.events(EventKind.MEETING)
    second, third = (set(chosen.subject[chosen.value == attempt].tolist()) for attempt in (1, 2))
    early = (met.b == Found.PUNISHED) & (met.week < BRIEF - 1)
    times = np.unique(met.subject[early], return_counts=True)
    once, twice = (set(times[0][times[1] >= n].tolist()) for n in (1, 2))
    yield share("punished once, on the way again", AGAIN, len(once & second), len(once))
    yield share("punished twice, on the way again", AGAIN, len(twice & third), len(twice))
    helped = set(met.subject[met.b == Found.IDENTIFIED].tolist())
    last = {who: int(value) for who, value in zip(chosen.subject.tolist(), chosen.value.tolist(), strict=True)}
    left = sum(last[who] > np.sum(met.subject[met.b == Found.PUNISHED] == who) for who in helped)
    yield exact("recognised, on the way again", 0.0, float(left))


def _stopped(bench: Bench) -> Iterator[Finding]:
    """Let all parties be stopped at the only border: those who were deceived are victims before they are exploited."""
    corridor = route("route", [BORDER], [(BORDER, 1), (AUTHORITY, 1)], PER_WEEK)
    pins = pinned(**{BORDER: {**_NOTHING, "interception": STOPPED}})
    changes = {**_WORLD, "migrants.deceived_share": DECEIVED}
    scenario = quiet(corridor, pins=pins, changes=changes, weeks=LONG)
    observed = bench.run(scenario, [_Rules(delivery=1.0)], seed=2, events=True)
    stops, screened = observed.events(EventKind.INTERCEPTION), observed.events(EventKind.SCREENING)
    n, helped = len(screened.b), int(screened.b.sum())
    yield share("stopped victims", DECEIVED, n, len(stops.b))
    yield share("of these, recognised", PLACE * RECOGNISED, helped, n)
    rows = observed.trace.corridor[:, 0]
    detained = float(rows[:, CORRIDOR_INDEX["detained"]].sum())
    yield exact("stopped, not recognised and returned", len(stops.b) - helped, detained)


CASES = (
    ClosedForm(
        "competing ends of exploitation",
        "Of the ways in which exploitation can end in a week, the first that comes ends it: help by service providers, "
        "help or punishment by authorities, or by itself.",
        "i = c (1 - phi b) I; m = (1 - i) r (1 - o a); recognised m s', punished m (1 - s') u (1 - n), "
        "freed (1 - i - recognised - punished) / W; share of each: over their sum h; mean weeks = 1 / h",
        "nearly all are exploited; victims keep their first belief b of being punished; s' = s + x (1 - s)",
        "Prentice et al. 1978",
        _competing,
    ),
    ClosedForm(
        "return after punishment",
        "Who is punished is returned and tries again with the chance of others who are; who is helped does not.",
        "P(again | punished) = rho; P(again | helped) = 0",
        "as before, with a chance rho of trying again",
        "Kemeny and Snell 1960",
        _returned,
    ),
    ClosedForm(
        "victims among the stopped",
        "Who is carried by deceit for exploitation is a victim before it begins, and may be recognised when stopped.",
        "victims among the stopped: d; recognised of them: w (s + x (1 - s))",
        "all operators are exploitative, the share d is deceived, an interception is a place of screening as far as w",
        "Trafficking Protocol 2000, article 3",
        _stopped,
    ),
)
