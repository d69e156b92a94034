"""A chain of posts with everything pinned is an absorbing Markov chain."""

import math
from collections.abc import Iterator

import numpy as np

from simcorr.contexts import CONTEXT_NAMES
from simcorr.scenario import Scenario, Stage
from simcorr.validation.closed_forms.bench import Bench, Floats, Integers, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, mean, share
from simcorr.validation.closed_forms.worlds import PRICE, pinned, quiet, route
from simcorr.world.codes import Channel
from simcorr.world.trace import EventKind

CHAIN = ("documents", "border_crossings", "transportation", "airports")
OFFER, ACCEPTANCE = (0.8, 0.5, 0.9, 0.3), (0.6, 0.7, 0.2, 0.9)
INTERCEPTION = (0.3, 0.5, 0.15, 0.6)
STAFF = 4
WEEKS, LAST = 18, 12
"""Journeys that begin after the week ``LAST`` may not have ended by the end of the run, and are not counted."""


def passage_law(discretion: float, need: float) -> tuple[Floats, Floats, Floats]:
    """Return by post the chances to come to it, to meet its gatekeeper, and to be stopped there."""
    stopped = [need * i * (1 - o * a * discretion) for o, a, i in zip(OFFER, ACCEPTANCE, INTERCEPTION, strict=True)]
    reach = np.cumprod([1.0, *(1.0 - np.array(stopped))])
    return reach, reach[:-1] * need, reach[:-1] * np.array(stopped)


def law_of_bribes(discretion: float) -> tuple[float, float]:
    """Return mean and standard deviation of the number of bribes of a journey that needs every post."""
    under_way, ended = np.eye(1, 5)[0], np.zeros(5)  # chances by number of bribes so far
    for o, a, i in zip(OFFER, ACCEPTANCE, INTERCEPTION, strict=True):
        with_deal = np.roll(under_way * o * a, 1)
        without = under_way * (1 - o * a)
        ended += with_deal * (1 - discretion) * i + without * i
        under_way = with_deal * (1 - (1 - discretion) * i) + without * (1 - i)
    numbers, chances = np.arange(5), ended + under_way
    average = float(numbers @ chances)
    return average, math.sqrt(float(numbers**2 @ chances) - average**2)


def _world(discretion: float, need: float) -> Scenario:
    by_post = zip(CHAIN, OFFER, ACCEPTANCE, INTERCEPTION, strict=True)
    return quiet(
        route("chain", [Stage(context=k, need=need) for k in CHAIN], [(k, STAFF) for k in CHAIN], 400.0),
        pins=pinned(**{k: {"offer": o, "acceptance": a, "interception": i} for k, o, a, i in by_post}),
        changes={f"contexts.{context}.discretion": discretion for context in CHAIN},
        on=("position_differences",),
        weeks=WEEKS,
    )


def _count(observed: Observed, kind: EventKind, cohort: Integers) -> Integers:
    """Return how many events of a kind each migrant of a cohort has."""
    subjects = observed.events(kind).subject
    counts: Integers = np.bincount(subjects, minlength=int(cohort.max()) + 1)[cohort]
    return counts


def _passage(bench: Bench) -> Iterator[Finding]:
    for seed, (discretion, need) in enumerate(((1.0, 1.0), (0.6, 0.7), (0.0, 1.0))):
        yield from one_chain(bench, discretion, need, seed, by_post=need < 1.0)


def one_chain(bench: Bench, discretion: float, need: float, seed: int, by_post: bool = True) -> Iterator[Finding]:
    """Compare the journeys through one chain: whole ones, and post by post."""
    observed = bench.run(_world(discretion, need), seed=seed, events=True)
    clients = observed.events(EventKind.CLIENT)
    cohort = clients.subject[clients.week <= LAST]
    where = f"discretion {discretion:g}, need {need:g}"
    arrived = _count(observed, EventKind.ARRIVAL, cohort).sum()
    stopped = _count(observed, EventKind.INTERCEPTION, cohort).sum()
    reach, meeting, _ = passage_law(discretion, need)
    yield share(f"journeys that pass, {where}", float(reach[-1]), arrived, len(cohort))
    yield exact(f"journeys that end, {where}", 1.0, (arrived + stopped) / len(cohort))
    met = _count(observed, EventKind.ENCOUNTER, cohort)
    yield mean(f"encounters of a journey, {where}", float(meeting.sum()), met)
    if need == 1.0:
        yield from _bribes(observed, discretion, len(cohort), where)
    if by_post:
        yield from _by_post(observed, discretion, need, cohort)


def _bribes(observed: Observed, discretion: float, journeys: int, where: str) -> Iterator[Finding]:
    """Where every post is needed, a journey is at the n-th post n weeks after its start."""
    weeks = [slice(n, LAST + 1 + n) for n in range(len(CHAIN))]
    found = sum(observed.total("bribes", k, weeks[n]) for n, k in enumerate(CHAIN))
    value = sum(observed.total("bribe_value_usd", k, weeks[n]) for n, k in enumerate(CHAIN))
    expected, deviation = law_of_bribes(discretion)
    yield Finding(f"bribes of a journey, {where}", expected, found / journeys, deviation / math.sqrt(journeys))
    yield exact(f"price of a bribe, {where}", PRICE, value / found)


def _by_post(observed: Observed, discretion: float, need: float, cohort: Integers) -> Iterator[Finding]:
    _, meeting, stopped = passage_law(discretion, need)
    encounters, interceptions = observed.events(EventKind.ENCOUNTER), observed.events(EventKind.INTERCEPTION)
    met_there = encounters.a // STAFF  # rows of gatekeepers follow the chain
    for n, context in enumerate(CHAIN):
        met = np.isin(encounters.subject[met_there == n], cohort).sum()
        yield share(f"journeys that meet a gatekeeper, {context}", float(meeting[n]), met, len(cohort))
        held = np.isin(interceptions.subject[interceptions.a == CONTEXT_NAMES.index(context)], cohort).sum()
        yield share(f"journeys that are stopped, {context}", float(stopped[n]), held, len(cohort))
        bribes, all_met = observed.total("bribes", context), observed.total("encounters", context)
        yield share(f"bribes an encounter, {context}", OFFER[n] * ACCEPTANCE[n], bribes, all_met)


RETRY, STOP, ATTEMPTS = 0.8, 0.5, 3


def _attempts(bench: Bench) -> Iterator[Finding]:
    scenario = quiet(
        route("one post", ["documents"], [("documents", STAFF)], 300.0),
        pins=pinned(documents={"offer": 0.0, "interception": STOP}),
        changes={"migrants.retry_probability": RETRY, "migrants.maximum_attempts": ATTEMPTS},
        weeks=WEEKS,
    )
    observed = bench.run(scenario, events=True)
    chosen = observed.events(EventKind.CHANNEL)
    cohort = chosen.subject[(chosen.week <= LAST - 3) & (chosen.value == 0)]
    more = (RETRY * STOP) ** np.arange(ATTEMPTS)  # chances of at least so many attempts
    expected, square = float(more.sum()), float(((2 * np.arange(ATTEMPTS) + 1) * more).sum())
    tried = _count(observed, EventKind.CLIENT, cohort)
    yield mean("attempts of a migrant", expected, tried, math.sqrt(square - expected**2))
    arrived = _count(observed, EventKind.ARRIVAL, cohort).sum()
    yield share("migrants who arrive in the end", (1 - STOP) * expected, arrived, len(cohort))


ALONE, HELD = 0.4, 0.25


def _alone(bench: Bench) -> Iterator[Finding]:
    scenario = quiet(
        route("one post", ["documents"], [("documents", STAFF)], 400.0, alone_factor=ALONE, regular_cost_usd=1e6),
        pins=pinned(documents={"offer": 0.0, "interception": HELD}),
        changes={
            "migrants.attachment_usd": -20_000.0,
            "migrants.means_median_usd": 1000.0,
            "migrants.belief_prior_weight": 1000.0,  # what befalls others deters few
            "smugglers.count": 0,
        },
        on=("migrant_choice",),
        weeks=WEEKS,
    )
    observed = bench.run(scenario, events=True)
    chosen = observed.events(EventKind.CHANNEL)
    cohort = chosen.subject[(chosen.week <= LAST) & (chosen.b == Channel.ALONE)]
    arrived = _count(observed, EventKind.ARRIVAL, cohort).sum()
    yield share("journeys alone that pass", ALONE * (1 - HELD), arrived, len(cohort))


CASES = (
    ClosedForm(
        "chain of posts",
        "A journey passes a chain of posts with the product of the chances to pass each; the posts met and the bribes "
        "paid are sums of the chances to come so far.",
        "P(pass) = prod_j [1 - n_j i_j (1 - o_j a_j g_j)]; E(encounters) = sum_j R_j n_j; E(bribes) = sum_j R_j n_j "
        "o_j a_j, R_j the chance to come to post j",
        "four posts with pinned offers o, acceptance a and interception i, need n and discretion g",
        "Kemeny and Snell 1960",
        _passage,
    ),
    ClosedForm(
        "repeated attempts",
        "The number of attempts of those who try again after being stopped is geometric, cut at the maximum.",
        "E(attempts) = sum_{k<K} (r s)^k; P(arrive) = (1 - s) E(attempts)",
        "one post that stops a share s; a share r of those stopped tries again, at most K times in all",
        "Kemeny and Snell 1960",
        _attempts,
    ),
    ClosedForm(
        "travelling alone",
        "Who travels alone passes a post with the chance of a smuggled party times a factor.",
        "P(pass) = f (1 - i)",
        "one post with pinned interception i, migrants who choose their channel, no operators",
        "Kemeny and Snell 1960",
        _alone,
    ),
)
