"""Journeys go to another route where one becomes stricter, as far as there is one to go to."""

import numpy as np

import simcorr as sc
from simcorr.engine import simulate
from simcorr.world import build
from simcorr.world.measures import CORRIDOR_INDEX
from tests.agreement.scenarios import FOLDER

SEEDS = range(12)
STRICTER = {f"corridors.northern.posts.{name} post.interception_factor": 2.5 for name in ("road", "rail")}
NO_ALTERNATIVE = {"switches.corridor_choice": False, "switches.route_learning": False, "smugglers.detour_cost": 10.0}


def started(changes):
    """Return the persons who set out on the northern and the southern route, a row for each seed."""
    scenario = sc.load_scenario(FOLDER / "two_routes.toml").with_changes(changes)
    column, rows = CORRIDOR_INDEX["journeys_started"], []
    for seed in SEEDS:
        world = build(scenario, (), seed)
        rows.append(simulate(world).corridor[world.burn_in :, :, column].sum(axis=0))
    return np.array(rows)


def relative_change(before, after):
    """Return the mean relative change of each route and half of its 95 % interval."""
    difference = (after - before) / before.mean(axis=0)
    return difference.mean(axis=0), 2.201 * difference.std(axis=0, ddof=1) / np.sqrt(len(difference))


def test_journeys_go_to_the_substitute_of_a_stricter_route():
    (north, south), (half_north, half_south) = relative_change(started({}), started(STRICTER))
    assert north + half_north < -0.1
    assert south - half_south > 0.05


def test_without_an_alternative_nothing_moves_to_the_other_route():
    (north, south), (half_north, half_south) = relative_change(
        started(NO_ALTERNATIVE), started({**NO_ALTERNATIVE, **STRICTER})
    )
    assert north + half_north < -0.05
    assert abs(south) < half_south < 0.03
