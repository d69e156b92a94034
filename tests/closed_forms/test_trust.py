"""Trust after kept deals, and its stationary mean where rotation cuts ties."""

import math

import numpy as np
import pytest

from simcorr.engines.mesa import CorruptionModel
from simcorr.interventions import StaffRotation
from simcorr.scenario import Pins
from tests.engines.mesa.worlds import route, world_of

START, GAIN = 0.1, 0.2
FIXED = {"smugglers.starting_trust": START, "smugglers.trust_gain": GAIN, "officials.second_job_share": 0.0}
ALL_KEPT = Pins.everywhere(offer=1.0, acceptance=1.0, interception=0.0)


def trust_world(officials, per_week, weeks, count=1):
    """Return one network and posts of one gatekeeper each: every deal is kept, places are met at random."""
    changes = {**FIXED, "smugglers.count": count, "smugglers.book_size": 64, "smugglers.capacity_parties": 1000}
    posts = [*[("border_crossings", 1)] * officials, ("investigation", 1)]
    corridor = route(posts=posts, arrivals_per_year=52 * officials * per_week, party_size=1)
    return world_of(corridor, changes=changes, on=("trust", "rotation_cuts_ties"), pins=ALL_KEPT, weeks=weeks)


def trusts(model, officials):
    return np.array([model.smugglers[0].trust_in(model.official_at(place)) for place in range(officials)])


@pytest.mark.parametrize("presence", [0.0, 1.0])
def test_trust_after_n_kept_deals(presence):
    """1 - (1 - t0)(1 - g)^n, whoever is met how often."""
    scenario = trust_world(10, 0.6, 8).with_changes({"smugglers.contact_presence": presence})
    model = CorruptionModel(scenario, rng=1, events=True)
    while model.running:
        model.step()
    deals = np.zeros(model.w.n_officials)
    for week, kind, subject, *_ in model._log:
        assert week < 8
        if kind == 4:
            deals[int(subject)] += 1
    expected = 1 - (1 - START) * (1 - GAIN) ** deals[:10]
    assert trusts(model, 10) == pytest.approx(expected)
    assert deals.max() >= 4
    if presence == 1.0:  # once one is known, only he is met
        assert (deals > 0).sum() < 10


@pytest.mark.parametrize("kept", [0, 2])
def test_a_failed_deal_costs_a_share_of_trust(kept):
    model = CorruptionModel(trust_world(1, 1.0, 5).with_changes({"smugglers.trust_loss": 0.5}), rng=1)
    smuggler, official = model.smugglers[0], model.officials[0]
    for _ in range(kept + 1):
        smuggler.remember_deal(official, kept=True)
    before = smuggler.trust_in(official)
    smuggler.remember_deal(official, kept=False)
    assert smuggler.trust_in(official) == pytest.approx(0.5 * before)


OFFICIALS, PER_WEEK = 60, 1.0
KEEP = math.exp(-PER_WEEK * GAIN)  # expected factor on what is missing to full trust, in a week of Poisson deals


def mean_missing_trust(rotation, weeks, burn, seeds):
    """Return what is missing to full trust, each run's mean over officials and weeks, after the weekly rotation."""
    means = []
    for seed in range(seeds):
        model = CorruptionModel(trust_world(OFFICIALS, PER_WEEK, weeks), rotation, rng=seed)
        seen = []
        while model.running:
            model.step()
            if model.week > burn:
                seen.append(1.0 - trusts(model, OFFICIALS).mean())
        means.append(np.mean(seen))
    return np.array(means)


def test_mean_trust_under_random_rotation():
    """Each week a share of the staff moves. Missing trust d obeys d' = r (1 - t0) + (1 - r) d exp(-mu g)."""
    share = 0.15
    found = mean_missing_trust([StaffRotation(interval_weeks=1, share=share, delivery=1.0)], 70, 25, 6)
    expected = share * (1 - START) / (1 - (1 - share) * KEEP)
    error = found.std(ddof=1) / math.sqrt(len(found))
    assert error < 0.02
    assert abs(found.mean() - expected) < 4 * error, (found.mean(), expected, error)


def test_mean_trust_under_fixed_rotation():
    """All move every L weeks: missing trust falls from 1 - t0 by exp(-mu g) a week, and starts again."""
    interval = 6
    found = mean_missing_trust([StaffRotation(interval_weeks=interval, share=1.0, delivery=1.0)], 60, 18, 6)
    # Rotations fall on weeks 0, 6, ..., so that the 42 weeks from the 18th on are seven whole cycles.
    expected = (1 - START) * np.mean(KEEP ** np.arange(interval))
    error = found.std(ddof=1) / math.sqrt(len(found))
    assert error < 0.02
    assert abs(found.mean() - expected) < 4 * error, (found.mean(), expected, error)


def test_weekly_rotation_of_all_leaves_only_strangers():
    model = CorruptionModel(
        trust_world(OFFICIALS, PER_WEEK, 10), [StaffRotation(interval_weeks=1, share=1.0, delivery=1.0)], rng=1
    )
    while model.running:
        model.step()
        assert trusts(model, OFFICIALS) == pytest.approx(START)


def test_without_rotation_trust_becomes_complete():
    model = CorruptionModel(trust_world(OFFICIALS, PER_WEEK, 40), rng=1)
    while model.running:
        model.step()
    missing = 1 - trusts(model, OFFICIALS)
    expected = (1 - START) * KEEP**40
    assert abs(missing.mean() - expected) < 4 * missing.std() / math.sqrt(OFFICIALS) + 1e-6


def test_rotation_that_cuts_no_ties_leaves_trust_alone():
    changes = {"switches.rotation_cuts_ties": False}
    rotation = [StaffRotation(interval_weeks=2, share=1.0, delivery=1.0)]
    scenario = trust_world(OFFICIALS, PER_WEEK, 30).with_changes(changes)
    model = CorruptionModel(scenario, rotation, rng=1)
    while model.running:
        model.step()
    missing = 1 - trusts(model, OFFICIALS)
    assert missing.mean() < 0.05
