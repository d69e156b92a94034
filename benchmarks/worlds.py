"""The worlds that are timed: two years of the baseline, with more of everything; and a corridor at true scale.

The corridor at true scale is the one over land of ``scenarios/three_corridors.toml``, which has none of the mechanisms
that are off by default: the baseline has no corridor of that name, and it was this one that was timed before.
"""

from pathlib import Path

import simcorr as sc
from simcorr.world import build
from simcorr.world.measures import BY_CONTEXT

SCENARIOS = Path(__file__).parents[1] / "scenarios"
WEEKS = 104
TRUE_SCALE = 500_000
"""Would-be migrants a year in the corridor at true scale."""


def baseline():
    """Return the baseline scenario as it is."""
    return sc.load_scenario(SCENARIOS / "baseline.toml")


def world(factor=1.0, weeks=WEEKS, *, agents=None, seed=1):
    """Return the baseline with ``factor`` times the migrants, and ``agents`` times the operators and gatekeepers."""
    agents = factor if agents is None else agents
    scenario = baseline().with_changes({"burn_in_weeks": 0, "window_weeks": weeks})
    changes = {"smugglers.count": round(scenario.smugglers.count * agents)}
    for corridor in scenario.corridors:
        changes[f"corridors.{corridor.name}.arrivals_per_year"] = corridor.arrivals_per_year * factor
        for post in corridor.posts:
            changes[f"corridors.{corridor.name}.posts.{post.name}.staff"] = round(post.staff * agents)
    return build(scenario.with_changes(changes), (), seed)


def true_scale(years=7):
    """Return a land corridor with 500,000 would-be migrants a year, each of whom is simulated."""
    scenario = sc.load_scenario(SCENARIOS / "three_corridors.toml")
    land = scenario.corridor("land")
    alone = scenario.model_copy(
        update={"corridors": (land,), "shocks": (), "burn_in_weeks": 0, "window_weeks": 52 * years, "weight": 1.0}
    )
    changes = {
        "smugglers.count": 6_000,
        "corridors.land.arrivals_per_year": float(TRUE_SCALE),
        "corridors.land.party_size": 1,
    }
    changes |= {f"corridors.land.posts.{post.name}.staff": 50 * post.staff for post in land.posts}
    return build(alone.with_changes(changes), (), 1)


def encounters(trace):
    """Return how many parties met a gatekeeper."""
    return int(trace.context[:, :, BY_CONTEXT.encounters].sum())


def size(arms):
    """Return the operators and gatekeepers of a world in words."""
    return f"{int(arms.smugglers.count):,} smugglers, {arms.n_officials:,} officials"
