"""Journeys go to another route where one becomes stricter, as far as there is one to go to."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.engine import simulate
from simcorr.world import build
from simcorr.world.measures import CORRIDOR_INDEX
from simcorr.world.trace import EventKind
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


def test_no_client_pays_for_a_dearer_corridor_than_was_asked_for():
    """Only who asks for it: on the way they wish, clients by air owe more than by land."""
    eager = {"smugglers.detour_cost": 0.0, "smugglers.route_profit_scale_usd": 1e6, "smugglers.fee_sigma": 0.0}
    shares = {"smugglers.risk_pass_through": 0.0, "smugglers.fee_pass_through": 0.0}
    poor = {"migrants.means_median_usd": 1.0, "migrants.means_sigma": 0.0, "migrants.detour_cost_usd": 1e5}
    scenario = sc.load_scenario(FOLDER / "three_corridors.toml").with_changes({**eager, **shares, **poor})
    events = simulate(build(scenario, (), 1), events=True).events
    clients = {  # every client owes, so that each event of a client has one of a debt with the corridor asked for
        (week, subject): (corridor, fee / 100.0)
        for kind, week, subject, corridor, fee in rows(events, "corridor", "value")
        if kind == EventKind.CLIENT
    }
    full = [corridor.fee_usd * scenario.smugglers.base_fee_share for corridor in scenario.corridors]
    taken_elsewhere = 0
    for kind, week, subject, asked, owed in rows(events, "b", "value"):
        if kind == EventKind.DEBT and owed > 0.0 and (week, subject) in clients:
            travelled, fee = int(clients[week, subject][0]), clients[week, subject][1]
            assert fee == pytest.approx(min(full[travelled], full[int(asked)]))
            taken_elsewhere += full[travelled] > full[int(asked)]
    assert taken_elsewhere > 100


def rows(events, *columns):
    """Return kind, week and subject of events, and these columns."""
    return zip(*(events[name] for name in ("kind", "week", "subject", *columns)), strict=True)
