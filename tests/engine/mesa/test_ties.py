"""What closed forms cannot show from outside: the trust in single gatekeepers, and the norm that one of them sees."""

import numpy as np
import pytest

from simcorr.engine.mesa import CorruptionModel
from simcorr.interventions import StaffRotation
from simcorr.scenario import Pins
from simcorr.world.trace import EventKind
from tests.engine.mesa.worlds import of_kind, route, world_of

START, GAIN = 0.1, 0.2
FIXED = {"smugglers.starting_trust": START, "smugglers.trust_gain": GAIN, "officials.second_job_share": 0.0}
ALL_KEPT = Pins.everywhere(offer=1.0, acceptance=1.0, interception=0.0)


def trust_world(officials, per_week, weeks):
    """Return one network and posts of one gatekeeper each: every deal is kept, places are met at random."""
    changes = {**FIXED, "smugglers.count": 1, "smugglers.book_size": 64, "smugglers.capacity_parties": 1000}
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
    deals = np.zeros(model.world.n_officials)
    for _, subject, *_ in of_kind(model.trace(), EventKind.BRIBE):
        deals[subject] += 1
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


def test_weekly_rotation_of_all_leaves_only_strangers():
    rotation = StaffRotation(interval_weeks=1, share=1.0, delivery=1.0)
    model = CorruptionModel(trust_world(60, 1.0, 10), [rotation], rng=1)
    while model.running:
        model.step()
        assert trusts(model, 60) == pytest.approx(START)


def test_the_norm_of_the_whole_context_mixes_in():
    """Two posts that look at each other only through the context end up alike."""
    scenario = world_of(
        route(
            posts=[("border_crossings", 20), ("border_crossings", 20), ("investigation", 1)],
            arrivals_per_year=52 * 200,
        ),
        changes={"officials.norm_own_post_share": 0.25, "officials.peer_effect": 1.0},
        on=("norms",),
        pins=Pins(border_crossings={"offer": 1.0, "interception": 0.0}),
    )
    model = CorruptionModel(scenario, rng=0)
    model.posts[0].norm, model.posts[1].norm = 0.8, 0.2
    model.contexts[2].norm = 0.4
    assert model.officials[0].norm() == pytest.approx(0.25 * 0.8 + 0.75 * 0.4)
    assert model.officials[20].norm() == pytest.approx(0.25 * 0.2 + 0.75 * 0.4)
