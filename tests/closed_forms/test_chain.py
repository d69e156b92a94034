"""A chain of posts with everything pinned is a Markov chain: passage, encounters, bribes, detection."""

import math

import numpy as np
import pytest
from scipy import stats

from simcorr.engines.mesa import CorruptionModel
from simcorr.scenario import Pins, Stage
from simcorr.world.trace import EventKind
from tests.engines.mesa.worlds import corridor_total, of_kind, route, total, world_of

CHAIN = ("documents", "border_crossings", "transportation", "airports")
OFFER, ACCEPTANCE = (0.8, 0.5, 0.9, 0.3), (0.6, 0.7, 0.2, 0.9)
INTERCEPTION, DETECTION = (0.3, 0.5, 0.15, 0.6), 0.05


def pins(**values):
    pairs = {name: list(value) if isinstance(value, tuple) else [value] * 4 for name, value in values.items()}
    return Pins(**{context: {name: pairs[name][j] for name in pairs} for j, context in enumerate(CHAIN)})


def drained(scenario, weeks=12, seed=0, events=False):
    """Run a world, then let nobody set out any more until all journeys have ended."""
    model = CorruptionModel(scenario, rng=seed, events=events)
    while model.running:
        if model.week == weeks:
            model.w.arrivals_per_week = [0.0] * model.w.n_corridors
        model.step()
    assert model.migrants == []
    return model.trace()


def within(found, expected, error, limit=4.0):
    distance = (found - expected) / error if error > 0.0 else (found - expected) / 1e-9
    assert abs(distance) < limit, f"{found} is {distance:.1f} errors from {expected}"


@pytest.mark.parametrize("discretion", [1.0, 0.6, 0.0])
@pytest.mark.parametrize("need", [1.0, 0.7])
def test_passage_through_a_chain(discretion, need):
    """Passage is the product over the posts of 1 - need i (1 - o a g)."""
    stages = [Stage(context=context, need=need) for context in CHAIN]
    changes = {f"contexts.{context}.discretion": discretion for context in CHAIN}
    scenario = world_of(
        route(stages=stages, arrivals_per_year=20_800, party_size=1),
        pins=pins(offer=OFFER, acceptance=ACCEPTANCE, interception=INTERCEPTION),
        changes=changes,
        on=("position_differences",),
        weeks=22,
    )
    trace = drained(scenario)
    stopped = [need * i * (1 - o * a * discretion) for o, a, i in zip(OFFER, ACCEPTANCE, INTERCEPTION, strict=True)]
    reach = np.cumprod([1.0, *(1.0 - np.array(stopped))])
    n = corridor_total(trace, "journeys_started")
    assert n > 4000
    for j, context in enumerate(CHAIN):
        p = reach[j] * need
        within(total(trace, "encounters", context) / n, p, math.sqrt(p * (1 - p) / n))
        p = reach[j] * stopped[j]
        within(total(trace, "interceptions", context) / n, p, math.sqrt(p * (1 - p) / n))
        p = reach[j] * need * OFFER[j] * ACCEPTANCE[j]
        within(total(trace, "offers_accepted", context) / n, p, math.sqrt(p * (1 - p) / n))
    p = reach[-1]
    within(corridor_total(trace, "irregular_journeys") / n, p, math.sqrt(p * (1 - p) / n))
    assert corridor_total(trace, "irregular_journeys") + corridor_total(trace, "detained") == n


def test_encounters_and_bribes_of_a_journey():
    """The expected numbers are the sums of the chances to reach each post (and to strike a deal there)."""
    scenario = world_of(
        route(stages=CHAIN, arrivals_per_year=20_800, party_size=1),
        pins=pins(offer=OFFER, acceptance=ACCEPTANCE, interception=INTERCEPTION),
        weeks=22,
    )
    trace = drained(scenario, events=True)
    n = corridor_total(trace, "journeys_started")
    met = np.zeros(int(n) + 10)
    for row in of_kind(trace, EventKind.ENCOUNTER):
        met[row[1]] += 1
    met = met[met > 0]
    deal = np.array(OFFER) * ACCEPTANCE
    reach = np.cumprod([1.0, *(1.0 - np.array(INTERCEPTION) * (1.0 - deal))])[:-1]
    assert len(met) == n
    within(met.mean(), reach.sum(), met.std() / math.sqrt(n))
    bribes = total(trace, "bribes") / n
    within(bribes, (reach * deal).sum(), 1.2 * math.sqrt((reach * deal).sum() / n))
    assert total(trace, "bribe_value_usd") == pytest.approx(total(trace, "bribes") * 100.0)


def test_attempts_of_those_who_try_again():
    """With retries the number of attempts is geometric, cut at the maximum."""
    r, stop, most = 0.8, 0.5, 3
    changes = {"migrants.retry_probability": r, "migrants.maximum_attempts": most, "migrants.retry_delay_weeks": 1}
    scenario = world_of(
        route(stages=("documents",), arrivals_per_year=15_600, party_size=1),
        pins=Pins.everywhere(offer=0.0, interception=stop),
        changes=changes,
        weeks=22,
    )
    trace = drained(scenario)
    n = corridor_total(trace, "would_be_migrants")
    expected = sum((r * stop) ** k for k in range(most))
    within(corridor_total(trace, "journeys_started") / n, expected, math.sqrt(0.45 / n))
    p = (1 - stop) * expected
    within(corridor_total(trace, "irregular_journeys") / n, p, math.sqrt(p * (1 - p) / n))


def test_travelling_alone_succeeds_by_its_factor():
    """Without interception the factor alone decides at each post."""
    scenario = world_of(
        route(stages=("documents",), arrivals_per_year=20_800, party_size=1, alone_factor=0.4),
        pins=Pins.everywhere(offer=0.0, interception=0.25),
        changes={
            "migrants.attachment_usd": -20_000.0,
            "corridors.route.regular_cost_usd": 1e6,
            "smugglers.count": 0,
        },
        on=("migrant_choice",),
        weeks=22,
    )
    trace = drained(scenario)
    n = corridor_total(trace, "journeys_started")
    assert n > 1000
    p = 0.4 * 0.75
    within(corridor_total(trace, "irregular_journeys") / n, p, math.sqrt(p * (1 - p) / n))


def test_time_to_the_first_detection_is_geometric():
    """Each accepted bribe comes to light with the pinned chance, whatever came before."""
    for seed in range(2):
        scenario = world_of(
            route(stages=("border_crossings",), staff=120, arrivals_per_year=52 * 600, party_size=1),
            pins=Pins.everywhere(offer=1.0, acceptance=1.0, interception=0.0, detection=DETECTION),
            weeks=30,
        )
        trace = drained(scenario, weeks=27, seed=seed, events=True)
        n = total(trace, "bribes")
        within(total(trace, "detections_audit") / n, DETECTION, math.sqrt(DETECTION * (1 - DETECTION) / n))
        first = _bribes_before_the_first_detection(trace)
        expected = stats.geom(DETECTION)
        assert len(first) == 120
        within(np.mean(first), expected.mean(), expected.std() / math.sqrt(len(first)))
        edges = np.array([5, 12, 25])
        observed = np.bincount(np.searchsorted(edges, first), minlength=4)
        chances = np.diff([0.0, *expected.cdf(edges), 1.0])
        assert stats.chisquare(observed, chances * len(first)).pvalue > 1e-4


def _bribes_before_the_first_detection(trace):
    """Return how many bribes each official took up to the first that came to light, in the order of events.

    All bribes of a week are made before any of them is exposed, so the place within the week is known only on
    average: it is spread evenly over the bribes of that week.
    """
    taken, before_this_week, week_of, first = {}, {}, {}, {}
    for week, kind, subject in zip(*(trace.events[c] for c in ("week", "kind", "subject")), strict=True):
        if kind == EventKind.BRIBE:
            if week_of.get(subject) != week:
                week_of[subject], before_this_week[subject] = week, taken.get(subject, 0)
            taken[subject] = taken.get(subject, 0) + 1
        elif kind == EventKind.REPORT and subject not in first:
            in_week = taken[subject] - before_this_week[subject]
            place = np.arange(in_week)
            chance = DETECTION * (1 - DETECTION) ** place
            first[subject] = before_this_week[subject] + 1 + float((place * chance).sum() / chance.sum())
    return list(first.values())
