"""Operators turn away from posts where their parties are stopped, as far as there is another and they follow it."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.contexts import Context
from simcorr.engine import simulate
from simcorr.world import EventKind, build
from tests.agreement.scenarios import FOLDER

SEEDS = range(8)
BORDER = Context.BORDER_CROSSINGS.value
STRICT, EXPERIENCED = "corridors.land.posts.main border post.interception_factor", 60
"""Weeks after which operators know what happens at posts."""


def border(**changes):
    """Return a land border of three posts at which nobody moves, trusts or is trusted."""
    scenario = sc.load_scenario(FOLDER / "land_border.toml")
    still = {"switches.trust": False, "switches.staff_turnover": False, "burn_in_weeks": 0, "window_weeks": 150}
    return scenario.with_changes(
        {**still, "supervision.nothing_share": 1.0, "supervision.suspend_share": 0.0, **changes}
    )


def met(scenario, measures=(), seeds=SEEDS):
    """Return the number of parties with an operator at each border post, a row for each seed."""
    rows = []
    for seed in seeds:
        world = build(scenario, measures, seed)
        events = simulate(world, events=True).events
        clients = set(events["subject"][events["kind"] == EventKind.CLIENT].tolist())
        at_border = (events["kind"] == EventKind.ENCOUNTER) & (events["context"] == BORDER)
        ours = np.isin(events["subject"], list(clients)) & at_border & (events["week"] >= EXPERIENCED)
        posts = world.place_post[events["other"][ours].astype(int)]
        names = np.flatnonzero(world.post_context == BORDER)
        rows.append([int((posts == post).sum()) for post in names])
    return np.array(rows, dtype=float)


def shares(rows):
    return rows / rows.sum(axis=1, keepdims=True)


def change(rows, others):
    """Return the mean difference of the first column, pair by pair, and its 95 % interval."""
    difference = (shares(others) - shares(rows))[:, 0]
    half = 2.365 * difference.std(ddof=1) / np.sqrt(len(difference))
    return difference.mean(), difference.mean() - half, difference.mean() + half


def test_a_stricter_post_loses_parties_to_its_neighbours():
    chosen = {"smugglers.post_precision": 15.0}
    usual, strict = met(border(**chosen)), met(border(**chosen, **{STRICT: 4.0}))
    mean, _, high = change(usual, strict)
    assert mean < -0.1
    assert high < 0.0


def test_nobody_turns_away_who_does_not_choose():
    mean, low, high = change(met(border()), met(border(**{STRICT: 4.0})))
    assert low < 0.0 < high
    assert abs(mean) < 0.03


def test_without_learning_posts_are_met_by_their_staff():
    unlearned = {"smugglers.post_precision": 15.0, "smugglers.post_learning_rate": 0.0}
    found, staff = met(border(**unlearned)).sum(axis=0), np.array([10.0, 8.0, 6.0])
    expected = found.sum() * staff / staff.sum()
    assert ((found - expected) ** 2 / expected).sum() < 13.8  # chi squared with two degrees of freedom, p = .001


def test_where_there_is_one_post_nothing_is_chosen():
    """Whatever is learned of the only post, every event is what it would have been."""
    scenario = sc.Scenario(
        name="one of each", corridors=(sc.Corridor(name="route", alone_factor=0.2),), window_weeks=80
    )
    strict = scenario.with_changes({"corridors.route.posts.border_crossings.interception_factor": 3.0})
    chosen = strict.with_changes({"smugglers.post_precision": 15.0})
    one, other = (simulate(build(each, (), 1), events=True).events for each in (strict, chosen))
    assert len(one["kind"]) > 1000
    assert all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_sending_parties_at_random_undoes_the_choice(share):
    chosen = {"smugglers.post_precision": 15.0, STRICT: 4.0}
    free, sent = met(border(**chosen)), met(border(**chosen), [sc.RandomPosts(share=share, delivery=1.0)])
    mean, low, _ = change(free, sent)
    assert low > 0.0
    if share == 1.0:
        assert shares(sent).mean(axis=0)[0] == pytest.approx(10 / 24, abs=0.02)
    assert mean > 0.05
